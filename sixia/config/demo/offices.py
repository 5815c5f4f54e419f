"""Who works in the demo county: units, their tree, and the names of the cast. Data and pure functions; knows no table."""

from collections.abc import Iterator
from itertools import cycle
from typing import Final, NamedTuple

from sixia.people import rules as role

BUILD, CARE, TRADE = "line-build", "line-care", "line-trade"
LINES: Final = {BUILD: "县政府城乡建设组", CARE: "县政府民生保障组", TRADE: "县政府农业与经济组"}
LINES_EN: Final = {
    BUILD: "County line for building",
    CARE: "County line for livelihood",
    TRADE: "County line for farming and trade",
}
ROOT: Final = "county"

DEPARTMENTS: Final = (
    # function, short name in the cast, line, handlers
    ("housing_construction", "住建", BUILD, 4),
    ("urban_management", "城管", BUILD, 3),
    ("transport", "交通", BUILD, 2),
    ("natural_resources", "自然资源", BUILD, 2),
    ("environment", "环保", BUILD, 2),
    ("emergency", "应急", BUILD, 1),
    ("fire_rescue", "消防", BUILD, 1),
    ("water_supply", "供水", BUILD, 2),
    ("power_supply", "供电", BUILD, 2),
    ("gas_supply", "燃气", BUILD, 1),
    ("heat_supply", "供热", BUILD, 2),
    ("bus_company", "公交", BUILD, 1),
    ("telecom", "通信", BUILD, 1),
    ("education", "教体", CARE, 2),
    ("health", "卫健", CARE, 2),
    ("medical_insurance", "医保", CARE, 2),
    ("human_resources", "人社", CARE, 2),
    ("civil_affairs", "民政", CARE, 2),
    ("public_security", "公安", CARE, 3),
    ("justice", "司法", CARE, 1),
    ("veterans_affairs", "退役", CARE, 1),
    ("disability", "残联", CARE, 1),
    ("women", "妇联", CARE, 1),
    ("culture_tourism", "文旅", CARE, 1),
    ("housing_fund_centre", "公积金", CARE, 1),
    ("agriculture", "农业", TRADE, 2),
    ("water", "水利", TRADE, 2),
    ("market_supervision", "市监", TRADE, 3),
    ("commerce", "商务", TRADE, 1),
    ("industry", "工信", TRADE, 1),
    ("finance", "财政", TRADE, 1),
    ("development_reform", "发改", TRADE, 1),
    ("tax", "税务", TRADE, 1),
    ("government_services", "政务", TRADE, 2),
    ("post_office", "邮政", TRADE, 1),
)
"""Every department and company that the duty lists name; names of units come from the profile's words."""

SEATED: Final = (
    # code, function, name, English name, code of the unit above
    ("hotline", "hotline", "清源县12345热线中心", "Qingyuan hotline centre", ROOT),
    ("callback", "hotline", "清源县12345回访组", "Qingyuan call-back group", "hotline"),
    ("petitions", "petition_office", "清源县信访局", "Qingyuan petition office", ROOT),
    ("discipline", "discipline", "清源县纪委监委", "Qingyuan discipline inspection", ROOT),
    ("supervision", "leadership", "县政府督查室", "County supervision office", ROOT),
    ("it", "administration", "清源县大数据中心", "Qingyuan data centre", ROOT),
)
VILLAGES: Final = ("东风社区", "友谊社区", "棉纺厂社区", "南湾村", "柳树沟村", "后山村")
# fmt: off
SOUNDS: Final = {
    "清源镇": "Qingyuan", "文昌街道": "Wenchang", "南湖街道": "Nanhu", "石桥镇": "Shiqiao", "龙泉镇": "Longquan",
    "柳林镇": "Liulin", "青石镇": "Qingshi", "双溪镇": "Shuangxi", "大湾镇": "Dawan", "凤鸣镇": "Fengming",
    "沙河镇": "Shahe", "古渡镇": "Gudu", "新河乡": "Xinhe", "白鹭乡": "Bailu", "云岭乡": "Yunling",
    "松岗乡": "Songgang", "竹坪乡": "Zhuping", "红岩乡": "Hongyan", "月塘乡": "Yuetang", "杏花乡": "Xinghua",
    "东风社区": "Dongfeng", "友谊社区": "Youyi", "棉纺厂社区": "Mianfangchang", "南湾村": "Nanwan", "柳树沟村": "Liushugou",
    "后山村": "Houshan",
}
# fmt: on
KINDS: Final = {"街道": "sub-district", "镇": "town", "乡": "township", "社区": "community", "村": "village"}
GRID_VILLAGES: Final = ("东风社区", "友谊社区", "南湾村", "后山村")
SURNAMES: Final = (
    "周陈吴李何郑林方赵冯马高许韩唐曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付白邹孟熊秦邱江尹薛闫段雷"
)


