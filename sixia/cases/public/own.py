"""What this browser has opened: the voices of its session, and for half an hour the passcode of a new one."""

from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest

from sixia.cases.actions import Heard, passcode_index
from sixia.cases.models import Voice
from sixia.cases.queries.own import by_receipt, mark_of, own_voice
from sixia.kit.crypto import SealBroken, ring, seal, unseal
from sixia.people.actors import Actor, resident
from sixia.people.middleware import VOICES, opened_voices

MOST: Final = 30
FRESH: Final = "fresh_passcode"
OPENED: Final = {VOICES, FRESH}
"""Session keys under which a browser holds what a resident has opened; a room above adds its own at start-up."""
SHOWN_FOR: Final = timedelta(minutes=30)
FIELD: Final = "session.passcode"


def resident_of(request: HttpRequest, voice: Voice | None = None) -> Actor:
    """The resident at this browser, also where an official is signed in; acting for `voice` where one is given."""
    at_hand: Actor = request.actor  # type: ignore[attr-defined]  # the middleware of people sets it
    who = resident(opened_voices(request)) if at_hand.is_official else at_hand
    return who if voice is None else who.as_voice(voice.pk)


def remember(request: HttpRequest, voice_id: int, stored: str) -> None:
    """This browser may open the voice from now on, as long as `stored` is what is kept of its passcode; the oldest are
    forgotten beyond thirty.

    The session gets a new key: a cookie copied from this browser before, as on a shared computer, opens nothing.
    """
    kept = [[number, mark] for number, mark in request.session.get(VOICES, ()) if number != voice_id]
    request.session[VOICES] = [*kept, [voice_id, mark_of(stored)]][-MOST:]
    request.session.cycle_key()  # last, for it writes what the session holds: once


def remember_new(request: HttpRequest, done: Heard, now: datetime) -> None:
    """Remember a voice that was just heard and hold its passcode, sealed, for the receipt page only. The same form given in
    twice finds the voice that is there; its passcode is not told again."""
    if done.passcode:
        until = (now + SHOWN_FOR).timestamp()
        request.session[FRESH] = [done.voice, seal(done.passcode, ring=ring(), field=FIELD), until]
        remember(request, done.voice, passcode_index(done.receipt, done.passcode))
    elif (voice := by_receipt(done.receipt)) is not None:
        remember(request, voice.pk, voice.passcode)


def fresh_passcode(request: HttpRequest, voice_id: int, now: datetime) -> str:
    """The passcode of a voice told in this browser within the last half hour; "" afterwards."""
    kept = request.session.get(FRESH)
    if not kept or kept[0] != voice_id:
        return ""
    if kept[2] < now.timestamp():
        del request.session[FRESH]
        return ""
    try:
        return unseal(kept[1], ring=ring(), field=FIELD)
    except SealBroken:
        return ""


def forget(request: HttpRequest) -> None:
    """Close all that was opened in this browser: for shared computers."""
    for key in OPENED:
        request.session.pop(key, None)


def mine(request: HttpRequest, receipt: str) -> Voice:
    """The voice of this receipt, if this browser has opened it; 404 otherwise."""
    voice = own_voice(receipt, resident_of(request))
    if voice is None:
        raise Http404
    return voice
