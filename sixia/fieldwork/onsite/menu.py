"""Which lines and cards this room puts on other rooms' pages, and what it tells the register of visits; called at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.onsite import slots
from sixia.fieldwork.onsite.flow import CALLED
from sixia.fieldwork.onsite.models import Called
from sixia.fieldwork.onsite.standing import WORKERS
from sixia.fieldwork.visits import sources
from sixia.people.rules import ADMIN_ROLES
from sixia.problems import grown
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _handles(actor: Any) -> bool:
    return actor is not None and actor.has(*WORKERS)


def _to_answer(actor: Any) -> menus.Counted:
    return (Called.objects.filter(unit__in=actor.units(*WORKERS), state=CALLED),)


def fill() -> None:
    """Put them there."""
    menus.add("resident", _("On-site offices"), "onsite_offices", 36)
    menus.add("field", _("On-site offices"), "desk_onsites", 12, show=_works, icon="building")
    menus.add("field", _("Decisions made on the spot"), "desk_onsite_decisions", 13, show=_works, icon="card-checklist")
    menus.add("field", _("Calls of units"), "desk_calls", 14, show=_works, icon="megaphone")
    menus.add("waiting", _("Calls that wait for my unit’s answer"), "desk_calls", 91, show=_handles, count=_to_answer)
    places.fill("desk.later", slots.on_start, order=22)
    places.fill("case.later", slots.on_case, order=62)
    places.fill("visit.side", slots.on_visit, order=10)
    sources.register("onsite", came_of=slots.came_of, dossier=slots.of_place)
    grown.register("item", slots.items)
