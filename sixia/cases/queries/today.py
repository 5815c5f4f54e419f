"""The two-minutes page in numbers: counts, rates, times, units, places and weeks of what the reader may see. Knows no request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Case as ByCondition
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Answer, Case, CaseRows, Verdict
from sixia.cases.queries import boards
from sixia.cases.queries.boards import CASES, ORDERS, VERDICTS, Base, Cut
from sixia.cases.queries.public import Counted, counts_within
from sixia.cases.queries.rates import Share, Span, Spread, beginnings, lengths, spread
from sixia.people.models import Unit
from sixia.people.rules import FUNCTIONS
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts
from sixia.ui.keyset import capped_counts

Text = str | Promise
Moments = tuple[datetime | None, datetime | None, datetime | None]
MOST_LENGTHS: Final = 2_000
"""So many cases, evenly spread over the span, are enough to say how long things take."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: its name, and the cuts of its numerator and denominator, with and without what was left out."""

    name: str
    label: Text
    about: Text
    part: str
    whole: str
    part_counted: str = ""
    whole_counted: str = ""


RATES: Final = (
    Rate(
        "response",
        _("Response"),
        _("Residents reached within the limit, of all lead orders whose limit for the first contact has come."),
        "contacted",
        "to_contact",
    ),
    Rate(
        "resolution",
        _("Resolution, first verdict"),
        _("First verdicts “solved”, of all voices judged for the first time in the span."),
        "solved",
        "judged",
        "solved_counted",
        "counted",
    ),
    Rate(
        "resolution_last",
        _("Resolution, last verdict"),
        _("Last verdicts “solved” of the same voices, after whatever was done again."),
        "solved_last",
        "judged",
        "solved_last_counted",
        "counted",
    ),
    Rate(
        "satisfaction",
        _("Satisfaction, first verdict"),
        _("First verdicts “fairly satisfied” or better, of all voices judged for the first time in the span."),
        "content",
        "judged",
        "content_counted",
        "counted",
    ),
    Rate(
        "satisfaction_last",
        _("Satisfaction, last verdict"),
        _("Last verdicts “fairly satisfied” or better of the same voices."),
        "content_last",
        "judged",
        "content_last_counted",
        "counted",
    ),
)
SHOWN: Final = ("open", "heard", "overdue", "strongly", "stuck", "bounced", "negative", "review", "unanswered")
WAYS: Final = ("verdict", "without_verdict", "explained", "redirected", "withdrawn", "imported")
TIMES: Final = (
    ("contact", _("From dispatch to the first contact")),
    ("answer", _("From the first word to the answer")),
    ("verdict", _("From the first word to the first verdict")),
)


@dataclass(slots=True)
class UnitLine:
    """One unit beside others of its kind."""

    name: str
    open: int = 0
    late: int = 0
    solved: Share = field(default_factory=lambda: Share(0, 0))
    content: Share = field(default_factory=lambda: Share(0, 0))


def numbers(who: Any, now: datetime, span: Span) -> dict[str, int]:
    """Every cut's number, counted in five queries; keys are unique over the three kinds."""
    counted = capped_counts([CASES[name].rows(who, now, span) for name in SHOWN], cap=None)
    found = dict(zip(SHOWN, counted, strict=True)) | parts({**ORDERS, **VERDICTS}, who, now, span)
    endings = dict(boards.ended(who, span).order_by().values_list("ending").annotate(n=Count("pk")))
    ways = {name: endings.get(name, 0) for name in WAYS}
    return {**found, **ways, "ended": sum(endings.values())}


