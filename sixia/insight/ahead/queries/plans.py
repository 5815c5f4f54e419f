"""A plan for a day or a month: which villages, why each, on which day; what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries import calendar
from sixia.fieldwork.visits.rules import Spot, route
from sixia.insight.ahead import norms
from sixia.insight.ahead.models import DAY, MONTH
from sixia.insight.ahead.queries.needs import Ground, Need
from sixia.insight.ahead.rules import planning
from sixia.kit.calendar import is_workday
from sixia.people.actors import Actor

ONE: Final = timedelta(days=1)
SPAN_DAYS: Final = 30
CLOCK: Final = ((time(9), time(10, 15)), (time(10, 30), time(11, 45)), (time(14, 30), time(15, 45)), (time(16), time(17, 15)))
"""When the stops of one day are offered."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One stop: the village, why it is in, and when it is offered."""

    need: Need
    why: str
    day: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Plan:
    """The stops in the order of their days. `taken` are villages that were left out since somebody goes there already in these
    days; `busy` the reader's own visits then."""

    span: str
    since: date
    until: date
    stops: list[Planned]
    taken: list[Need]
    busy: list[Visit]

    @property
    def silent(self) -> int:
        """How many stops are silent places."""
        return sum(1 for stop in self.stops if stop.need.silence)


def plan(found: Ground, span: str, since: date, who: Actor, now: datetime) -> Plan:
    """The plan from `since` on: the day itself, or thirty days. One query besides the ground's."""
    until = since if span == DAY else since + (SPAN_DAYS - 1) * ONE
    begins, ends = calendar.midnight(since), calendar.midnight(until + ONE)
    taken = [row for row in found.rows if row.next is not None and row.next.starts_at < ends and row.next.ends_at > begins]
    free = {row.place.pk: row for row in found.rows if row not in taken and (row.score or row.silence)}
    sizes = norms.sizes(now)
    candidates = [_candidate(row) for row in free.values()]
    if span == DAY:
        stops = planning.for_day(candidates, sizes.day, sizes.silent)
    else:
        stops = planning.for_month(candidates, sizes.month, sizes.silent)
    busy = list(_own(who, begins, ends))
    ordered = _by_way(stops, free) if span == DAY else stops
    dated = _dated(ordered, free, span, (since, until), busy, now)
    return Plan(span, since, until, dated, taken, busy)


def _candidate(row: Need) -> planning.Candidate:
    return planning.Candidate(row.place.pk, row.place.path, str(row.place.parent_id), row.score, row.silence, _spot(row))


def _spot(row: Need) -> Spot | None:
    place = row.place
    return None if place.lat is None or place.lon is None else Spot(place.pk, place.lat, place.lon)


def _own(who: Actor, begins: datetime, ends: datetime) -> QuerySet[Visit]:
    rows = Visit.objects.visible_to(who).filter(starts_at__lt=ends, ends_at__gt=begins).exclude(state=CANCELLED)
    return calendar.of(rows, calendar.MINE, who).select_related("place").order_by("starts_at", "pk")


def _by_way(stops: Sequence[planning.Stop], free: dict[int, Need]) -> list[planning.Stop]:
    """The stops in an order that makes the way short; those that the map does not know come last."""
    spots = {stop.pk: _spot(free[stop.pk]) for stop in stops}
    known = route(None, [spot for spot in spots.values() if spot is not None])
    order = {spot.pk: number for number, spot in enumerate(known)}
    return sorted(stops, key=lambda stop: order.get(stop.pk, len(order)))


def _dated(
    stops: Sequence[planning.Stop],
    free: dict[int, Need],
    span: str,
    between: tuple[date, date],
    busy: Sequence[Visit],
    now: datetime,
) -> list[Planned]:
    """Each stop with its day and hour. In a month: on working days on which the reader is not away already, one a day while there
    are enough of them."""
    since, until = between
    if span == DAY:
        return [Planned(free[stop.pk], stop.why, since, *CLOCK[number % len(CLOCK)]) for number, stop in enumerate(stops)]
    works = norms.works(now)
    away = {timezone.localdate(visit.starts_at) for visit in busy}
    every = [since + n * ONE for n in range((until - since).days + 1)]
    days = [day for day in every if is_workday(works, day) and day not in away] or every
    dated = zip(stops, planning.spread_days(days, len(stops)), strict=True)
    return [Planned(free[stop.pk], stop.why, day, *CLOCK[0]) for stop, day in dated]


def word(asked: str) -> str:
    """The span that an address asks for."""
    return asked if asked in (DAY, MONTH) else MONTH
