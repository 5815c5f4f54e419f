"""The two-minutes page in numbers: counts, units, places and weeks of what the reader may see. Knows no request, and no rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Case as ByCondition
from django.db.models import Count, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, CaseRows
from sixia.cases.queries import boards
from sixia.cases.queries.boards import CASES
from sixia.cases.queries.public import Counted, counts_within
from sixia.cases.queries.spans import Span, beginnings
from sixia.people.models import Unit
from sixia.people.rules import FUNCTIONS
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts
from sixia.ui.keyset import capped_counts

Text = str | Promise
SHOWN: Final = ("open", "heard", "overdue", "strongly", "stuck", "bounced", "negative", "review", "unanswered")
WAYS: Final = ("verdict", "without_verdict", "explained", "redirected", "withdrawn", "imported")


@dataclass(slots=True)
class UnitLine:
    """One unit beside others of its kind."""

    name: str
    open: int = 0
    late: int = 0


def numbers(who: Any, now: datetime, span: Span) -> dict[str, int]:
    """The number of every cut, and how many were closed in all (`ended`), in two queries."""
    counted = capped_counts([CASES[name].rows(who, now, span) for name in SHOWN], cap=None)
    endings = dict(boards.ended(who, span).order_by().values_list("ending").annotate(n=Count("pk")))
    ways = {name: endings.get(name, 0) for name in WAYS}
    return {**dict(zip(SHOWN, counted, strict=True)), **ways, "ended": sum(endings.values())}


def by_unit(who: Any, now: datetime) -> list[tuple[Text, list[UnitLine]]]:
    """Units beside others of the same kind, by name, those without a like unit together: open and overdue cases; two queries.
    Rows are put together by the unit's number, for by its names a database has to sort them all."""
    # Told by an expression, for by the column itself SQLite would walk the cases of all years in that order.
    cases = boards.open_cases(who).annotate(lead=Coalesce("lead_unit_id", 0)).order_by().values_list("lead")
    owed = {pk: counts for pk, *counts in cases.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))}
    kinds: dict[str, dict[str, UnitLine]] = {}
    for unit in Unit.objects.filter(pk__in=owed):
        line = kinds.setdefault(unit.function, {}).setdefault(unit.name, UnitLine(unit.said))
        living, late = owed[unit.pk]
        line.open, line.late = line.open + living, line.late + late
    order = list(FUNCTIONS)
    rank = {function: order.index(function) if function in order else len(order) for function in kinds}
    found = [
        (FUNCTIONS.get(function, function), [kinds[function][name] for name in sorted(kinds[function])])
        for function in sorted(kinds, key=lambda one: rank[one])
    ]
    alone = [line for _kind, lines in found if len(lines) == 1 for line in lines]
    return [*(row for row in found if len(row[1]) > 1), *([(_("The only one of its kind"), alone)] if alone else [])]


def by_place(who: Any, now: datetime) -> list[Counted]:
    """Open cases by the parts of the territory that the reader's posts answer for; four queries."""
    root = root_of(who, now)
    rows: CaseRows = Case.objects.visible_to(who).open()
    return counts_within(root, rows, now) if root else []


def root_of(who: Any, now: datetime) -> Place | None:
    """The place that holds all territories of the reader's posts."""
    scopes = sorted({post.scope for post in who.posts})
    if not scopes:
        return None
    common = [part for part in path_parts(scopes[0]) if all(scope.startswith(part) for scope in scopes)]
    return Place.objects.current(timezone.localdate(now)).filter(path__in=common).order_by("-path").first()


def by_week(who: Any, span: Span) -> tuple[list[datetime], list[int], list[int]]:
    """Beginnings of the weeks of the span, cases heard and cases closed in each; two queries."""
    rows = Case.objects.visible_to(who)
    heard = rows.filter(heard_at__gte=span.since, heard_at__lt=span.until).exclude(ending="imported")
    closed = boards.ended(who, span).exclude(ending__in=("imported", "joined"))
    begins = beginnings(span)
    return begins, _by_week(heard, "heard_at", begins), _by_week(closed, "closed_at", begins)


def _by_week(rows: CaseRows | Any, column: str, begins: Sequence[datetime]) -> list[int]:
    """How many rows fall into each week; the database need not know our days."""
    found = dict(rows.order_by().annotate(week=_week(column, begins, 0)).values_list("week").annotate(n=Count("pk")))
    return [found.get(number, 0) for number in range(len(begins))]


def _week(column: str, begins: Sequence[datetime], offset: int) -> Any:
    """The number of a moment's week, found by halving: a year takes six comparisons per row, not fifty."""
    if len(begins) == 1:
        return Value(offset, output_field=IntegerField())
    middle = len(begins) // 2
    later = When(**{f"{column}__gte": begins[middle]}, then=_week(column, begins[middle:], offset + middle))
    return ByCondition(later, default=_week(column, begins[:middle], offset), output_field=IntegerField())
