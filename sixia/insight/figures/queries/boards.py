"""What a board shows: each indicator now, before and through the year; one indicator by month, place, unit and topic."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.insight.figures.queries.sums import MONTH, PLACE, TOPIC, UNIT, sums, values
from sixia.insight.figures.rules.cuts import Cut, Reach, months, plus
from sixia.insight.figures.rules.fair import Fair, Shares, compare
from sixia.insight.figures.rules.indicators import RATE, TIME, YEAR, Indicator, Sums, Value, add, value
from sixia.people.models import Unit
from sixia.people.rules import FUNCTIONS

EMPTY = Value(0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator on a board: now, in the span before, and its last twelve months as numbers for a small line."""

    one: Indicator
    now: Value
    before: Value
    trend: Sequence[float] = ()


@dataclass(slots=True)
class UnitRow:
    """One unit: its value, and beside it what its mix of topics would have with the others' shares."""

    pk: int
    name: str
    value: Value
    fair: Fair | None = None


@dataclass(slots=True)
class Group:
    """Units of one function, in the order of their names."""

    label: Any
    rows: list[UnitRow] = field(default_factory=list)


def board(ones: Sequence[Indicator], cut: Cut, reach: Reach, who: Any) -> list[Line]:
    """Every indicator in one go: six reads at the most, however many there are."""
    now = values(ones, cut, reach, who).get(None, {})
    before = values(ones, cut.before, reach, who).get(None, {})
    year = by_month(ones, last_year(cut), reach, who)
    return [
        Line(
            one,
            now.get(one.key, EMPTY),
            before.get(one.key, EMPTY),
            trend([found.get(one.key, EMPTY) for _at, found in year], one),
        )
        for one in ones
    ]


def last_year(cut: Cut) -> Cut:
    """The twelve months that end with the span."""
    end = cut.until - timedelta(days=1)
    last = date(end.year, end.month, 1)
    return replace(cut, since=plus(last, -11), until=max(cut.until, min(plus(last, 1), cut.as_of + timedelta(days=1))))


def by_month(ones: Sequence[Indicator], cut: Cut, reach: Reach, who: Any) -> list[tuple[date, dict[str, Value]]]:
    """The months of the cut with what each indicator says of them. Those counted by the year say how far it has come."""
    daily = [one for one in ones if one.unit != YEAR]
    added = sums({code for one in daily for code in one.parts}, cut, reach, who, by=MONTH)
    found: list[tuple[date, dict[str, Value]]] = []
    for since, until in months(cut.since, cut.until):
        parts = added.get(100 * since.year + since.month, {})
        found.append((since, {one.key: value(one, parts) for one in daily}))
        for one in ones:
            if one.unit == YEAR:
                found[-1][1][one.key] = values([one], replace(cut, since=since, until=until), reach, who)[None][one.key]
    return found


def trend(months: Sequence[Value], one: Indicator) -> list[float]:
    """The heights of a line from the first month in which anything was counted; empty where a month has too few to say: a line
    through them would jump for a single case."""
    begun = next((at for at, found in enumerate(months) if found.whole), len(months))
    heights = [height(found, one) for found in months[begun:]]
    said = [found for found in heights if found is not None]
    return said if len(said) == len(heights) > 1 else []


def height(found: Value, one: Indicator) -> float | None:
    """A value as the height of a line or bar: a share in percent, a mean, a median in hours; None for too few to say."""
    if one.kind == TIME:
        return float(found.median.hours) if found.median else None
    if found.percent is None:
        return None
    return (100 if one.kind == RATE else 1) * found.part / found.whole


def by_place(one: Indicator, cut: Cut, reach: Reach, who: Any) -> dict[str, Value]:
    """By the path of the town (or of what lies above)."""
    return {path: found[one.key] for path, found in values([one], cut, reach, who, by=PLACE).items()}


def by_topic(one: Indicator, cut: Cut, reach: Reach, who: Any) -> dict[str, Value]:
    """By the topic's code."""
    return {code: found[one.key] for code, found in values([one], cut, reach, who, by=TOPIC).items()}


def by_unit(one: Indicator, cut: Cut, reach: Reach, who: Any, everybody: Reach) -> list[Group]:
    """Units by function, in the order of their names, those without a like unit together: no table of ranks. Rates stand beside
    what the same topics have elsewhere; of `everybody` only sums over all are used, and no unit's own number is shown to whom
    it is not theirs."""
    found = {pk: parts[one.key] for pk, parts in values([one], cut, reach, who, by=UNIT).items() if pk}
    fair = one.kind == RATE and one.unit != YEAR
    everywhere = (
        _together(_shares(one, sums(one.parts, replace(cut, unit=0), everybody, by=(UNIT, TOPIC))).values()) if fair else {}
    )
    own = _shares(one, sums(one.parts, cut, reach, who, by=(UNIT, TOPIC))) if fair else {}
    groups: dict[str, Group] = {}
    for unit in Unit.objects.filter(pk__in=found).order_by("name", "pk"):
        row = UnitRow(unit.pk, unit.said, found[unit.pk])
        if fair:
            row.fair = compare(own.get(unit.pk, {}), everywhere)
        groups.setdefault(unit.function, Group(FUNCTIONS.get(unit.function, unit.function))).rows.append(row)
    order = list(FUNCTIONS)
    known = [groups[name] for name in sorted(groups, key=lambda name: order.index(name) if name in order else len(order))]
    alone = [row for group in known if len(group.rows) == 1 for row in group.rows]
    return [*(group for group in known if len(group.rows) > 1), *([Group(_("The only one of its kind"), alone)] if alone else [])]


def _shares(one: Indicator, added: dict[Any, Sums]) -> dict[int, dict[Hashable, tuple[int, int]]]:
    """By unit, by topic: (part, whole)."""
    found: dict[int, dict[Hashable, tuple[int, int]]] = defaultdict(dict)
    for (unit, topic), parts in added.items():
        found[unit][topic] = add(parts, one.top), add(parts, one.bottom)
    return found


def _together(shares: Iterable[Shares]) -> Shares:
    found: dict[Hashable, tuple[int, int]] = {}
    for mine in shares:
        for topic, (part, whole) in mine.items():
            before = found.get(topic, (0, 0))
            found[topic] = before[0] + part, before[1] + whole
    return found
