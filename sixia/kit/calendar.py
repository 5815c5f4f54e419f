"""Working time as pure arithmetic: when a limit ends, what is left of it, how it goes on after a pause. Knows no Django and
no law.

A limit counts `hour`s round the clock, `workhour`s inside office hours, calendar `day`s or `workday`s. All instants are
aware; results are in UTC and on whole seconds (a running second counts as not yet begun). A year whose holidays are not
announced is counted by weekdays and by the holidays that are known; the result then says `provisional` and is to be computed
again when the notice is loaded.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, Self
from zoneinfo import ZoneInfo

UNITS = ("hour", "workhour", "day", "workday")
LARGEST_AMOUNT = 100_000
HOUR = 3600
DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = frozenset({"name", "zone", "hours", "weekend", "free", "makeup", "announced"})
NOTES = frozenset({"label", "source"})


class CalendarError(ValueError):
    """A calendar that cannot be used; the message names the key and what it should be."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When an office works.

    `hours` are the sessions of a working day in local time, in order (an end of 00:00 means 24:00). `weekend` holds weekdays,
    Monday is 0. `free` days are holidays, `makeup` days are worked although they fall on a weekend. `announced` are the years
    whose official notice of both is contained.
    """

    name: str
    zone: ZoneInfo
    hours: tuple[tuple[time, time], ...]
    weekend: frozenset[int]
    free: frozenset[date]
    makeup: frozenset[date]
    announced: frozenset[int]

    def __post_init__(self) -> None:
        if not self.weekend < frozenset(range(7)):
            raise CalendarError("weekend: name one to six weekdays, or none; at least one day must be left to work.")
        if both := self.free & self.makeup:
            raise CalendarError(f"makeup: {min(both)} is also among the free days; a day is one or the other.")
        if not self.hours:
            raise CalendarError('hours: name at least one session such as "09:00-12:00".')
        edges = [edge for start, end in self.hours for edge in (_minutes(start), _minutes(end) or 24 * 60)]
        if any(a > b for a, b in pairwise(edges)) or any(a == b for a, b in zip(edges[::2], edges[1::2], strict=True)):
            raise CalendarError("hours: sessions must be in order, must not overlap and must not be empty.")

    @classmethod
    def load(cls, table: Mapping[str, Any]) -> Self:
        """Build from plain data such as a TOML table. Raises CalendarError.

        Keys: `name`, `zone` ("Asia/Shanghai"), `hours` (["09:00-12:00", ...]), `weekend` (["sat", "sun"] or [5, 6]), `free`
        and `makeup` (dates, or ranges "2026-10-01..2026-10-07" with both ends), `announced` (years). Only `zone` and `hours`
        must be there; `label` and `source` are notes. Any other key is refused, because a mistyped one would move deadlines
        unnoticed.
        """
        if unknown := sorted(set(table) - KEYS - NOTES):
            raise CalendarError(f"{unknown[0]}: unknown key; known are {', '.join(sorted(KEYS | NOTES))}.")
        if missing := sorted({"zone", "hours"} - set(table)):
            raise CalendarError(f"{missing[0]}: missing.")
        return cls(
            name=str(table.get("name", "")),
            zone=_zone(table["zone"]),
            hours=tuple(_session(text) for text in table["hours"]),
            weekend=frozenset(_weekday(value) for value in table.get("weekend", ("sat", "sun"))),
            free=_days("free", table.get("free", ())),
            makeup=_days("makeup", table.get("makeup", ())),
            announced=frozenset(int(year) for year in table.get("announced", ())),
        )


@dataclass(frozen=True, slots=True)
class Due:
    """The instant (UTC) from which the limit is over, and whether holidays not yet announced may still move it."""

    at: datetime
    provisional: bool


def due(cal: WorkCalendar, start: datetime, amount: int, unit: str, *, rolls: bool = False) -> Due:
    """When a limit of `amount` units begun at `start` is over. Raises ValueError for an unknown unit or amount out of range.

    `day` and `workday`: the day of the start is not counted and the last day counts to its end, so `at` is 24:00 of the last
    day in local time, the first instant that is too late (PRC Civil Code arts. 201, 203); `last_day` gives that day for
    people. With `rolls`, a `day` limit whose last day is free ends with the next working day (art. 203). A `workday` limit
    always ends on a working day. `hour` and `workhour` run from `start` itself; a `workhour` limit ends at the close of a
    session rather than at the next opening.

    Later starts and larger amounts never end earlier. due(due(a), b) == due(a + b) holds for `hour` and `workhour` only: for
    `day` and `workday`, `at` lies on the day after the last, which as the day of a start would not be counted. To add to a
    limit use `extend`.
    """
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise ValueError(f"A limit must count 0 to {LARGEST_AMOUNT} units, not {amount}.")
    if _known(unit) in ("hour", "workhour"):
        return _after_seconds(cal, start, amount * HOUR, unit)
    return _after_days(cal, _local_day(cal, start), amount, unit, rolls=rolls)


def extend(cal: WorkCalendar, due_at: datetime, amount: int, unit: str, *, rolls: bool = False) -> Due:
    """The end of a limit that is over at `due_at` when it is given `amount` more units, counted from its last day.

    extend(due(a), b) == due(a + b), except for `day` limits that roll: what the first one gained by rolling stays gained.
    """
    begin = due_at if _known(unit) in ("hour", "workhour") else due_at - SECOND
    return due(cal, begin, amount, unit, rolls=rolls)


def left(cal: WorkCalendar, now: datetime, due_at: datetime, unit: str) -> int:
    """Seconds left at `now` of a limit that `due` or `resume` gave, in the unit's own time; above 0 exactly while it runs.

    `hour`: round the clock. `workhour`: inside office hours. `day`, `workday`: 86400 for each (working) day after today, and
    what is left of today; a free day adds one second to a `workday` count, so that `resume` can tell the days after today.
    Once the limit is over: minus the seconds since then, round the clock for every unit.
    """
    _known(unit)
    start, end = _seconds(now), _seconds(due_at)
    if start >= end or unit == "hour":
        return end - start
    if unit == "workhour":
        return work_seconds(cal, now, due_at)
    today, last = _local_day(cal, now), last_day(cal, due_at)
    if unit == "workday":
        rest = _rest_of(cal, today, start) if is_workday(cal, today) else 1
        return workdays(cal, today, last) * DAY + rest
    return (last - today).days * DAY + _rest_of(cal, today, start)


def resume(cal: WorkCalendar, now: datetime, left: int, unit: str, *, rolls: bool = False) -> Due:
    """The new end of a limit that was stopped with `left` seconds (from `left`) and goes on at `now`.

    Stopped and resumed at once, the end is the same. `hour`, `workhour`: later by the time paused. `day`, `workday`: later by
    the days (working days) after the day of the pause up to the day of going on, whatever the hour, so a pause within one day
    gains nothing. A limit already over stays over by as much.
    """
    if _known(unit) == "hour" or left <= 0:
        return Due(_instant(_seconds(now) + left), provisional=False)
    if unit == "workhour":
        return _after_seconds(cal, now, left, unit)
    return _after_days(cal, _local_day(cal, now), (left - 1) // DAY, unit, rolls=rolls)


def last_day(cal: WorkCalendar, due_at: datetime) -> date:
    """The last local day on which one is still in time: for 24:00 of a day that day, not the next."""
    return (due_at - SECOND).astimezone(cal.zone).date()


def is_workday(cal: WorkCalendar, day: date) -> bool:
    """Whether the office works on `day`: a make-up day does, a free day does not, else the weekday tells."""
    return day in cal.makeup or (day not in cal.free and day.weekday() not in cal.weekend)


def workdays(cal: WorkCalendar, a: date, b: date) -> int:
    """How many working days lie after `a` up to and including `b`; negative when `b` is before `a`."""
    if b < a:
        return -workdays(cal, b, a)
    whole = sum(len(_workdays_of(cal, year)) for year in range(a.year, b.year))
    return whole + bisect_right(_workdays_of(cal, b.year), b.toordinal()) - bisect_right(_workdays_of(cal, a.year), a.toordinal())


def work_seconds(cal: WorkCalendar, a: datetime, b: datetime) -> int:
    """Seconds inside office hours of working days between two instants; negative when `b` is before `a`."""
    if b < a:
        return -work_seconds(cal, b, a)
    first, last = _local_day(cal, a).year, _local_day(cal, b).year
    whole = sum(_sessions_of(cal, year).total for year in range(first, last))
    return whole + _sessions_of(cal, last).worked(_seconds(b)) - _sessions_of(cal, first).worked(_seconds(a))


@dataclass(frozen=True, slots=True)
class _Sessions:
    """The sessions of one local year: start and end in seconds since 1970, and the working seconds of the year up to each end."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sums: tuple[int, ...]

    @property
    def total(self) -> int:
        return self.sums[-1] if self.sums else 0

    def worked(self, at: int) -> int:
        """Working seconds of the year before `at`."""
        i = bisect_right(self.starts, at) - 1
        return self.sums[i] - max(0, self.ends[i] - at) if i >= 0 else 0

    def reached(self, seconds: int) -> int:
        """The first instant at which `seconds` (0 < seconds <= total) have been worked."""
        i = bisect_left(self.sums, seconds)
        return self.ends[i] - (self.sums[i] - seconds)


