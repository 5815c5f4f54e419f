"""The receipt: code, passcode for half an hour, QR link, what comes next; made to be printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sixia.cases.links import voice_link
from sixia.cases.public.own import fresh_passcode, mine
from sixia.cases.queries.public import category_name, place_name
from sixia.cases.queries.track import Track


@never_cache
@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The sheet to keep."""
    now, voice = timezone.now(), mine(request, receipt)
    page = {
        "voice": voice,
        "case": voice.case,
        "passcode": fresh_passcode(request, voice.pk, now),
        "link": voice_link(voice.pk),
        "track": Track(voice, now),
        "category": category_name(voice.case),
        "place": place_name(voice.place),
        "now": now,
    }
    return render(request, "cases/public/receipt.html", page)
