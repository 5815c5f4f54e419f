"""The lifecycles of an on-site office, of a unit's being called, and of a call that a town makes; as tables, pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text

CHAIR, RUNNER, PLANNER, UNIT, CALLER, OVERSEER, READER, SYSTEM = (
    "chair",
    "runner",
    "planner",
    "unit",
    "caller",
    "overseer",
    "reader",
    "system",
)
PLANNED, CONVENED, OPEN, SIGNED, CANCELLED = "planned", "convened", "open", "signed", "cancelled"
CALLED, COMING, SENDING, REFUSED, CAME, ABSENT, EXCUSED, DROPPED = (
    "called",
    "coming",
    "sending",
    "refused",
    "came",
    "absent",
    "excused",
    "dropped",
)
BLOWN, ENDED, WITHDRAWN = "blown", "ended", "withdrawn"
ANSWER, DECIDE = "call_answer", "call_decide"
"""Clock kinds: to a unit's answer, and to the decision about its refusal."""
HERE: Final = frozenset({CHAIR, RUNNER})
LIVE: Final = (PLANNED, CONVENED, OPEN)
WAITING: Final = (CALLED, COMING, SENDING, REFUSED)
"""A called unit of which nobody has noted yet whether it was there."""


def _has_agenda(office: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["items"] else _("Put at least one item on the agenda first, so that the units know what they come for.")


def _begun(office: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["today"] >= office.visit.date else _("It is still ahead: it can be opened on its own day.")


def _all_decided(office: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["undecided"]
    return sentence


def _all_accounted(office: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["unaccounted"]
    return sentence


OFFICE = Flow(
    "onsite_office",
    states={
        PLANNED: _("Being prepared"),
        CONVENED: _("Units called"),
        OPEN: _("Meeting on the spot now"),
        SIGNED: _("Signed off"),
        CANCELLED: _("Called off"),
    },
    start=PLANNED,
    ends={SIGNED, CANCELLED},
    moves=(
        Move("choose", (PLANNED, CONVENED), None, HERE, _("Choose the agenda")),
        Move("add", (PLANNED, CONVENED, OPEN), None, HERE, _("Put something on the agenda")),
        Move(
            "convene",
            (PLANNED, CONVENED),
            CONVENED,
            HERE,
            _("Call units"),
            takes=("units", "text"),
            guards=(_has_agenda,),
            tone="act",
        ),
        Move("convene", (OPEN,), None, HERE, _("Call one more unit"), takes=("units", "text")),
        Move("open", (PLANNED, CONVENED), OPEN, HERE, _("Open the meeting"), guards=(_has_agenda, _begun), tone="act"),
        Move("decide", (OPEN,), None, HERE, _("Write down a decision")),
        Move(
            "sign",
            (OPEN,),
            SIGNED,
            frozenset({CHAIR}),
            _("Sign off"),
            guards=(_all_decided, _all_accounted),
            tone="act",
        ),
        Move(
            "cancel",
            (PLANNED, CONVENED),
            CANCELLED,
            frozenset({CHAIR, PLANNER}),
            _("Call it off"),
            needs=("reason",),
            tone="grave",
        ),
        Move("follow", LIVE, CANCELLED, frozenset({SYSTEM}), _("The visit was called off"), needs=("reason",)),
    ),
)


def _must_come(called: Any, given: Mapping[str, Any]) -> Text | None:
    if called.insisted:
        return _("It was decided that your unit must come. Say who comes.")
    return None


def _there(called: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["on"] else _("Open the meeting first; once it is signed off or over, nothing is changed here any more.")


_MARKS: Final = frozenset({CALLER, CHAIR, RUNNER})
_BOTH: Final = (ANSWER, DECIDE)
CALLING = Flow(
    "called_unit",
    states={
        CALLED: _("Called, no answer yet"),
        COMING: _("Is coming"),
        SENDING: _("Sends somebody"),
        REFUSED: _("Cannot come, being decided"),
        CAME: _("Was there"),
        ABSENT: _("Was not there"),
        EXCUSED: _("Need not come"),
        DROPPED: _("No longer needed"),
    },
    start=CALLED,
    ends={CAME, ABSENT, EXCUSED, DROPPED},
    moves=(
        Move(
            "come", (CALLED, SENDING), COMING, frozenset({UNIT}), _("We are coming"), takes=("note",), stops=(ANSWER,), tone="act"
        ),
        Move("send", (CALLED, COMING), SENDING, frozenset({UNIT}), _("We send somebody"), needs=("note",), stops=(ANSWER,)),
        Move(
            "refuse",
            (CALLED,),
            REFUSED,
            frozenset({UNIT}),
            _("We cannot come"),
            needs=("reason",),
            guards=(_must_come,),
            stops=(ANSWER,),
            starts=(DECIDE,),
        ),
        Move(
            "insist",
            (REFUSED,),
            CALLED,
            frozenset({OVERSEER}),
            _("The unit must come"),
            needs=("reason",),
            stops=(DECIDE,),
            starts=(ANSWER,),
            tone="grave",
        ),
        Move("excuse", (REFUSED,), EXCUSED, frozenset({OVERSEER}), _("It need not come"), needs=("reason",), stops=(DECIDE,)),
        Move("arrive", (*WAITING, ABSENT, EXCUSED), CAME, _MARKS, _("Was there"), guards=(_there,), stops=_BOTH, tone="act"),
        Move("miss", (*WAITING, CAME), ABSENT, _MARKS, _("Was not there"), takes=("reason",), guards=(_there,), stops=_BOTH),
        Move("account", (ABSENT,), None, _MARKS | {UNIT}, _("Give the reason"), needs=("reason",), guards=(_there,)),
        Move("drop", WAITING, DROPPED, frozenset({SYSTEM}), _("No longer needed"), stops=_BOTH),
    ),
)


def _no_one_left(whistle: Any, given: Mapping[str, Any]) -> Text | None:
    if given["left"]:
        return _("Note first of each unit whether it was there: %(units)s.") % {"units": given["left"]}
    return None


WHISTLE = Flow(
    "call_of_units",
    states={BLOWN: _("Units called"), ENDED: _("The call is over"), WITHDRAWN: _("Taken back")},
    start=BLOWN,
    ends={ENDED, WITHDRAWN},
    moves=(
        Move(
            "end",
            (BLOWN,),
            ENDED,
            frozenset({CALLER}),
            _("Write down what came of it"),
            needs=("result",),
            guards=(_no_one_left,),
            tone="act",
        ),
        Move("withdraw", (BLOWN,), WITHDRAWN, frozenset({CALLER}), _("Take the call back"), needs=("reason",), tone="grave"),
    ),
)