# Tables are kept by the calendar's value, not by its name: a calendar that was loaded anew must not meet its old days.
@lru_cache(maxsize=512)
def _workdays_of(cal: WorkCalendar, year: int) -> tuple[int, ...]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return tuple(n for n in range(first, last + 1) if is_workday(cal, date.fromordinal(n)))


@lru_cache(maxsize=128)
def _sessions_of(cal: WorkCalendar, year: int) -> _Sessions:
    starts, ends, sums = [], [], []
    end = total = 0
    for ordinal in _workdays_of(cal, year):
        day = date.fromordinal(ordinal)
        for opens, closes in cal.hours:
            # Where the clock springs forward, local times of the gap lie late in UTC and could overlap what follows.
            start = max(_local(cal, day, opens), end)
            end = max(_local(cal, day, closes) if closes > time.min else _midnight_after(cal, day), start)
            total += end - start
            starts.append(start)
            ends.append(end)
            sums.append(total)
    return _Sessions(tuple(starts), tuple(ends), tuple(sums))


def _after_seconds(cal: WorkCalendar, start: datetime, seconds: int, unit: str) -> Due:
    at = _seconds(start)
    if unit == "hour" or seconds == 0:
        return Due(_instant(at + seconds), provisional=False)
    first = year = _local_day(cal, start).year
    wanted = _sessions_of(cal, year).worked(at) + seconds
    while wanted > (total := _sessions_of(cal, year).total):
        wanted -= total
        year += 1
    return Due(_instant(_sessions_of(cal, year).reached(wanted)), _provisional(cal, first, year))


