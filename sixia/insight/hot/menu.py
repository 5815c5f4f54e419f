"""Which menu lines and slots are this room's; called once at start-up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.insight.hot.flow import NEW, OPEN
from sixia.insight.hot.models import EarlyWarning
from sixia.insight.hot.queries import issues
from sixia.insight.hot.standing import DECIDERS, READERS
from sixia.insight.hot.texts import PART_WORDS
from sixia.problems.actions.focusing import CHOOSERS
from sixia.problems.queries.standing_rules import category
from sixia.ui import menus, slots
from sixia.ui.slots import Filling

SHOWN = 3


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*READERS)


def _decides(actor: Any) -> bool:
    return actor is not None and actor.has(*DECIDERS)


def _new(actor: Any) -> menus.Counted:
    return (EarlyWarning.objects.visible_to(actor).filter(state=NEW),)


def for_focus(request: Any, _root: Any) -> Filling:
    """Beside the candidates for the topic of a month: what is the same everywhere and what rises, each with its reason."""
    actor, now = request.actor, timezone.now()
    if not _reads(actor):
        return None
    book = current_book(now)
    themes = [
        (seen, seen.line or "、".join(seen.phrases[:3]), category(seen.issue.category, book), _why(seen))
        for seen in issues.hottest(actor, now, everywhere=True, most=SHOWN)
    ]
    rows = EarlyWarning.objects.visible_to(actor).filter(state__in=OPEN).select_related("place").order_by("-raised_at", "-pk")
    warnings = [(row, category(row.topic, book)) for row in rows[:SHOWN]]
    if not themes and not warnings:
        return None
    return "hot/slots/focus.html", {"themes": themes, "warnings": warnings, "chooses": actor.has(*CHOOSERS)}


def _why(seen: issues.Seen) -> list[tuple[Any, int]]:
    return [(PART_WORDS[part], points) for part, points in seen.heat.why]


def fill() -> None:
    """Put them there."""
    menus.add("know", _("Hot issues"), "desk_hot", 30, show=_reads, icon="bar-chart")
    menus.add("waiting", _("Early warnings"), "desk_warnings", 95, show=_decides, count=_new, icon="alarm")
    slots.fill("problems.focus", for_focus)
