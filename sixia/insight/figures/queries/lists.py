"""The rows behind a number: what was counted, each kind of row as its own room shows it to the reader."""

from typing import Any

from django.db.models import QuerySet

from sixia.cases.models import Case, Verdict
from sixia.insight.figures.queries.sums import facts
from sixia.insight.figures.rules.cuts import Cut, Reach
from sixia.insight.figures.rules.indicators import YEAR, Indicator
from sixia.insight.figures.rules.parts import CASES, ORDERS, PROBLEMS, PROMISES, VERDICTS
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.places.models import Place
from sixia.problems.models import Problem


def behind(one: Indicator, side: str, cut: Cut, reach: Reach, who: Any) -> QuerySet[Any]:
    """The rows of one number of an indicator: of its numerator (`top`), denominator (`bottom`), or what is `waiting`."""
    codes = one.behind(side)
    if one.unit == YEAR:
        cut = cut.year
    counted = _rows(tuple(code for code in codes if code[0] != "-"), cut, reach, who)
    taken = tuple(code[1:] for code in codes if code[0] == "-")
    found = _seen(one.rows(side), who).filter(pk__in=counted)
    return found.exclude(pk__in=_rows(taken, cut, reach, who)) if taken else found


def _rows(codes: tuple[str, ...], cut: Cut, reach: Reach, who: Any) -> Any:
    if reach.nothing:
        return []
    return facts(codes, cut, reach, who).order_by().values("row")


def _seen(rows: str, who: Any) -> QuerySet[Any]:
    """All rows of this kind the reader may see."""
    if rows == CASES:
        return Case.objects.visible_to(who)
    if rows == ORDERS:
        return Order.objects.visible_to(who)
    if rows == VERDICTS:
        return Verdict.objects.filter(case__in=Case.objects.visible_to(who).values("pk"))
    if rows == PROMISES:
        return Promise.objects.visible_to(who)
    if rows == PROBLEMS:
        return Problem.objects.visible_to(who)
    return Place.objects.all()
