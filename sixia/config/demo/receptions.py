"""A year of reception days of the demo county by the room's own actions: planned, made public, held, moved, called off.

Each day is a journey of its own, and so are the weeks after each talk; `Office` plays them beside each other.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any, Final

from sixia.config.demo import offices, speech
from sixia.config.demo.comings import Year
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import ZONE, office
from sixia.config.demo.leading import GONE
from sixia.config.demo.planning import is_steady
from sixia.config.demo.present import Present
from sixia.config.demo.speech import Situation
from sixia.config.demo.talks import SENDER, Talk, Visit
from sixia.fieldwork.reception import actions, norms
from sixia.fieldwork.reception.actions import NewDay
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.queries import planning
from sixia.kit.calendar import is_workday

NUMBERS: Final = 95_000_000
"""Journeys of this office are numbered from here; whoever comes has a number of its own thousands."""
COMERS: Final = 700_000
TERM: Final = timedelta(days=92)
PUBLIC_FOR: Final = timedelta(days=14)
"""How long before it a day becomes public in this county: earlier than it must."""
ANSWER: Final = "answer 3h approve"
WORK: Final = "1d accept 1d contact"
DONE: Final = f"1d accept 4h contact 3d {ANSWER} 2d yes"
TWICE: Final = f"5h dispatch {WORK} 3d {ANSWER} 1d no 1d accept 4h contact 2d {ANSWER} 2d yes"
VISITS: Final = (
    Visit(here="heard instruct", after=DONE),
    Visit(way="phone", here="heard promise:15 instruct", after=f"{WORK} 6d claim 1d kept 2d {ANSWER} 1d yes"),
    Visit(way="walk_in", here="heard settle", after="2d yes", easy=True),
    Visit(
        here="heard",
        after=TWICE,
    ),
    Visit(way="paper", here="heard explain", after="3d yes_sour", easy=True, traits={"phone": ""}),
    Visit(here="heard promise:8 instruct", after=f"{WORK} 9d overdue 4d unkept 2d {ANSWER} 1d yes"),
    Visit(way="phone", fails="absent"),
    Visit(way="walk_in", here="heard instruct", after=DONE, traits={"people": 12}),
    Visit(here="note", after=""),
    Visit(fails="given_up"),
    Visit(here="heard instruct", after=DONE, traits={"wheelchair": True, "interpreter": "手语"}),
    Visit(way="phone", here="joined", after=""),
    Visit(
        way="phone",
        here="heard promise:12 instruct",
        after=f"{WORK} 13d overdue 2d claim 1d kept 1d {ANSWER}",
    ),
    Visit(way="paper", here="heard instruct", after=DONE, traits={"home_visit": True}),
)
"""Taken in turn, so that a year holds each several times."""
TODAY: Final = (
    Visit(here="heard petition"),
    Visit(way="phone", here="heard promise:10 instruct"),
    Visit(fails="seated"),
    Visit(fails="called"),
    Visit(fails="waiting"),
    Visit(way="phone", fails="waiting", traits={"wheelchair": True}),
    Visit(way="walk_in", fails="waiting", traits={"people": 7}),
    Visit(way="phone", fails="booked"),
    Visit(fails="booked", traits={"interpreter": "手语"}),
)
PORTFOLIOS: Final = {
    "qian": "县政府全面工作",
    "wang": "城乡建设、交通、自然资源",
    "liu": "教育、卫生、民政、社保",
    "gao": "农业农村、市场、工业",
}
LASTED: Final = timedelta(minutes=115)
"""How long today's reception has lasted at least, so that its queue stands as `TODAY` says."""
MOVED: Final = 9
SWAPPED: Final = 17
OFF: Final = 26
"""Which of the days of the leaders in turn was put off, swapped, or called off."""


