"""Answering a survey by its link: no account, no script needed, in the reader's language, once however often it is sent."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.forms.filling import Filling
from sixia.fieldwork.surveys.queries import reads
from sixia.kit.flow import Refused
from sixia.people.actors import resident
from sixia.ui.http import client_address
from sixia.ui.limits import TOO_MANY, limited, spent_today

MOST_A_DAY = 120
"""From one address: a village hall in which one after another answers on the same telephone."""
UNPROCESSABLE = 422


@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """`/surveys`: what anybody may answer now."""
    return render(request, "surveys/public/surveys.html", {"surveys": list(reads.shared_now()[:50]), "now": timezone.now()})


@never_cache
@limited("surveys.fill", per_minute=12)
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, link: str) -> HttpResponse:
    """`/surveys/<link>`: the form, and taking it in."""
    survey, now = reads.shared(link), timezone.now()
    filling = Filling(request, reads.newest(survey), now)
    page = {"survey": survey, "now": now}
    if request.method != "POST" or filling.only_more:
        return render(request, "surveys/public/fill.html", {**page, **filling.context()})
    if spent_today("surveys.fill", f"{client_address(request)}/{survey.pk}", most=MOST_A_DAY, now=now):
        filling.refusal = gettext("Many answers came from this connection today. Please try again tomorrow.")
        return render(request, "surveys/public/fill.html", {**page, **filling.context()}, status=TOO_MANY)
    try:
        actions.submit(filling.form, by=resident(), now=now, via="link", **filling.given())
    except Refused as refused:
        filling.refuse(refused)
        return render(request, "surveys/public/fill.html", {**page, **filling.context()}, status=UNPROCESSABLE)
    return redirect("survey_thanks", link)


@require_safe
def thanks(request: HttpRequest, link: str) -> HttpResponse:
    """`/surveys/<link>/thanks`."""
    return render(request, "surveys/public/thanks.html", {"survey": reads.shared(link), "again": uuid4().hex[:6]})


@require_safe
def definition(request: HttpRequest, pk: int) -> HttpResponse:
    """`/surveys/definition/<pk>`: a version as JSON, for pages without a network; 404 for whoever may not fill it in."""
    actor: Any = request.actor  # type: ignore[attr-defined] # set by ActorMiddleware
    form = reads.form_of(pk)
    if form is None:
        raise Http404
    open_to_all = form.survey.shared and form.survey.state == "open"
    if not open_to_all and not reads.visible(actor).filter(pk=form.survey_id).exists():
        raise Http404
    return JsonResponse({"form": form.pk, "survey": form.survey_id, **form.definition}, json_dumps_params={"ensure_ascii": False})
