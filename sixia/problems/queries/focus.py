"""What a month might be given to: what is said often, widely, and long unsolved, as far as the reader may see it."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone

from sixia.cases.flow import JOINED
from sixia.cases.models import Case
from sixia.cases.queries.today import root_of
from sixia.catalog.queries import current_book
from sixia.places.models import Place
from sixia.places.rules.codes import SEGMENT
from sixia.problems.lasting.focus import Candidate, Facts, candidates
from sixia.problems.lasting.models import Focus
from sixia.problems.lasting.norms import number
from sixia.problems.models import Problem
from sixia.problems.queries.countable import countable_for, inside

CUTS: Final = ("said", "waiting")
MOST_BEHIND: Final = 100
"""A problem grows from so many of the cases behind a topic, at most."""


def month_of(now: datetime) -> date:
    """The first day of the present month, by the installation's clock."""
    return timezone.localdate(now).replace(day=1)


def suggested(who: Any, root: Place, now: datetime) -> list[Candidate]:
    """The candidates; two queries."""
    spots = said(who, root, now).annotate(spot=Substr("place_path", 1, len(root.path) + SEGMENT)).order_by()
    often: dict[str, int] = {}
    parts: dict[str, set[str]] = {}
    for category, spot, n in spots.values_list("category", "spot").annotate(n=Count("pk")):
        often[category] = often.get(category, 0) + n
        parts.setdefault(category, set()).update({spot} - {root.path})
    long = dict(waiting(who, root, now).order_by().values_list("category").annotate(n=Count("pk")))
    known = {row.code for row in current_book(now).categories() if not row.restricted}
    rows = [
        Facts(category=code, said=often.get(code, 0), parts=len(parts.get(code, ())), waiting=long.get(code, 0))
        for code in sorted(known & set(often))
    ]
    return candidates(rows)


def said(who: Any, root: Place, now: datetime) -> QuerySet[Case]:
    """What was said in the span that the rules name; what joined another case stands there."""
    since = now - timedelta(days=number("focus.days", now))
    return inside(countable_for(who), root.path).filter(heard_at__gte=since).exclude(Q(category="") | Q(state=JOINED))


def waiting(who: Any, root: Place, now: datetime) -> QuerySet[Case]:
    """What has been open for as long as the rules call long."""
    before = now - timedelta(days=number("focus.long_days", now))
    return inside(countable_for(who), root.path).filter(open=True, first_at__lte=before).exclude(category="")


def behind(who: Any, category: str, place: Place, now: datetime) -> list[Case]:
    """The cases behind a topic that the reader may see, what was said in the span and what has been open for long: the open
    ones and of them the oldest first, no more than MOST_BEHIND; one query."""
    rows = (said(who, place, now) | waiting(who, place, now)).filter(category=category)
    return list(rows.order_by("-open", "first_at", "pk")[:MOST_BEHIND])


def problem_of(who: Any, row: Focus) -> Problem | None:
    """The problem that was raised from a topic, where the reader may see it."""
    return Problem.objects.visible_to(who).filter(pk=row.problem_id).first() if row.problem_id else None


def chosen(who: Any) -> QuerySet[Focus]:
    """Topics that were chosen, the newest month first."""
    return Focus.objects.visible_to(who).select_related("place", "unit", "chosen_by")


def of_month(who: Any, month: date) -> list[Focus]:
    """The topics of one month."""
    return list(chosen(who).filter(month=month, dropped_at=None).order_by("pk"))


def focus_of(who: Any, pk: int) -> Focus | None:
    """One topic, if the reader may see it."""
    return chosen(who).filter(pk=pk).first()


__all__ = [
    "CUTS",
    "MOST_BEHIND",
    "behind",
    "chosen",
    "focus_of",
    "month_of",
    "of_month",
    "problem_of",
    "root_of",
    "said",
    "suggested",
    "waiting",
]
