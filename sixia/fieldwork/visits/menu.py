"""Which lines and cards this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.visits import slots
from sixia.people.rules import ADMIN_ROLES
from sixia.problems import grown
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def fill() -> None:
    """Put them there."""
    menus.add("field", _("Field visits"), "desk_visits", 5, show=_works, icon="geo-alt")
    places.fill("desk.later", slots.on_start, order=15)
    places.fill("case.later", slots.on_case, order=60)
    grown.register("visit", slots.visits)
