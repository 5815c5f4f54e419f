"""Booking without an account: taking a time, opening the booking again, giving it up, coming on another day, and waiting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sixia.cases.actions import passcode_index
from sixia.fieldwork.reception import actions, norms
from sixia.fieldwork.reception.flow import ABSENT, BOOKED
from sixia.fieldwork.reception.forms.bookings import BookForm, OpenForm, ShiftForm
from sixia.fieldwork.reception.models import Booking
from sixia.fieldwork.reception.public.own import booker_of, fresh_passcode, keep_passcode, mine, remember
from sixia.fieldwork.reception.queries import bookings as reads
from sixia.fieldwork.reception.queries import days
from sixia.kit.flow import Refused
from sixia.ui.http import client_address, invalid_response, refusal_response
from sixia.ui.limits import TOO_MANY, limited, spent, spent_today

BOOK, OPEN, OWN = "reception/public/book.html", "reception/public/open.html", "reception/public/booking.html"
TRIES, TRIES_A_DAY = 6, 60
BOOKINGS_A_DAY = 20
"""From one address, so that nobody fills the days of a whole month; the desk takes more by telephone."""


@never_cache
@limited("reception.book", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """`/receptions/<pk>/book`: take a time."""
    now, day = timezone.now(), days.public_day(pk)
    if day is None:
        raise Http404
    page = {"day": day, "most": norms.representatives_most(now), "now": now}
    if request.method != "POST":
        return render(request, BOOK, {**page, "form": BookForm()})
    form = BookForm(request.POST)
    if not form.is_valid():
        return invalid_response(request, form, BOOK, page)
    if spent_today("reception.book", client_address(request), most=BOOKINGS_A_DAY, now=now):
        form.add_error(
            None, gettext("Many times were booked from this connection today. Please call us, or simply come and wait.")
        )
        return invalid_response(request, form, BOOK, page, status=TOO_MANY)
    try:
        done = actions.book(day, new=form.new("web", language=get_language() or "zh-hans"), by=booker_of(request), now=now)
    except Refused as refused:
        return refusal_response(request, refused, form, BOOK, page)
    if not done.again:
        remember(request, done.booking)
        keep_passcode(request, done.booking, done.passcode, now)
    return redirect("reception_booking", done.receipt)


@sensitive_post_parameters("passcode")
@never_cache
@limited("reception.open", per_minute=10)
@require_http_methods(["GET", "HEAD", "POST"])
def open_booking(request: HttpRequest) -> HttpResponse:
    """`/receptions/booking`: open one's booking with code and passcode; an unknown code and a wrong passcode read alike."""
    now = timezone.now()
    if request.method != "POST":
        return render(request, OPEN, {"form": OpenForm(), "now": now})
    form = OpenForm(request.POST)
    if not form.is_valid():
        return invalid_response(request, form, OPEN, {"now": now})
    code = form.booking()
    if code and (
        spent("reception.code", code, per_minute=TRIES, now=now) or spent_today("reception.code", code, most=TRIES_A_DAY, now=now)
    ):
        return render(request, "ui/429.html", status=TOO_MANY)
    found = reads.by_code(code)
    same = constant_time_compare(passcode_index(code or "", form.digits()), found.passcode if found else "")
    if same and found is not None:
        remember(request, found.pk)
        return redirect("reception_booking", found.receipt)
    form.add_error(None, gettext("Code and passcode do not belong together. Check both for a slip of the pen."))
    return invalid_response(request, form, OPEN, {"now": now})


@never_cache
@limited("reception.own", per_minute=20)
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, receipt: str) -> HttpResponse:
    """`/receptions/booking/<receipt>`: one's booking, its sheet to print, giving it up, and another day."""
    now, found = timezone.now(), mine(request, receipt)
    form = ShiftForm(request.POST or None, days=days.bookable(now).exclude(pk=found.day_id))
    page = _page(request, found, now)
    if request.method != "POST":
        return render(request, OWN, {**page, "form": form})
    try:
        if "give_up" in request.POST:
            actions.give_up(found, by=booker_of(request, found.pk), now=now)
            messages.success(request, gettext("Your booking is given up. Thank you for telling us."))
        elif form.is_valid():
            actions.shift(found, to=form.cleaned_data["to"], by=booker_of(request, found.pk), now=now)
            messages.success(request, gettext("You come on another day now. The code stays the same."))
        else:
            return invalid_response(request, form, OWN, page)
    except Refused as refused:
        return refusal_response(request, refused, form, OWN, page)
    return redirect("reception_booking", found.receipt)


def _page(request: HttpRequest, found: Booking, now: Any) -> dict[str, Any]:
    return {
        "booking": found,
        "day": found.day,
        "passcode": fresh_passcode(request, found.pk, now),
        "looks": reads.looks(found),
        "changeable": found.state in (BOOKED, ABSENT),
        "now": now,
    }


@never_cache
@require_safe
def waiting(request: HttpRequest, pk: int) -> HttpResponse:
    """`/receptions/<pk>/waiting`: the display of the waiting room, numbers only; the browser asks anew by itself."""
    day = days.public_day(pk)
    if day is None or day.opened_at is None:
        raise Http404
    response = render(request, "reception/public/waiting.html", {"day": day, "board": reads.display(day), "now": timezone.now()})
    if day.closed_at is None:
        response["Refresh"] = "10"
    return response
