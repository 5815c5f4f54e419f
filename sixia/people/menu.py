"""Which lines and tools this room puts on the desk; called once at start-up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sixia.people.rules import AUDITOR, PRIVACY_OFFICER, SECURITY_ADMIN, SYSTEM_ADMIN, UNIT_HEAD
from sixia.ui import menus, slots


def _has(*roles: str) -> menus.Show:
    return lambda actor: actor is not None and actor.has(*roles)


def _official(actor: Any) -> bool:
    return actor is not None and actor.is_official


def tools(request: HttpRequest, actor: Any) -> slots.Filling:
    """One's own name, and the way out."""
    return ("people/tools.html", {"demo_open": settings.DEMO}) if request.user.is_authenticated else None


def fill() -> None:
    """Put them there."""
    lookers = _has(SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR, PRIVACY_OFFICER, UNIT_HEAD)
    menus.add("setup", _("People"), "people_list", 10, show=lookers, icon="people")
    menus.add("setup", _("Units"), "people_units", 20, show=_official, icon="diagram-3")
    menus.add("setup", _("Recusals"), "people_recusals", 30, show=_official, icon="person-lock")
    menus.add("oversee", _("Who did what"), "people_journal", 80, show=_has(AUDITOR, PRIVACY_OFFICER), icon="journal-text")
    slots.fill("desk.tools", tools)
