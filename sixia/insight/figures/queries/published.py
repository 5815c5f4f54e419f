"""The public's figures: whole months by town, folded until no row nor difference of rows points at few."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.cache import cache

from sixia.insight.figures.models import Fact, Reading
from sixia.insight.figures.queries.reach import PUBLIC
from sixia.insight.figures.queries.sums import MONTH, PLACE, sums
from sixia.insight.figures.rules.anonymity import fold
from sixia.insight.figures.rules.cuts import Cut, plus
from sixia.insight.figures.rules.indicators import DAY, INDICATORS, Indicator, Sums, Value, add, value

OPEN_TO_ALL: Final = tuple(
    one for one in INDICATORS if one.public and one.unit == DAY and not any("-" in code for code in one.top)
)
"""Those without what was left out on request: beside the rate with everything its difference would tell of single cases."""
REST: Final = ""
KEPT_SECONDS: Final = 900


@dataclass(frozen=True, slots=True)
class Row:
    """One published row: an indicator in a month (None: the rest of the year) and town (`place` "": the other places)."""

    one: Indicator
    year: int
    month: int | None
    place: str
    value: Value


def years(today: date) -> list[int]:
    """Years of which there are figures with at least one whole month, latest first."""
    first = Fact.objects.order_by("day").filter(part="heard").values_list("day", flat=True).first()
    last = plus(date(today.year, today.month, 1), -1).year
    return list(range(last, first.year - 1, -1)) if first else []


def published(year: int, today: date) -> list[Row]:
    """Every row of a year, by indicator, month and place. Kept for a quarter of an hour, as long as nothing new was counted."""
    read = Reading.objects.filter(name="journal").values_list("entry", flat=True).first()
    key = f"figures:{year}:{today}:{read}"
    kept: list[tuple[str, int | None, str, Value]] | None = cache.get(key)
    if kept is None:
        kept = [(row.one.key, row.month, row.place, row.value) for row in _published(year, today)]
        cache.set(key, kept, KEPT_SECONDS)
    known = {one.key: one for one in OPEN_TO_ALL}
    return [Row(known[name], year, month, place, found) for name, month, place, found in kept]


def _published(year: int, today: date) -> list[Row]:
    end = min(date(year + 1, 1, 1), date(today.year, today.month, 1))
    if end <= date(year, 1, 1):
        return []
    cut = Cut(date(year, 1, 1), end, today)
    added = sums({code for one in OPEN_TO_ALL for code in one.parts}, cut, PUBLIC, by=(MONTH, PLACE))
    return [row for one in OPEN_TO_ALL for row in _of_one(one, year, added, over=end == date(year + 1, 1, 1))]


def _of_one(one: Indicator, year: int, added: Mapping[Any, Sums], *, over: bool) -> list[Row]:
    cells: dict[Any, Sums] = {seat: {code: parts[code] for code in one.parts if code in parts} for seat, parts in added.items()}

    def size(parts: Sums) -> int:
        return add(parts, one.bottom)

    towns, rests, small = fold(cells, group=lambda seat: int(seat[0]), size=size, add=together)
    found = [Row(one, year, month % 100, place, value(one, parts)) for (month, place), parts in towns.items()]
    found += [Row(one, year, month % 100, REST, value(one, parts)) for month, parts in rests.items()]
    if over and small:  # months too small as a whole, once the year can no longer tell them apart
        _none, rest, _few = fold(small, group=lambda _month: year, size=size, add=together)
        kept = [*_none.values(), *rest.values()]
        found += [Row(one, year, None, REST, value(one, parts)) for parts in kept]
    return sorted(found, key=lambda row: (row.month or 13, row.place or "~"))


def together(one: Sums, other: Sums) -> Sums:
    """Two sums in one."""
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for parts in (one, other):
        for code, rows in parts.items():
            for bucket, n in rows.items():
                found[code][bucket] += n
    return {code: dict(rows) for code, rows in found.items()}
