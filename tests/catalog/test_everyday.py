"""Sentences as people say them: each finds its category first, and the demo county has a unit that must lead it."""

import pytest

from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.reading import read
from sixia.config.demo.offices import DEPARTMENTS, SEATED
from tests.catalog.conftest import COUNTY

SAID = [
    ("路灯一个月不亮", "street_light"),
    ("护栏断了一截", "bridge_danger"),
    ("我家停了两天水了", "water_outage"),
    ("水龙头打开没水", "water_outage"),
    ("自来水发黄不敢喝", "water_quality"),
    ("这个月水费怎么多了一倍", "water_bill"),
    ("村口的水管破了一直往外冒水", "water_pipe"),
    ("村里的井没水了，吃水要去外村挑", "rural_water"),
    ("晚上老是停电，空调都带不动", "power_outage"),
    ("电线杆快倒了，孩子天天从下面过", "power_facility"),
    ("电费比上个月多了三百块", "power_bill"),
    ("家里的天然气停了，没法做饭", "gas_supply"),
    ("暖气一点都不热，家里只有十三度", "heat_cold"),
    ("交了取暖费家里还是冷，能不能退", "heat_fee"),
    ("门口的路坑坑洼洼，下雨全是泥", "rural_road"),
    ("马路中间有个大坑，电动车都摔了", "city_road_damage"),
    ("井盖不见了，差点掉下去", "manhole"),
    ("红绿灯不亮了，路口乱成一团", "traffic_light"),
    ("放学的时候校门口堵得走不动", "traffic_jam"),
    ("小区门口天天停满了车，救护车都进不来", "illegal_parking"),
    ("停车场收费太贵，一小时十块", "parking_fee"),
    ("拉沙子的大车半夜从村里过，震得窗户响", "overload_trucks"),
    ("公交车等了一个小时还不来", "bus_service"),
    ("出租车不打表还绕路", "taxi"),
    ("电梯三天两头坏，老人上不了楼", "elevator"),
    ("物业光收钱不干活", "property_service"),
    ("楼顶漏水，屋里墙都湿了", "maintenance_fund"),
    ("买的房子三年了还没交房", "new_home_delay"),
    ("房产证一直办不下来", "property_title"),
    ("老房子墙裂了，怕下雨塌了", "dangerous_house"),
    ("征地的钱到现在没给", "demolition"),
    ("邻居在楼顶搭了个棚子", "illegal_building"),
    ("楼上装修天天钻墙，孩子睡不着", "decoration_noise"),
    ("工地半夜还在打桩，吵得睡不着", "industrial_noise"),
    ("楼下跳广场舞声音太大", "social_noise"),
    ("楼下饭馆的油烟往我家飘", "cooking_fumes"),
    ("化工厂晚上放气，味道呛人", "factory_smell"),
    ("河里的水又黑又臭", "water_pollution"),
    ("养猪场的臭味熏得开不了窗", "livestock_pollution"),
    ("有人在地里烧秸秆，烟很大", "straw_burning"),
    ("垃圾好几天没人收了，臭得很", "garbage"),
    ("村里没有垃圾桶，垃圾都倒河边", "rural_garbage"),
    ("下水道堵了，脏水流到门口", "sewer"),
    ("一下雨门口就积水，进不了家", "flooding_street"),
    ("公厕又脏又没水", "public_toilet"),
    ("卖菜的把路都占了", "street_vendors"),
    ("路边的树倒了压着电线", "green_space"),
    ("流浪狗成群，咬了我家孩子", "dogs"),
    ("孩子上不了附近的小学", "school_admission"),
    ("学校食堂的饭菜不干净，孩子拉肚子", "school_meals"),
    ("孩子在学校被同学欺负", "school_bullying"),
    ("培训班关门了，学费不退", "training_centres"),
    ("医保卡刷不出来，买不了药", "chronic_drugs"),
    ("在外地住院怎么报销", "insurance_claim"),
    ("医保今年要交多少钱", "insurance_pay"),
    ("干了半年活老板不给钱", "unpaid_wages"),
    ("公司不给交社保", "social_insurance_unpaid"),
    ("养老金这个月没到账", "pension"),
    ("退休金认证老是刷脸不过", "pension_check"),
    ("在工地上摔断了腿，老板不管", "work_injury"),
    ("我家低保被停了", "low_income"),
    ("八十岁老人的补贴没发", "elderly_allowance"),
    ("残疾人补贴怎么申请", "disability_card"),
    ("老人没人做饭，能不能送餐", "home_care"),
    ("邻居占了我家的地", "boundary_dispute"),
    ("村里的地租出去钱没分给我们", "land_contract"),
    ("想盖房子，宅基地批不下来", "homestead"),
    ("种粮补贴没打到卡上", "farm_subsidy"),
    ("水渠堵了，麦子浇不上水", "irrigation"),
    ("野猪把玉米都拱了", "wildlife_damage"),
    ("超市卖过期牛奶", "food_safety"),
    ("买的手机是坏的，商家不给退", "fake_goods"),
    ("健身房关门跑路了，卡里的钱不退", "prepaid_cards"),
    ("卖保健品的骗了我妈两万块", "elderly_sales"),
    ("楼道里有人给电动车充电", "ebike_charging"),
    ("楼道堆满了杂物，消防通道走不了", "fire_hazard"),
    ("手机没信号，打不了电话", "phone_network"),
    ("快递不给送到村里", "parcels"),
    ("去办事大厅跑了三趟都没办成", "service_window"),
    ("身份证丢了怎么补办", "household_register"),
    ("村里换届有人买票", "village_election"),
    ("村干部把低保给了自己亲戚", "corruption"),
    ("小区里没有健身器材，希望能装几个", "park_facility"),
    ("窗口的工作人员很耐心，谢谢他们", "praise_general"),
    ("桥上的栏杆掉了一截很危险", "bridge_danger"),
    ("三天没来水了，洗澡都洗不成", "water_outage"),
    ("半夜电闸老是跳", "power_outage"),
    ("家门口的电杆歪得厉害", "power_facility"),
    ("下雨天路上全是水，车都熄火了", "flooding_street"),
    ("去县城的班车一天就一趟", "bus_service"),
    ("小区电梯停了一个星期", "elevator"),
    ("隔壁KTV唱到凌晨两点", "social_noise"),
    ("有人往河里倒脏水", "water_pollution"),
    ("楼下烧烤摊烟太大", "cooking_fumes"),
    ("垃圾车好几天不来了", "garbage"),
    ("化粪池满了没人抽", "sewer"),
    ("邻居家的狗咬人", "dogs"),
    ("孩子户口不在这里能上学吗", "school_admission"),
    ("老师收礼", "teacher_conduct"),
    ("老板欠我们三万块钱工资", "unpaid_wages"),
    ("去年的养老金少发了", "pension"),
    ("低保申请半年没消息", "low_income"),
    ("我妈的高龄补贴一直没到账", "elderly_allowance"),
    ("医院看病排队太久", "hospital_service"),
    ("异地看病怎么报", "insurance_claim"),
    ("宅基地被邻居占了", "homestead"),
    ("庄稼被水淹了保险不赔", "drought_flood"),
    ("村里账目不公开", "village_accounts"),
    ("买到假酒了", "fake_goods"),
    ("饭店吃出虫子", "food_safety"),
    ("手机上办不了社保", "online_service"),
    ("村干部态度不好", "rude_official"),
    ("停车位被人占了", "illegal_parking"),
    ("充电桩太少", "ebike_charging"),
    ("公园的椅子坏了", "park_facility"),
    ("结婚证怎么办理", "marriage"),
    ("退役军人优待证怎么办", "veterans"),
    ("学校门口没有斑马线", "traffic_light"),
    ("没人管的野狗太多了", "dogs"),
]
SEATS = frozenset({row[0] for row in DEPARTMENTS} | {row[1] for row in SEATED} | {"town", "village"})


@pytest.fixture(scope="module")
def county() -> RuleBook:
    return RuleBook(read(COUNTY))


@pytest.mark.parametrize(("text", "category"), SAID)
def test_an_everyday_sentence_finds_its_category(county: RuleBook, text: str, category: str) -> None:
    assert [one.category for one in county.classify(text)][:1] == [category]


@pytest.mark.parametrize("category", sorted({category for _text, category in SAID}))
@pytest.mark.parametrize("level", ["village", "town"])
def test_what_people_speak_of_has_a_unit_that_leads(county: RuleBook, category: str, level: str) -> None:
    leads = [duty.function for duty in county.duties(category, place_level=level) if duty.role == "lead"]
    assert leads
    assert set(leads) <= SEATS


@pytest.mark.parametrize("said", ["身份证110101195003071234", "身份证号是：11010119500307123X", "身份证号码 110101195003071234"])
def test_whose_number_it_is_says_nothing_of_the_matter(county: RuleBook, said: str) -> None:
    assert [one.category for one in county.classify(f"村口路灯一个月不亮，{said}")] == ["street_light"]
    assert [one.category for one in county.classify("身份证丢了怎么补办")] == ["household_register"]
