"""A year of visits of the demo county by the room's own actions: all four kinds, some places often, some never.

Each visit is a journey of its own; a few of its lines become voices, whose weeks are played on by the verbs of scenes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from sixia.config.demo import offices, speech
from sixia.config.demo.comings import Coming, Year
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.config.demo.planning import is_steady
from sixia.config.demo.present import Present, Thread
from sixia.config.demo.scene import Scene
from sixia.config.demo.scripts import Script
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.actions import Speaker
from sixia.fieldwork.visits.models import Note, Visit
from sixia.kit.calendar import is_workday
from sixia.people.models import Unit
from sixia.places.models import Place

NUMBERS: Final = 97_500_000
SPEAKERS: Final = 760_000
"""Journeys of this room, and whoever speaks on a visit, are numbered from here."""
YEAR: Final = 365
QUIET: Final = 0.45
"""Such a share of the villages is never chosen: nobody goes there."""
DAY: Final = timedelta(days=1)
WEEKS: Final = "5h dispatch 1d accept 1d contact 3d answer 3h approve 2d yes"
SHOWCASE: Final = "后山村"


@dataclass(frozen=True, slots=True)
class Trip:
    """A kind of visit: whose it is ("town": the town's own), what for, its name, and the lines that are written."""

    unit: str
    purposes: str
    title: str
    lines: tuple[tuple[str, str], ...]
    announced: bool = True


TRIPS: Final = (
    Trip(
        "town",
        "reception onsite",
        "院坝里听一听近来的难事",
        (("said", "后面一组说自来水早晚水压小，做饭时接不上水。"), ("seen", "进组路有两处路肩塌了，没有警示牌。")),
    ),
    Trip(
        "agriculture",
        "outreach",
        "讲秋粮补贴和病虫防治",
        (("question", "补贴按承包面积还是按实际种的面积算？"), ("praise", "农技员上回到地头教的办法管用。")),
    ),
    Trip(
        "health",
        "outreach research",
        "村卫生室坐诊和慢病用药走访",
        (("question", "慢病药能不能在村里开，不用跑镇上？"), ("seen", "卫生室坐诊时间贴了，但当天没有人。")),
    ),
    Trip(
        offices.TRADE,
        "research",
        "蔬菜大棚销路调研",
        (("said", "菜好种，卖不出价，收菜的车一周才来一回。"), ("seen", "冷库建好了，没有通电。")),
    ),
    Trip("supervision", "research", "看低保公示和发放", (("seen", "公示栏里是去年的名单。"),), announced=False),
    Trip(
        offices.BUILD,
        "onsite",
        "老旧小区改造现场碰头",
        (("instruction", "屋面渗漏的两栋先做，雨季前完工。"), ("said", "住户担心脚手架影响一楼采光，希望先说好工期。")),
    ),
    Trip(
        "town",
        "outreach",
        "防汛转移演练前上门讲一遍",
        (("question", "夜里转移，行动不便的老人谁来背？"),),
    ),
    Trip(
        offices.CARE,
        "reception research",
        "走访留守老人和孩子",
        (("said", "孩子放学到家没人，想在村里有个写作业的地方。"), ("praise", "送餐点开了以后，几位老人中午能吃上热饭。")),
    ),
    Trip(
        "transport",
        "onsite research",
        "看进村路和班车",
        (("seen", "早班车六点四十就走，学生赶不上。"), ("said", "大家愿意把站牌往村口挪五百米。")),
    ),
    Trip(
        "market_supervision", "outreach research", "农村集市食品安全走一走", (("seen", "散装糕点没有标日期。"),), announced=False
    ),
    Trip("civil_affairs", "outreach", "讲高龄津贴怎么认证", (("question", "不会用手机，能不能让村里帮着认证？"),)),
    Trip("town", "research", "问一问撂荒地为什么撂荒", (("said", "水渠断了三年，浇不上地，年轻人都出去了。"),)),
)
RAISED: Final = "水渠断流，浇不上地，撂荒连片"


def journeys(hand: Present, county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """One journey per visit, over the year and three weeks ahead."""
    team = Team(hand, county, now, seed)
    for number, (days, trip, more) in enumerate(team.calendar()):
        begins = now - timedelta(days=days) - timedelta(days=more.pop("ahead", 9))
        yield min(begins, now - timedelta(hours=20 + number)), NUMBERS + number, team.visit(days, trip, number, **more)


class Team:
    """Everybody who goes on visits."""

    def __init__(self, hand: Present, county: County, now: datetime, seed: str) -> None:
        self.hand, self.county, self.now = hand, county, now
        self.luck = Random(f"{seed}/visits")
        self.year = Year(county, now, f"{seed}/visits")
        self.year.number = SPEAKERS
        self.work = county.book.calendar("cn")
        self.loud = [place for place in county.villages if self.luck.random() > QUIET]
        self.towns = [unit for unit in county.units.values() if unit.function == "town"]
        self.said = [row for row in speech.situations() if row.weight and not row.kind and is_steady(county, row)]

    def calendar(self) -> Iterator[tuple[int, Trip, dict[str, Any]]]:
        """(days ago, trip, more): every five days one all the year, then the weeks ahead with a crowd and a clash."""
        for number, days in enumerate(range(YEAR - 20, 2, -5)):
            yield days + self.luck.randrange(3), TRIPS[number % len(TRIPS)], {}
        there = {"place": self.county.named(SHOWCASE)}
        for days, trip in ((12, TRIPS[2]), (4, TRIPS[8]), (-5, TRIPS[1])):
            yield days, trip, dict(there)
        yield 6, TRIPS[11], {}
        for days, trip in ((-1, TRIPS[5]), (-2, TRIPS[3]), (-3, TRIPS[7]), (-6, TRIPS[4]), (-9, TRIPS[0]), (-13, TRIPS[11])):
            yield days, trip, {"ahead": 12}
        yield -2, TRIPS[3], {"hour": 10, "ahead": 14}

    def visit(self, days: int, trip: Trip, number: int, **more: Any) -> Journey:
        """From the plan to what came of it."""
        luck = Random(f"{self.year.seed}/{number}")
        place = more.get("place") or luck.choice(self.loud)
        unit, names = self._whose(trip, place, luck)
        starts = self._morning(days, int(more.get("hour", 9)))
        now = office(self.work, starts - timedelta(days=8) if days > 0 else self.now - timedelta(days=2), luck)
        now = yield min(now, self.now - timedelta(hours=2))
        account, by = self.county.accounts[names[0]], self.county.who(names[0])
        visit = actions.plan(
            title=trip.title,
            purposes=tuple(trip.purposes.split()),
            place=place,
            unit=unit,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2, minutes=30),
            led_by=account,
            members=[self.county.accounts[name] for name in names[1:]],
            announced=trip.announced,
            by=by,
            now=now,
        )
        if number % 16 == 15 and days > 0:
            now = yield starts - timedelta(hours=20)
            actions.cancel(visit, by=by, now=now, reason="当天有暴雨预警，改期再去。")
            return
        now = yield starts + timedelta(hours=3)
        actions.hold(visit, by=by, now=now, met=luck.randrange(3, 26))
        lines = [actions.note(visit, by=by, now=now, kind=kind, text=text) for kind, text in trip.lines]
        if number % 6 == 1:
            name, consent = f"演示·{place.name}村民", "当面同意留名，等回访时再说"
            actions.meet(visit, by=by, now=now, name=name, what="村民", consent=consent)
        yield from self._after(visit, lines, number, names[0], luck, now)

    def _after(self, visit: Visit, lines: list[Note], number: int, name: str, luck: Random, now: datetime) -> Journey:
        """What comes of it: a promise of late, a problem, a voice, a day to come back, a return visit."""
        by, recent = self.county.who(name), self.now - now < timedelta(days=25)
        if number % 16 == 4:
            spoken = Spoken(self.hand, self.county, self._speaker(visit.place, now, luck))
            yield from spoken.heard_on(visit, name, now)
        if recent and visit.led_by.username in ("wang", "gao", "liu"):
            due = (self.now + timedelta(days=18)).astimezone(ZONE).date()
            promised = actions.note(visit, by=by, now=now, kind="promise", text="下月底前带上办的结果再来一趟，当面说。")
            actions.promise(promised, due_on=due, by=by, now=now)
        if recent and lines[0].text.startswith("水渠"):
            actions.raise_problem(lines[0], title=RAISED, by=by, now=now)
        if number % 5 == 2:
            back = now + timedelta(days=60)
            actions.amend(visit, by=by, now=now, met=visit.met, return_due=back.astimezone(ZONE).date())
            if number % 2:
                yield from self._return(visit, by, back, luck)

    def _return(self, first: Visit, by: Any, back: datetime, luck: Random) -> Journey:
        now = yield office(self.work, back - timedelta(days=10), luck)
        starts = office(self.work, back - timedelta(days=4), luck)
        visit = actions.plan(
            title=f"回访：{first.title}",
            purposes=first.purposes,
            place=first.place,
            unit=first.unit,
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            led_by=first.led_by,
            returns_to=first,
            by=by,
            now=now,
        )
        now = yield starts + timedelta(hours=3)
        actions.hold(visit, by=by, now=now, met=luck.randrange(2, 12))
        actions.note(visit, by=by, now=now, kind="said", text="上次说的那件事有人来办过了，还差一处没收尾。")

    def _whose(self, trip: Trip, place: Place, luck: Random) -> tuple[Unit, list[str]]:
        """The unit, and the sign-in names of who leads and who goes along."""
        if trip.unit == "town":
            town = self.county.town(place)
            return town, [f"{town.code}-head", f"{town.code}-1"]
        unit = self.county.units[trip.unit]
        single = {offices.BUILD: "wang", offices.CARE: "liu", offices.TRADE: "gao", "supervision": "zheng"}
        if trip.unit in single:
            along = [f"{self.county.town(place).code}-1"] if trip.announced else ["ma"]
            return unit, [single[trip.unit], *along]
        return unit, [f"{unit.code}-head", f"{unit.code}-1"]

    def _morning(self, days: int, hour: int) -> datetime:
        day = (self.now - timedelta(days=days)).astimezone(ZONE).replace(hour=hour, minute=0, second=0, microsecond=0)
        while not is_workday(self.work, day.date()):
            day += DAY
        return day.astimezone(self.now.tzinfo)

    def _speaker(self, place: Place, at: datetime, luck: Random) -> Coming:
        return self.year.coming(at, luck, situation=luck.choice(self.said), place=place)


class Spoken(Scene):
    """Somebody who speaks on a visit, agrees to be named, and gets an answer in the weeks after."""

    def heard_on(self, visit: Visit, name: str, start: datetime) -> Journey:
        """Their words become a line, the line a voice; then its weeks."""
        by, (caller, phone) = self.county.who(name), self.one.caller
        line = actions.note(visit, by=by, now=start, kind="said", text=self.one.said.text[:900])
        speaker = Speaker(name=caller, phone=phone, consent="当面同意登记，等回话")
        kind = self.county.book.category(self.one.category).kind
        heard = actions.hear(line, by=by, now=start, kind=kind, category=self.one.category, speaker=speaker)
        self.thread = Thread(heard.case, [heard.voice])
        now, calendar = start, self.county.book.calendar("cn")
        for pause, verb in Script(steps=WEEKS).parsed():
            now = yield office(calendar, now + pause, self.luck)
            getattr(self, verb)(now)
