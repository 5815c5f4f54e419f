"""How an ordinary concern goes, from the first word to the verdict, as a script that knows no table.

The same script is played by whichever hand: today's and last weeks' concerns through the rooms' actions, older ones in bulk.
"""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sixia.cases.rules import Judgement
from sixia.config.demo.comings import Coming
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Hand, Journey
from sixia.config.demo.hours import ZONE, office
from sixia.people.models import Unit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SLOW = frozenset({"heat_supply", "natural_resources", "power_supply"})
"""Units of the county that are known for answering late and thinly."""
AT_ONCE = ("inquiry", "praise", "suggestion")


class Play:
    """One coming on its way, with its luck and the office's calendar."""

    def __init__(self, hand: Hand, county: County, one: Coming) -> None:
        self.hand, self.county, self.one = hand, county, one
        self.luck = one.luck()
        self.calendar = county.book.calendar("cn")
        self.units = county.owing(one.category, one.place)
        self.thread: Any = None

    def run(self) -> Journey:
        """From the first word to the end; returns the thread."""
        now = self.one.at
        self.thread = self.hand.hear(self.one, now=now)
        if self._kind in AT_ONCE and self.luck.random() < 0.5:
            now = yield self.soon(now, 5, 90)
            self.hand.answer_now(self.thread, text=self._reply(now), now=now)
            yield from self._judged(now, sure=True)
        else:
            now = yield from self._handled(now)
            yield from self._judged(now, sure=False)
        return self.thread

    @property
    def _kind(self) -> str:
        return self.one.said.situation.kind or self.county.book.category(self.one.category).kind

    @property
    def unit(self) -> Unit:
        """The unit that answers for it."""
        return self.units[0]

    def soon(self, now: datetime, least: float, most: float) -> datetime:
        """Some minutes later, in office hours; small ones are likelier."""
        return office(self.calendar, now + timedelta(minutes=self.luck.triangular(least, most, least)), self.luck)

    def _handled(self, now: datetime) -> Journey:
        waiting = list(self.one.others)
        now = yield self.soon(now, 4, 200)
        self.hand.dispatch(self.thread, category=self.one.category, unit=self.unit, now=now)
        now = yield self.soon(now, 5, 320)
        while waiting and waiting[0].at < now:
            self.hand.hear_into(self.thread, waiting.pop(0), now=now)
        self.hand.accept(self.thread, luck=self.luck, now=now)
        for other in waiting:
            now = yield max(now + timedelta(minutes=1), other.at)
            self.hand.hear_into(self.thread, other, now=now)
        return (yield from self._worked(now, again=False))

    def _worked(self, now: datetime, *, again: bool) -> Journey:
        """Contact, work, answer, and the second pair of eyes where the rules want it."""
        now = yield self.soon(now, 10, 200)
        if self.luck.random() < 0.15:
            self._contact(now, reached=False)
            now = yield self.soon(now, 60, 300)
        if self.luck.random() < 0.95:
            self._contact(now, reached=True)
        start, due = now, self.hand.due(self.thread)
        slow = self.unit.function in SLOW
        late = self.luck.random() < (0.22 if slow else 0.07)
        share = self.luck.uniform(1.05, 2.2) if late else self.luck.triangular(0.15, 0.95, 0.6)
        then = start + max(due - start, 2 * HOUR) * share
        then = office(self.calendar, then, self.luck) if due - start > DAY else then
        now = yield (then if late or then < due else max(start + HOUR / 2, due - HOUR / 2))
        text = self._again(now) if again else self._reply(now)
        if not self.hand.answer(self.thread, text=text, luck=self.luck, now=now):
            now = yield self.soon(now, 10, 300)
            self.hand.approve(self.thread, now=now)
        return now

    def _contact(self, now: datetime, *, reached: bool) -> None:
        said = self.one.said.line("contact_yes" if reached else "contact_no", self.luck, _day(now))
        means = self.luck.choice(("phone", "phone", "phone", "visit")) if reached else "phone"
        self.hand.contact(self.thread, means=means, reached=reached, note=said, luck=self.luck, now=now)

    def _reply(self, now: datetime) -> str:
        name = self.unit.name if self.units else "热线中心"
        return self.one.said.reply(self.luck, _day(now), name)

    def _again(self, now: datetime) -> str:
        return self.one.said.line("again", self.luck, _day(now)) + self._reply(now)

    def _judged(self, now: datetime, *, sure: bool) -> Journey:
        """Each voice in its own time. The first no sends it round once more; then, or when it was a mere question, all agree."""
        waiting = sorted((self._when(now), number) for number in range(self.thread.count))
        for at, number in waiting:
            if self.thread.ended(number):
                continue
            called = at > now + 6 * DAY
            if called and (self.thread.anonymous(number) or self.luck.random() < 0.25):
                now = yield max(at, now + HOUR)
                now = yield from self._sought(number, now)
                continue
            now = yield max(at, now + timedelta(minutes=1))
            verdict = self._verdict(now, sure=sure)
            self.hand.judge(self.thread, number, verdict, called=called, luck=self.luck, now=now)
            if not verdict.agree:
                now = yield self.soon(now, 10, 240)
                self.hand.accept(self.thread, luck=self.luck, now=now)
                now = yield from self._worked(now, again=True)
                return (yield from self._judged(now, sure=True))
        return now

    def _when(self, now: datetime) -> datetime:
        """By oneself within days, or called when the days for it are over."""
        if self.luck.random() < 0.62:
            return now + timedelta(hours=min(self.luck.expovariate(1 / 22), 140))
        return office(self.calendar, now + 7 * DAY + timedelta(hours=self.luck.uniform(1, 30)), self.luck)

    def _sought(self, number: int, now: datetime) -> Journey:
        """Three attempts by two means on three days, five days' notice, and the voice ends without a verdict."""
        for means in () if self.thread.anonymous(number) else ("phone", "sms", "phone"):
            self.hand.attempt(self.thread, number, means=means, luck=self.luck, now=now)
            now = yield office(self.calendar, now + DAY, self.luck)
        now = yield office(self.calendar, now + 6 * DAY, self.luck)
        self.hand.give_up(self.thread, number, luck=self.luck, now=now)
        return now

    def _verdict(self, now: datetime, *, sure: bool) -> Judgement:
        worse = 0.12 if self.unit_slow and not sure else 0.0
        solved = self.luck.choices(("yes", "partly", "no"), (0.73 - worse, 0.14, 0.13 + worse))[0]
        stars = {"yes": (0, 0, 5, 40, 55), "partly": (0, 20, 45, 30, 5), "no": (50, 40, 10, 0, 0)}[solved]
        agree = sure or self.luck.random() < {"yes": 1, "partly": 0.65, "no": 0.1}[solved]
        decent = None if self.luck.random() < 0.2 else self.luck.random() < (0.97 if agree else 0.75)
        mood = "rude" if decent is False else "bad" if not agree else {"yes": "good", "partly": "fair", "no": "bad"}[solved]
        comment = self.one.said.line(mood, self.luck, _day(now))
        return Judgement(
            solved=solved, satisfied=self.luck.choices(range(1, 6), stars)[0], decent=decent, agree=agree, comment=comment
        )

    @property
    def unit_slow(self) -> bool:
        """Whether the unit is one of the slow ones."""
        return bool(self.units) and self.unit.function in SLOW


def verdict_yes(luck: Random) -> Judgement:
    """A content resident."""
    return Judgement(solved="yes", satisfied=luck.choice((4, 5, 5)), decent=True, agree=True, comment="")


def _day(now: datetime) -> Any:
    return now.astimezone(ZONE).date()
