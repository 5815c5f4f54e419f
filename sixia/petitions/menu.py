"""Which lines and panels this room puts on desk, case and track pages; called once at start-up."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.cases.public.own import resident_of
from sixia.papers import pdf
from sixia.petitions.desk.moves import offers
from sixia.petitions.models import Notice
from sixia.petitions.queries import lists
from sixia.petitions.queries.panel import panel_of, petition_on
from sixia.petitions.queries.track import LegalTrack, petition_of
from sixia.ui import menus, slots


def panel(request: HttpRequest, case: Case) -> slots.Filling:
    """The petition on the case page: moves, legal clocks, documents, history; or the way to register it."""
    actor = request.actor  # type: ignore[attr-defined] # set by ActorMiddleware
    may_register = lists.keeps_register(actor) and case.open and not case.restricted
    petition = petition_on(case.pk, actor) if case.track == "petition" else None
    if petition is not None:
        shown = panel_of(petition, actor)
        context = {"panel": shown, "petition": petition, "offers": offers(petition, petition.roles_of(actor))}
        return "petitions/desk/panel.html", {**context, "now": timezone.now()}
    if may_register and (case.track == "petition" or case.track_changed_at is None) and case.state in ("heard", "handling"):
        return "petitions/desk/to_register.html", {"case": case}
    return None


def papers(request: HttpRequest, notice: Notice) -> slots.Filling:
    """The ways to take a document as a file, below it."""
    return "petitions/desk/papers.html", {"notice": notice, "pdf": pdf.available()}


def side(request: HttpRequest, voice: Voice) -> slots.Filling:
    """Where the petition stands, on the resident's page."""
    if voice.case.track != "petition":
        return None
    who = resident_of(request, voice)
    petition = petition_of(voice, who)
    if petition is None:
        return None
    now = timezone.now()
    return "petitions/public/side.html", {"legal": LegalTrack(petition, who, now), "voice": voice, "now": now}


def fill() -> None:
    """Put them there."""
    office, unit = lists.keeps_register, lists.handles
    menus.add("work", _("Petitions"), "petitions", 30, show=office, icon="envelope")
    menus.add("work", _("Our petitions"), "petitions_mine", 45, show=unit, icon="envelope")
    menus.add("work", _("Reviews"), "petitions_reviews", 46, show=unit, icon="arrow-up")
    menus.add("waiting", _("Petitions"), "petitions", 30, show=office, count=lists.waiting, icon="envelope")
    menus.add("waiting", _("Our petitions"), "petitions_mine", 45, show=unit, count=lists.units_waiting, icon="envelope")
    menus.add("waiting", _("Reviews"), "petitions_reviews", 46, show=unit, count=lists.reviews_waiting, icon="arrow-up")
    slots.fill("case.moves", panel, order=10)
    slots.fill("notice.foot", papers, order=10)
    slots.fill("voice.side", side, order=5)
