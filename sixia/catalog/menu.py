"""Which lines this room puts on the desk; called once at start-up."""

from django.utils.translation import gettext_lazy as _

from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui import menus


def fill() -> None:
    """Put them there."""
    menus.add(
        "setup",
        _("Rules"),
        "catalog_rules",
        40,
        show=lambda actor: actor is not None and actor.has(SYSTEM_ADMIN),
        icon="card-checklist",
    )
