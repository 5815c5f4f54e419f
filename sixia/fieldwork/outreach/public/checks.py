"""Answering a check on one's own telephone by a short code: no account, no name, once for each browser as far as it goes."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.forms.checks import AnswerForm, CodeForm
from sixia.fieldwork.outreach.models import Check
from sixia.fieldwork.outreach.queries import sessions as reads
from sixia.fieldwork.outreach.rules import AFTER, grade, read_code
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.limits import limited

ASK, CODE = "outreach/public/check.html", "outreach/public/code.html"
DONE: Final = "checks_answered"
MOST: Final = 30
A_MINUTE: Final = 60
"""From one address: a whole village may sit behind the one of its committee room."""


@never_cache
@limited("outreach.code", per_minute=30)
@require_http_methods(["GET", "HEAD", "POST"])
def by_code(request: HttpRequest) -> HttpResponse:
    """`/check`: type the code from the wall."""
    form = CodeForm(request.POST or None)
    page = {"now": timezone.now()}
    if request.method != "POST":
        return render(request, CODE, {**page, "form": form})
    if form.is_valid():
        found = reads.open_check(read_code(form.cleaned_data["code"]))
        if found is not None:
            return redirect("check", found.code)
        form.add_error("code", gettext("There is no check with this code. Look at the wall once more."))
    return invalid_response(request, form, CODE, page)


@never_cache
@limited("outreach.check", per_minute=A_MINUTE, methods=("GET", "POST"))
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """`/check/<code>`: a few questions; afterwards what was right, where the talk is over."""
    now, found = timezone.now(), reads.open_check(read_code(code[:20]))
    if found is None:
        raise Http404
    items = found.version.check_items
    page = {"check": found, "title": found.version.title, "now": now, "over": _over(found, now)}
    if found.pk in request.session.get(DONE, ()):
        return render(request, ASK, {**page, "thanks": True})
    if request.method != "POST":
        return render(request, ASK, {**page, "form": AnswerForm(items=items)})
    form = AnswerForm(request.POST, items=items)
    if not form.is_valid():
        return invalid_response(request, form, ASK, page)
    try:
        actions.answer(found, chosen=form.chosen(), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, ASK, page)
    request.session[DONE] = [*request.session.get(DONE, ()), found.pk][-MOST:]
    return render(request, ASK, {**page, "thanks": True, "rows": _told(found, form.chosen())})


def _over(found: Check, now: Any) -> bool:
    return found.closed_at is not None or found.closes_at is None or found.closes_at <= now


def _told(found: Check, chosen: dict[int, int]) -> list[tuple[str, bool, str]]:
    """Each answered question, whether it was right, and the right answer; after the talk only, before it nobody is told."""
    if found.moment != AFTER:
        return []
    items = found.version.check_items
    return [(items[at].text, right, items[at].options[items[at].right]) for at, right in grade(items, chosen.items())]
