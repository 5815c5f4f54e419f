"""What this room shows on other rooms' pages: answers of policies at intake and beside inquiries, and the start page."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sixia.fieldwork.outreach.flow import OPEN
from sixia.fieldwork.outreach.models import Doubt, Session
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.fieldwork.visits.flow import PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.standing import WORKING
from sixia.people.actors import Actor
from sixia.ui.slots import Filling


def at_intake(request: Any, said: Any) -> Filling:
    """Beside the words a clerk types: answers of policies in force that fit; nothing where none does."""
    found = reads.likely_answers(str(said or "")[:2000])
    return ("outreach/slots/answers.html", {"answers": found, "fills": True}) if found else None


def beside_case(request: Any, case: Any) -> Filling:
    """Beside an open inquiry: the same, by its title."""
    found = reads.likely_answers(case.title) if case.kind == "inquiry" and case.open else []
    return ("outreach/slots/answers.html", {"answers": found}) if found else None


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: one's own next sessions, and policies of one's unit that are held to be unclear."""
    if actor.account_id is None or not actor.has(*WORKING):
        return None
    now = timezone.now()
    own = Visit.objects.of(actor).filter(state=PLANNED, ends_at__gt=now - timedelta(hours=12)).values("pk")
    sessions = list(Session.objects.filter(visit__in=own).select_related("visit__place").order_by("visit__starts_at")[:3])
    doubts = list(Doubt.objects.filter(state=OPEN, policy__unit__in=actor.units(*WORKING)).order_by("-pk")[:3])
    return ("outreach/slots/start.html", {"sessions": sessions, "doubts": doubts, "now": now}) if sessions or doubts else None
