"""Template tags of this room: tones of states. Knows no request."""

from typing import Final

from django import template

from sixia.fieldwork.reception.flow import ABSENT, CALLED, CANCELLED, CLOSED, DONE, DRAFTED, GONE, MOVED, OPEN, SEATED
from sixia.fieldwork.reception.models import Booking, Day
from sixia.ui.parts import Tone

register = template.Library()
DAYS: Final[dict[str, Tone]] = {DRAFTED: "plain", OPEN: "ok", CLOSED: "plain", CANCELLED: "bad", MOVED: "warn"}
BOOKINGS: Final[dict[str, Tone]] = {CALLED: "warn", SEATED: "ok", DONE: "ok", ABSENT: "plain", GONE: "plain"}


@register.filter
def day_tone(day: Day) -> Tone:
    """The tone of a day's state."""
    return DAYS.get(day.state, "")


@register.filter
def booking_tone(booking: Booking) -> Tone:
    """The tone of a booking's state."""
    return BOOKINGS.get(booking.state, "")