def _after_days(cal: WorkCalendar, today: date, count: int, unit: str, *, rolls: bool) -> Due:
    if unit == "workday":
        last = _nth_workday(cal, today, count)
        return Due(_instant(_midnight_after(cal, last)), _provisional(cal, today.year, last.year))
    plain = today + timedelta(days=count)
    if not rolls:
        return Due(_instant(_midnight_after(cal, plain)), provisional=False)
    last = _nth_workday(cal, plain, 0)
    return Due(_instant(_midnight_after(cal, last)), _provisional(cal, plain.year, last.year))


def _nth_workday(cal: WorkCalendar, day: date, count: int) -> date:
    """The `count`-th working day after `day`; for 0 the day itself or, when it is free, the next working day."""
    year = day.year
    table = _workdays_of(cal, year)
    before = bisect_right(table, day.toordinal()) if count else bisect_left(table, day.toordinal())
    i = before + max(count, 1) - 1
    while i >= len(table):
        i -= len(table)
        year += 1
        table = _workdays_of(cal, year)
    return date.fromordinal(table[i])


def _provisional(cal: WorkCalendar, first: int, last: int) -> bool:
    return any(year not in cal.announced for year in range(first, last + 1))


def _rest_of(cal: WorkCalendar, today: date, at: int) -> int:
    """Seconds from `at` to the end of `today`, 1 to 86400; the longer day of the change to winter time counts as 86400."""
    return min(_midnight_after(cal, today) - at, DAY)


def _local_day(cal: WorkCalendar, at: datetime) -> date:
    if at.tzinfo is None:
        raise ValueError("An instant must carry its time zone.")
    return at.astimezone(cal.zone).date()


def _local(cal: WorkCalendar, day: date, clock: time) -> int:
    return _seconds(datetime.combine(day, clock, cal.zone))


def _midnight_after(cal: WorkCalendar, day: date) -> int:
    return _local(cal, day + timedelta(days=1), time.min)


def _seconds(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError("An instant must carry its time zone.")
    return (at - EPOCH) // SECOND


def _instant(seconds: int) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def _known(unit: str) -> str:
    if unit not in UNITS:
        raise ValueError(f"Unknown unit {unit!r}; known are {', '.join(UNITS)}.")
    return unit


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError) as error:
        raise CalendarError(f"zone: {value!r} is not a time zone such as Asia/Shanghai.") from error


def _session(value: object) -> tuple[time, time]:
    try:
        start, end = (part.strip() for part in str(value).split("-"))
        return time.fromisoformat(start), time.min if end == "24:00" else time.fromisoformat(end)
    except ValueError as error:
        raise CalendarError(f"hours: {value!r} is not a session such as 09:00-12:00.") from error


def _weekday(value: object) -> int:
    if isinstance(value, int) and 0 <= value <= 6:
        return value
    if isinstance(value, str) and value.lower() in WEEKDAYS:
        return WEEKDAYS.index(value.lower())
    raise CalendarError(f"weekend: {value!r} is not a weekday ({', '.join(WEEKDAYS)}, or 0 for Monday to 6 for Sunday).")


def _days(key: str, values: object) -> frozenset[date]:
    if not isinstance(values, list | tuple | set | frozenset):
        raise CalendarError(f"{key}: must be a list of dates.")
    return frozenset(day for value in values for day in _span(key, value))


def _span(key: str, value: object) -> list[date]:
    first, _, last = str(value).partition("..")
    try:
        start = date.fromisoformat(first.strip())
        end = date.fromisoformat(last.strip()) if last else start
    except ValueError as error:
        raise CalendarError(f"{key}: {value!r} is not a date (2026-10-01) or a range (2026-10-01..2026-10-07).") from error
    if end < start:
        raise CalendarError(f"{key}: the range {value!r} ends before it starts.")
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]
