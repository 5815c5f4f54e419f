"""What this browser has opened: the voices of its session, and for half an hour the passcode of a new one."""

from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest

from sixia.cases.models import Voice
from sixia.cases.queries.own import own_voice
from sixia.kit.crypto import SealBroken, ring, seal, unseal
from sixia.people.actors import Actor, resident
from sixia.people.middleware import VOICES

MOST: Final = 30
FRESH: Final = "fresh_passcode"
SHOWN_FOR: Final = timedelta(minutes=30)
FIELD: Final = "session.passcode"


def resident_of(request: HttpRequest, voice: Voice | None = None) -> Actor:
    """The resident at this browser, also where an official is signed in; acting for `voice` where one is given."""
    who = resident(request.session.get(VOICES, ()))
    return who if voice is None else who.as_voice(voice.pk)


def remember(request: HttpRequest, voice_id: int) -> None:
    """This browser may open the voice from now on; the oldest are forgotten beyond thirty.

    The session gets a new key: a cookie copied from this browser before, as on a shared computer, opens nothing.
    """
    kept = [one for one in request.session.get(VOICES, ()) if one != voice_id]
    request.session[VOICES] = [*kept, voice_id][-MOST:]
    request.session.cycle_key()  # last, for it writes what the session holds: once


def remember_new(request: HttpRequest, voice_id: int, passcode: str, now: datetime) -> None:
    """Remember a voice that was just heard and hold its passcode, sealed, for the receipt page only."""
    if passcode:
        until = (now + SHOWN_FOR).timestamp()
        request.session[FRESH] = [voice_id, seal(passcode, ring=ring(), field=FIELD), until]
    remember(request, voice_id)


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
    """Close every voice in this browser: for shared computers."""
    request.session.pop(VOICES, None)
    request.session.pop(FRESH, None)


def mine(request: HttpRequest, receipt: str) -> Voice:
    """The voice of this receipt, if this browser has opened it; 404 otherwise."""
    voice = own_voice(receipt, resident_of(request))
    if voice is None:
        raise Http404
    return voice
