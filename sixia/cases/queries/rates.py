"""The arithmetic of the boards: shares and how long things take, with what is still open counted in. Pure; knows no table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sixia.ui.text import SMALLEST_SHARE


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, both always shown; a percentage only where the whole can carry one."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """The rounded percentage, or None below the smallest denominator that says anything."""
        return round(100 * self.part / self.whole) if self.whole >= SMALLEST_SHARE else None


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` up to, not including, `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Length:
    """How long one thing took; not `done`: how long it has been open so far, or was until it ended in another way."""

    time: timedelta
    done: bool


@dataclass(frozen=True, slots=True)
class Quantile:
    """Within `time` the given share of things was done; not `known`: it takes at least that long, since too few are done."""

    time: timedelta
    known: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the nine-in-ten mark of how long things take; of `n` things `waiting` are not done yet."""

    median: Quantile | None
    tail: Quantile | None
    n: int
    waiting: int


def lengths(rows: Iterable[tuple[datetime | None, datetime | None, datetime | None]], now: datetime) -> list[Length]:
    """Lengths from (begun, done, ended otherwise); what has not begun is left out, nothing is negative."""
    found = []
    for begun, done, ended in rows:
        if begun is None:
            continue
        end = done or ended or now
        found.append(Length(max(end - begun, timedelta()), done is not None))
    return found


def spread(found: Sequence[Length]) -> Spread:
    """Median and tail by the product-limit estimate (Kaplan and Meier 1958): what is still open counts as long as it has been
    open, so that a board does not look faster the more it leaves lying."""
    waiting = sum(not one.done for one in found)
    return Spread(_quantile(found, 0.5), _quantile(found, 0.9), len(found), waiting)


def _quantile(found: Sequence[Length], share: float) -> Quantile | None:
    if not found:
        return None
    ordered = sorted(found, key=lambda one: (one.time, not one.done))
    left, still = len(ordered), 1.0
    for one in ordered:
        if one.done:
            still *= (left - 1) / left
            if still <= 1 - share + 1e-9:
                return Quantile(one.time, True)
        left -= 1
    return Quantile(ordered[-1].time, False)


def beginnings(span: Span) -> list[datetime]:
    """When the weeks of the span begin, counted from its beginning; the last may be a short one."""
    many = max(-(-(span.until - span.since) // timedelta(days=7)), 1)
    return [span.since + timedelta(days=7 * number) for number in range(many)]
