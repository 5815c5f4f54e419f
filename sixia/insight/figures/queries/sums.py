"""Sums of facts: monthly ones where whole months and towns are asked for, single facts for the rest."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum

from sixia.cases.models import Case
from sixia.insight.figures.models import Fact, Tally
from sixia.insight.figures.queries.above import upper
from sixia.insight.figures.rules.cuts import Cut, Reach, whole_months
from sixia.insight.figures.rules.indicators import YEAR, Indicator, Sums, Value, aged, value
from sixia.insight.figures.rules.parts import CASE, PARTS, PROBLEM, PROMISE, VILLAGE, is_open
from sixia.oversight.models import Promise
from sixia.places.rules.codes import AFTER
from sixia.problems.models import Problem

Key = Any
PLACE, UNIT, TOPIC, MONTH = "place_path", "unit", "topic", "month"
WATCHED: Final = "watched.open"


def where(cut: Cut, reach: Reach) -> Q:
    """Facts of the cut within the reader's reach, by columns that facts and monthly sums share."""
    found = Q()
    if cut.place:
        found &= Q(place_path__gte=cut.place, place_path__lt=cut.place + AFTER)
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


def sums(codes: Collection[str], cut: Cut, reach: Reach, who: Any = None, *, by: str = "") -> dict[Key, Sums]:
    """Sums by part and bucket, for each value of the column `by` (place_path, unit, topic, month; "" for all together).

    `who` None is the public: no fact is asked for singly. Places come as the monthly sums have them, towns and above.
    """
    if reach.nothing:
        return {}
    found: dict[Key, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    slow = {code for code in codes if is_open(code) or (who is not None and _asked_singly(code, reach))}
    if cut.place and upper()(cut.place) != cut.place:
        slow = set(codes)  # a village: below the grain of the monthly sums
    for key, part, bucket, n in _added(set(codes) - slow, slow, cut, reach, who, by):
        found[key][part][bucket] += n
    return {key: {part: dict(rows) for part, rows in parts.items()} for key, parts in found.items()}


def _asked_singly(code: str, reach: Reach) -> bool:
    kind = PARTS[code].kind
    return kind in (PROMISE, PROBLEM) or (kind == CASE and reach.strict)


def _added(quick: set[str], slow: set[str], cut: Cut, reach: Reach, who: Any, by: str) -> Iterator[tuple[Key, str, int, int]]:
    low, high = whole_months(cut.since, cut.until)
    if quick and low < high:
        yield from _monthly(quick, cut, reach, by, low, high)
    edges = [(cut.since, low), (high, cut.until)] if low < high else [(cut.since, cut.until)]
    for since, until in edges:
        if quick and since < until:
            yield from _singles(quick, _between(cut, since, until), reach, who, by)
    if slow:
        yield from _singles(slow, cut, reach, who, by)


def _between(cut: Cut, since: date, until: date) -> Cut:
    return Cut(since, until, cut.as_of, cut.place, cut.unit, cut.topics)


def _monthly(codes: set[str], cut: Cut, reach: Reach, by: str, low: date, high: date) -> Iterator[tuple[Key, str, int, int]]:
    rows = Tally.objects.filter(
        where(cut, reach), part__in=sorted(codes), month__gte=_number(low), month__lt=_number(high)
    ).order_by()
    if not by:
        for part, bucket, n in rows.values_list("part", "bucket").annotate(total=Sum("n")):
            yield None, part, bucket, n
        return
    for key, part, bucket, n in rows.values_list(by, "part", "bucket").annotate(total=Sum("n")):
        yield key, part, bucket, n


def _number(month: date) -> int:
    return 100 * month.year + month.month


def _singles(codes: set[str], cut: Cut, reach: Reach, who: Any, by: str) -> Iterator[tuple[Key, str, int, int]]:
    rows = facts(codes, cut, reach, who).order_by()
    keyed = _keyed(by)
    timed = by == MONTH or any(is_open(code) for code in codes)
    columns = [*([by] if by and by != MONTH else []), "part", "bucket", *(["day"] if timed else [])]
    for row in rows.values_list(*columns).annotate(total=Sum("n")):
        seen = dict(zip(columns, row[:-1], strict=True))
        day, part, bucket, n = seen.get("day", cut.since), seen["part"], seen["bucket"], row[-1]
        if part == WATCHED:
            bucket, n = 0, n * min(30, max(1, (cut.as_of - day).days))
        yield keyed(seen, day), part, aged(part, day, cut.as_of, bucket) if part != WATCHED else 0, n


def _keyed(by: str) -> Callable[[dict[str, Any], date], Key]:
    if not by:
        return lambda seen, day: None
    if by == MONTH:
        return lambda seen, day: _number(day)
    if by == PLACE:
        above = upper()
        return lambda seen, day: above(seen[PLACE])
    return lambda seen, day: seen[by]


def values(ones: Collection[Indicator], cut: Cut, reach: Reach, who: Any = None, *, by: str = "") -> dict[Key, dict[str, Value]]:
    """What each indicator says, by its key, for each value of the column `by`. Those counted by the year take the year so far."""
    found: dict[Key, dict[str, Value]] = defaultdict(dict)
    for yearly in (False, True):
        some = [one for one in ones if (one.unit == YEAR) == yearly]
        codes = {code for one in some for code in one.parts}
        if not codes:
            continue
        added = sums(codes, cut.year if yearly else cut, reach, who, by=by)
        for key in added if by else [None]:
            for one in some:
                found[key][one.key] = value(one, added.get(key, {}))
    return dict(found)
