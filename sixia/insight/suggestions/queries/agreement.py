"""How often people confirmed what was suggested, in counts; only of cases the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from sixia.insight.suggestions.models import Suggestion

SPAN: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Of `whole` confirmed cases, `told` had a suggestion that was sure enough; of these so many agreed in category and unit
    (`units` had a suggested unit), and of the `held` back ones the best guess would have been right in `would` cases."""

    label: Any
    whole: int
    told: int
    topic: int
    units: int
    unit: int
    would: int

    @property
    def held(self) -> int:
        """Cases for which “do not know” was said."""
        return self.whole - self.told


_SAME = Q(category=F("given_category"))
_COUNTS: Final = {
    "whole": Count("pk"),
    "told": Count("pk", filter=Q(sure=True)),
    "topic": Count("pk", filter=Q(sure=True) & _SAME),
    "units": Count("pk", filter=Q(sure=True, unit__isnull=False)),
    "unit_right": Count("pk", filter=Q(sure=True, unit=F("given_unit"))),
    "would": Count("pk", filter=Q(sure=False) & _SAME),
}


def by_month(who: Any, now: datetime) -> list[Agreed]:
    """The last twelve months, newest first; one query."""
    rows = _confirmed(who, now).annotate(month=TruncMonth("given_at")).values("month").annotate(**_COUNTS).order_by("-month")
    return list(_rows(rows, "month"))


def by_category(who: Any, now: datetime) -> list[Agreed]:
    """By what was confirmed, most frequent first; one query."""
    rows = _confirmed(who, now).values("given_category").annotate(**_COUNTS).order_by("-whole", "given_category")
    return list(_rows(rows, "given_category"))


def disputed(who: Any, now: datetime) -> Any:
    """Suggestions that were sure and that people changed: the rows behind the rate."""
    return _confirmed(who, now).filter(sure=True).exclude(_SAME)


def _confirmed(who: Any, now: datetime) -> Any:
    return Suggestion.objects.visible_to(who).filter(given_at__isnull=False, given_at__gte=now - SPAN).order_by()


def _rows(rows: Iterable[dict[str, Any]], label: str) -> Iterable[Agreed]:
    for row in rows:
        yield Agreed(row[label], row["whole"], row["told"], row["topic"], row["units"], row["unit_right"], row["would"])
