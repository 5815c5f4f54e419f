"""Which lines and cards this room's desk pages put on the desk; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.queries.desk_dispatch import contested, queue
from sixia.people.rules import ADMIN_ROLES, CALLBACK, CLERK, DISPATCHER, PRIVACY_OFFICER, RESTRICTED_OFFICER
from sixia.ui import menus

DESK = (DISPATCHER, RESTRICTED_OFFICER)


def has(*roles: str) -> menus.Show:
    """Whether the reader holds any of these roles."""
    return lambda actor: actor is not None and actor.has(*roles)


def on_cases(actor: Any) -> bool:
    """Whether the reader holds any role that can see a case."""
    return actor is not None and actor.is_official and bool(actor.roles - ADMIN_ROLES)


def to_dispatch(actor: Any) -> menus.Counted:
    """Cases that wait for the reader to dispatch them."""
    return (queue(actor),)


def to_decide(actor: Any) -> menus.Counted:
    """Refused orders and requests for more time the reader may decide."""
    rows = contested(actor)
    return rows.filter(state="refused"), rows.filter(extension_open=True)


def in_sight(actor: Any) -> menus.Counted:
    """Open cases that the reader may see."""
    return (Case.objects.visible_to(actor).open_to(actor),)


def fill() -> None:
    """Put them there."""
    finds = has(CLERK, DISPATCHER, CALLBACK, RESTRICTED_OFFICER)
    menus.add("work", _("Start"), "desk", 0, show=lambda actor: actor is not None and actor.is_official, icon="house")
    menus.add("setup", _("Erase a resident's data"), "desk_erase", 60, show=has(PRIVACY_OFFICER), icon="trash")
    menus.add("work", _("Take a call"), "desk_hear", 10, show=has(CLERK), icon="telephone")
    menus.add("work", _("To be dispatched"), "desk_dispatch", 20, show=has(*DESK), icon="signpost-split")
    menus.add("work", _("To be decided"), "desk_arbitrate", 25, show=has(*DESK), icon="diagram-3")
    menus.add("work", _("Cases"), "desk_cases", 60, show=on_cases, icon="folder")
    menus.add("work", _("Find a voice again"), "desk_find", 70, show=finds, icon="search")
    menus.add("waiting", _("Take a call"), "desk_hear", 10, show=has(CLERK), icon="telephone", key="N")
    menus.add(
        "waiting", _("To be dispatched"), "desk_dispatch", 20, show=has(*DESK), count=to_dispatch, icon="signpost-split", key="D"
    )
    menus.add("waiting", _("To be decided"), "desk_arbitrate", 25, show=has(*DESK), count=to_decide, icon="diagram-3", key="E")
    menus.add("waiting", _("Open cases in sight"), "desk_cases", 60, show=on_cases, count=in_sight, icon="folder", key="C")
    menus.add("waiting", _("Find a voice again"), "desk_find", 70, show=finds, icon="search", key="F")
