"""The shortest ways to a reception day and a booking in the shared town."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import Booked, NewBooking, NewDay
from sixia.fieldwork.reception.bookers import Booker, booker
from sixia.fieldwork.reception.models import Booking, Day
from tests.town import NOW, Town

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
STARTS = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
"""Wednesday 20 May 2026, nine in the morning in Beijing."""
HOURS = timedelta(hours=3)
ABOUT = "村口的路灯报了三次还没修，想当面说一说。"


def new_day(town: Town, leader: str = "deputy", **given: Any) -> NewDay:
    """A day of a deputy head of the county at the hotline's rooms."""
    base = {
        "leader": town.accounts[leader],
        "unit": town.units["county"],
        "starts_at": STARTS,
        "ends_at": STARTS + HOURS,
        "place": town.places["990101"],
        "address": "县信访接待中心一楼",
        "portfolio": "城建、交通",
        "capacity": 3,
    }
    return NewDay(**{**base, **given})


def drafted(town: Town, leader: str = "deputy", **given: Any) -> Day:
    """A planned day."""
    return actions.add(new_day(town, leader, **given), host=town.units["hotline"], by=town.who("dispatcher"), now=NOW)


def announced(town: Town, leader: str = "deputy", **given: Any) -> Day:
    """A public day."""
    day = drafted(town, leader, **given)
    actions.announce(day, by=town.who("dispatcher"), now=NOW)
    return day


def opened(town: Town, **given: Any) -> Day:
    """A day on which residents are received now."""
    day = announced(town, **given)
    actions.open_day(day, by=town.who("clerk"), now=day.starts_at)
    return day


def new_booking(**given: Any) -> NewBooking:
    """What somebody types on the web page."""
    base = {"about": ABOUT, "way": "web", "client": uuid4(), "name": "演示甲", "phone": "13800000001"}
    return NewBooking(**{**base, **given})


def booked(day: Day, by: Any = None, now: datetime = NOW, **given: Any) -> tuple[Booking, Booked]:
    """A booking, with what the person takes away."""
    done = actions.book(day, new=new_booking(**given), by=by or booker(()), now=now)
    return fresh(Booking, done.booking), done


def own(booking: Booking) -> Booker:
    """The resident who has opened it."""
    return booker([booking.pk])


def fresh(kind: Any, pk: int) -> Any:
    """The row as it is stored now, with its day."""
    rows = kind.objects.select_related("day") if kind is Booking else kind.objects
    return rows.get(pk=pk)
