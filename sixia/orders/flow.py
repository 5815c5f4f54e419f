"""The lifecycle of an order, as a table; pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text
from sixia.people.rules import HANDLER, RESTRICTED_OFFICER, UNIT_HEAD

ISSUER, ARBITER, OVERSEER, SYSTEM = "issuer", "arbiter", "overseer", "system"
OWNERS = frozenset({HANDLER, UNIT_HEAD, RESTRICTED_OFFICER})

ISSUED, ACCEPTED, REFUSED, HANDING_OVER = "issued", "accepted", "refused", "handing_over"
REPORTED, RELEASED, WITHDRAWN = "reported", "released", "withdrawn"

ACCEPT, CONTACT, HANDLE, ARBITRATE, DECIDE = "accept", "contact", "handle", "arbitrate", "extend_decide"


def _appointed(order: Any, given: Mapping[str, Any]) -> Text | None:
    if order.appointed:
        return _("Your unit was appointed for this order and cannot refuse it. Handle it, or ask for an extension.")
    return None


def _names_itself(order: Any, given: Mapping[str, Any]) -> Text | None:
    if getattr(given["proposed"], "pk", None) == order.unit_id:
        return _("Name another unit as the owner, not your own.")
    return None


def _same_unit(order: Any, given: Mapping[str, Any]) -> Text | None:
    if getattr(given["to"], "pk", None) == order.unit_id:
        return _("Choose another unit, or appoint this one.")
    return None


def _too_late(order: Any, given: Mapping[str, Any]) -> Text | None:
    if given["now"] >= order.due_at:
        return _("The time limit has passed already. An extension must be asked for before it ends.")
    return None


def _asked_already(order: Any, given: Mapping[str, Any]) -> Text | None:
    if order.extension_open:
        return _("An extension has been asked for and not decided yet.")
    return None


def _spent(order: Any, given: Mapping[str, Any]) -> Text | None:
    if order.extensions >= given["most"]:
        return _("This order has been extended as often as the rules allow.")
    return None


def _none_asked(order: Any, given: Mapping[str, Any]) -> Text | None:
    return None if order.extension_open else _("No extension has been asked for.")


def _answers(order: Any, given: Mapping[str, Any]) -> Text | None:
    if order.is_lead:
        return _("The lead unit’s report is the answer to the resident. Only a verdict or the supervisor opens it again.")
    return None


def _over(order: Any, given: Mapping[str, Any]) -> Text | None:
    if not given["lead_open"]:
        return _("The matter has been answered already. Only a verdict or the supervisor opens it again.")
    return None


FLOW = Flow(
    "order",
    states={
        ISSUED: _("To be accepted"),
        ACCEPTED: _("In hand"),
        REFUSED: _("Refused, being decided"),
        HANDING_OVER: _("Waiting for the next unit to accept"),
        REPORTED: _("Done and reported"),
        RELEASED: _("Handed over"),
        WITHDRAWN: _("Withdrawn"),
    },
    start=ISSUED,
    ends={REPORTED, RELEASED, WITHDRAWN},
    moves=(
        Move("accept", (ISSUED,), ACCEPTED, OWNERS, _("Accept"), stops=(ACCEPT,), tone="act"),
        Move(
            "refuse",
            (ISSUED,),
            REFUSED,
            OWNERS,
            _("Refuse"),
            needs=("reason", "proposed"),
            guards=(_appointed, _names_itself),
            starts=(ARBITRATE,),
            stops=(ACCEPT,),
        ),
        Move(
            "dismiss",
            (REFUSED,),
            ISSUED,
            frozenset({ARBITER}),
            _("Appoint this unit"),
            needs=("reason",),
            starts=(ACCEPT,),
            stops=(ARBITRATE,),
            tone="grave",
        ),
        Move(
            "grant",
            (REFUSED,),
            HANDING_OVER,
            frozenset({ARBITER}),
            _("Give it to another unit"),
            needs=("reason", "to"),
            guards=(_same_unit,),
            stops=(ARBITRATE,),
        ),
        Move(
            "reconsider",
            (HANDING_OVER,),
            REFUSED,
            frozenset({SYSTEM}),
            _("Decide the refusal again"),
            starts=(ARBITRATE,),
        ),
        Move("release", (HANDING_OVER,), RELEASED, frozenset({SYSTEM}), _("Release"), stops=(HANDLE, CONTACT)),
        Move(
            "ask_extension",
            (ACCEPTED,),
            None,
            OWNERS,
            _("Ask for more time"),
            needs=("reason", "amount"),
            guards=(_too_late, _asked_already, _spent),
            starts=(DECIDE,),
        ),
        Move(
            "grant_extension",
            (ACCEPTED,),
            None,
            frozenset({ARBITER, OVERSEER}),
            _("Give more time"),
            needs=("reason",),
            guards=(_none_asked,),
            stops=(DECIDE,),
        ),
        Move(
            "deny_extension",
            (ACCEPTED,),
            None,
            frozenset({ARBITER, OVERSEER}),
            _("Refuse more time"),
            needs=("reason",),
            guards=(_none_asked,),
            stops=(DECIDE,),
        ),
        Move(
            "report",
            (ACCEPTED,),
            REPORTED,
            OWNERS | {SYSTEM},
            _("Report as done"),
            needs=("report",),
            stops=(HANDLE, CONTACT, DECIDE),
            tone="act",
        ),
        Move(
            "send_back",
            (REPORTED,),
            ACCEPTED,
            frozenset({ISSUER, ARBITER, OVERSEER, SYSTEM}),
            _("Send back"),
            needs=("reason",),
            guards=(_answers, _over),
            starts=(HANDLE,),
        ),
        Move(
            "withdraw",
            (ISSUED, ACCEPTED, REFUSED),
            WITHDRAWN,
            frozenset({ISSUER, SYSTEM}),
            _("Withdraw"),
            needs=("reason",),
            stops=(ACCEPT, CONTACT, HANDLE, ARBITRATE, DECIDE),
            tone="grave",
        ),
        Move(
            "remind",
            (ISSUED, ACCEPTED, REFUSED, HANDING_OVER),
            None,
            frozenset({ISSUER, ARBITER, OVERSEER, SYSTEM}),
            _("Remind"),
            needs=("text",),
        ),
    ),
)
