"""Which menu lines and slots are this room's; called once at start-up."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.insight.briefs.desk.asking import BriefAsked
from sixia.insight.briefs.queries.brief import counts
from sixia.insight.briefs.standing import LEADING, READERS
from sixia.insight.briefs.texts import TITLES
from sixia.ui import menus, slots
from sixia.ui.slots import Filling


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*READERS)


def on_start(request: Any, actor: Any) -> Filling:
    """On the start page of those who lead, fetched when the page stands: today's brief in numbers."""
    if not actor.has(*LEADING):
        return None
    found = counts(BriefAsked(QueryDict(""), actor, timezone.now()).question())
    return "briefs/slots/start.html", {"counts": [(TITLES[key], number) for key, number in found.items()]}


def fill() -> None:
    """Put them there."""
    menus.add("know", _("Evening questions"), "desk_brief", 20, show=_reads, icon="journal-text")
    menus.add("know", _("Discussion outline"), "desk_outline", 22, show=_reads, icon="chat-dots")
    slots.fill("desk.later", on_start, order=12)
