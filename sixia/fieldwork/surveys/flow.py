"""The lifecycles of a survey and of one filled form, as tables; pure."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move

OFFICE, FILLER, OVERSEER, AUTHOR, SYSTEM = "surveyor", "filler", "watcher", "interviewer", "system"
KEEPER: Final = "keeper"
"""Keeps telephones safe: may shut one out that was lost."""
DRAFTED, OPEN, CLOSED = "drafted", "open", "closed"
RECEIVED, APPROVED, SENT_BACK, SET_ASIDE = "received", "approved", "sent_back", "set_aside"
_OFFICE: Final = frozenset({OFFICE})

SURVEY = Flow(
    "survey",
    states={DRAFTED: _("Being prepared"), OPEN: _("Being filled in"), CLOSED: _("Ended")},
    start=DRAFTED,
    ends={CLOSED},
    moves=(
        Move("open", (DRAFTED, CLOSED), OPEN, _OFFICE, _("Start the survey"), tone="act"),
        Move("close", (OPEN,), CLOSED, _OFFICE, _("End the survey")),
        Move("share", (DRAFTED, OPEN), None, _OFFICE, _("Let anybody answer by link")),
        Move("unshare", (DRAFTED, OPEN, CLOSED), None, _OFFICE, _("Switch the public link off")),
    ),
)

ANSWER = Flow(
    "submission",
    states={
        RECEIVED: _("Received"),
        APPROVED: _("Approved"),
        SENT_BACK: _("Sent back to be corrected"),
        SET_ASIDE: _("Set aside"),
    },
    start=RECEIVED,
    ends={APPROVED, SET_ASIDE},
    moves=(
        Move("approve", (RECEIVED, SENT_BACK), APPROVED, _OFFICE, _("Approve"), tone="act"),
        Move("send_back", (RECEIVED, APPROVED), SENT_BACK, _OFFICE, _("Send back"), needs=("reason",)),
        Move("set_aside", (RECEIVED, SENT_BACK, APPROVED), SET_ASIDE, _OFFICE, _("Set aside"), needs=("reason",), tone="grave"),
        Move("restore", (SET_ASIDE,), RECEIVED, _OFFICE, _("Take it in again")),
    ),
)
