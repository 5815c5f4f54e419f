"""The lifecycles of a promise and of a charge, as tables; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text
from sixia.people.rules import CALLBACK, PRINCIPAL

PROMISER, UNIT, HEAD, OVERSEER, READER, RESIDENT, SYSTEM = (
    "promiser",
    "unit",
    "head",
    "overseer",
    "reader",
    "resident",
    "system",
)
CHARGED = "charged"

GIVEN, CLAIMED, KEPT, BROKEN, REPLACED = "given", "claimed", "kept", "broken", "replaced"
PROPOSED, DECLINED, NAMED, VACANT, ENDED = "proposed", "declined", "named", "vacant", "ended"
DUE, MEET = "due", "meet"
"""Clock kinds: the day of a promise or charge, and the next meeting."""
STANDS: Final = (GIVEN, CLAIMED, KEPT, BROKEN)


def _not_yet(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["now"] < promise.due_at:
        return _("Its day has not come yet. It can be called broken only afterwards.")
    return None


def _too_late(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["now"] >= promise.due_at:
        return _("Its day has passed: it cannot be moved any more. Say what was done; what comes next is a new promise.")
    return None


def _residents_say(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["for_resident"] or not given["has_voices"]:
        return None
    return _("Only the resident can say that it was kept, on their page or to the call-back clerk.")


def _made_good(promise: Any, given: Mapping[str, Any]) -> Text | None:
    return _("This is written down already.") if promise.made_good_at else None


def _public(promise: Any, given: Mapping[str, Any]) -> Text | None:
    return _("It stands on the public board already.") if promise.public else None


def _closed_doors(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["sealed"]:
        return _("The case is confidential, or its resident asked for secrecy: its promises are not made public.")
    return None


def _speaks_of_somebody(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["personal"]:
        return _("The words speak of a person: a name, a number, an address. Give the promise again without them.")
    return None


def _second_person(promise: Any, given: Mapping[str, Any]) -> Text | None:
    if given["reader"] in (promise.account_id, promise.written_by_id):
        return _("Somebody other than who said it and who wrote it down must read it before it is public.")
    return None


def _on_board(promise: Any, given: Mapping[str, Any]) -> Text | None:
    return None if promise.public and not promise.hidden else _("Its words do not stand on the public board.")


def _unfit(charge: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["unfit"]
    return sentence


def _later(charge: Any, given: Mapping[str, Any]) -> Text | None:
    if charge.due_on and given["until"] <= charge.due_on:
        return _("Name a later day than the present one.")
    return None


def _over(charge: Any, given: Mapping[str, Any]) -> Text | None:
    if given["way"]:
        return None
    return _("The leader stays in charge: the case has ended neither by the person’s verdict, nor lawfully, nor by an agreement.")


def _ahead(charge: Any, given: Mapping[str, Any]) -> Text | None:
    return _("This meeting lies ahead. Write it down when it has taken place.") if given["day"] > given["today"] else None


_SAYS = frozenset({RESIDENT, CALLBACK})
PROMISE = Flow(
    "promise",
    states={
        GIVEN: _("Promise given"),
        CLAIMED: _("Said to be kept, not confirmed yet"),
        KEPT: _("Kept"),
        BROKEN: _("Broken"),
        REPLACED: _("Replaced by a new promise"),
    },
    start=GIVEN,
    ends={KEPT, BROKEN, REPLACED},
    moves=(
        Move(
            "claim",
            (GIVEN,),
            CLAIMED,
            frozenset({PROMISER, UNIT}),
            _("Say that it is done"),
            needs=("evidence", "done_on"),
            takes=("link",),
            stops=(DUE,),
            tone="act",
        ),
        Move(
            "confirm",
            (GIVEN, CLAIMED),
            KEPT,
            _SAYS | {OVERSEER},
            _("It was kept"),
            takes=("note",),
            guards=(_residents_say,),
            stops=(DUE,),
            tone="act",
        ),
        Move("deny", (CLAIMED,), GIVEN, _SAYS, _("It is not done yet"), needs=("note",)),
        Move(
            "break",
            (GIVEN, CLAIMED),
            BROKEN,
            _SAYS | {OVERSEER, SYSTEM},
            _("The promise was not kept"),
            takes=("note",),
            guards=(_not_yet,),
            stops=(DUE,),
            tone="grave",
        ),
        Move("dispute", (KEPT,), BROKEN, _SAYS, _("It was not kept after all"), needs=("note",), guards=(_not_yet,)),
        Move(
            "make_good",
            (BROKEN,),
            None,
            _SAYS | {OVERSEER},
            _("It was made good later"),
            takes=("note",),
            guards=(_made_good, _residents_say),
        ),
        Move(
            "replace",
            (GIVEN,),
            REPLACED,
            frozenset({PROMISER, HEAD}),
            _("Reword it, or move its day"),
            needs=("words", "due_on", "reason"),
            guards=(_too_late,),
            stops=(DUE,),
        ),
        Move(
            "publish",
            STANDS,
            None,
            frozenset({HEAD, OVERSEER}),
            _("Put it on the public board"),
            guards=(_public, _closed_doors, _speaks_of_somebody, _second_person),
        ),
        Move(
            "hide",
            (*STANDS, REPLACED),
            None,
            frozenset({OVERSEER}),
            _("Take its words off the public board"),
            needs=("reason",),
            guards=(_on_board,),
            tone="grave",
        ),
    ),
)

_KEEPERS = frozenset({CHARGED, PRINCIPAL})
CHARGE = Flow(
    "charge",
    states={
        PROPOSED: _("Proposed, no leader named yet"),
        DECLINED: _("Not needed"),
        NAMED: _("Leader in charge"),
        VACANT: _("The leader’s post has ended: to be handed over"),
        ENDED: _("Charge ended"),
    },
    start=PROPOSED,
    ends={DECLINED, ENDED},
    moves=(
        Move(
            "name",
            (PROPOSED,),
            NAMED,
            frozenset({PRINCIPAL}),
            _("Name the leader in charge"),
            needs=("leader", "until"),
            guards=(_unfit,),
            tone="act",
        ),
        Move("decline", (PROPOSED,), DECLINED, frozenset({PRINCIPAL}), _("No leader is needed"), needs=("reason",)),
        Move(
            "plan",
            (NAMED,),
            None,
            frozenset({CHARGED}),
            _("Add a step to the plan"),
            needs=("duty", "text", "unit", "due_on"),
            takes=("account",),
            tone="act",
        ),
        Move(
            "change",
            (NAMED,),
            None,
            frozenset({CHARGED}),
            _("Change a step"),
            needs=("step", "text", "unit", "due_on"),
            takes=("account",),
        ),
        Move("done", (NAMED,), None, frozenset({CHARGED}), _("A step is done"), needs=("step", "done_on", "note")),
        Move("drop", (NAMED,), None, frozenset({CHARGED}), _("Take a step out"), needs=("step", "reason")),
        Move(
            "meet",
            (NAMED,),
            None,
            frozenset({CHARGED}),
            _("I met the person"),
            needs=("day", "place", "present", "said", "reached"),
            takes=("agreed",),
            guards=(_ahead,),
            stops=(MEET,),
            tone="act",
        ),
        Move(
            "extend",
            (NAMED,),
            None,
            frozenset({PRINCIPAL}),
            _("Give more time"),
            needs=("until", "reason"),
            guards=(_later,),
            stops=(DUE,),
        ),
        Move(
            "hand_over",
            (NAMED, VACANT),
            NAMED,
            frozenset({PRINCIPAL}),
            _("Hand it over to another leader"),
            needs=("leader", "reason"),
            guards=(_unfit,),
            tone="act",
        ),
        Move("vacate", (NAMED,), VACANT, frozenset({SYSTEM}), _("Note that the post has ended"), stops=(MEET,)),
        Move(
            "end",
            (NAMED, VACANT),
            ENDED,
            _KEEPERS,
            _("End the charge"),
            needs=("summary",),
            guards=(_over,),
            stops=(DUE, MEET),
            tone="act",
        ),
    ),
)
