"""Residents' page of this room: their concern is part of a problem, and whether it is solved they say."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sixia.cases.public.own import mine, resident_of
from sixia.kit.flow import Refused
from sixia.problems import actions
from sixia.problems.flow import REPORTED
from sixia.problems.forms.problems import SayForm
from sixia.problems.queries import reading
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.limits import limited

PAGE = "problems/public/say.html"


@never_cache
@limited("problem", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
    """`/track/<receipt>/problems/<pk>`: a resident who was asked says whether the problem is solved."""
    now, voice = timezone.now(), mine(request, receipt)
    asked = next((one for one in reading.asked_of(voice) if one.outcome.problem_id == pk), None)
    if asked is None or voice.case.restricted or voice.case.barred:
        raise Http404
    problem = asked.outcome.problem
    page = {"problem": problem, "asked": asked, "voice": voice, "open": problem.state == REPORTED, "now": now}
    if request.method != "POST":
        form = SayForm(initial={"solved": asked.solved, "note": asked.note})
        return render(request, PAGE, {**page, "form": form})
    form = SayForm(request.POST)
    if not form.is_valid():
        return invalid_response(request, form, PAGE, page)
    try:
        actions.judge(problem, voice=voice, **form.cleaned_data, by=resident_of(request, voice), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, page)
    messages.success(request, _("Thank you. What residents say decides whether it counts as solved."))
    return redirect("voice", voice.receipt)
