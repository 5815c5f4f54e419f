"""Which lines, cards and parts this room puts on other rooms' pages; called once at start-up."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.oversight import slots
from sixia.oversight.desk import charges, riding
from sixia.oversight.flow import PROPOSED, VACANT
from sixia.oversight.models import Charge
from sixia.oversight.queries.promises import mine, waiting_late
from sixia.oversight.queries.proposals import proposals
from sixia.people.rules import ADMIN_ROLES, PRINCIPAL, SUPERVISOR
from sixia.ui import menus, riders
from sixia.ui import slots as places


def _works(actor: Any) -> bool:
    return actor is not None and bool(actor.roles - ADMIN_ROLES)


def _leads(actor: Any) -> bool:
    return actor is not None and actor.has(*charges.READERS)


def _decides(actor: Any) -> bool:
    return actor is not None and actor.has(PRINCIPAL)


def _my_late(actor: Any) -> menus.Counted:
    return (waiting_late(mine(actor), timezone.now()),)


def _to_decide(actor: Any) -> menus.Counted:
    return (Charge.objects.visible_to(actor).filter(state__in=[PROPOSED, VACANT]),)


def _chooses(actor: Any) -> bool:
    return actor is not None and actor.has(PRINCIPAL, SUPERVISOR)


def _proposed(actor: Any) -> menus.Counted:
    return (proposals(actor, timezone.now()),)


def fill() -> None:
    """Put them there."""
    menus.add("resident", _("Promises"), "public_promises", 40)
    menus.add("work", _("Promises"), "desk_promises", 65, show=_works, icon="calendar-check")
    menus.add("oversee", _("Leaders in charge"), "desk_charges", 50, show=_leads, icon="person-check")
    menus.add("oversee", _("Old cases"), "desk_old_cases", 55, show=_leads, icon="clock-history")
    menus.add("waiting", _("My promises overdue"), "desk_promises", 80, show=_works, count=_my_late, icon="calendar-check")
    menus.add("waiting", _("Leaders to be named"), "desk_charges", 85, show=_decides, count=_to_decide, icon="person-check")
    menus.add("waiting", _("Cases that need a leader"), "desk_proposals", 86, show=_chooses, count=_proposed, icon="lightbulb")
    riders.fill("case.answer", riding.IN_ANSWER)
    riders.fill("voice.contact", riding.IN_CONTACT)
    places.fill("case.body", slots.on_case, order=40)
    places.fill("case.side", slots.charge_on_case, order=30)
    places.fill("desk.home", slots.on_start, order=30)
    places.fill("desk.today", slots.on_today, order=30)
    places.fill("voice.side", slots.for_resident, order=30)
