"""Which lines and cards this room's desk pages put on the desk; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.ui import menus


def has(*roles: str) -> menus.Show:
    """Whether the reader holds any of these roles."""
    return lambda actor: actor is not None and actor.has(*roles)


def on_cases(actor: Any) -> bool:
    """Whether the reader holds any role that can see a case."""
    return actor is not None and actor.is_official and bool(actor.roles)


def fill() -> None:
    """Put them there."""
    menus.add("work", _("Start"), "desk", 0, icon="house", show=on_cases)
