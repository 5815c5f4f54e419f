"""Early warnings beside the weeks before them, and how often they are false."""

from datetime import date
from typing import Any, Final

from sixia.insight.hot.models import EarlyWarning, Week, Wordbook
from sixia.insight.hot.queries.weeks import WEEK
from sixia.insight.hot.rules import rise

SHOWN: Final = 26


def weeks_before(row: EarlyWarning) -> list[tuple[date, int]]:
    """The counts of the half year up to the warning's week, the oldest first."""
    first = row.monday - WEEK * (SHOWN - 1)
    kept = Week.objects.filter(place_path=row.place_path, topic=row.topic, monday__gte=first, monday__lte=row.monday)
    counts = dict(kept.values_list("monday", "voices"))
    counts[row.monday] = row.voices
    return [(first + WEEK * n, counts.get(first + WEEK * n, 0)) for n in range(SHOWN)]


def worth() -> dict[str, Any]:
    """The stated rate, and what playing the county's own weeks back has shown; empty before the first time."""
    trial = Wordbook.objects.values_list("trial", flat=True).first() or {}
    return {"once_in": rise.ONCE_IN, "trial": trial}
