"""On which days leaders receive, who takes which turn, when people must be told, and who is called next; pure."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from sixia.cases.rules import PREFIX as VOICE_PREFIX
from sixia.cases.rules import new_receipt, read_receipt
from sixia.kit.calendar import WorkCalendar, is_workday, workdays

FIXED, DOWN, INVITED, CASE, JOINT = "fixed", "down", "invited", "case", "joint"
OFFICE, ROTATION, NEED = "office", "rotation", "need"
WEEK, MONTH, QUARTER, ANY = "week", "month", "quarter", "any"
PREFIX: Final = "JF"
DAY: Final = timedelta(days=1)
LONGEST_TERM: Final = timedelta(days=366)
MONTHS: Final = 12


class Cadence(Protocol):
    """How often, as a row of the rules says it."""

    @property
    def every(self) -> str: ...

    @property
    def day(self) -> int: ...

    @property
    def month(self) -> int: ...


def days_of(rule: Cadence, since: date, until: date, cal: WorkCalendar) -> list[date]:
    """The days from `since` to `until` on which the rule wants a reception, each moved to the next working day when free.

    Source: county notices name a fixed day of the month that moves after holidays. A month that is too short takes its last
    day. A day that moves out of the span belongs to the next one. Nothing for receptions at any time.
    """
    found = (_worked(day, cal) for day in _named(rule, since - timedelta(days=31), until))
    return sorted({day for day in found if since <= day <= until})


def _named(rule: Cadence, since: date, until: date) -> Iterator[date]:
    if rule.every == WEEK:
        first = since + timedelta(days=(rule.day - 1 - since.weekday()) % 7)
        while first <= until:
            yield first
            first += timedelta(days=7)
    elif rule.every in (MONTH, QUARTER):
        for number in range(since.year * MONTHS + since.month - 1, until.year * MONTHS + until.month):
            if rule.every == QUARTER and number % 3 != rule.month - 1:
                continue
            yield _in_month(number // MONTHS, number % MONTHS + 1, rule.day)


def _in_month(year: int, month: int, day: int) -> date:
    last = (date(year + month // MONTHS, month % MONTHS + 1, 1) - DAY).day
    return date(year, month, min(day, last))


def _worked(day: date, cal: WorkCalendar) -> date:
    while not is_workday(cal, day):
        day += DAY
    return day


def workdays_before(day: date, count: int, cal: WorkCalendar) -> date:
    """The latest day that lies so many working days before `day`: by then a leader must have been told."""
    earlier = day
    while workdays(cal, earlier, day) < count or not is_workday(cal, earlier):
        earlier -= DAY
    return earlier


def announce_by(day: date, days: int) -> date:
    """The last day on which a reception may still be made public, so many calendar days before it."""
    return day - timedelta(days=days)


def in_turn(leaders: Sequence[int], after: int | None) -> Iterator[int]:
    """The leaders one after the other without end, beginning after the one who received last; nothing without leaders."""
    if not leaders:
        return
    at = leaders.index(after) + 1 if after in leaders else 0
    while True:
        yield leaders[at % len(leaders)]
        at += 1


def times(opens: datetime, closes: datetime, capacity: int) -> list[datetime]:
    """When each of `capacity` appointments begins, spread evenly and rounded down to five minutes."""
    if capacity < 1:
        return []
    step = (closes - opens) / capacity
    spread = [opens + step * number for number in range(capacity)]
    return [at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond) for at in spread]


def free_time(opens: datetime, closes: datetime, capacity: int, taken: Collection[datetime]) -> datetime | None:
    """The first time that nobody has yet; None when the day is full."""
    left = list(taken)
    for at in times(opens, closes, capacity):
        if at in left:
            left.remove(at)
        else:
            return at
    return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the waiting room: their booking, number of the day, and appointment if they have one."""

    pk: int
    number: int
    at: datetime | None


def next_up(waiting: Iterable[Waiting], now: datetime) -> list[Waiting]:
    """In which order people are called: first those whose appointed time has come, earliest first; then by arrival.

    Source: local reception rules, which talk to people in the order of arrival; an appointment holds from its time on.
    """

    def rank(one: Waiting) -> tuple[bool, datetime, int]:
        due = one.at is not None and one.at <= now
        return not due, one.at if due and one.at else now, one.number

    return sorted(waiting, key=rank)


def speakers(people: int, *, group_from: int, most: int) -> int:
    """How many of those who come may come in: all of a few, of a group its representatives.

    Source: 信访工作条例 (2022) art. 20: several people with one matter elect at most five representatives.
    """
    return people if people < group_from else min(people, most)


def new_code() -> str:
    """The receipt code of a booking, such as `JF3F7K92M4-P`: like a voice's, told apart by its first letters."""
    return PREFIX + new_receipt()[len(VOICE_PREFIX) :]


def read_code(typed: str) -> str | None:
    """The code somebody typed, in its stored form; None when it cannot be one of a booking."""
    bare = "".join(unicodedata.normalize("NFKC", typed).split()).upper().removeprefix(PREFIX)
    known = read_receipt(bare)
    return PREFIX + known[len(VOICE_PREFIX) :] if known and not bare.startswith(VOICE_PREFIX) else None