class Person(NamedTuple):
    """One of the cast: sign-in name, name, and the post held. `title` is shown beside it."""

    username: str
    name: str
    unit: str
    role: str
    title: str = ""


_DESKS: Final = (
    ("zhou", "受理员小周", "hotline", role.CLERK, "话务员"),
    ("chen", "受理员小陈", "hotline", role.CLERK, "话务员"),
    ("lin", "受理员小林", "hotline", role.CLERK, "来信来访登记"),
    ("he", "派单员老何", "hotline", role.DISPATCHER, "派单组长"),
    ("wu", "派单员小吴", "hotline", role.DISPATCHER, "派单员"),
    ("fang", "回访员小方", "callback", role.CALLBACK, "回访员"),
    ("tang", "回访员小唐", "callback", role.CALLBACK, "回访员"),
    ("zheng", "督办员老郑", "supervision", role.SUPERVISOR, "督查室主任"),
    ("ma", "督办员小马", "supervision", role.SUPERVISOR, "督查专员"),
    ("wang", "王副县长", BUILD, role.LEADER, "分管城乡建设"),
    ("liu", "柳副县长", CARE, role.LEADER, "分管民生"),
    ("gao", "高副县长", TRADE, role.LEADER, "分管农业和经济"),
    ("qian", "钱县长", ROOT, role.PRINCIPAL, "县长"),
    ("yan", "保密件经办严某", "discipline", role.RESTRICTED_OFFICER, "信访室"),
    ("ning", "保密件经办宁某", "discipline", role.RESTRICTED_OFFICER, "信访室"),
    ("xun", "督导员老荀", ROOT, role.INSPECTOR, "巡回督导组"),
    ("du", "督导员小杜", ROOT, role.INSPECTOR, "巡回督导组"),
    ("xi", "系统管理员小席", "it", role.SYSTEM_ADMIN, "系统管理员"),
    ("an", "安全管理员小安", "it", role.SECURITY_ADMIN, "安全管理员"),
    ("shen", "审计员老申", "it", role.AUDITOR, "审计员"),
    ("si", "个人信息保护专员小司", "it", role.PRIVACY_OFFICER, "个人信息保护专员"),
    ("pei", "信访登记员小裴", "petitions", role.CLERK, "来信来访登记"),
    ("zhan", "信访分办员老詹", "petitions", role.DISPATCHER, "办信科长"),
    ("rong", "复查复核员老荣", ROOT, role.HANDLER, "县政府复查复核办公室"),
    ("jin", "信访经办小靳", "petitions", role.HANDLER, "办信科"),
    ("ji", "信访局长老纪", "petitions", role.UNIT_HEAD, "局长"),
    ("hot", "热线质检小侯", "hotline", role.HANDLER, "质检员"),
    ("hua", "热线主任老华", "hotline", role.UNIT_HEAD, "主任"),
)


SECRETARIES: Final = 2
"""So many towns have somebody who sees all that is said of the town, whoever handles it."""


def in_english(name: str) -> str:
    """The English name of a town or village office: how it sounds, and what it is."""
    kind = next(word for end, word in KINDS.items() if name.endswith(end))
    return f"{SOUNDS[name]} {kind}"


def people(towns: dict[str, str], villages: dict[str, str]) -> Iterator[Person]:
    """The whole cast. `towns` and `villages` give the name of each such unit by its code."""
    yield from (Person(short, f"演示·{name}", unit, word, title) for short, name, unit, word, title in _DESKS)
    names = cycle(SURNAMES)
    for function, short, _line, handlers in DEPARTMENTS:
        for number in range(1, handlers + 1):
            yield Person(f"{function}-{number}", f"演示·{short}经办小{next(names)}", function, role.HANDLER, "经办人")
        yield Person(f"{function}-head", f"演示·{short}负责人老{next(names)}", function, role.UNIT_HEAD, "局长")
    for code, name in towns.items():
        yield Person(f"{code}-1", f"演示·{name}经办小{next(names)}", code, role.HANDLER, "便民服务中心")
        yield Person(f"{code}-head", f"演示·{name}负责人老{next(names)}", code, role.UNIT_HEAD, "镇长")
    for code, name in villages.items():
        yield Person(f"{code}-1", f"演示·{name}文书小{next(names)}", code, role.HANDLER, "村（社区）文书")
        if name in GRID_VILLAGES:
            yield Person(f"{code}-grid", f"演示·{name}网格员小{next(names)}", code, role.GRID_WORKER, "网格员")
    for code, name in list(towns.items())[:SECRETARIES]:
        yield Person(f"{code}-secretary", f"演示·{name}书记老{next(names)}", code, role.PRINCIPAL, "党委书记")
