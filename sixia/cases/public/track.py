"""A resident's own page: opening it by code or link, reading it, adding to it, taking it back, and closing it in this browser."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sixia.cases import actions
from sixia.cases.forms.public import AddForm, TrackForm, VerdictForm, WithdrawForm
from sixia.cases.links import read_token
from sixia.cases.models import Voice
from sixia.cases.public.own import forget, mine, remember, resident_of
from sixia.cases.queries.own import by_link, by_receipt, own_voices
from sixia.cases.queries.public import category_name, place_name
from sixia.cases.queries.track import Track
from sixia.cases.rules import read_receipt
from sixia.kit.flow import Refused
from sixia.ui.http import UNPROCESSABLE, invalid_response, refusal_response
from sixia.ui.limits import TOO_MANY, limited, spent, spent_today

OPEN, PAGE, WITHDRAW = "cases/public/open.html", "cases/public/track.html", "cases/public/withdraw.html"
TRIES, TRIES_A_DAY = 6, 60
"""Tries on one receipt in a minute and in a day, from wherever: guessing six digits then takes decades."""


@sensitive_post_parameters("passcode")
@never_cache
@limited("track", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Open one's matter with receipt and passcode. Unknown receipt and wrong passcode read alike."""
    now = timezone.now()
    if request.method != "POST":
        form = TrackForm(initial={"code": request.GET.get("code", "")[:40]})
        return render(request, OPEN, {"form": form, "voices": own_voices(resident_of(request)), "now": now})
    form = TrackForm(request.POST)
    if form.is_valid():
        receipt = form.receipt()
        if receipt and spent("track.receipt", receipt, per_minute=TRIES, now=now):
            return render(request, "ui/429.html", status=TOO_MANY)
        if receipt and spent_today("track.receipt", receipt, most=TRIES_A_DAY, now=now):
            sentence = _("This code was tried too often today. Use the link you were sent, call us, or come back tomorrow.")
            form.add_error(None, sentence)
            return invalid_response(
                request, form, OPEN, {"voices": own_voices(resident_of(request)), "now": now}, status=TOO_MANY
            )
        voice = _opened(receipt, form.digits())
        if voice is not None:
            remember(request, voice.pk, voice.passcode)
            return redirect("voice", voice.receipt)
        form.add_error(None, _("Receipt code and passcode do not belong together. Check both for a slip of the pen."))
    return invalid_response(request, form, OPEN, {"voices": own_voices(resident_of(request)), "now": now})


def _opened(receipt: str | None, passcode: str) -> Voice | None:
    """The voice these open; takes the same time whether the receipt exists or not."""
    voice = by_receipt(receipt)
    wanted = actions.passcode_index(receipt or "", passcode)
    same = constant_time_compare(wanted, voice.passcode if voice else "")
    return voice if same else None


@never_cache
@limited("link", per_minute=30, methods=("GET",))
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link in a message or the QR code of a receipt."""
    voice = by_link(read_token(token))
    if voice is None:
        page = {"form": TrackForm(), "spoilt": True, "now": timezone.now()}
        return render(request, OPEN, page, status=404)
    remember(request, voice.pk, voice.passcode)
    return redirect("voice", voice.receipt)


@never_cache
@require_safe
def voice(request: HttpRequest, receipt: str) -> HttpResponse:
    """The page itself; without having opened it here, the way to open it."""
    known = read_receipt(receipt[:40])
    found = next((one for one in own_voices(resident_of(request)) if one.receipt == known), None)
    if found is None:
        response = redirect("track")
        response["Location"] += f"?code={known}" if known else ""
        return response
    own = mine(request, found.receipt)
    return render(request, PAGE, page_of(own, timezone.now()))


def page_of(own: Voice, now: datetime, **more: Any) -> dict[str, Any]:
    """All that the page shows."""
    shown = Track(own, now)
    forms = {"add": AddForm(prefix="add"), "verdict": VerdictForm(book=shown.book) if shown.may_judge else None}
    about = {"category": category_name(own.case), "place": place_name(own.place or own.case.place)}
    return {"track": shown, "voice": own, "case": own.case, "now": now, **about, **forms, **more}


@never_cache
@limited("add", per_minute=10)
@require_POST
def add(request: HttpRequest, receipt: str) -> HttpResponse:
    """Add something, or reply to what was asked."""
    now, own = timezone.now(), mine(request, receipt)
    form = AddForm(request.POST, request.FILES, prefix="add")
    if not form.is_valid():
        return render(request, PAGE, page_of(own, now, add=form, form=form), status=UNPROCESSABLE)
    try:
        given = form.cleaned_data
        actions.add_words(own, text=given["text"], files=given["attached"], by=resident_of(request, own), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, page_of(own, now, add=form))
    messages.success(request, _("Added. Those who handle it see it at the top."))
    return redirect("voice", own.receipt)


@never_cache
@limited("verdict", per_minute=10)
@require_POST
def verdict(request: HttpRequest, receipt: str) -> HttpResponse:
    """The four answers."""
    now, own = timezone.now(), mine(request, receipt)
    form = VerdictForm(request.POST, book=Track(own, now).book)
    if not form.is_valid():
        return render(request, PAGE, page_of(own, now, verdict=form, form=form), status=UNPROCESSABLE)
    try:
        actions.judge(own, form.judgement(), by=resident_of(request, own), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, PAGE, page_of(own, now, verdict=form))
    messages.success(request, after(mine(request, receipt), now))
    return redirect("voice", own.receipt)


def after(own: Voice, now: datetime) -> str:
    """What the verdict has set in motion."""
    shown = Track(own, now)
    if own.state == "agreed":
        return _("Thank you. %(next)s") % {"next": " ".join(shown.next)}
    return _("Your verdict stands: it is not over. %(headline)s.") % {"headline": shown.headline}


@never_cache
@limited("withdraw", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, receipt: str) -> HttpResponse:
    """Take it back, after reading what that means."""
    now, own = timezone.now(), mine(request, receipt)
    page = {"track": Track(own, now), "voice": own, "now": now}
    if request.method != "POST":
        return render(request, WITHDRAW, {**page, "form": WithdrawForm()})
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return invalid_response(request, form, WITHDRAW, page)
    try:
        actions.withdraw(own, reason=form.cleaned_data["reason"], by=resident_of(request, own), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, WITHDRAW, page)
    messages.success(request, _("You have taken it back. Nobody will ask you why again."))
    return redirect("voice", own.receipt)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close everything in this browser: for shared computers."""
    forget(request)
    messages.success(request, _("Closed. On this device nobody can open your matters without receipt and passcode."))
    return redirect("track")
