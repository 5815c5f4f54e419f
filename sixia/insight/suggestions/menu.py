"""Which line and parts this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.insight.suggestions import slots
from sixia.people.rules import CLERK, DISPATCHER, INSPECTOR, PRINCIPAL, RESTRICTED_OFFICER, SUPERVISOR
from sixia.ui import menus
from sixia.ui import slots as places

READERS = (DISPATCHER, CLERK, SUPERVISOR, PRINCIPAL, INSPECTOR, RESTRICTED_OFFICER)
"""Who may read the card: those who work with suggestions, and those who watch over it."""


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*READERS)


def fill() -> None:
    """Put them there."""
    menus.add("know", _("Suggestions"), "desk_suggestions", 80, show=_reads, icon="lightbulb")
    places.fill("dispatch.category", slots.sure_category)
    places.fill("dispatch.suggested", slots.on_dispatch, order=10)
    places.fill("hear.side", slots.beside_words, order=10)
