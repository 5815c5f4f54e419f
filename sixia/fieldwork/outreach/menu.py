"""Which lines and cards this room puts on other rooms' pages, and what it says about visits; called once at start-up."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.outreach import slots
from sixia.fieldwork.outreach.models import Question, Session
from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.sources import Block, Came
from sixia.fieldwork.visits.standing import WORKING
from sixia.places.models import Place
from sixia.ui import menus
from sixia.ui import slots as places

SHOWN = 5


def _works(actor: Any) -> bool:
    return actor is not None and actor.has(*WORKING)


def came_of(visit: Visit, who: Any) -> Iterator[Came]:
    """The session of a visit, and how much was asked there."""
    for session in Session.objects.visible_to(who).filter(visit=visit):
        url = reverse("desk_session", args=[session.pk])
        yield Came(_("Outreach session"), session.get_form_display(), url)
        for question in Question.objects.visible_to(who).filter(session=session).order_by("pk")[:50]:
            yield Came(_("Question asked"), question.text or "–", url)


def of_place(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """What was asked at a place, newest first."""
    rows = Question.objects.visible_to(who).filter(
        session__visit__place_path__gte=place.path, session__visit__place_path__lt=place.path + "~"
    )
    shown = list(rows.exclude(text="").select_related("session").order_by("-pk")[:SHOWN])
    if shown:
        listed = tuple(Came(_("Question asked"), row.text, reverse("desk_session", args=[row.session_id])) for row in shown)
        yield Block(_("Asked at sessions here"), listed, rows.count(), reverse("desk_asked"))


def fill() -> None:
    """Put them there."""
    menus.add("resident", _("Policies"), "policies", 32)
    menus.add("field", _("Outreach sessions"), "desk_sessions", 20, show=_works, icon="megaphone")
    menus.add("field", _("Policies"), "desk_policies", 22, show=_works, icon="journal-text")
    places.fill("desk.later", slots.on_start, order=25)
    places.fill("hear.side", slots.at_intake, order=50)
    places.fill("case.later", slots.beside_case, order=60)
    sources.register("outreach", came_of=came_of, dossier=of_place)
