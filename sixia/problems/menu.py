"""Which lines, cards and parts this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.people.rules import ADMIN_ROLES, CALLBACK, PRINCIPAL, SUPERVISOR
from sixia.problems import flow, slots
from sixia.problems.models import Problem
from sixia.problems.queries import reading
from sixia.ui import menus
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _oversees(actor: Any) -> bool:
    return actor is not None and actor.has(SUPERVISOR, PRINCIPAL)


def _calls(actor: Any) -> bool:
    return actor is not None and actor.has(CALLBACK)


def _mine_late(actor: Any) -> menus.Counted:
    return (reading.late(reading.mine(actor), timezone.localdate()),)


def _to_assign(actor: Any) -> menus.Counted:
    waiting = (flow.RAISED, flow.EXPLAINING, flow.GIVING_UP)
    return (Problem.objects.visible_to(actor).filter(state__in=waiting),)


def _to_call(actor: Any) -> menus.Counted:
    return (reading.waiting_calls(actor, timezone.now()),)


def fill() -> None:
    """Put them there."""
    menus.add("field", _("Problems"), "desk_problems", 20, show=_works, icon="flag")
    menus.add("waiting", _("My problems overdue"), "desk_problems", 90, show=_works, count=_mine_late, icon="flag")
    menus.add("waiting", _("Problems to decide"), "desk_problems", 91, show=_oversees, count=_to_assign, icon="flag")
    menus.add("waiting", _("Residents to ask about problems"), "desk_problems", 92, show=_calls, count=_to_call, icon="telephone")
    places.fill("case.side", slots.on_case, order=40)
    places.fill("desk.home", slots.on_start, order=35)
    places.fill("desk.today", slots.on_start, order=35)
    places.fill("voice.side", slots.for_resident, order=20)
