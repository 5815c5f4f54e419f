"""Sums of facts: monthly ones where whole months and towns are asked for, single facts for the rest."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from sixia.cases.models import Case
from sixia.insight.figures.models import Fact, Tally
from sixia.insight.figures.queries.above import upper
from sixia.insight.figures.rules.adding import MONTH, PLACE, TOPIC, UNIT, Key, Row, counts, said, together
from sixia.insight.figures.rules.cuts import Cut, Reach, whole_months
from sixia.insight.figures.rules.grains import coarsest
from sixia.insight.figures.rules.indicators import Indicator, Sums, Value
from sixia.insight.figures.rules.parts import CASE, PARTS, PROBLEM, PROMISE, VILLAGE, is_open
from sixia.oversight.models import Promise
from sixia.places.rules.codes import AFTER
from sixia.problems.models import Problem

__all__ = ["MONTH", "PLACE", "TOPIC", "UNIT", "facts", "sums", "values", "where"]


def where(cut: Cut, reach: Reach) -> Q:
    """Facts of the cut within the reader's reach, by columns that facts and monthly sums share."""
    found = Q()
    if cut.place:
        within = Q(place_path__gte=cut.place, place_path__lt=cut.place + AFTER)
        found &= Q(place_path=cut.place) if cut.here else within
    if cut.unit:
        found &= Q(unit=cut.unit)
    if cut.topics:
        found &= Q(topic__in=cut.topics)
    return found if reach.everything else found & _within(reach)


def _within(reach: Reach) -> Q:
    inside = Q(pk__in=[])
    for path in reach.paths:
        if not path:
            return Q()
        inside |= Q(place_path__gte=path, place_path__lt=path + AFTER)
    return inside | Q(unit__in=reach.units) if reach.units else inside


def facts(codes: Collection[str], cut: Cut, reach: Reach, who: Any = None) -> QuerySet[Fact]:
    """The single facts: exactly what is counted, and what the lists show. With `who`, only of what they may see singly."""
    rows = Fact.objects.filter(where(cut, reach), part__in=sorted(codes), day__gte=cut.since, day__lt=cut.until)
    return rows if who is None else rows.filter(_singly(codes, who, all_cases=reach.strict))


def _singly(codes: Collection[str], who: Any, *, all_cases: bool) -> Q:
    """Promises and problems are few, and seen by rules of their own; cases are asked for one by one only where somebody keeps
    out of something: else the reach holds nothing that its reader may not see."""
    kinds = {PARTS[code].kind for code in codes}
    found = Q(kind=VILLAGE)
    if CASE in kinds:
        seen = Q(kind=CASE)
        found |= seen & Q(thing__in=Case.objects.visible_to(who).values("pk")) if all_cases else seen
    if PROMISE in kinds:
        found |= Q(kind=PROMISE, thing__in=Promise.objects.visible_to(who).values("pk"))
    if PROBLEM in kinds:
        found |= Q(kind=PROBLEM, thing__in=Problem.objects.visible_to(who).values("pk"))
    return found


def sums(codes: Collection[str], cut: Cut, reach: Reach, who: Any = None, *, by: str | tuple[str, ...] = "") -> dict[Key, Sums]:
    """Sums by part and bucket, for each value of the column `by` (place_path, unit, topic, month; "" for all together under
    None; several columns give tuples). Places come as the monthly sums have them, towns and above.

    `who` None is the public: no fact is asked for singly.
    """
    if reach.nothing:
        return {}
    columns = (by,) if isinstance(by, str) and by else tuple(by)
    slow = {code for code in codes if is_open(code) or (who is not None and _asked_singly(code, reach))}
    if cut.place and upper()(cut.place) != cut.place:
        slow = set(codes)  # a village: below the grain of the monthly sums
    return together(_added(set(codes) - slow, slow, cut, reach, who, columns), by)


def _asked_singly(code: str, reach: Reach) -> bool:
    kind = PARTS[code].kind
    return kind in (PROMISE, PROBLEM) or (kind == CASE and reach.strict)


def _added(quick: set[str], slow: set[str], cut: Cut, reach: Reach, who: Any, by: tuple[str, ...]) -> Iterator[Row]:
    low, high = whole_months(cut.since, cut.until)
    if quick and low < high:
        yield from _monthly(quick, cut, reach, by, low, high)
    edges = [(cut.since, low), (high, cut.until)] if low < high else [(cut.since, cut.until)]
    for since, until in edges:
        if quick and since < until:
            yield from _singles(quick, replace(cut, since=since, until=until), reach, who, by)
    if slow:
        yield from _singles(slow, cut, reach, who, by)


def _monthly(codes: set[str], cut: Cut, reach: Reach, by: tuple[str, ...], low: date, high: date) -> Iterator[Row]:
    span = Q(month__gte=_number(low), month__lt=_number(high))
    grain = coarsest(by, unit=bool(cut.unit or reach.units), topic=bool(cut.topics))
    rows = Tally.objects.filter(where(cut, reach), span, grain=grain, part__in=sorted(codes)).order_by()
    for *seat, part, bucket, n in rows.values_list(*by, "part", "bucket").annotate(total=Sum("n")):
        yield tuple(seat), part, bucket, n


def _number(month: date) -> int:
    return 100 * month.year + month.month


def _singles(codes: set[str], cut: Cut, reach: Reach, who: Any, by: tuple[str, ...]) -> Iterator[Row]:
    rows = facts(codes, cut, reach, who).order_by()
    above = upper() if PLACE in by else str
    timed = MONTH in by or any(is_open(code) for code in codes)
    columns = [*(column for column in by if column != MONTH), "part", "bucket", *(["day"] if timed else [])]
    for row in rows.values_list(*columns).annotate(total=Sum("n")):
        seen = dict(zip(columns, row[:-1], strict=True))
        day, part = seen.get("day", cut.since), seen["part"]
        seen[MONTH] = _number(day)
        seat = tuple(above(seen[column]) if column == PLACE else seen[column] for column in by)
        yield seat, part, *counts(part, day, cut.as_of, seen["bucket"], row[-1])


def values(ones: Collection[Indicator], cut: Cut, reach: Reach, who: Any = None, *, by: str = "") -> dict[Key, dict[str, Value]]:
    """What each indicator says, by its key, for each value of the column `by`. Those counted by the year take the year so far."""
    return said(ones, cut, lambda codes, span: sums(codes, span, reach, who, by=by), all_in_one=not by)