def journeys(hand: Present, county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """The whole office as one journey that begins a year ago."""
    begins = now - timedelta(days=366)
    yield begins, NUMBERS, Office(hand, county, now, seed).run(begins)


class Office:
    """The petition office, which runs the receptions of the county."""

    def __init__(self, hand: Present, county: County, now: datetime, seed: str) -> None:
        self.hand, self.county, self.now = hand, county, now
        self.luck = Random(f"{seed}/receptions")
        self.year = Year(county, now, f"{seed}/receptions")
        self.year.number = COMERS
        self.host = county.units["petitions"]
        self.calendar = county.book.calendar("cn")
        self.visits = cycle(VISITS)
        self.heap: list[tuple[datetime, int, Journey]] = []
        self.last = self.turn = 0
        self.heard: list[Talk] = []
        steady = [row for row in speech.situations() if row.weight and not row.kind]
        self.kinds = {easy: [row for row in steady if _fits(county, row, easy=easy)] for easy in (True, False)}

    def run(self, begins: datetime) -> Journey:
        """Everything side by side, in the order of time."""
        self.begin(self.terms(begins))
        self.begin(self.today())
        while self.heap:
            at, number, journey = heapq.heappop(self.heap)
            now = yield at
            self._on(number, journey, now)

    def begin(self, journey: Journey) -> None:
        """One more that goes on beside the others, from its first moment on."""
        self.last += 1
        self._on(self.last, journey, None)

    def _on(self, number: int, journey: Journey, now: Any) -> None:
        try:
            heapq.heappush(self.heap, (journey.send(now), number, journey))
        except StopIteration:
            return

    # The plan

    def terms(self, begins: datetime) -> Journey:
        """Four terms that are over, and the one ahead, each drawn from the rules and kept."""
        sender = self.county.who(SENDER)
        starts = [begins + TERM * number for number in range(4)]
        for since, until in [(at, at + TERM) for at in starts] + [(starts[-1] + TERM, self.now + timedelta(days=70))]:
            now = yield office(self.calendar, max(begins, since - timedelta(days=14)), self.luck)
            first = max(_day(since), _day(now) + timedelta(days=10))
            drawn = [self._seated(one.new) for one in planning.draw(self.host, first, _day(until) - timedelta(days=1), now)]
            for day in actions.keep(drawn, host=self.host, by=sender, now=now):
                self.begin(self.day(day.pk))
        self.begin(self.apart())

    def _seated(self, new: NewDay) -> NewDay:
        """With what the leader answers for; the deputy who was called away is planned no more."""
        if new.leader.username == GONE:
            new = replace(new, leader=self.county.accounts["wang"], unit=self.county.units[offices.BUILD])
        return replace(new, portfolio=PORTFOLIOS[new.leader.username], address=new.address or self.host.address)

    def apart(self) -> Journey:
        """Days by hand in the last weeks and ahead: by invitation, with a case, jointly; one is still without a place."""
        now = yield self.now - timedelta(days=20)
        town = next(place for place in self.county.places.values() if place.name == "龙泉镇")
        units = tuple(self.county.units[code] for code in ("housing_construction", "urban_management"))
        case = next((talk.case for talk in self.heard if talk.case.open), None)
        rows: list[tuple[str, int, str, dict[str, Any]]] = [
            ("invited", 6, "gao", {}),
            ("joint", 20, "wang", {"units": units}),
            ("down", 32, "liu", {"place": None, "address": ""}),
        ]
        if case:
            rows.append(("case", 12, "liu", {"case": case, "place": town}))
        for form, days, leader, more in rows:
            starts = _at(_work(self.calendar, self.now + timedelta(days=days)), 14, 30)
            given = {"place": self.host.place, "address": self.host.address, **more}
            new = self._by_hand(leader, starts, starts + timedelta(hours=2), form=form, **given)
            day = actions.add(new, host=self.host, by=self.county.who(SENDER), now=now)
            self.begin(self.day(day.pk, keeps=not day.place_id))

    def _by_hand(self, leader: str, starts: datetime, ends: datetime, **given: Any) -> NewDay:
        account = self.county.accounts[leader]
        unit = account.posts.select_related("unit").order_by("pk")[0].unit
        return NewDay(leader=account, unit=unit, starts_at=starts, ends_at=ends, portfolio=PORTFOLIOS[leader], **given)

    # A day

    def day(self, pk: int, *, keeps: bool = False) -> Journey:
        """From the plan to the end of the day; `keeps`: nobody has chosen its place yet."""
        day = _fresh(pk)
        now = yield office(self.calendar, max(day.made_at, day.starts_at - PUBLIC_FOR), self.luck)
        if keeps:
            return
        day = self._public(pk, now)
        talks = [self._talk(visit, day.starts_at) for visit in self._visits(day)]
        told = _at(norms.tell_leader_by(day.date, now), 9, 0)
        for number, talk in enumerate(talks):
            if talk.visit.way != "walk_in":
                now = yield now + timedelta(hours=5 + number)
                talk.book(day, now)
        now = yield max(now, told)
        actions.remind(_fresh(pk), now=now)
        if day.rule == "county_leaders":
            self.turn += 1
            if self.turn in (MOVED, SWAPPED, OFF):
                moved = self._changed(_fresh(pk), now)
                if moved is None:
                    return
                pk = moved
        yield from self._held(pk, talks)

    def _public(self, pk: int, now: datetime) -> Day:
        """With a place chosen by need, where the rule leaves it open; and public."""
        day, sender = _fresh(pk), self.county.who(SENDER)
        if not day.place_id:
            town = self.luck.choice(planning.towns_of(self.host))
            new = replace(self._copy(day), place=town, address=f"{town.name}便民服务中心")
            actions.settle(day, new=new, by=sender, now=now)
            day = _fresh(pk)
        actions.announce(day, by=sender, now=now)
        return _fresh(pk)

    def _copy(self, day: Day) -> NewDay:
        names = ("form", "portfolio", "capacity", "rule")
        more = {name: getattr(day, name) for name in names}
        return NewDay(leader=day.account, unit=day.unit, starts_at=day.starts_at, ends_at=day.ends_at, **more)

    def _changed(self, day: Day, now: datetime) -> int | None:
        """What does not go as planned: put off by a week, swapped with the next leader, or called off. The day that is held."""
        sender = self.county.who(SENDER)
        if self.turn == OFF:
            actions.cancel(day, reason="当天防汛值守，本次接访取消，已预约的请改约其他日期。", by=sender, now=now)
            return None
        if self.turn == SWAPPED:
            other = next(row for row in planning.partners(day) if row.starts_at > now)
            actions.swap(day, other=other, reason="临时到市里开会，与下一位领导调换。", by=sender, now=now)
            return day.pk
        starts = _at(_work(self.calendar, day.starts_at + timedelta(days=5)), 9, 0)
        reason = "接访领导参加省里会议，改期进行，已预约的顺延。"
        return actions.move(day, starts_at=starts, ends_at=starts + timedelta(hours=3), reason=reason, by=sender, now=now).pk

    def _visits(self, day: Day) -> Iterable[Visit]:
        """Two where a leader comes to a town; on ordinary days one, long ago not on every day."""
        some = day.starts_at > self.now - timedelta(days=120) or day.date.day % 2
        return [next(self.visits) for _number in range(2 if day.form == "down" else int(bool(some)))]

    def _held(self, pk: int, talks: list[Talk]) -> Journey:
        clerk = self.county.who(SENDER)
        day = _fresh(pk)
        now = yield max(day.starts_at - timedelta(minutes=10), _at(day.date, 0, 0))  # a day is opened on its own date
        day = _fresh(pk)
        actions.open_day(day, by=clerk, now=now)
        for talk in talks:
            now = yield from self._received(talk, _fresh(pk), max(now, day.starts_at))
        now = yield max(day.ends_at, now)
        actions.close(_fresh(pk), by=clerk, now=now)

    def _received(self, talk: Talk, day: Day, now: datetime) -> Journey:
        """From the door to the end of the talk, and off into the weeks after it."""
        if talk.visit.fails == "given_up":
            talk.give_up(now)
        if talk.visit.fails in ("given_up", "absent", "booked"):
            return now
        now = yield now + timedelta(minutes=6)
        if talk.visit.way == "walk_in":
            talk.book(day, now)
        talk.at_desk("arrive", now)
        for verb in {"waiting": (), "called": ("call",), "seated": ("call", "sit")}.get(talk.visit.fails, ("call", "sit")):
            now = yield now + timedelta(minutes=4)
            talk.at_desk(verb, now)
        if talk.visit.fails:
            return now
        for verb in talk.visit.here.split():
            now = yield now + timedelta(minutes=5)
            talk.say(self._joins(talk) if verb == "joined" else verb, now)
        now = yield now + timedelta(minutes=3)
        talk.at_desk("finish", now)
        if talk.thread.pk:
            self.heard.append(talk)
            self.begin(talk.weeks(now))
        return now

    def _joins(self, talk: Talk) -> str:
        """It joins the newest matter that is still in hand, if there is one."""
        talk.into = next((one.thread for one in reversed(self.heard) if one.case.state in ("heard", "handling")), talk.into)
        return "joined" if talk.into.pk else "heard"

    def _talk(self, visit: Visit, at: datetime) -> Talk:
        situation = self.luck.choice(self.kinds[visit.easy])
        return Talk(self.hand, self.county, self.year.coming(at, self.luck, situation=situation), visit)

    # Today

    def today(self) -> Journey:
        """Somebody receives right now: two have been, one sits there, one is called, three wait, and some are still to come."""
        local = self.now.astimezone(ZONE)
        midnight = local.replace(hour=0, minute=0, second=0)
        nine = midnight + timedelta(hours=9)
        late = local - LASTED
        starts = nine if LASTED <= local - nine <= timedelta(hours=7) else max(midnight, late.replace(second=0))
        starts, ends = starts.astimezone(self.now.tzinfo), (starts + timedelta(hours=8)).astimezone(self.now.tzinfo)
        now = yield office(self.calendar, self.now - timedelta(days=16), self.luck)
        given = {"place": self.host.place, "address": self.host.address, "capacity": 16}
        day = actions.add(self._by_hand("gao", starts, ends, **given), host=self.host, by=self.county.who(SENDER), now=now)
        actions.announce(day, by=self.county.who(SENDER), now=now)
        talks = [self._talk(visit, starts) for visit in TODAY]
        for talk in talks:
            if talk.visit.way != "walk_in":
                now = yield now + timedelta(hours=7)
                talk.book(_fresh(day.pk), now)
        now = yield max(now, _at(norms.tell_leader_by(day.date, now), 9, 0))
        actions.remind(_fresh(day.pk), now=now)
        yield from self._held(day.pk, talks)


def _fits(county: County, row: Situation, *, easy: bool) -> bool:
    if not easy:
        return is_steady(county, row)
    category = county.book.category(row.category)
    norm = county.book.norm("handle", category=row.category, level=category.triage, kind=category.kind)
    return norm is not None and not norm.four_eyes


def _fresh(pk: int) -> Day:
    return Day.objects.select_related("account", "unit", "place", "host__place").get(pk=pk)


def _day(at: datetime) -> date:
    return at.astimezone(ZONE).date()


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def _work(calendar: Any, at: datetime) -> date:
    """The first working day from then on."""
    day = _day(at)
    while not is_workday(calendar, day):
        day += timedelta(days=1)
    return day
