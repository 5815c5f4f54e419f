"""What this room puts on the desk and into units' stories; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.people.queries import EVENTS
from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui import menus


def fill() -> None:
    """Put it there."""
    EVENTS.update({"TemplateAccepted": _("New Word template"), "TemplateRetired": _("Word template taken out of use")})
    menus.add("setup", _("Word templates"), "papers", 50, show=_keeper, icon="file-earmark-text")


def _keeper(actor: Any) -> bool:
    return actor is not None and actor.has(SYSTEM_ADMIN)
