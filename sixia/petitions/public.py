"""The resident's legal page: where the petition stands, its documents, asking for a review, whether an agreement was kept."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sixia.cases.models import Voice
from sixia.cases.public.own import mine, resident_of
from sixia.kit.flow import Refused
from sixia.papers import pdf
from sixia.papers.files import FORMS, download
from sixia.people.actors import Actor
from sixia.petitions import actions
from sixia.petitions.forms import AskForm
from sixia.petitions.models import Petition
from sixia.petitions.queries.track import LegalTrack, petition_of
from sixia.ui.http import UNPROCESSABLE, refusal_response
from sixia.ui.limits import limited

PAGE = "petitions/public/page.html"


@never_cache
@require_safe
def page(request: HttpRequest, receipt: str) -> HttpResponse:
    """The page itself."""
    voice, who, petition = _own(request, receipt)
    return render(request, PAGE, _shown(voice, who, petition, timezone.now()))


@never_cache
@limited("review", per_minute=6)
@require_POST
def ask(request: HttpRequest, receipt: str) -> HttpResponse:
    """Ask for a review or a re-review."""
    now, (voice, who, petition) = timezone.now(), _own(request, receipt)
    form = AskForm(request.POST, prefix="ask")
    if not form.is_valid():
        return render(request, PAGE, _shown(voice, who, petition, now, ask=form, form=form), status=UNPROCESSABLE)
    try:
        actions.ask_review(petition, reason=form.cleaned_data["reason"], by=who, now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, _shown(voice, who, petition, now, ask=form))
    messages.success(request, _("Your request is in. You see here by when it must be answered."))
    return redirect("voice_petition", voice.receipt)


@never_cache
@limited("agreement", per_minute=6)
@require_POST
def agreement(request: HttpRequest, receipt: str) -> HttpResponse:
    """Say that the agreement was kept, or was not."""
    now, (voice, who, petition) = timezone.now(), _own(request, receipt)
    kept = request.POST.get("kept") == "yes"
    form = AskForm(request.POST, prefix="broken")
    try:
        if kept:
            actions.perform(petition, by=who, now=now)
        elif form.is_valid():
            actions.break_(petition, reason=form.cleaned_data["reason"], by=who, now=now)
        else:
            return render(request, PAGE, _shown(voice, who, petition, now, broken=form, form=form), status=UNPROCESSABLE)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, _shown(voice, who, petition, now, broken=form))
    messages.success(request, _("Thank you. It is written down.") if kept else _("It is written down. Your petition goes on."))
    return redirect("voice_petition", voice.receipt)


@never_cache
@limited("paper", per_minute=12)
@require_POST
def paper(request: HttpRequest, receipt: str, pk: int, form: str) -> HttpResponse:
    """One document of the own petition as a file."""
    voice, who, petition = _own(request, receipt)
    notice = petition.notices.select_related("unit", "petition__case").filter(pk=pk).first()
    if notice is None or form not in FORMS:
        raise Http404
    try:
        made = actions.take_paper(notice, form, own=voice, by=who, now=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("voice_petition", voice.receipt)
    return download(made, f"{notice.get_kind_display()} {notice.number}", form)


def _own(request: HttpRequest, receipt: str) -> tuple[Voice, Actor, Petition]:
    """The voice this browser has opened, its resident, and its petition; 404 without one."""
    voice = mine(request, receipt)
    who = resident_of(request, voice)
    petition = petition_of(voice, who)
    if petition is None:
        raise Http404
    return voice, who, petition


def _shown(voice: Voice, who: Actor, petition: Petition, now: datetime, **more: Any) -> dict[str, Any]:
    petition.refresh_from_db()
    forms = {"ask": AskForm(prefix="ask"), "broken": AskForm(prefix="broken")}
    return {
        "legal": LegalTrack(petition, who, now),
        "voice": voice,
        "petition": petition,
        "pdf": pdf.available(),
        "now": now,
        **forms,
        **more,
    }
