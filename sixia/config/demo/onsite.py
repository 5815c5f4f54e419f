"""A year of on-site offices and of towns' calls in the demo county by the room's own actions, with some at every stage now.

Each meeting is a journey of its own: its matters wait for weeks, are decided on the spot, and are played on to the verdict.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sixia.config.demo import offices, speech
from sixia.config.demo.comings import Year
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.config.demo.planning import is_steady
from sixia.config.demo.present import Present
from sixia.config.demo.scene import BASIS, REMEDIES, Scene
from sixia.config.demo.scripts import Script
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.actions import NewAct
from sixia.fieldwork.onsite.models import Called, Item, Office
from sixia.fieldwork.onsite.queries import agenda
from sixia.fieldwork.onsite.rules import DECIDING
from sixia.kit.calendar import is_workday
from sixia.people.models import Unit
from sixia.places.models import Place

NUMBERS: Final = 98_300_000
MATTERS: Final = 780_000
"""Journeys of this room, and whoever stands behind a matter, are numbered from here."""
DAY: Final = timedelta(days=1)
RUNNER: Final = "he"
OVERSEER: Final = "zheng"
BEFORE: Final = "5h dispatch 1d accept 1d contact"
AFTER: Final = {
    "solved": "3h approve 2d yes",
    "ordered": "4d answer 3h approve 2d yes",
    "explained": "3h approve 3d yes_sour",
    "carried": "",
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """One on-site office: so many days ago, who hosts it for which unit, what about, and what each matter leaves with.

    `about` names the categories of its matters in turn; `stage` is how far it has come by now: signed, open, convened, planned or
    cancelled. One that is only planned is held for a whole town, so that there is much to choose from.
    """

    days: int
    host: str
    unit: str
    title: str
    decisions: str
    about: str = ""
    topic: str = ""
    stage: str = "signed"


MEETINGS: Final = (
    Meeting(300, "wang", offices.BUILD, "老城道路和路灯一起看", "solved", "street_light"),
    Meeting(
        210, "liu", offices.CARE, "敬老院和卫生室的难处现场定", "solved explained", "village_clinic home_care", "食堂排烟管道老化"
    ),
    Meeting(
        48, "wang", offices.BUILD, "安置小区办证和漏水", "ordered carried", "property_service property_title", "小区出口缺减速带"
    ),
    Meeting(13, "wang", offices.BUILD, "安置小区回头看", "ordered solved", "property_service green_space", "地下车库照明不足"),
    Meeting(
        0,
        "liu",
        offices.CARE,
        "学校门口的路和校车站点",
        "solved ordered",
        "bus_service city_road_damage",
        "放学时段车辆乱停",
        "open",
    ),
    Meeting(-3, "gao", offices.TRADE, "灌渠断水和撂荒地", "ordered", "irrigation", "", "convened"),
    Meeting(-9, "wang", offices.BUILD, "棚改片区安置和饮水", "ordered", "water_quality", "", "planned"),
    Meeting(30, "liu", offices.CARE, "乡镇养老点现场办公", "", stage="cancelled"),
)
CALLS: Final = (
    (220, "河岸塌方，需要水利和交通到场定加固方案", ("water", "transport"), "come come"),
    (150, "集镇液化气存放点有隐患，需要现场定搬迁", ("emergency", "market_supervision"), "come excuse"),
    (90, "养殖场排污进了灌渠，需要现场取样和责令整改", ("environment", "agriculture"), "late come"),
    (35, "旧桥限高杆被撞坏，货车绕行，需要现场定修复", ("transport",), "miss"),
    (2, "雨后山坡开裂，需要地质和应急人员到场看", ("natural_resources", "emergency"), "come wait"),
    (1, "施工挖断村里自来水管，需要住建和供水到场", ("housing_construction",), "refuse"),
)


def journeys(hand: Present, county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """One journey per meeting and per call."""
    desk = Desk(hand, county, now, seed)
    for number, meeting in enumerate(MEETINGS):
        starts = desk.starts(meeting)
        yield min(starts - 25 * DAY, now - 22 * DAY), NUMBERS + number, desk.meeting(meeting, starts, number)
    for number, (days, reason, units, answers) in enumerate(CALLS):
        at = now - timedelta(days=days)
        yield at, NUMBERS + 500 + number, desk.call(at, reason, units, answers.split(), number)


class Matter(Scene):
    """One case on an agenda, by the verbs of scripts."""

    def played(self, steps: str, start: datetime) -> Journey:
        """These steps in office hours."""
        now, calendar = start, self.county.book.calendar("cn")
        for pause, verb in Script(steps=steps).parsed():
            now = yield office(calendar, now + pause, self.luck)
            getattr(self, verb)(now)


class Desk:
    """Whoever prepares and runs these meetings."""

    def __init__(self, hand: Present, county: County, now: datetime, seed: str) -> None:
        self.hand, self.county, self.now = hand, county, now
        self.luck = Random(f"{seed}/onsite")
        self.year = Year(county, now, f"{seed}/onsite")
        self.year.number = MATTERS
        self.work = county.book.calendar("cn")
        steady = [row for row in speech.situations() if row.weight and not row.kind and is_steady(county, row)]
        self.said = {row.category: row for row in steady}

    def starts(self, meeting: Meeting) -> datetime:
        """Nine in the morning of a working day; the one that is on now began an hour ago."""
        if meeting.stage == "open":
            return self.now - timedelta(hours=1)
        day = (self.now - timedelta(days=meeting.days)).astimezone(ZONE).replace(hour=9, minute=0, second=0, microsecond=0)
        while not is_workday(self.work, day.date()):
            day += DAY
        return day.astimezone(self.now.tzinfo)

    def meeting(self, meeting: Meeting, starts: datetime, number: int) -> Journey:
        """From the first words of its matters to the last verdict."""
        luck = Random(f"{self.year.seed}/{number}")
        place = self._place(meeting, luck)
        begins = min(starts - 24 * DAY, self.now - 21 * DAY)
        matters = [self._matter(about, place, begins, luck) for about in meeting.about.split()]
        now = yield begins
        for matter in matters:
            matter.hear(now)
        now = yield from self._together(matters, BEFORE, now)
        now = yield office(self.work, max(now, min(starts - 8 * DAY, self.now - 4 * DAY)), luck)
        row = self._planned(meeting, starts, place, matters, now)
        if meeting.stage == "cancelled":
            now = yield starts - DAY
            actions.cancel(row, reason="主持人临时参加防汛调度，另行安排。", by=self.county.who(RUNNER), now=now)
            return
        if meeting.stage == "planned":
            return
        now = yield from self._convened(row, matters, now, luck, refuses=meeting.stage == "convened")
        if meeting.stage == "convened":
            return
        now = yield max(now, starts)
        self._attended(row, now)
        decisions = list(zip(matters, meeting.decisions.split(), strict=True))
        for matter, kind in decisions[: 1 if meeting.stage == "open" else None]:
            self._decide(row, matter, kind, now + timedelta(minutes=20), luck)
        if meeting.stage == "open":
            return
        yield from self._signed(row, meeting, decisions, now, luck)

    def _signed(
        self, row: Office, meeting: Meeting, decisions: list[tuple[Matter, str]], start: datetime, luck: Random
    ) -> Journey:
        by = self.county.who(RUNNER)
        if meeting.topic:
            due = (start + 12 * DAY).astimezone(ZONE).date()
            new = NewAct(
                kind="carried", client=_name(luck), of=_name(luck), topic=meeting.topic, text="下次带方案来定", due_on=due
            )
            actions.decide(_fresh(row), new=new, by=by, now=start + timedelta(minutes=50))
        for item in row.items.filter(chosen=True).exclude(acts__kind__in=DECIDING).order_by("number"):
            self._taken_up(row, item, luck, start + timedelta(minutes=55))
        now = yield start + timedelta(hours=2)
        actions.sign(_fresh(row), met=luck.randrange(8, 40), by=self.county.who(meeting.host), now=now)
        for matter, kind in decisions:
            yield from matter.played(AFTER[kind], now)

    def _taken_up(self, row: Office, item: Item, luck: Random, now: datetime) -> None:
        """What was carried over to here: done meanwhile, or carried over once more."""
        due = (now + 30 * DAY).astimezone(ZONE).date()
        given: dict[str, Any] = {"kind": "carried", "text": "批复还没有下来，下次再定。", "due_on": due}
        if item.case is None:
            given = {"kind": "solved", "text": "按上次议定的方案装好了，现场看过。"}
        elif item.case.state not in ("heard", "handling", "supervised"):
            given = {"kind": "overtaken", "text": "会前已经答复本人。"}
        new = NewAct(client=_name(luck), item=item, **given)
        actions.decide(_fresh(row), new=new, by=self.county.who(RUNNER), now=now)

    def _place(self, meeting: Meeting, luck: Random) -> Place:
        """Both meetings about the same estate are held on the same spot."""
        if meeting.title.startswith("安置小区"):
            return sorted(self.county.villages, key=lambda place: place.path)[7]
        rural = any(self.said[about].where == "rural" for about in meeting.about.split())
        ending = "村" if rural else "社区"
        return luck.choice(sorted((one for one in self.county.villages if one.name.endswith(ending)), key=lambda one: one.path))

    def _matter(self, about: str, place: Place, at: datetime, luck: Random) -> Matter:
        return Matter(self.hand, self.county, self.year.coming(at, luck, situation=self.said[about], place=place))

    def _together(self, matters: list[Matter], steps: str, start: datetime) -> Generator[datetime, datetime, datetime]:
        now = start
        for pause, verb in Script(steps=steps).parsed():
            now = yield office(self.work, now + pause, self.luck)
            for matter in matters:
                getattr(matter, verb)(now)
        return now

    def _planned(self, meeting: Meeting, starts: datetime, place: Place, matters: list[Matter], now: datetime) -> Office:
        by, wide = self.county.who(RUNNER), meeting.stage == "planned"
        row = actions.plan(
            title=meeting.title,
            place=self.county.places[place.parent_id or 0] if wide else place,
            unit=self.county.units[meeting.unit],
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            led_by=self.county.accounts[meeting.host],
            spot="便民服务中心会议室" if wide else "党群服务中心会议室",
            by=by,
            now=now,
        )
        names = {f"case:{matter.thread.pk}" for matter in matters}
        offered = [one.name for one in agenda.propose(row, by, now) if one.name in names or one.after]
        actions.choose(row, names=offered, by=by, now=now)
        for matter in matters:
            if matter.case.open:
                actions.add(_fresh(row), case=matter.case, by=by, now=now)
        return row

    def _convened(
        self, row: Office, matters: list[Matter], start: datetime, luck: Random, *, refuses: bool
    ) -> Generator[datetime, datetime, datetime]:
        units = list({matter.thread.lead().unit_id: matter.thread.lead().unit for matter in matters}.values())
        more = [self.county.units[code] for code in ("government_services", "emergency") if self.county.units[code] not in units]
        text = "请分管负责人到场，带上方案和能当场表态的意见。"
        actions.convene(_fresh(row), units=[*units, *more], text=text, by=self.county.who(RUNNER), now=start)
        now = yield office(self.work, start + timedelta(hours=3), luck)
        for index, called in enumerate(row.called.select_related("unit").order_by("pk")):
            by = self.county.handler(called.unit_id, luck)
            if index == len(units) and refuses:
                actions.refuse(called, reason="当天全市统一检查，人手排不开。", by=by, now=now)
            elif index <= len(units):
                actions.come(called, note="分管负责人" if index % 2 else "", by=by, now=now)
        return now

    def _attended(self, row: Office, now: datetime) -> None:
        by = self.county.who(RUNNER)
        actions.open_office(_fresh(row), by=by, now=now)
        for called in row.called.select_related("unit").order_by("pk"):
            if called.state == "coming":
                actions.arrive(called, by=by, now=now)
            else:
                actions.miss(called, reason="临时参加抢险调度，会后补送了意见", by=by, now=now)

    def _decide(self, row: Office, matter: Matter, kind: str, now: datetime, luck: Random) -> None:
        item = row.items.filter(case_id=matter.thread.pk, chosen=True).first()
        if item is None:
            return
        lead = matter.thread.lead()
        latest = lead.due_at - timedelta(seconds=1) if lead.open and lead.due_at > now else now + 9 * DAY
        day = min(now + 9 * DAY, latest).astimezone(ZONE).date()
        given: dict[str, Any] = {"client": _name(luck), "item": item}
        if kind == "solved":
            given |= {"text": matter.one.said.reply(luck, now.astimezone(ZONE).date(), lead.unit.name)}
        elif kind == "explained":
            given |= {"text": "现场讲清了政策和时限，群众代表当面核对过材料。", "basis": BASIS, "remedies": REMEDIES}
        elif kind == "ordered":
            given |= {
                "text": "由牵头单位拿方案，限期办好，办完回到现场说一声。",
                "unit": matter.thread.lead().unit,
                "due_on": day,
            }
        else:
            day = (now + 20 * DAY).astimezone(ZONE).date()
            given |= {"text": "涉及的规划调整还没有批复，批下来再定。", "due_on": day}
        by = self.county.who(RUNNER)
        actions.decide(_fresh(row), new=NewAct(kind=kind, **given), by=by, now=now)
        if kind == "ordered":
            words = f"{day.month}月{day.day}日前办好，办完当面回话"
            new = NewAct(kind="promised", client=_name(luck), item=item, text=words, due_on=day)
            actions.decide(_fresh(row), new=new, by=by, now=now)

    def call(self, at: datetime, reason: str, codes: tuple[str, ...], answers: list[str], number: int) -> Journey:
        """A town calls, units answer, and somebody writes down what came of it."""
        luck = Random(f"{self.year.seed}/call/{number}")
        towns = sorted((unit for unit in self.county.units.values() if unit.function == "town"), key=lambda unit: unit.code)
        town = towns[number % len(towns)]
        by = self.county.who(f"{town.code}-head")
        now = yield at
        units: list[Unit] = [self.county.units[code] for code in codes]
        whistle = actions.blow(
            unit=town, units=units, reason=reason, place=town.place, wanted_at=now + timedelta(hours=30), by=by, now=now
        )
        rows = list(whistle.called.select_related("unit").order_by("pk"))
        now = yield at + timedelta(hours=2)
        for called, answer in zip(rows, answers, strict=True):
            self._first(called, answer, luck, now)
        if {"wait", "refuse"} & set(answers):
            return
        now = yield at + timedelta(hours=33)
        for called, answer in zip(rows, answers, strict=True):
            if answer == "miss":
                actions.miss(called, reason="车辆故障，次日才到", by=by, now=now)
            elif answer != "excuse":
                actions.arrive(called, by=by, now=now)
        actions.end(whistle, result="现场定了处置办法，由牵头单位当周办完。", by=by, now=now)

    def _first(self, called: Called, answer: str, luck: Random, now: datetime) -> None:
        by = self.county.handler(called.unit_id, luck)
        if answer in ("come", "miss"):
            actions.come(called, by=by, now=now)
        elif answer in ("excuse", "refuse"):
            actions.refuse(called, reason="人员都在另一处现场，可远程会商。", by=by, now=now)
            if answer == "excuse":
                actions.excuse(called, reason="情况属实，由应急部门先行处置。", by=self.county.who(OVERSEER), now=now)


def _fresh(row: Office) -> Office:
    return Office.objects.select_related("visit__place", "visit__led_by", "visit__unit").get(pk=row.pk)


def _name(luck: Random) -> UUID:
    return UUID(int=luck.getrandbits(128), version=4)
