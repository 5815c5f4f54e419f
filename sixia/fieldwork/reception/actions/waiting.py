"""The day itself: arriving, being called by number, sitting down, and going."""

from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.reception.events import VisitorArrived, VisitorCalled, VisitorLeft, VisitorMissed, VisitorSeated
from sixia.fieldwork.reception.flow import SEATED, WAITING
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.reception.rules import Waiting, next_up
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.people.actors import Actor


@alone
def arrive(booking: Booking, *, by: Actor, now: datetime) -> int:
    """They are there: the next number of the day, which is all that the waiting room is shown."""
    number: int = booking.number or (Booking.objects.filter(day=booking.day_id).aggregate(n=Max("number"))["n"] or 0) + 1
    event = VisitorArrived(day=booking.day_id, booking=booking.pk, number=number)
    changes = {"number": number, "arrived_at": now, "ended_at": None}
    advance(booking, "arrive", by=by, now=now, event=event, changes=changes)
    return number


def call_next(day: Day, *, by: Actor, now: datetime) -> Booking:
    """Call whoever is next: an appointment whose time has come, else the earliest number. Refused when nobody waits."""
    rows = Booking.objects.filter(day=day, state=WAITING).select_related("day")
    found = {row.pk: row for row in rows}
    order = next_up([Waiting(row.pk, row.number or 0, row.at) for row in rows], now)
    if not order:
        raise Refused("guard", _("Nobody is waiting."), move="call")
    booking = found[order[0].pk]
    call(booking, by=by, now=now)
    return booking


@alone
def call(booking: Booking, *, by: Actor, now: datetime) -> None:
    """Their number appears on the display; a second call is a call again."""
    event = VisitorCalled(day=booking.day_id, booking=booking.pk, number=booking.number or 0)
    advance(booking, "call", by=by, now=now, event=event, changes={"called_at": now})


@alone
def sit(booking: Booking, *, by: Actor, now: datetime) -> None:
    """They sit down; from now on, and not before, whoever receives them reads who they are."""
    taken = Booking.objects.filter(day=booking.day_id, state=SEATED).exclude(pk=booking.pk).exists()
    event = VisitorSeated(day=booking.day_id, booking=booking.pk, number=booking.number or 0)
    advance(booking, "sit", by=by, now=now, given={"taken": taken}, event=event, changes={"seated_at": now})


@alone
def miss(booking: Booking, *, by: Actor, now: datetime) -> None:
    """They are not there, or never came. Coming later, they keep their number."""
    event = VisitorMissed(day=booking.day_id, booking=booking.pk)
    advance(booking, "miss", by=by, now=now, event=event, changes={"ended_at": now})


@alone
def finish(booking: Booking, *, by: Actor, now: datetime) -> None:
    """They have been received."""
    event = VisitorLeft(day=booking.day_id, booking=booking.pk)
    advance(booking, "finish", by=by, now=now, event=event, changes={"ended_at": now})
