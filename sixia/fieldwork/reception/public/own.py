"""Which bookings this browser has opened, and for half an hour the passcode of a new one."""

from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest

from sixia.fieldwork.reception.bookers import Booker, booker
from sixia.fieldwork.reception.models import Booking
from sixia.fieldwork.reception.queries.bookings import own_booking
from sixia.fieldwork.reception.rules import read_code
from sixia.kit.crypto import SealBroken, ring, seal, unseal
from sixia.people.middleware import VOICES

BOOKINGS: Final = "bookings"
FRESH: Final = "fresh_booking"
FIELD: Final = "session.booking_passcode"
MOST: Final = 10
SHOWN_FOR: Final = timedelta(minutes=30)


def booker_of(request: HttpRequest, pk: int | None = None) -> Booker:
    """The resident at this browser, also where an official is signed in; acting for this booking where one is given."""
    who = booker(request.session.get(BOOKINGS, ()), request.session.get(VOICES, ()))
    return who if pk is None else who.as_booking(pk)


def remember(request: HttpRequest, pk: int) -> None:
    """This browser may open the booking from now on, under a new session key."""
    request.session.cycle_key()
    kept = [one for one in request.session.get(BOOKINGS, ()) if one != pk]
    request.session[BOOKINGS] = [*kept, pk][-MOST:]


def keep_passcode(request: HttpRequest, pk: int, passcode: str, now: datetime) -> None:
    """Hold the new passcode, sealed, for the booking's own page."""
    request.session[FRESH] = [pk, seal(passcode, ring=ring(), field=FIELD), (now + SHOWN_FOR).timestamp()]


def fresh_passcode(request: HttpRequest, pk: int, now: datetime) -> str:
    """The passcode of a booking made in this browser within the last half hour; "" afterwards."""
    kept = request.session.get(FRESH)
    if not kept or kept[0] != pk or kept[2] < now.timestamp():
        return ""
    try:
        return unseal(kept[1], ring=ring(), field=FIELD)
    except SealBroken:
        return ""


def mine(request: HttpRequest, receipt: str) -> Booking:
    """The booking of this code, if this browser has opened it; 404 otherwise."""
    found = own_booking(read_code(receipt[:40]), booker_of(request))
    if found is None:
        raise Http404
    return found
