"""Figures on pages of rooms below: rates and times on the overview, and how each indicator is counted."""

from typing import Any, Final

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from sixia.insight.figures.desk.asking import Asked
from sixia.insight.figures.desk.board import lines_of
from sixia.insight.figures.queries import known
from sixia.insight.figures.queries.reach import READERS
from sixia.insight.figures.rules.indicators import INDICATORS, REGISTRY
from sixia.ui.slots import Filling

OVERVIEW: Final = (
    *("response", "resolution", "resolution_kept", "resolution_last", "satisfaction", "satisfaction_kept", "satisfaction_last"),
    *("conduct", "promises_kept", "time_to_contact", "time_to_answer", "time_to_verdict"),
)


def on_overview(request: HttpRequest, days: int) -> Filling:
    """What residents say of it and how long it takes, over the days of the page."""
    actor: Any = getattr(request, "actor", None)
    if actor is None or not actor.has(*READERS):
        return None
    asked = Asked(QueryDict(f"span={days}"), actor, timezone.now())
    shown = lines_of(asked, [REGISTRY[key] for key in OVERVIEW])
    return "figures/slots/overview.html", {**shown, "asked": asked, "read_at": known.counted_at()}


def on_promises(_request: HttpRequest, actor: Any) -> Filling:
    """Beside the promises at the desk: how often they are kept."""
    return ("figures/slots/promises.html", {}) if actor is not None and actor.has(*READERS) else None


def on_about(_request: HttpRequest, _thing: object) -> Filling:
    """Every indicator, for whoever is measured."""
    return "figures/slots/about.html", {"ones": INDICATORS}
