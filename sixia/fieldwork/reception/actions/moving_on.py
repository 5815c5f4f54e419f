"""What becomes of bookings when their day moves or is called off: each is taken along or ended, and each is told."""

from datetime import datetime

from django.utils.translation import gettext as _

from sixia.fieldwork.reception.events import BookingGivenUp, BookingShifted
from sixia.fieldwork.reception.flow import BOOKED
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.reception.rules import free_time
from sixia.kit.advance import advance
from sixia.people.actors import SYSTEM

OFFICE, OWN = "office", "own"
"""Why a booking changed: the office has moved or called off the day, or the person wanted so."""


def time_on(day: Day) -> datetime | None:
    """The first appointment nobody has yet; None when the day is full."""
    rows = Booking.objects.filter(day=day, at__isnull=False).exclude(state__in=("cancelled", "absent"))
    taken = list(rows.values_list("at", flat=True))
    return free_time(day.starts_at, day.ends_at, day.capacity, [at for at in taken if at is not None])


def full(at: datetime | None) -> str | None:
    """The sentence for a day without a free time, or None."""
    return None if at else _("This day is fully booked. Choose another day, or come without a booking and wait.")


def shift_all(day: Day, to: Day, *, now: datetime) -> int:
    """Everybody who has booked comes on the new day instead; nobody is dropped for want of a free time."""
    moved = 0
    for booking in Booking.objects.filter(day=day, state=BOOKED).select_related("day").order_by("at", "pk"):
        at = time_on(to) or to.starts_at
        event = BookingShifted(day=day.pk, booking=booking.pk, into=to.pk, because=OFFICE)
        given = {"to": to, "full": None}
        advance(booking, "shift", by=SYSTEM, now=now, given=given, event=event, changes={"day_id": to.pk, "at": at})
        moved += 1
    return moved


def give_all_up(day: Day, *, now: datetime) -> int:
    """The day is called off: every booking ends, and each person is told by its own event."""
    ended = 0
    for booking in Booking.objects.filter(day=day, state=BOOKED).select_related("day").order_by("pk"):
        event = BookingGivenUp(day=day.pk, booking=booking.pk, because=OFFICE)
        advance(booking, "give_up", by=SYSTEM, now=now, event=event, changes={"ended_at": now})
        ended += 1
    return ended
