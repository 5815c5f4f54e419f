"""The lifecycles of a reception day and of somebody's coming to it, as tables; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

OFFICE, RECEIVER, UNIT, OVERSEER, READER, HELPER, BOOKER, SYSTEM = (
    "office",
    "receiver",
    "unit",
    "overseer",
    "reader",
    "helper",
    "booker",
    "system",
)
DRAFTED, ANNOUNCED, OPEN, CLOSED, CANCELLED, MOVED = "drafted", "announced", "open", "closed", "cancelled", "moved"
BOOKED, WAITING, CALLED, SEATED, DONE, ABSENT, GONE = "booked", "waiting", "called", "seated", "done", "absent", "cancelled"
PUBLIC: Final = (ANNOUNCED, OPEN, CLOSED, CANCELLED, MOVED)
LIVE: Final = (DRAFTED, ANNOUNCED, OPEN)
COMING: Final = (BOOKED, WAITING, CALLED, SEATED)
_HERE: Final = frozenset({OFFICE, RECEIVER})


def _somewhere(day: Any, given: Mapping[str, Any]) -> Text | None:
    return None if day.place_id or day.address else _("Say first where it is: residents must know where to go.")


def _in_time(day: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["late"]
    return sentence


def _ahead(day: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["now"] < day.starts_at else _("Its time has come already.")


def _their_day(day: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["today"] == day.date else _("It can be opened on its own day only.")


def _different(day: Any, given: Mapping[str, Any]) -> Text | None:
    if given["other"].account_id == day.account_id:
        return _("Both days are the same leader’s.")
    return None


def _nobody_left(day: Any, given: Mapping[str, Any]) -> Text | None:
    if given["left"]:
        return _("Somebody is still waiting or sitting there. Receive them, or note that they are absent.")
    return None


def _no_one_else(booking: Any, given: Mapping[str, Any]) -> Text | None:
    return _("Somebody else is sitting there. Finish with them first.") if given["taken"] else None


def _open_day(booking: Any, given: Mapping[str, Any]) -> Text | None:
    return None if booking.day.state == OPEN else _("The reception is not open. Open the day first.")


def _room(booking: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["full"]
    return sentence


DAY = Flow(
    "reception_day",
    states={
        DRAFTED: _("Planned, not public yet"),
        ANNOUNCED: _("Made public"),
        OPEN: _("Receiving now"),
        CLOSED: _("Reception over"),
        CANCELLED: _("Called off"),
        MOVED: _("Put off to another day"),
    },
    start=DRAFTED,
    ends={CLOSED, CANCELLED, MOVED},
    moves=(
        Move(
            "announce",
            (DRAFTED,),
            ANNOUNCED,
            frozenset({OFFICE, OVERSEER, SYSTEM}),
            _("Make it public"),
            guards=(_somewhere, _in_time),
            tone="act",
        ),
        Move("settle", (DRAFTED,), None, frozenset({OFFICE, OVERSEER}), _("Change the plan"), needs=("leader", "starts_at")),
        Move(
            "swap",
            (DRAFTED, ANNOUNCED),
            None,
            frozenset({OFFICE, RECEIVER, OVERSEER, SYSTEM}),
            _("Swap with another leader"),
            needs=("other", "reason"),
            guards=(_different, _ahead),
        ),
        Move(
            "move",
            (DRAFTED, ANNOUNCED),
            MOVED,
            frozenset({OFFICE, OVERSEER}),
            _("Put it off to another day"),
            needs=("starts_at", "reason"),
            guards=(_ahead,),
        ),
        Move(
            "cancel",
            (DRAFTED, ANNOUNCED),
            CANCELLED,
            frozenset({OFFICE, OVERSEER}),
            _("Call it off"),
            needs=("reason",),
            tone="grave",
        ),
        Move("remind", (DRAFTED, ANNOUNCED), None, frozenset({SYSTEM}), _("Tell the leader")),
        Move("open", (ANNOUNCED,), OPEN, _HERE, _("Open the reception"), guards=(_their_day,), tone="act"),
        Move("close", (OPEN,), CLOSED, _HERE, _("End the reception"), guards=(_nobody_left,)),
    ),
)

BOOKING = Flow(
    "booking",
    states={
        BOOKED: _("Booked"),
        WAITING: _("In the waiting room"),
        CALLED: _("Called"),
        SEATED: _("Being received"),
        DONE: _("Was received"),
        ABSENT: _("Did not come"),
        GONE: _("Booking given up"),
    },
    start=BOOKED,
    ends={DONE, GONE},
    moves=(
        Move("arrive", (BOOKED, ABSENT), WAITING, frozenset({OFFICE}), _("Has arrived"), guards=(_open_day,), tone="act"),
        Move("call", (WAITING, CALLED), CALLED, _HERE, _("Call this number"), guards=(_open_day,), tone="act"),
        Move("sit", (WAITING, CALLED), SEATED, _HERE, _("Sits down"), guards=(_open_day, _no_one_else), tone="act"),
        Move("miss", (BOOKED, WAITING, CALLED), ABSENT, frozenset({OFFICE, SYSTEM}), _("Is not there")),
        Move("finish", (SEATED,), DONE, _HERE, _("Finish"), tone="act"),
        Move(
            "shift",
            (BOOKED, ABSENT),
            BOOKED,
            frozenset({OFFICE, BOOKER, HELPER, SYSTEM}),
            _("Come on another day"),
            needs=("to",),
            guards=(_room,),
        ),
        Move(
            "give_up",
            (BOOKED,),
            GONE,
            frozenset({OFFICE, BOOKER, HELPER, SYSTEM}),
            _("Give up the booking"),
        ),
    ),
)
