"""What everybody is told: which months, which indicators, and rows that point at nobody. Pure; knows no table.

A month is told once, after another whole month in which its cases could be answered and judged, and never changed: what a
later state of the same row would add is the fate of a single case.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sixia.insight.figures.rules.anonymity import K, fold
from sixia.insight.figures.rules.buckets import Quantile, Spread
from sixia.insight.figures.rules.cuts import plus
from sixia.insight.figures.rules.indicators import DAY, INDICATORS, Indicator, Sums, Value, add, value

OPEN_TO_ALL: Final = tuple(
    one for one in INDICATORS if one.public and one.unit == DAY and not any("-" in code for code in one.top)
)
"""Those without what was left out on request: beside the rate with everything its difference would tell of single cases."""
REST: Final = ""
AFTER_MONTHS: Final = 2
Cells = Mapping[str, Sums]
"""By the path of a town (or of what lies above)."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: an indicator at a place (`REST`: the other places together)."""

    one: Indicator
    place: str
    value: Value

    def plain(self) -> list[Any]:
        """As it is kept: key, place, numerator, denominator; of a time its marks and how many were still waiting."""
        spread = self.value.spread
        marks = [[mark.hours, mark.known] if mark else None for mark in (spread.median, spread.tail)] if spread else []
        return [self.one.key, self.place, self.value.part, self.value.whole, *([*marks, spread.waiting] if spread else [])]


def told(kept: Iterable[list[Any]]) -> list[Told]:
    """Rows as they were kept; those of an indicator that is no more are left out."""
    known = {one.key: one for one in OPEN_TO_ALL}
    return [Told(known[row[0]], row[1], _value(row[2:])) for row in kept if row[0] in known]


def _value(kept: list[Any]) -> Value:
    part, whole, *times = kept
    if not times:
        return Value(part, whole)
    median, tail = (Quantile(*mark) if mark else None for mark in times[:2])
    return Value(part, whole, Spread(median, tail, whole, times[2]))


def due(first: date, today: date) -> Iterator[date]:
    """Months, by their first day, from that of the first fact on, that may be told by now."""
    month = date(first.year, first.month, 1)
    while plus(month, AFTER_MONTHS) <= today:
        yield month
        month = plus(month, 1)


def rows_of(cells: Cells) -> list[Told]:
    """What can be told of a month by place; what is too small as a whole is not in it."""
    return [row for one in OPEN_TO_ALL for row in _of_one(one, cells)]


def _of_one(one: Indicator, cells: Cells) -> list[Told]:
    mine = {place: _only(one, parts) for place, parts in cells.items()}
    towns, rests, _small = fold(mine, group=lambda _place: REST, size=lambda parts: add(parts, one.bottom), add=together)
    return [Told(one, place, value(one, parts)) for place, parts in sorted([*towns.items(), *rests.items()], key=_last_the_rest)]


def _last_the_rest(row: tuple[str, Sums]) -> tuple[bool, str]:
    return row[0] == REST, row[0]


def rest_of(year: Iterable[tuple[Cells, frozenset[str]]]) -> list[Told]:
    """What can be told of the rest of a year that is over: of each month its cells and the indicators that it told nothing of."""
    found: dict[str, Sums] = defaultdict(dict)
    for cells, missing in year:
        for one in OPEN_TO_ALL:
            if one.key in missing:
                for parts in cells.values():
                    found[one.key] = together(found[one.key], _only(one, parts))
    values = [(one, value(one, found[one.key])) for one in OPEN_TO_ALL]
    return [Told(one, REST, said) for one, said in values if said.whole >= K]


def _only(one: Indicator, parts: Sums) -> Sums:
    return {code: parts[code] for code in one.parts if code in parts}


def together(one: Sums, other: Sums) -> Sums:
    """Two sums in one."""
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for parts in (one, other):
        for code, rows in parts.items():
            for bucket, n in rows.items():
                found[code][bucket] += n
    return {code: dict(rows) for code, rows in found.items()}


def not_told(rows: Iterable[Told]) -> frozenset[str]:
    """Indicators of which nothing was told."""
    return frozenset(one.key for one in OPEN_TO_ALL) - {row.one.key for row in rows}
