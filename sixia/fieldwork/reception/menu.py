"""Which lines and cards this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.reception import slots
from sixia.fieldwork.reception.flow import DRAFTED
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.standing import DESKS
from sixia.people.rules import ADMIN_ROLES
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _runs(actor: Any) -> bool:
    return actor is not None and actor.has(*DESKS)


def _to_announce(actor: Any) -> menus.Counted:
    return (Day.objects.visible_to(actor).filter(state=DRAFTED, starts_at__gt=timezone.now()),)


def fill() -> None:
    """Put them there."""
    menus.add("resident", _("Reception days"), "receptions", 35)
    menus.add("field", _("Reception days"), "desk_receptions", 10, show=_works, icon="calendar-event")
    menus.add("waiting", _("Reception days to make public"), "desk_receptions", 90, show=_runs, count=_to_announce)
    places.fill("desk.home", slots.on_start, order=20)
