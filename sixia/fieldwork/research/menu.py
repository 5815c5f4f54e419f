"""Which lines and cards this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research import slots
from sixia.fieldwork.visits import sources
from sixia.people.rules import ADMIN_ROLES
from sixia.problems import grown
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def fill() -> None:
    """Put them there."""
    menus.add("field", _("Field research"), "desk_research", 30, show=_works, icon="search")
    places.fill("desk.later", slots.on_start, order=25)
    sources.register("research", came_of=slots.came_of, dossier=slots.dossier)
    grown.register("finding", slots.findings)
