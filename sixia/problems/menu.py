"""Which lines, cards and parts this room puts on other rooms' pages; called once at start-up."""

from functools import partial
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
    return (Problem.objects.visible_to(actor).filter(state=flow.RAISED),)


def _to_approve(actor: Any) -> menus.Counted:
    return (Problem.objects.visible_to(actor).filter(state__in=(flow.EXPLAINING, flow.GIVING_UP)),)


def _to_call(actor: Any) -> menus.Counted:
    return (reading.waiting_calls(actor, timezone.now()),)


def fill() -> None:
    """Put them there."""
    menus.section("problems", _("From problems to outcomes"), order=25)
    menus.add("problems", _("Problems"), "desk_problems", 20, show=_works, icon="flag")
    waits = partial(menus.add, "waiting", url_name="desk_problems")
    waits(_("My problems overdue"), order=90, show=_works, count=_mine_late, icon="flag", tab="pressing")
    waits(_("Problems nobody answers for"), order=91, show=_oversees, count=_to_assign, icon="flag", tab="raised")
    waits(_("Problems to approve"), order=92, show=_oversees, count=_to_approve, icon="clipboard-check", tab="approve")
    waits(_("Residents to ask about problems"), order=93, show=_calls, count=_to_call, icon="telephone", tab="calls")
    places.fill("case.side", slots.on_case, order=40)
    places.fill("desk.later", slots.on_start, order=35)
    places.fill("desk.today", slots.on_start, order=35)
    places.fill("voice.side", slots.for_resident, order=20)