def parts(cuts: Mapping[str, Cut], who: Any, now: datetime, span: Span) -> dict[str, int]:
    """The numbers of cuts that are parts of a base: all of one base in one pass, one query each."""
    wanted: dict[Base, dict[str, Q]] = {}
    for name, cut in cuts.items():
        if cut.base is not None:
            wanted.setdefault(cut.base, {})[name] = cut.where
    found: dict[str, int] = {}
    for base, named in wanted.items():
        # Some cuts are called as columns are: their counts need names of their own.
        counts = {f"n_{name}": Count("pk", filter=where) if where else Count("pk") for name, where in named.items()}
        counted = base(who, now, span).order_by().aggregate(**counts)
        found |= {name: counted[f"n_{name}"] for name in named}
    return found


def share(found: Mapping[str, int], part: str, whole: str) -> Share:
    """A rate out of the numbers."""
    return Share(found[part], found[whole])


def one_in(heard: int) -> int:
    """Of so many cases heard in a span, every how-manieth is looked at for `times`."""
    return -(-heard // MOST_LENGTHS) or 1


def times(who: Any, now: datetime, span: Span, *, every: int = 1) -> list[tuple[Text, Spread]]:
    """How long cases heard in the span take, of which one in `every` is looked at; what is still open counts as long as it has
    been open. One query."""
    answers = Answer.objects.filter(case=OuterRef("pk"), state=Answer.SENT).exclude(kind=Answer.INTERIM).order_by("sent_at")
    verdicts = Verdict.objects.filter(case=OuterRef("pk")).order_by("at")
    rows = (
        Case.objects.visible_to(who)
        .filter(heard_at__gte=span.since, heard_at__lt=span.until)
        .exclude(ending__in=("joined", "imported"))
        .annotate(first_answer=Subquery(answers.values("sent_at")[:1]), first_verdict=Subquery(verdicts.values("at")[:1]))
        .alias(turn=F("pk") % every)
        .filter(turn=0)
        .order_by("-heard_at")
        .values_list("heard_at", "dispatched_at", "contacted_at", "first_answer", "first_verdict", "closed_at")
    )
    kept = list(rows)
    pairs: dict[str, list[Moments]] = {
        "contact": [(row[1], row[2], row[5]) for row in kept],
        "answer": [(row[0], row[3], row[5]) for row in kept],
        "verdict": [(row[0], row[4], row[5]) for row in kept],
    }
    return [(label, spread(lengths(pairs[name], now))) for name, label in TIMES]


def by_unit(who: Any, now: datetime, span: Span) -> list[tuple[Text, list[UnitLine]]]:
    """Units beside others of the same kind, by name: open and overdue cases, first verdicts of the span; three queries. Rows are
    put together by the unit's number, for by its names a database has to sort them all."""
    # Told by an expression, for by the column itself SQLite would walk the cases of all years in that order.
    cases = boards.open_cases(who).annotate(lead=Coalesce("lead_unit_id", 0)).order_by().values_list("lead")
    owed = {pk: counts for pk, *counts in cases.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)))}
    given = boards.verdicts(who, span).filter(unit__isnull=False).order_by().values_list("unit_id")
    counted = given.annotate(
        n=Count("pk"), solved=Count("pk", filter=Q(solved="yes")), content=Count("pk", filter=Q(satisfied__gte=3))
    )
    judged = {pk: counts for pk, *counts in counted}
    kinds: dict[str, dict[str, UnitLine]] = {}
    for unit in Unit.objects.filter(pk__in={*owed, *judged}):
        line = kinds.setdefault(unit.function, {}).setdefault(unit.name, UnitLine(unit.said))
        living, late = owed.get(unit.pk, (0, 0))
        n, solved, content = judged.get(unit.pk, (0, 0, 0))
        line.open, line.late = line.open + living, line.late + late
        line.solved = Share(line.solved.part + solved, line.solved.whole + n)
        line.content = Share(line.content.part + content, line.content.whole + n)
    order = list(FUNCTIONS)
    rank = {function: order.index(function) if function in order else len(order) for function in kinds}
    return [
        (FUNCTIONS.get(function, function), [kinds[function][name] for name in sorted(kinds[function])])
        for function in sorted(kinds, key=lambda one: rank[one])
    ]


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
