"""Which lines and cards this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import slots
from sixia.people.rules import ADMIN_ROLES, SECURITY_ADMIN
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _keeps(actor: Any) -> bool:
    return actor is not None and actor.has(SECURITY_ADMIN)


def fill() -> None:
    """Put them there."""
    menus.add("field", _("Work without a network"), "field", 90, show=_works, icon="wifi-off")
    menus.add("setup", _("Devices"), "field_devices", 25, show=_keeps, icon="telephone")
    places.fill("people.person", slots.on_person)
