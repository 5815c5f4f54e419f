"""What one thing adds to the figures: a snapshot in, its facts out. Pure; knows no table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from sixia.insight.figures.rules.buckets import bucket_of

REPEAT: Final = timedelta(days=90)
WATCH: Final = timedelta(days=30)
"""For so long a matter is watched for further voices, at the most until it is answered or over."""
NO_ENDING: Final = frozenset({"joined", "imported"})
WITHDRAWN: Final = "withdrawn"
NOT_OWED: Final = frozenset({WITHDRAWN, "released"})
WITHOUT: Final = "without_verdict"


class Fact(NamedTuple):
    """One row counted: part, the row's key in its list, day, where, who answers for it, what about, bucket, how many."""

    part: str
    row: int
    day: date
    place: str
    unit: int
    topic: str
    bucket: int = 0
    n: int = 1


@dataclass(frozen=True, slots=True)
class OrderSeen:
    """A lead order as figures see it. `limit` is the end of the limit for the first contact, None where it has none."""

    pk: int
    unit: int
    state: str
    hops: int
    issued: datetime
    accepted: bool
    contacted: datetime | None
    limit: datetime | None


@dataclass(frozen=True, slots=True)
class VerdictSeen:
    """A verdict as figures see it."""

    pk: int
    voice: int
    number: int
    unit: int
    at: datetime
    solved: str
    satisfied: int
    decent: bool | None


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as figures see it: nothing confidential comes here. `answered` is when it was first answered in substance.

    `voices` are when its voices were heard, in order; `again` whether the same caller had the same topic closed within the
    90 days before, None where caller or topic are not known.
    """

    pk: int
    place: str
    topic: str
    ending: str
    open: bool
    lead: int
    heard: datetime
    dispatched: datetime | None
    contacted: datetime | None
    answered: datetime | None
    closed: datetime | None
    orders: tuple[OrderSeen, ...] = ()
    verdicts: tuple[VerdictSeen, ...] = ()
    voices: tuple[datetime, ...] = ()
    again: bool | None = None
    wish: tuple[datetime, bool] | None = None

    @property
    def holder(self) -> int:
        """The unit that answers: the last that accepted, else the last that was asked, else the one it names; 0 for none."""
        owed = [order for order in self.orders if order.state not in NOT_OWED] or list(self.orders)
        taken = [order for order in owed if order.accepted] or owed
        return taken[-1].unit if taken else self.lead


def of_case(case: CaseSeen, now: datetime, zone: tzinfo) -> list[Fact]:
    """Every fact of a case. Joined and brought-in ones count nothing but their verdicts."""
    counter = _Counter(case, now, zone)
    found = list(counter.verdicts())
    if case.ending not in NO_ENDING:
        for part in (counter.hearing, counter.dispatch, counter.orders, counter.times, counter.ending, counter.watching):
            found += part()
    return found


class _Counter:
    """Counts one case."""

    def __init__(self, case: CaseSeen, now: datetime, zone: tzinfo) -> None:
        self.case, self.now, self.zone, self.unit = case, now, zone, case.holder

    def fact(self, part: str, at: datetime, *, row: int = 0, unit: int | None = None, bucket: int = 0, n: int = 1) -> Fact:
        """A fact of this case on the local day of a moment."""
        case, owner = self.case, self.unit if unit is None else unit
        return Fact(part, row or case.pk, at.astimezone(self.zone).date(), case.place, owner, case.topic, bucket, n)

    def hearing(self) -> Iterator[Fact]:
        """That it was heard, and whether it came again."""
        case = self.case
        yield self.fact("heard", case.heard)
        if case.again is not None:
            yield self.fact("callers", case.heard)
            if case.again:
                yield self.fact("came_again", case.heard)

    def dispatch(self) -> Iterator[Fact]:
        """To whom it went first, and who had it handed on to them."""
        case = self.case
        if case.dispatched is None:
            return
        yield self.fact("dispatched", case.dispatched)
        handed = [order for order in case.orders if order.hops and order.state != WITHDRAWN]
        for order in handed:
            yield self.fact("hops", case.dispatched, row=order.pk, unit=order.unit)
        if any(order.accepted for order in case.orders):
            yield self.fact("settled", case.dispatched)
            first = case.orders[0]
            if first.accepted and first.unit == self.unit and not handed:
                yield self.fact("first_right", case.dispatched)

    def orders(self) -> Iterator[Fact]:
        """Whether residents were reached within the limit, by order and its unit."""
        for order in self.case.orders:
            if order.limit is None or order.state in NOT_OWED or (order.contacted is None and order.limit > self.now):
                continue
            yield self.fact("to_contact", order.issued, row=order.pk, unit=order.unit)
            if order.contacted is not None and order.contacted <= order.limit:
                yield self.fact("contacted", order.issued, row=order.pk, unit=order.unit)

    def times(self) -> Iterator[Fact]:
        """How long it took, or takes."""
        case = self.case
        first = min((verdict.at for verdict in case.verdicts), default=None)
        yield from self._time("contact", case.dispatched, case.contacted)
        yield from self._time("answer", case.heard, case.answered)
        yield from self._time("verdict", case.heard, first)

    def _time(self, part: str, begun: datetime | None, done: datetime | None) -> Iterator[Fact]:
        if begun is None:
            return
        if done is not None:
            yield self.fact(part, begun, bucket=bucket_of(done - begun))
        elif self.case.closed is not None:
            yield self.fact(f"{part}.cut", begun, bucket=bucket_of(self.case.closed - begun))
        else:
            yield self.fact(f"{part}.open", begun)

    def ending(self) -> Iterator[Fact]:
        """How it ended, and whether somebody wished it left out."""
        case = self.case
        if case.wish is not None:
            yield self.fact("asked_out", case.wish[0])
            if case.wish[1]:
                yield self.fact("left_out", case.wish[0])
        if case.open or case.closed is None:
            return
        yield self.fact("ended", case.closed)
        if case.ending in ("verdict", WITHOUT):
            yield self.fact("ended.judged" if case.ending == "verdict" else "ended.unjudged", case.closed)

    def watching(self) -> Iterator[Fact]:
        """Further voices on the same matter, and for how many days anybody could have added one."""
        case = self.case
        if not case.voices:
            return
        begun = case.voices[0]
        over = min([at for at in (case.answered, case.closed) if at is not None], default=None)
        until = begun + WATCH if over is None else min(over, begun + WATCH)
        more = sum(begun < at <= until for at in case.voices[1:])
        if more:
            yield self.fact("more", case.heard, n=more)
        if over is None:
            yield self.fact("watched.open", case.heard)
        else:
            yield self.fact("watched", case.heard, n=max(1, -(-(until - begun) // timedelta(days=1))))

    def verdicts(self) -> Iterator[Fact]:
        """First verdicts, each beside the last one of the same voice."""
        out = self.case.wish is not None and self.case.wish[1]
        last = {verdict.voice: verdict for verdict in sorted(self.case.verdicts, key=lambda one: one.number)}
        for verdict in self.case.verdicts:
            if verdict.number == 1:
                for part in _said(verdict, last[verdict.voice], out):
                    yield self.fact(part, verdict.at, row=verdict.pk, unit=verdict.unit or self.unit)


def _said(first: VerdictSeen, last: VerdictSeen, out: bool) -> Iterator[str]:
    solved, content = first.solved == "yes", first.satisfied >= 3
    said = {
        "judged": True,
        "judged.out": out,
        "solved": solved,
        "solved.out": solved and out,
        "content": content,
        "content.out": content and out,
        "solved_last": last.solved == "yes",
        "content_last": last.satisfied >= 3,
        "treated": first.decent is not None,
        "decent": first.decent is True,
    }
    return (part for part, counts in said.items() if counts)


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """A promise as figures see it; `on_time` is None until it was kept or broken, or a wording replaced it (`replaced`)."""

    pk: int
    place: str
    unit: int
    topic: str
    due: date
    state: str
    on_time: bool | None


def of_promise(promise: PromiseSeen) -> list[Fact]:
    """Whether it was kept by the day first named; one that nobody has spoken of is open from that day on."""
    seat = (promise.pk, promise.due, promise.place, promise.unit, promise.topic)
    if promise.state == "replaced":
        return []
    if promise.state not in ("kept", "broken"):
        return [Fact("promise.open", *seat)]
    kept = promise.state == "kept" and promise.on_time is True
    return [Fact("promise.due", *seat), *([Fact("promise.kept", *seat)] if kept else [])]


@dataclass(frozen=True, slots=True)
class ProblemSeen:
    """A solved problem as figures see it: `solved` the day its first watch began, `back` whether a watch saw it again."""

    pk: int
    place: str
    unit: int
    topic: str
    solved: date
    back: bool


def of_problem(problem: ProblemSeen) -> list[Fact]:
    """That it was solved, and whether it came back."""
    seat = (problem.pk, problem.solved, problem.place, problem.unit, problem.topic)
    return [Fact("solved_problem", *seat), *([Fact("came_back", *seat)] if problem.back else [])]


def of_village(pk: int, place: str, year: int, reached: date | None) -> list[Fact]:
    """That the village exists in the year, and when it was first reached in it."""
    found = [Fact("village", pk, date(year, 1, 1), place, 0, "")]
    return [*found, Fact("reached", pk, reached, place, 0, "")] if reached is not None else found
