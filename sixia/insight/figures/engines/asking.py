"""What is asked of an engine: one expression of filters and sums over the columns of the exported facts, for any of them.

No median, no division and no arithmetic on dates is left to an engine, since no two agree on these.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any, Final

from sixia.insight.figures.engines.opening import Engine, spoken
from sixia.insight.figures.rules.adding import PLACE, Key, Row, counts, said, together
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import Indicator, Sums, Value
from sixia.insight.figures.rules.parts import PARTS, is_open
from sixia.places.rules.codes import AFTER

COLUMN: Final = {PLACE: "town"}
"""Places come as towns, as from the monthly sums."""


def totals(engine: Engine, codes: Collection[str], cut: Cut, *, by: str | tuple[str, ...] = "") -> dict[Key, Sums]:
    """The same shape and numbers as `queries.sums.sums` gives for a reader who may see everything."""
    return together(_rows(engine, codes, cut, (by,) if isinstance(by, str) and by else tuple(by)), by)


def values(engine: Engine, ones: Collection[Indicator], cut: Cut, *, by: str = "") -> dict[Key, dict[str, Value]]:
    """The same shape and numbers as `queries.sums.values`."""
    return said(ones, cut, lambda codes, span: totals(engine, codes, span, by=by), all_in_one=not by)


def expression(facts: Any, codes: Collection[str], cut: Cut, by: tuple[str, ...] = ()) -> Any:
    """Facts of a cut added up by the columns of `by`, part and bucket; those of open parts by how far they age."""
    import ibis  # not at the top: heavy, and an extra

    rows = facts.filter(facts.part.isin(sorted(codes)), facts.day >= cut.since, facts.day < cut.until)
    if cut.place:
        rows = rows.filter(rows.place >= cut.place, rows.place <= cut.place if cut.here else rows.place < cut.place + AFTER)
    if cut.unit:
        rows = rows.filter(rows.unit == cut.unit)
    if cut.topics:
        rows = rows.filter(rows.topic.isin(sorted(cut.topics)))
    ageing = sorted(code for code in codes if is_open(code))
    since = ibis.null("date")
    if ageing:
        days = [(rows.day >= day, ibis.literal(day, "date")) for day in _ages(ageing, cut)]
        since = ibis.ifelse(rows.part.isin(ageing), ibis.cases(*days, else_=since), since)
    seat = {f"by_{at}": rows[COLUMN.get(column, column)] for at, column in enumerate(by)}
    return rows.group_by(**seat, part=rows.part, bucket=rows.bucket, since=since).aggregate(total=rows.n.sum())


def _ages(ageing: list[str], cut: Cut) -> list[date]:
    """Days of the cut from the last to the first, without those that count like the day before them: all that an engine
    need tell apart, which is far fewer sums."""
    found: list[date] = []
    last = None
    for at in range(cut.days):
        day = cut.since + timedelta(days=at)
        alike = [counts(code, day, cut.as_of, 0, 1) for code in ageing]
        if alike != last:
            found.append(day)
        last = alike
    return found[::-1]


def _rows(engine: Engine, codes: Collection[str], cut: Cut, by: tuple[str, ...]) -> Iterator[Row]:
    if unknown := set(codes) - PARTS.keys():
        raise KeyError(f"there is no part {sorted(unknown)}")
    with spoken(engine.name):
        found = engine.rows(expression(engine.facts, codes, cut, by))
    for *seat, part, bucket, since, total in found:
        yield tuple(seat), part, *counts(part, since or cut.since, cut.as_of, bucket, total)
