"""A year of problems of the demo county by the room's own actions: from many voices to residents' word, at every stage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.utils import timezone

from sixia.cases.models import Case
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import office
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people import rules as role
from sixia.people.actors import Actor, resident
from sixia.people.models import Account, Unit
from sixia.places.models import Place
from sixia.problems import actions
from sixia.problems.models import Asked, Problem, Task
from sixia.problems.rules import NewSource

NUMBERS: Final = 98_400_000
DAY: Final = timedelta(days=1)
ROUND: Final = "task 12d done 3d report"


@dataclass(frozen=True, slots=True)
class Story:
    """One problem: the category of its cases, whose it is, what is wrong, and its steps with pauses in days.

    `tail` is how many days ago its last step was; `cases` how many it grows from. `first` is what was reported the first time
    where that did not hold; `basis` the law of an explanation, whose words are in `reached`. What is `known` by this
    title was raised elsewhere, from research.
    """

    category: str
    unit: str
    title: str
    words: str
    work: str
    reached: str
    steps: str
    tail: int
    cases: int = 4
    scale: str = "several"
    cause: str = ""
    first: str = ""
    basis: str = ""
    known: bool = False


STORIES: Final = (
    Story("street_light", "urban_management", "城郊路段路灯成片不亮", "报一盏修一盏，修好又坏，晚上老人出门看不清路。",
          "逐杆检查，更换老化电缆和灯头", "更换电缆1.2公里、灯头46盏，全线夜间巡查两轮都亮。",
          f"assign 3d {ROUND} 6d solved", 150, cause="电缆埋设超过二十年，接头进水"),
    Story("sewer", "housing_construction", "老小区一下雨污水就冒", "主管道偏细，几栋楼合用一个化粪池，雨天倒灌到一楼。",
          "清掏化粪池并更换主管道", "换大口径主管180米，新设检查井6座，两场大雨没有再冒。",
          f"assign 4d {ROUND} 5d not 4d {ROUND} 6d solved", 40, cause="原管径不够，多年没有清掏",
          first="清掏化粪池4座、疏通主管道180米，当天污水退去。"),
    Story("garbage", "urban_management", "收运车隔天才来，垃圾桶满溢", "夏天味道大，住户只好把袋子放在桶边。",
          "调整线路，夏季改为每天两趟", "收运改为每天两趟，加桶22个，连续三周没有满溢。",
          f"assign 2d {ROUND} 5d solved", 95, scale="group"),
    Story("bus_service", "bus_company", "末班车太早，晚自习学生赶不上", "六点半以后没有车，家长轮流接送。",
          "与学校核对放学时间，加开一班晚车", "加开晚八点一班，周一至周五运行，学校门口设站牌。",
          f"assign 3d {ROUND} 7d solved", 190, scale="wide"),
    Story("water_outage", "water_supply", "高处住户早晚没有水", "水压小，顶楼早晚两头接不上水，已经两个夏天。",
          "增设加压泵并调整供水时段", "加压泵已装好，早晚高峰实测水压达标。",
          f"assign 3d {ROUND}", 4, cause="管网末端高差大，没有加压"),
    Story("illegal_parking", "public_security", "学校门口放学时堵成一片", "车停两排，孩子在车缝里走。",
          "划临时停靠区，放学时段派人疏导", "划停靠位30个，放学时段有人值守。",
          f"assign 2d {ROUND}", 16, scale="group"),
    Story("city_road_damage", "housing_construction", "背街小巷路面坑洼积水", "一下雨全是水坑，夜里有人摔倒。",
          "分段铣刨重铺，理顺排水", "", "assign 4d task", 6),
    Story("elevator", "market_supervision", "几个小区电梯反复困人", "维保单位一来就好，走了又停，住户不敢坐。",
          "逐台检验，约谈维保单位", "", "assign 3d task", 11, cause="维保合同低价中标，配件以次充好"),
    Story("property_service", "housing_construction", "物业收了钱没人管", "楼道灯、门禁、保洁都没人管，投诉互相推。",
          "对照合同检查，限期整改", "", "assign", 20),
    Story("rural_road", "transport", "进村路护栏缺失，弯道没有警示", "大货车会车时紧贴沟边，出过两次险。",
          "", "", "assign", 3),
    Story("social_noise", "public_security", "广场晚上音响吵到十点以后", "夏天窗户关不住声音，劝了也没用。",
          "", "", "", 2, scale="group"),
    Story("construction_waste", "urban_management", "装修垃圾堆在路口没人清", "堆了几个月，越堆越多。",
          "", "", "", 12, cases=2, scale="few"),
    Story("heat_cold", "heat_supply", "老旧管网片区暖气不热", "交了费屋里只有十四五度，年年报修。",
          "清洗支管，更换换热站水泵", "换泵两台、清洗支管37户，室温都在十八度以上。",
          f"assign 3d {ROUND} 6d not", 9, cause="支管淤堵，换热站水泵功率不足"),
    Story("parking_fee", "development_reform", "老街区停车收费太高", "住户在自家楼下停车也按临时车收费。",
          "核对收费许可，研究居民优惠", "该路段为政府定价停车位，现行标准经过听证。居民优惠办法已列入下一轮定价。",
          "assign 3d task 9d done 4d explain 2d approve", 75, scale="group",
          basis="政府制定价格行为规则；县停车收费批复"),
    Story("village_clinic", "health", "村卫生室慢病用药常缺、无人催补", "",
          "缺药当天登记，镇卫生院三天补齐", "各村缺药登记已接到镇卫生院，连续两个月三天内补齐。",
          f"assign 3d {ROUND} 8d solved", 190, known=True),
    Story("bus_service", "transport", "农村班车时刻和上学看病时间脱节", "",
          "两条线试行错开四十分钟", "两条线错开四十分钟，学生和看病的老人都能赶上，试行一个月没有空车。",
          f"assign 3d {ROUND} 6d solved", 60, known=True),
    Story("homestead", "natural_resources", "河边菜地要求批宅基地", "几户人家老屋漏雨，想在河边菜地上建新房，几次没有批。",
          "现场测量，查对河道管理范围线", "地块在河道管理范围线以内，依法不能建房；已为三户核定村内空闲地，可以按程序申请。",
          "assign 3d task 8d done 3d explain", 2, scale="few",
          basis="中华人民共和国防洪法第二十二条"),
    Story("old_estate", "housing_construction", "两栋老楼要求整体加装电梯", "老人上下楼难，想一次装齐。",
          "逐户征求意见，做地勘", "", "assign 3d task 20d done 5d give_up 3d approve", 52, scale="few"),
    Story("dogs", "public_security", "散养犬在巷子里追人", "孩子上学绕路走。",
          "集中清理，上门登记", "登记犬只58只，收容流浪犬11只。",
          f"assign 2d {ROUND} 12d silent 3d close", 30, cases=1, scale="few"),
    Story("ads", "urban_management", "楼道小广告清了又贴", "开锁、通下水的小广告贴满楼道。",
          "清理并查号码", "", "assign 3d task 8d done 3d give_up", 2, scale="group"),
    Story("rural_water", "water", "后山几个组天旱就没水吃", "靠一口井，旱季见底，要到山下挑水。",
          "打深井一口，铺设入户管", "深井出水，入户管通到每一户，连续一个月没有断水。",
          f"assign 4d {ROUND} 8d solved 45d back", 8, scale="village", cause="单一水源，没有备用井"),
    Story("traffic_light", "development_reform", "充电桩建好了没有通电", "十几根桩立着，车主天天绕路。",
          "", "", "assign 6d hand", 5, cases=0, scale="group"),
)  # fmt: skip
"""Each plainly invented."""


def journeys(county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """Each story once, so that its last step lies as many days back as its tail says."""
    for number, story in enumerate(STORIES):
        teller = Teller(county, story, now, f"{seed}/problems/{number}")
        begins = now - DAY * (teller.length() + story.tail)
        yield begins, NUMBERS + number, teller.run(begins)


class Teller:
    """One problem from its first day on."""

    def __init__(self, county: County, story: Story, now: datetime, seed: str) -> None:
        self.county, self.story, self.now = county, story, now
        self.luck = Random(seed)
        self.work = county.book.calendar("cn")
        self.unit = county.units[story.unit]
        self.pk = 0
        self.notes = iter(("还是老样子，请再来看看。", "修了一半就走了。", "只修了路口那一段。"))

    def length(self) -> int:
        """How many days its steps take, with weekends."""
        days = sum(int(word[:-1]) for word in self.story.steps.split() if word.endswith("d") and word[:-1].isdigit())
        return 2 + days * 8 // 7

    def run(self, begins: datetime) -> Journey:
        """Raised, then step by step; nothing where the year had no such cases."""
        now = yield office(self.work, begins, self.luck)
        self.raise_problem(now)
        for word in f"2d {self.story.steps}".split():
            if word.endswith("d") and word[:-1].isdigit():
                now = yield office(self.work, now + DAY * int(word[:-1]), self.luck)
            else:
                verb: Callable[[datetime], None] = getattr(self, "refuse" if word == "not" else word)
                verb(now)
                now = yield now + timedelta(minutes=25)

    # Who

    def _one(self, unit: Unit, *roles: str) -> Actor | None:
        found = (names for name in roles if (names := self.county.staff.get((unit.pk, name))))
        return next((self.county.who(names[0]) for names in found), None)

    @property
    def boss(self) -> Actor:
        """Whoever oversees problems in the county."""
        found = self._one(self.county.units["supervision"], role.SUPERVISOR)
        assert found is not None
        return found

    @property
    def leader(self) -> Account:
        """Who leads the line the unit belongs to."""
        for unit in (self.unit.parent, self.county.units["county"]):
            found = self._one(unit, role.LEADER, role.PRINCIPAL) if unit else None
            if found is not None:
                leader: Account = Account.objects.get(pk=found.account_id)
                return leader
        raise LookupError(self.unit.code)

    @property
    def head(self) -> Actor:
        """Who reports for the unit."""
        return self._one(self.unit, role.UNIT_HEAD, role.HANDLER) or self.boss

    @property
    def problem(self) -> Problem:
        """As it is now."""
        return Problem.objects.select_related("unit", "leader", "place").get(pk=self.pk)

    # What

    def raise_problem(self, now: datetime) -> None:
        """From the cases of its category in the town that has most of them; else from an inspection."""
        if self.story.known:
            self.pk = Problem.objects.get(title=self.story.title).pk
            return
        dispatcher = self.county.who(self.county.staff[self.county.units["hotline"].pk, role.DISPATCHER][0])
        cases, place = self._cases(dispatcher, now)
        sources = [NewSource("case", case=case) for case in cases]
        if not sources:
            sources = [NewSource("inspection", ref=f"inspection:{self.luck.randrange(100, 999)}", label="季度专项检查")]
        story = self.story
        made = actions.raise_problem(
            title=story.title,
            words=story.words,
            place=place,
            category=story.category,
            scale=story.scale,
            cause=story.cause,
            sources=sources,
            by=dispatcher if cases else self.boss,
            now=now,
        )
        self.pk = made.pk

    def _done_words(self) -> str:
        return "已现场核实，情况和材料已报牵头单位。" if self.story.basis else self.story.reached or "已按要求办理。"

    def _cases(self, who: Actor, now: datetime) -> tuple[list[Case], Place]:
        rows = Case.objects.visible_to(who).filter(category=self.story.category, first_at__lt=now - DAY, place__isnull=False)
        rows = rows.filter(restricted=False, barred=False).exclude(kind="accusation").order_by("-first_at", "pk")
        towns: dict[int, list[Case]] = {}
        for case in rows.select_related("place")[:60]:
            towns.setdefault(self._town(case).pk, []).append(case)
        if not towns or not self.story.cases:
            return [], self.county.named("清源镇")
        best = max(towns.items(), key=lambda pair: (len(pair[1]), -pair[0]))
        return best[1][: self.story.cases], self.county.places[best[0]]

    def _town(self, case: Case) -> Place:
        place = self.county.places[case.place_id or 0]
        while place.level not in ("town", "county") and place.parent_id:
            place = self.county.places[place.parent_id]
        return place

    def assign(self, now: datetime) -> None:
        """To the unit and the leader of its line."""
        actions.assign(self.problem, unit=self.unit, leader=self.leader, by=self.boss, now=now)

    def hand(self, now: datetime) -> None:
        """Another unit answers for it."""
        self.unit = self.county.units["power_supply"]
        reason = "配电由供电公司负责，移交后限期通电。"
        actions.hand_over(self.problem, unit=self.unit, leader=self.leader, reason=reason, by=self.boss, now=now)

    def task(self, now: datetime) -> None:
        """To the unit itself, the town assisting."""
        day = min(timezone.localdate(now + 25 * DAY), self.problem.due_on or timezone.localdate(now))
        town = self.county.units.get(f"town-{self.problem.place.code}")
        helpers = (town,) if town else ()
        given = {"unit": self.unit, "words": self.story.work or "现场核实，提出办法", "due_on": day, "helpers": helpers}
        actions.task(self.problem, **given, by=self.head, now=now)  # type: ignore[arg-type] # the keywords fit

    def done(self, now: datetime) -> None:
        """Every open order is signed and reported."""
        tasks = Task.objects.filter(problem_id=self.pk).values("pk")
        for order in (
            Order.objects.filter(matter_kind="task", matter_id__in=tasks, open=True).select_related("unit").order_by("pk")
        ):
            hand = self._one(order.unit, role.HANDLER, role.UNIT_HEAD)
            if hand is not None:
                orders.accept(order, by=hand, now=now)
                orders.report(order, report=self._done_words(), by=hand, now=now)

    def report(self, now: datetime) -> None:
        """What was reached."""
        day = timezone.localdate(now - DAY)
        problem, story = self.problem, self.story
        words = story.first if story.first and not problem.reopened else story.reached
        actions.report(problem, words=words, done_on=day, by=self.head, now=now)

    def solved(self, now: datetime) -> None:
        """Everybody asked says yes, until that is decided."""
        self._say(now, "yes", ("确实好了。", "", "比以前强。", ""))

    def refuse(self, now: datetime) -> None:
        """Everybody asked says that it is not solved, one that it is partly."""
        self._say(now, "no", (next(self.notes), "", ""))

    def silent(self, now: datetime) -> None:
        """Nobody answers: the time for it runs out by itself."""

    def close(self, now: datetime) -> None:
        """Nobody could be heard."""
        reason = "三次电话无人接听，登门也没有见到，先结束并继续留意。"
        actions.close_unjudged(self.problem, reason=reason, by=self.boss, now=now)

    def back(self, now: datetime) -> None:
        """It has come back."""
        actions.come_back(self.problem, reason="入旱后两个组又断水三天。", by=self.boss, now=now)

    def explain(self, now: datetime) -> None:
        """A lawful explanation is proposed."""
        actions.explain(self.problem, words=self.story.reached, basis=self.story.basis, by=self.head, now=now)

    def give_up(self, now: datetime) -> None:
        """Giving up is proposed."""
        words = "地勘显示基础承载不足，两栋楼已列入下一批整体改造。"
        actions.give_up(self.problem, words=words, by=self.head, now=now)

    def approve(self, now: datetime) -> None:
        """Somebody else approves."""
        actions.approve(self.problem, by=self.boss, now=now)

    def _say(self, now: datetime, word: str, notes: tuple[str, ...]) -> None:
        asked = Asked.objects.filter(outcome__problem_id=self.pk, outcome__result="", solved="").select_related("voice")
        for number, row in enumerate(asked.order_by("pk")):
            problem = self.problem
            if problem.state != "reported":
                return
            said = "partly" if word == "no" and number == 1 else word
            note = notes[number % len(notes)]
            actions.judge(problem, voice=row.voice, solved=said, note=note, by=resident([row.voice_id]), now=now)
