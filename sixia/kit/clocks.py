"""Clocks on things: started with a limit, paused, resumed, stopped, and swept when they are due."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from django.db import connection, transaction
from django.db.models import F, QuerySet

from sixia.kit import bulk
from sixia.kit.calendar import Due, WorkCalendar, due, extend, left, resume
from sixia.kit.events import Event
from sixia.kit.journal import hold_free, tell_many
from sixia.kit.models import Clock

WARN_SHARE = 0.8
"""The share of a limit after which its owner is reminded."""

Calendars: TypeAlias = Callable[[str], WorkCalendar]
_calendars: list[Calendars] = []


def use_calendars(find: Calendars) -> None:
    """Say where work calendars come from by name: set once at start-up by the configuration."""
    _calendars[:] = [find]


def calendar_named(name: str) -> WorkCalendar:
    """The work calendar of this name as it is known today."""
    return _calendars[0](name)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take: `amount` of `unit` (hour, workhour, day, workday) on a calendar, and the norm it comes from.

    `rolls`: a period of calendar days that would end on a free day ends on the next working day.
    """

    amount: int
    unit: str
    calendar: str
    source: str = ""
    rolls: bool = False


@dataclass(frozen=True, kw_only=True)
class ClockWarned(Event):
    """Most of a limit has passed."""

    owner: str
    clock: str
    due: str


@dataclass(frozen=True, kw_only=True)
class ClockBreached(Event):
    """A limit has passed and the thing is not done."""

    owner: str
    clock: str
    due: str


class _Sweeper:
    ref = "system"


def build(owner: str, stream: str, kind: str, limit: Limit, now: datetime, *, ends: dict[Limit, Due] | None = None) -> Clock:
    """An unsaved clock that starts now. For many that start at the same `now`, `ends` keeps what was counted already."""
    end = ends.get(limit) if ends is not None else None
    if end is None:
        end = due(calendar_named(limit.calendar), now, limit.amount, limit.unit, rolls=limit.rolls)
        if ends is not None:
            ends[limit] = end
    clock = bulk.new(
        Clock,
        owner=owner,
        stream=stream,
        kind=kind,
        calendar=limit.calendar,
        amount=limit.amount,
        unit=limit.unit,
        source=limit.source,
        rolls=limit.rolls,
        started_at=now,
        provisional=end.provisional,
    )
    _aim(clock, end.at, now)
    return clock


def start(owner: str, stream: str, kind: str, limit: Limit, now: datetime) -> Clock:
    """Start a clock; one of the same kind that still runs on the owner is stopped first."""
    stop(owner, [kind], now)
    clock = build(owner, stream, kind, limit, now)
    clock.save(force_insert=True)
    return clock


def running(owner: str, kinds: Collection[str] = ()) -> QuerySet[Clock]:
    """The owner's clocks that have not been stopped, optionally only of some kinds."""
    rows = Clock.objects.filter(owner=owner, stopped_at=None)
    return rows.filter(kind__in=kinds) if kinds else rows


def stop(owner: str, kinds: Collection[str], now: datetime) -> int:
    """Stop the owner's running clocks of these kinds; returns how many."""
    return running(owner, kinds).update(stopped_at=now, look_at=None) if kinds else 0


def pause(owner: str, kinds: Collection[str], now: datetime) -> None:
    """Stand the owner's clocks of these kinds still, keeping what was left of each."""
    for clock in running(owner, kinds).filter(paused_at=None):
        clock.paused_at, clock.look_at = now, None
        clock.left_seconds = left(calendar_named(clock.calendar), now, clock.due_at, clock.unit)
        clock.save(update_fields=["paused_at", "look_at", "left_seconds"])


def go_on(owner: str, kinds: Collection[str], now: datetime) -> None:
    """Let paused clocks run again with what was left."""
    for clock in running(owner, kinds).exclude(paused_at=None):
        end = resume(calendar_named(clock.calendar), now, clock.left_seconds or 0, clock.unit, rolls=clock.rolls)
        clock.paused_at, clock.left_seconds, clock.provisional, clock.resumed = None, None, end.provisional, True
        _aim(clock, end.at, now)
        clock.save(update_fields=[*_AIMED, "paused_at", "left_seconds", "resumed"])


