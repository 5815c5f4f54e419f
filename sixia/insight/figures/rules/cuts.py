"""Which facts somebody asks for: where, who, what about, when; and who they are. Pure values; knows no table."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose facts: all within these territories, and all of these units. `everything` for the public's numbers. `strict`: the
    reader keeps out of some matter, so each fact is asked for singly whether they may see what it counts."""

    paths: tuple[str, ...] = ()
    units: frozenset[int] = frozenset()
    everything: bool = False
    strict: bool = False

    @property
    def nothing(self) -> bool:
        """Whether there is nothing for this reader."""
        return not (self.everything or self.paths or self.units)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is asked: days from `since` up to, not including, `until`; a territory by its path, a unit, a topic by code with
    those beneath it (`topics`); empty for any. `as_of` is the reader's day, up to which open things have aged. With `here` only
    what speaks of the place itself, not of places within it."""

    since: date
    until: date
    as_of: date
    place: str = ""
    unit: int = 0
    topics: frozenset[str] = frozenset()
    here: bool = False

    @property
    def days(self) -> int:
        """How long the span is."""
        return (self.until - self.since).days

    @property
    def before(self) -> "Cut":
        """The same for the span of the same length just before: whole months before whole months."""
        if self.since.day == self.until.day == 1:
            months = 12 * (self.until.year - self.since.year) + self.until.month - self.since.month
            return replace(self, since=plus(self.since, -months), until=self.since)
        return replace(self, since=self.since - timedelta(days=self.days), until=self.since)

    @property
    def year(self) -> "Cut":
        """From New Year of the span's last day to its end: the least that what counts by the year can say."""
        last = self.until - timedelta(days=1)
        return replace(self, since=date(last.year, 1, 1))


def plus(month: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = 12 * month.year + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def whole_months(since: date, until: date) -> tuple[date, date]:
    """The first days of the first whole month and of the month after the last one within a span; the same day for none."""
    low = since if since.day == 1 else plus(date(since.year, since.month, 1), 1)
    high = date(until.year, until.month, 1)
    return (low, high) if low < high else (since, since)


def months(since: date, until: date) -> list[tuple[date, date]]:
    """The months of a span, the first and last cut off where the span is."""
    found = []
    at = since
    while at < until:
        end = min(plus(date(at.year, at.month, 1), 1), until)
        found.append((at, end))
        at = end
    return found
