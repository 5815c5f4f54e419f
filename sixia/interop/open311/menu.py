"""The line this channel puts on the desk; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui import menus


def fill() -> None:
    """Put it there."""
    menus.add("setup", _("Keys of other systems"), "interop_keys", 70, show=_keeper, icon="share")


def _keeper(actor: Any) -> bool:
    return actor is not None and actor.has(SYSTEM_ADMIN)
