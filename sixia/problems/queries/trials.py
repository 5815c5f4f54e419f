"""Trying a standing rule on past cases: its condition asked of the database, and what a trial has found for its reader."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import BooleanField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Case as ByCondition
from django.db.models.functions import Coalesce

from sixia.cases.flow import JOINED as JOINED_CASE
from sixia.cases.models import Case, Voice
from sixia.catalog.rules.book import RuleBook
from sixia.problems.lasting.conditions import Catch, Condition
from sixia.problems.lasting.models import JOINED, UNSORTED, StandingRule, Trial, Tried
from sixia.problems.queries.countable import below, countable, inside

PIECE: Final = 1_000
"""So many cases are looked at in one run of the job."""
CUTS: Final[dict[str, Callable[[QuerySet[Tried]], QuerySet[Tried]]]] = {
    "caught": lambda rows: rows.filter(out="", meant=True, met=True),
    "missed": lambda rows: rows.filter(out="", meant=True, met=False),
    "meant": lambda rows: rows.filter(out="", meant=True),
    "others": lambda rows: rows.filter(out="", meant=False, met=True),
    "left": lambda rows: rows.exclude(out=""),
}
"""What each number of a trial counts."""


def speaks(condition: Condition, book: RuleBook) -> Q:
    """The cases in which a rule with this condition speaks."""
    asked = {
        "category__in": sorted({code for one in condition.categories for code in below(one, book)}),
        "kind__in": condition.kinds,
        "triage__in": condition.triage,
        "heard_at__month__in": condition.months,
        "voices_count__gte": condition.voices,
        "times__gte": condition.times,
    }
    found = Q(**{name: value for name, value in asked.items() if value})
    if condition.words:
        said = Q()
        for word in condition.words:
            said |= Q(text__icontains=word)
        found &= Q(Exists(Voice.objects.filter(said, case=OuterRef("pk"))))
    return found


def base(trial: Trial) -> QuerySet[Case]:
    """All cases of the span and place that the trial looks at."""
    return inside(countable(), trial.place_path).filter(heard_at__gte=trial.since, heard_at__lt=trial.until)


def piece(trial: Trial, book: RuleBook) -> list[tuple[int, datetime, str, str, bool, bool]]:
    """The next cases, newest first, as (id, heard, state, category, meant, met); one query."""
    condition, rows = Condition.of(trial.condition), base(trial)
    if trial.cursor:
        at, pk = datetime.fromisoformat(trial.cursor[0]), trial.cursor[1]
        rows = rows.filter(Q(heard_at__lt=at) | Q(pk__lt=pk), heard_at__lte=at)
    if condition.times:
        rows = rows.annotate(times=_times(condition.days))
    rows = rows.annotate(meant=_flag(Q(category__in=below(trial.category, book))), met=_flag(speaks(condition, book)))
    return list(rows.order_by("-heard_at", "-pk").values_list("pk", "heard_at", "state", "category", "meant", "met")[:PIECE])


def left_out(state: str, category: str) -> str:
    """Why a case does not count, or ""."""
    if state == JOINED_CASE:
        return JOINED
    return "" if category else UNSORTED


def newest(rule: StandingRule) -> Trial | None:
    """The last trial of a rule."""
    return Trial.objects.filter(rule=rule).order_by("-pk").first()


def seen(trial: Trial, who: Any) -> QuerySet[Tried]:
    """Its cases, as far as `who` may see them."""
    return Tried.objects.filter(Exists(Case.objects.visible_to(who).filter(pk=OuterRef("case_id"))), trial=trial)


def found(rows: QuerySet[Tried]) -> Catch:
    """The numbers; one query."""
    counted = rows.order_by().aggregate(
        caught=Count("pk", filter=Q(out="", meant=True, met=True)),
        in_all=Count("pk", filter=Q(out="", meant=True)),
        others=Count("pk", filter=Q(out="", meant=False, met=True)),
        joined=Count("pk", filter=Q(out=JOINED)),
        unsorted=Count("pk", filter=Q(out=UNSORTED)),
    )
    return Catch(meant=counted.pop("in_all"), **counted)


def _flag(condition: Q) -> ByCondition:
    return ByCondition(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _times(days: int) -> Any:
    """The so-manieth case of its category in the very place within so many days, itself counted."""
    since = OuterRef("heard_at") - timedelta(days=days)
    same = countable().filter(category=OuterRef("category"), place_path=OuterRef("place_path")).exclude(category="")
    rows = same.filter(heard_at__gt=since, heard_at__lte=OuterRef("heard_at")).order_by()
    return Coalesce(Subquery(rows.values("category").annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
