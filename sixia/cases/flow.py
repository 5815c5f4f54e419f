"""The lifecycles of a case and of a voice, as tables; pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text
from sixia.people.rules import CALLBACK, CLERK, DISPATCHER, LEADER, RESTRICTED_OFFICER

LEAD, PART, HEAD, OVERSEER, HELPER, RESIDENT, SYSTEM = "lead", "part", "head", "overseer", "helper", "resident", "system"

HEARD, HANDLING, REVIEWING, ANSWERED = "heard", "handling", "reviewing", "answered"
SUPERVISED, CLOSED, JOINED = "supervised", "closed", "joined"

OPEN, ASKED, AGREED, DISPUTED, UNREACHABLE, WITHDRAWN = "open", "asked", "agreed", "disputed", "unreachable", "withdrawn"
IMPORTED = "imported"

DISPATCH, HANDLE, REVIEW, SUPERVISE = "dispatch", "handle", "answer_review", "supervise_review"
AT_ONCE = ("inquiry", "praise", "suggestion")

_DESK = frozenset({DISPATCHER, RESTRICTED_OFFICER})
_LEADS = frozenset({LEAD, RESTRICTED_OFFICER})
_OVER = frozenset({OVERSEER, RESTRICTED_OFFICER})
_ALIVE = (HEARD, HANDLING, REVIEWING, ANSWERED, SUPERVISED)
_SYSTEM = frozenset({SYSTEM})
_GIVES = _DESK | _SYSTEM  # the desk, and a room above in which whoever hosts an on-site office decides it


def _orders_done(case: Any, given: Mapping[str, Any]) -> Text | None:
    if given["others_open"]:
        return _("Other units still owe their part. Wait for their reports, or ask the dispatcher to withdraw their orders.")
    return None


def _said_before(case: Any, given: Mapping[str, Any]) -> Text | None:
    if given["same_as"]:
        return _("This is the answer the resident has already called insufficient. Say what is different now.")
    return None


def _review_first(case: Any, given: Mapping[str, Any]) -> Text | None:
    if given["four_eyes"]:
        return _("This answer must be checked by a second person before it is sent.")
    return None


def _four_eyes(case: Any, given: Mapping[str, Any]) -> Text | None:
    if given["author"] == given["reader"]:
        return _("Somebody other than its author must check the answer.")
    return None


def _at_once(case: Any, given: Mapping[str, Any]) -> Text | None:
    if case.kind not in AT_ONCE and not given.get("met"):
        return _("Only inquiries, suggestions and praise can be answered without a unit. Dispatch this one.")
    return None


def _apart(case: Any, given: Mapping[str, Any]) -> Text | None:
    return _("What is confidential stays by itself.") if case.restricted or case.barred else None


def _their_words(case: Any, given: Mapping[str, Any]) -> Text | None:
    if given["theirs"]:
        return None
    return _("Only the resident’s own words can be split off. Copy the passages from the text, a line for each.")


def _accusation(case: Any, given: Mapping[str, Any]) -> Text | None:
    return _("This is confidential already.") if case.restricted else None


def _service(case: Any, given: Mapping[str, Any]) -> Text | None:
    if case.track != "service":
        return _("This goes by the rules of petitions: use the petition’s own steps on this page.")
    return None


def _petition(case: Any, given: Mapping[str, Any]) -> Text | None:
    return None if case.track == "petition" else _("This is not handled as a petition.")


def _track_once(case: Any, given: Mapping[str, Any]) -> Text | None:
    if case.track_changed_at is not None:
        return _("It has moved to the other track once already. It stays where it is, so that nobody is sent back and forth.")
    return _("It goes this way already.") if given["track"] == case.track else None


CASE = Flow(
    "case",
    states={
        HEARD: _("Heard, to be dispatched"),
        HANDLING: _("In hand"),
        REVIEWING: _("Answer being checked"),
        ANSWERED: _("Answered, waiting for the verdict"),
        SUPERVISED: _("Under review by the supervisor"),
        CLOSED: _("Closed"),
        JOINED: _("Joined to another case"),
    },
    start=HEARD,
    ends={CLOSED, JOINED},
    moves=(
        Move(
            "dispatch",
            (HEARD,),
            HANDLING,
            _GIVES,
            _("Dispatch"),
            needs=("category", "unit"),
            guards=(_service,),
            stops=(DISPATCH,),
            starts=(HANDLE,),
            tone="act",
        ),
        Move(
            "dispatch_again",
            (HANDLING,),
            None,
            _GIVES,
            _("Give it to another unit"),
            needs=("unit", "reason"),
            guards=(_service,),
            tone="act",
        ),
        Move("call_in", (HANDLING,), None, _GIVES, _("Call in another unit"), needs=("unit", "reason")),
        Move(
            "reclassify",
            (HEARD, HANDLING),
            None,
            _DESK,
            _("Correct what it is about"),
            takes=("category", "kind", "triage", "place"),
        ),
        Move(
            "restrict",
            (*_ALIVE, CLOSED),
            None,
            _DESK | _SYSTEM,
            _("Make confidential"),
            needs=("reason",),
            guards=(_accusation,),
            tone="grave",
        ),
        Move(
            "answer_now",
            (HEARD,),
            ANSWERED,
            _DESK | {CLERK},
            _("Answer at once"),
            needs=("text",),
            guards=(_service, _at_once),
            stops=(DISPATCH,),
        ),
        Move(
            "propose_now",
            (HEARD,),
            REVIEWING,
            _DESK | {CLERK},
            _("Submit for checking what was settled face to face"),
            needs=("text",),
            guards=(_service, _at_once),
            stops=(DISPATCH,),
            starts=(REVIEW,),
        ),
        Move(
            "redirect",
            (HEARD, HANDLING),
            CLOSED,
            _DESK,
            _("Show another lawful way"),
            needs=("text", "basis", "remedies"),
            guards=(_service, _orders_done),
            stops=(DISPATCH, HANDLE),
            tone="grave",
        ),
        Move("interim", (HANDLING,), None, _LEADS, _("Tell how it stands"), needs=("text",)),
        Move(
            "answer",
            (HANDLING,),
            ANSWERED,
            _LEADS,
            _("Answer"),
            needs=("text",),
            guards=(_service, _orders_done, _said_before, _review_first),
            stops=(HANDLE,),
            tone="act",
        ),
        Move(
            "propose",
            (HANDLING,),
            REVIEWING,
            _LEADS,
            _("Submit the answer for checking"),
            needs=("text",),
            guards=(_service, _orders_done, _said_before),
            starts=(REVIEW,),
            tone="act",
        ),
        Move(
            "answer_there",
            (HEARD, HANDLING),
            ANSWERED,
            _SYSTEM,
            _("Answer with what was settled on the spot"),
            needs=("text",),
            guards=(_service, _said_before),
            stops=(DISPATCH, HANDLE),
        ),
        Move(
            "propose_there",
            (HEARD, HANDLING),
            REVIEWING,
            _SYSTEM,
            _("Submit for checking what was settled on the spot"),
            needs=("text",),
            guards=(_service, _said_before),
            stops=(DISPATCH,),
            starts=(REVIEW,),
        ),
        Move(
            "approve",
            (REVIEWING,),
            ANSWERED,
            frozenset({HEAD, OVERSEER, RESTRICTED_OFFICER}),
            _("Approve and send"),
            guards=(_four_eyes, _orders_done),
            stops=(HANDLE, REVIEW),
            tone="act",
        ),
        Move(
            "send_back",
            (REVIEWING,),
            HANDLING,
            frozenset({HEAD, OVERSEER, RESTRICTED_OFFICER}),
            _("Send back"),
            needs=("reason",),
            stops=(REVIEW,),
        ),
        Move(
            "send_back_now",
            (REVIEWING,),
            HEARD,
            frozenset({OVERSEER, RESTRICTED_OFFICER}),
            _("Send back to the desk"),
            needs=("reason",),
            stops=(REVIEW,),
            starts=(DISPATCH,),
        ),
        Move("settle", (ANSWERED,), CLOSED, frozenset({SYSTEM}), _("Close"), needs=("ending",)),
        Move("reopen", (ANSWERED, CLOSED), HANDLING, frozenset({SYSTEM}), _("Reopen"), starts=(HANDLE,)),
        Move("supervise", (ANSWERED, CLOSED), SUPERVISED, frozenset({SYSTEM}), _("Hand to the supervisor"), starts=(SUPERVISE,)),
        Move(
            "reorder",
            (SUPERVISED,),
            HANDLING,
            _OVER | _SYSTEM,
            _("Order it to be done again"),
            needs=("unit", "reason"),
            guards=(_service,),
            stops=(SUPERVISE,),
            starts=(HANDLE,),
            tone="act",
        ),
        Move(
            "settle_again",
            (SUPERVISED,),
            ANSWERED,
            _OVER,
            _("It is solved now: ask the resident again"),
            needs=("text",),
            guards=(_service, _said_before),
            stops=(SUPERVISE,),
        ),
        Move(
            "propose_explanation",
            (SUPERVISED,),
            None,
            _OVER,
            _("Propose a lawful explanation"),
            needs=("text", "basis", "remedies"),
            guards=(_service,),
        ),
        Move(
            "approve_explanation",
            (SUPERVISED,),
            CLOSED,
            frozenset({OVERSEER, LEADER, RESTRICTED_OFFICER}),
            _("Approve the explanation and close"),
            guards=(_four_eyes,),
            stops=(SUPERVISE,),
            tone="grave",
        ),
        Move("withdraw", _ALIVE, CLOSED, frozenset({SYSTEM}), _("Withdraw"), stops=(DISPATCH, HANDLE, REVIEW, SUPERVISE)),
        Move(
            "join",
            (HEARD,),
            JOINED,
            _DESK | {CLERK},
            _("Join to a case about the same matter"),
            needs=("into",),
            guards=(_service, _apart),
            stops=(DISPATCH,),
        ),
        Move(
            "split",
            (HEARD, HANDLING),
            None,
            _DESK | {CLERK},
            _("Split off a further matter"),
            needs=("voice", "words"),
            takes=("category",),
            guards=(_service, _apart, _their_words),
        ),
        Move("part", (JOINED,), HEARD, _DESK, _("Undo the joining"), needs=("reason",), starts=(DISPATCH,)),
        Move(
            "change_track",
            (HEARD,),
            None,
            _DESK | {CLERK, SYSTEM},
            _("Move to the other track"),
            needs=("track", "reason"),
            guards=(_track_once, _apart),
            stops=(DISPATCH,),
            starts=(DISPATCH,),
        ),
        Move(
            "change_track",
            (HANDLING,),
            HEARD,
            _DESK | {CLERK, SYSTEM},
            _("Move to the other track"),
            needs=("track", "reason"),
            guards=(_track_once, _apart),
            stops=(HANDLE,),
            starts=(DISPATCH,),
        ),
        Move(
            "entrust",
            (HEARD, HANDLING, ANSWERED, CLOSED),
            HANDLING,
            _SYSTEM,
            _("Give the petition to a unit"),
            needs=("unit",),
            guards=(_petition,),
        ),
        Move("recall", (HANDLING, CLOSED), HEARD, _SYSTEM, _("Take the petition back"), needs=("reason",), guards=(_petition,)),
        Move("tell", _ALIVE, None, _SYSTEM, _("Tell the petitioners"), needs=("text",), guards=(_petition,)),
        Move(
            "conclude", (HEARD, HANDLING, ANSWERED, CLOSED), ANSWERED, _SYSTEM, _("Decide"), needs=("text",), guards=(_petition,)
        ),
        Move("finish", (HEARD, HANDLING, ANSWERED), CLOSED, _SYSTEM, _("End"), needs=("ending",), guards=(_petition,)),
        Move(
            "note",
            (*_ALIVE, CLOSED),
            None,
            _DESK | {CLERK, LEAD, PART, HEAD, OVERSEER, CALLBACK},
            _("Add a note"),
            needs=("text",),
        ),
        Move(
            "ask", (HEARD, HANDLING), None, _DESK | {CLERK, LEAD, PART}, _("Ask the resident"), needs=("text",), takes=("voices",)
        ),
        Move("add", (*_ALIVE, CLOSED), None, frozenset({RESIDENT, HELPER, CLERK}), _("Add something"), needs=("text",)),
    ),
)

SERVICE_ONLY = frozenset(move.name for move in CASE.moves if _service in move.guards)
"""Moves that petitions have no use for."""

VOICE = Flow(
    "voice",
    states={
        OPEN: _("Waiting for an answer"),
        ASKED: _("Asked for the verdict"),
        AGREED: _("Agreed to close"),
        DISPUTED: _("Not accepted"),
        UNREACHABLE: _("Out of reach"),
        WITHDRAWN: _("Withdrawn"),
        IMPORTED: _("Ended before it came here"),
    },
    start=OPEN,
    ends={AGREED, UNREACHABLE, WITHDRAWN, IMPORTED},
    moves=(
        Move("ask", (OPEN, ASKED, DISPUTED), ASKED, frozenset({SYSTEM}), _("Ask for the verdict")),
        Move("agree", (ASKED, UNREACHABLE, DISPUTED), AGREED, frozenset({RESIDENT, CALLBACK, HELPER}), _("Agree to close")),
        Move("dispute", (ASKED, UNREACHABLE, AGREED), DISPUTED, frozenset({RESIDENT, CALLBACK, HELPER}), _("Do not agree")),
        Move("judge_again", (AGREED, DISPUTED), None, frozenset({RESIDENT, CALLBACK, HELPER}), _("Add a verdict")),
        Move("call_later", (ASKED,), None, frozenset({CALLBACK}), _("Call again later"), needs=("at",)),
        Move("give_up", (ASKED,), UNREACHABLE, frozenset({CALLBACK}), _("Cannot be reached"), needs=("attempts",)),
        Move(
            "withdraw",
            (OPEN, ASKED, DISPUTED),
            WITHDRAWN,
            frozenset({RESIDENT, HELPER, CLERK}),
            _("Withdraw"),
            needs=("reason",),
        ),
    ),
)
