"""The lifecycle of a petition as a table; pure. Articles are those of the 信访工作条例 (in force since 1 May 2022)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text
from sixia.petitions.rules import ACCUSATION, ASSIGN, OTHER_WAYS, SUGGESTION

REGISTRAR, UNIT, HEAD, ORGAN, UPPER = "registrar", "unit", "head", "organ", "upper"
RESIDENT, OVERSEER, OFFICER, SYSTEM = "resident", "overseer", "officer", "system"

REGISTERED, SENT, OBJECTED, ACCEPTED, DECIDED = "registered", "sent", "objected", "accepted", "decided"
REVIEWING, REVIEWED, REREVIEWING = "reviewing", "reviewed", "rereviewing"
FINAL, LAPSED, SETTLED, REPLIED = "final", "lapsed", "settled", "replied"
REFUSED, REDIRECTED, WITHDRAWN, SEALED, MOVED = "refused", "redirected", "withdrawn", "sealed", "moved"
IN_HAND = (SENT, OBJECTED, ACCEPTED, REVIEWING, REREVIEWING)
"""Somebody must act on it: no superior takes the same matter (Art. 19)."""
BINDING = (FINAL, LAPSED)
"""Over for good: the same facts and reasons are not taken again (Art. 36)."""

ROUTE, TELL, OBJECT, HANDLE = "route", "tell", "object", "handle"
REVIEW_ASK, REVIEW, REREVIEW_ASK, REREVIEW = "review_ask", "review", "rereview_ask", "rereview"
CLOCKS = (ROUTE, TELL, OBJECT, HANDLE, REVIEW_ASK, REVIEW, REREVIEW_ASK, REREVIEW)
DUTIES = (ROUTE, TELL, HANDLE, REVIEW, REREVIEW)
"""Clocks that bind an office. The others are terms within which somebody may object or ask."""

_ALIVE = (REGISTERED, SENT, OBJECTED, ACCEPTED, DECIDED, REVIEWING, REVIEWED, REREVIEWING)
_R, _U, _O, _X = frozenset({REGISTRAR}), frozenset({UNIT}), frozenset({ORGAN}), frozenset({UPPER})
_WORKING = _R | _U | _O | _X
_ASKERS = frozenset({RESIDENT, REGISTRAR})


def _in_term(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if given["until"] is not None and given["now"] >= given["until"]:
        return _("The term for this is over.")
    return None


def _appointed(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return _("The petition office has appointed your unit; it cannot object again.") if petition.appointed else None


def _classified(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if not petition.matter:
        return _("First say by which procedure it goes.")
    if petition.matter in OTHER_WAYS:
        return _("Another lawful procedure decides this. Name it to the petitioner with “Name the lawful way”.")
    return None


def _no_accusation(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if given["matter"] == ACCUSATION:
        return _("Accusations go behind closed doors at once: use “Hand over as an accusation”.")
    return None


def _not_in_hand_below(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if given["in_hand"]:
        return _("The same matter is in hand below and within its time limit; the superior does not take it (Art. 19).")
    return None


def _ground_holds(petition: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["doubt"]
    return sentence


def _no_hearing(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return _("A hearing is open. Write it down first.") if petition.hearing_open else None


def _hearing(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return None if petition.hearing_open else _("No hearing is open.")


def _one_hearing(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return _("A hearing is open already.") if petition.hearing_open else None


def _agreement(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return None if petition.agreement_open else _("There is no agreement to be performed.")


def _for_all(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["for_all"] else _("Several people petition together: a representative says so, or the petition office.")


def _one_agreement(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return _("An agreement waits to be performed already.") if petition.agreement_open else None


def _extends_once(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if petition.extensions >= given["most_times"]:
        return _("It has been extended already; the law allows it only once (Art. 34).")
    if not 1 <= given["days"] <= given["most_days"]:
        return _("An extension may be 1 to %(most)s days (Art. 34).") % {"most": given["most_days"]}
    return None


def _reported(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if petition.manner == ASSIGN and not str(given.get("report") or "").strip():
        return _("It was assigned: report the result to the petition office as well.")
    return None


def _no_suggestion(petition: Any, given: Mapping[str, Any]) -> Text | None:
    if petition.matter == SUGGESTION:
        return _("This is a suggestion: answer it with “Answer the suggestion”.")
    return None


def _suggestion(petition: Any, given: Mapping[str, Any]) -> Text | None:
    return None if petition.matter == SUGGESTION else _("Only suggestions are answered like this; this needs a written opinion.")


def _serves(petition: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["doubt"]
    return sentence


FLOW = Flow(
    "petition",
    states={
        REGISTERED: _("Registered, to be forwarded or assigned"),
        SENT: _("With the unit, to be accepted"),
        OBJECTED: _("The unit objects; being verified"),
        ACCEPTED: _("Accepted, being handled"),
        DECIDED: _("Decided; a review may be asked for"),
        REVIEWING: _("Under review"),
        REVIEWED: _("Reviewed; a re-review may be asked for"),
        REREVIEWING: _("Under re-review"),
        FINAL: _("Final after re-review"),
        LAPSED: _("Final: nobody asked for a review in time"),
        SETTLED: _("Over: the agreement was kept"),
        REPLIED: _("Suggestion answered"),
        REFUSED: _("Not accepted as a petition"),
        REDIRECTED: _("A lawful way was named"),
        WITHDRAWN: _("Withdrawn"),
        SEALED: _("Handed over behind closed doors"),
        MOVED: _("Goes on as a service request"),
    },
    start=REGISTERED,
    ends={FINAL, LAPSED, SETTLED, REPLIED, REFUSED, REDIRECTED, WITHDRAWN, SEALED, MOVED},
    moves=(
        Move(
            "classify", (REGISTERED,), None, _R, _("Say by which procedure it goes"), needs=("matter",), guards=(_no_accusation,)
        ),
        Move(
            "send",
            (REGISTERED,),
            SENT,
            _R,
            _("Forward or assign"),
            needs=("manner", "unit"),
            guards=(_classified, _not_in_hand_below),
            stops=(ROUTE,),
            starts=(OBJECT, TELL),
            tone="act",
        ),
        Move("tell_new_facts", (REGISTERED,), None, _ASKERS, _("Note new facts"), needs=("facts",)),
        Move(
            "object",
            (SENT,),
            OBJECTED,
            _U,
            _("Object: not our remit"),
            needs=("reason",),
            guards=(_appointed, _in_term),
            stops=(OBJECT,),
        ),
        Move(
            "uphold",
            (OBJECTED,),
            REGISTERED,
            _R,
            _("Agree: take it back"),
            needs=("reason",),
            stops=(TELL,),
            starts=(ROUTE,),
            tone="act",
        ),
        Move("dismiss", (OBJECTED,), SENT, _R, _("Appoint the unit"), needs=("reason",), tone="grave"),
        Move("accept", (SENT,), ACCEPTED, _U, _("Accept the petition"), stops=(OBJECT,), starts=(HANDLE,), tone="act"),
        Move(
            "decide",
            (ACCEPTED,),
            DECIDED,
            _U,
            _("Issue the written opinion"),
            guards=(_no_suggestion, _no_hearing, _reported),
            stops=(HANDLE,),
            tone="act",
        ),
        Move(
            "answer",
            (ACCEPTED,),
            REPLIED,
            _U,
            _("Answer the suggestion"),
            needs=("text",),
            guards=(_suggestion,),
            stops=(HANDLE,),
            tone="act",
        ),
        Move(
            "extend",
            (ACCEPTED,),
            None,
            frozenset({HEAD}),
            _("Approve more time"),
            needs=("days", "reason"),
            guards=(_in_term, _extends_once),
        ),
        Move("open_hearing", (ACCEPTED,), None, _U, _("Call a hearing"), needs=("place",), guards=(_one_hearing,)),
        Move("open_hearing", (REVIEWING,), None, _O, _("Call a hearing"), needs=("place",), guards=(_one_hearing,)),
        Move(
            "open_hearing",
            (REREVIEWING,),
            None,
            _X,
            _("Call a hearing"),
            needs=("place",),
            guards=(_one_hearing,),
            pauses=(REREVIEW,),
        ),
        Move("record_hearing", (ACCEPTED,), None, _U, _("Write down the hearing"), guards=(_hearing,), tone="act"),
        Move("record_hearing", (REVIEWING,), None, _O, _("Write down the hearing"), guards=(_hearing,), tone="act"),
        Move(
            "record_hearing",
            (REREVIEWING,),
            None,
            _X,
            _("Write down the hearing"),
            guards=(_hearing,),
            resumes=(REREVIEW,),
            tone="act",
        ),
        Move("agree", (ACCEPTED, REVIEWING, REREVIEWING), None, _WORKING, _("Write down an agreement"), guards=(_one_agreement,)),
        Move(
            "perform",
            (ACCEPTED, DECIDED, REVIEWING, REVIEWED, REREVIEWING),
            SETTLED,
            _ASKERS,
            _("The agreement was kept"),
            guards=(_agreement, _no_hearing, _for_all),
            stops=CLOCKS,
        ),
        Move(
            "break",
            (ACCEPTED, DECIDED, REVIEWING, REVIEWED, REREVIEWING),
            None,
            _ASKERS | _U,
            _("The agreement was not kept"),
            needs=("reason",),
            guards=(_agreement,),
        ),
        Move(
            "ask_review",
            (DECIDED,),
            REVIEWING,
            _ASKERS,
            _("Ask for a review"),
            needs=("reason",),
            guards=(_in_term,),
            stops=(REVIEW_ASK,),
            starts=(REVIEW,),
        ),
        Move(
            "review",
            (REVIEWING,),
            REVIEWED,
            _O,
            _("Issue the review opinion"),
            guards=(_no_hearing,),
            stops=(REVIEW,),
            tone="act",
        ),
        Move(
            "set_aside",
            (REVIEWING,),
            ACCEPTED,
            _O,
            _("Set the opinion aside"),
            guards=(_no_hearing,),
            stops=(REVIEW,),
            starts=(HANDLE,),
            tone="grave",
        ),
        Move(
            "ask_rereview",
            (REVIEWED,),
            REREVIEWING,
            _ASKERS,
            _("Ask for a re-review"),
            needs=("reason",),
            guards=(_in_term,),
            stops=(REREVIEW_ASK,),
            starts=(REREVIEW,),
        ),
        Move(
            "rereview",
            (REREVIEWING,),
            FINAL,
            _X,
            _("Issue the final opinion"),
            guards=(_no_hearing,),
            stops=(REREVIEW,),
            tone="act",
        ),
        Move("redirect", (REGISTERED,), REDIRECTED, _R, _("Name the lawful way"), needs=("ways",), stops=(ROUTE,), tone="grave"),
        Move(
            "redirect",
            (SENT, ACCEPTED),
            REDIRECTED,
            _U,
            _("Name the lawful way"),
            needs=("ways",),
            guards=(_no_hearing,),
            stops=(OBJECT, HANDLE),
            tone="grave",
        ),
        Move(
            "refuse",
            (REGISTERED,),
            REFUSED,
            _R,
            _("Do not accept"),
            needs=("ground",),
            guards=(_ground_holds,),
            stops=(ROUTE,),
            tone="grave",
        ),
        Move(
            "refuse",
            (SENT,),
            REFUSED,
            _U,
            _("Do not accept"),
            needs=("ground",),
            guards=(_ground_holds,),
            stops=(OBJECT,),
            tone="grave",
        ),
        Move(
            "seal",
            (REGISTERED, SENT, OBJECTED, ACCEPTED),
            SEALED,
            frozenset({REGISTRAR, SYSTEM}),
            _("Hand over as an accusation"),
            needs=("reason",),
            stops=CLOCKS,
            tone="grave",
        ),
        Move(
            "seal",
            (DECIDED, REVIEWING, REVIEWED, REREVIEWING),
            SEALED,
            frozenset({SYSTEM}),
            _("Hand over as an accusation"),
            needs=("reason",),
            stops=CLOCKS,
        ),
        Move("move", (REGISTERED,), MOVED, _R, _("Handle as a service request"), needs=("reason",), stops=CLOCKS),
        Move(
            "serve",
            (*_ALIVE, FINAL, LAPSED, SETTLED, REPLIED, REFUSED, REDIRECTED, WITHDRAWN),
            None,
            _WORKING,
            _("Note the service"),
            needs=("at", "means", "received_by"),
            guards=(_serves,),
        ),
        Move("urge", _ALIVE, None, frozenset({OVERSEER, REGISTRAR}), _("Urge"), needs=("text",)),
        Move(
            "reclaim",
            (REFUSED, REDIRECTED),
            REGISTERED,
            frozenset({OVERSEER}),
            _("Order it to be taken up"),
            needs=("reason",),
            starts=(ROUTE,),
            tone="grave",
        ),
        Move("lapse", (DECIDED, REVIEWED), LAPSED, frozenset({SYSTEM}), _("Becomes final"), stops=CLOCKS),
        Move("withdraw", _ALIVE, WITHDRAWN, frozenset({SYSTEM}), _("Withdraw"), stops=CLOCKS),
    ),
)