def move_due(owner: str, kind: str, limit: Limit, now: datetime) -> datetime | None:
    """Extend the running clock by a limit counted from its present due moment; returns the new one, None if none runs.

    A clock that stands still goes on standing still, with so much more left.
    """
    clock = running(owner, [kind]).first()
    if clock is None:
        return None
    end = extend(calendar_named(limit.calendar), clock.due_at, limit.amount, limit.unit, rolls=limit.rolls)
    clock.provisional, clock.extended = end.provisional, clock.extended + limit.amount
    _aim(clock, end.at, now)
    if clock.paused_at is not None:
        clock.left_seconds = left(calendar_named(clock.calendar), clock.paused_at, end.at, clock.unit)
    clock.save(update_fields=[*_AIMED, "extended", "left_seconds"])
    return clock.due_at


def recompute_provisional(now: datetime) -> int:
    """Count anew every running clock whose calendar was not announced when it started; returns how many moved.

    A clock that stood still in between keeps its end: what was left of it was counted in days that have passed.
    """
    moved = 0
    rows = Clock.objects.filter(provisional=True, stopped_at=None, paused_at=None, resumed=False)
    for clock in rows.iterator(chunk_size=500):
        end = _counted(clock)
        as_read = {name: getattr(clock, name) for name in ("pk", "due_at", "look_at", "extended")}
        moved += end.at != clock.due_at
        clock.provisional = end.provisional
        _aim(clock, end.at, now)
        fresh = {name: getattr(clock, name) for name in _AIMED}
        rows.filter(**as_read).update(**fresh)  # one that somebody has moved meanwhile comes next time
    return moved


def sweep(now: datetime, *, most: int = 100) -> int:
    """Tell of up to `most` clocks whose warning or limit has come, each exactly once; returns how many were told.

    A row is claimed inside the transaction that tells it: on PostgreSQL rows that others hold are skipped, and so are those
    into whose stream somebody is writing, for whoever writes there may be about to change that very clock. The sweep waits
    for nobody, so that nobody can wait for it in a ring; what it skips is due still. SQLite has one writer.
    """
    rows = Clock.objects.filter(look_at__lte=now).order_by("look_at", "id")
    if not rows.exists():  # looking takes no lock; a transaction would make all who write wait
        return 0
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        found = list(rows[:most])
        free = hold_free({clock.stream for clock in found})
        clocks = [clock for clock in found if clock.stream in free]
        late = {clock.pk for clock in clocks if clock.due_at <= now}
        tell_many([(_fact(clock, now), clock.stream) for clock in clocks], by=_Sweeper, now=now)
        Clock.objects.filter(pk__in=late).update(breached_at=now, look_at=None)
        Clock.objects.filter(pk__in={clock.pk for clock in clocks} - late).update(warned_at=now, look_at=F("due_at"))
    return len(clocks)


def sweep_all(now: datetime) -> int:
    """Sweep until nothing is due; returns how many were told."""
    total = 0
    while told := sweep(now):
        total += told
    return total


def due_first(clocks: Sequence[Clock]) -> datetime | None:
    """The earliest due moment among clocks that count, or None."""
    return min((clock.due_at for clock in clocks if clock.stopped_at is None), default=None)


def _counted(clock: Clock) -> Due:
    cal = calendar_named(clock.calendar)
    end = due(cal, clock.started_at, clock.amount, clock.unit, rolls=clock.rolls)
    return extend(cal, end.at, clock.extended, clock.unit, rolls=clock.rolls) if clock.extended else end


_AIMED: Final = ("due_at", "warn_at", "look_at", "breached_at", "provisional")
"""What changes when a clock gets another end; columns that others change at the same time are left to them."""


def _aim(clock: Clock, end: datetime, now: datetime) -> None:
    clock.due_at = end
    clock.warn_at = clock.started_at + (end - clock.started_at) * WARN_SHARE
    clock.breached_at = None if end > now else clock.breached_at
    if clock.paused_at is not None:
        clock.look_at = None
    elif clock.warned_at is None and clock.warn_at > now:
        clock.look_at = clock.warn_at
    else:
        clock.look_at = end if clock.breached_at is None else None


def _fact(clock: Clock, now: datetime) -> Event:
    facts = {"owner": clock.owner, "clock": clock.kind, "due": clock.due_at.isoformat()}
    return ClockBreached(**facts) if clock.due_at <= now else ClockWarned(**facts)
