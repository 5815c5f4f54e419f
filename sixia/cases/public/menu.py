"""Which lines this room puts into the residents' menus, and the one for those who write for them; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.people.rules import GRID_WORKER
from sixia.ui import menus


def _grid_worker(actor: Any) -> bool:
    return actor is not None and actor.has(GRID_WORKER)


def fill() -> None:
    """Put them there."""
    menus.add("resident", _("Say it"), "say", 10)
    menus.add("resident", _("Track"), "track", 20)
    menus.add("resident", _("Public list"), "public_cases", 30)
    menus.add("resident", _("Help"), "help", 90)
    menus.add("resident.foot", _("Ways to be heard"), "help", 10)
    menus.add("resident.foot", _("Your data"), "privacy", 20)
    menus.add("work", _("Write for others"), "help_someone", 15, show=_grid_worker, icon="pencil-square")
