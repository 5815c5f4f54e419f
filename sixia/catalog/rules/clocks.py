"""The kinds of clock that norms are written for, by track: which must have a norm in every profile, and what each measures."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

TIMES: dict[str, Any] = {"hour": _("hours"), "workhour": _("office hours"), "day": _("days"), "workday": _("working days")}
"""What people call the units in which limits are counted."""


@dataclass(frozen=True, slots=True)
class ClockKind:
    """One kind: what it measures, on which tracks it runs, and whether a profile must give it a limit on the service track."""

    about: Any
    tracks: tuple[str, ...] = ("service",)
    needed: bool = True


CLOCKS: dict[str, ClockKind] = {
    "dispatch": ClockKind(_("From hearing a voice to sending it to the unit that must act")),
    "accept": ClockKind(_("From sending an order to its acceptance or refusal by the unit")),
    "contact": ClockKind(_("From the order to the first contact with the resident")),
    "handle": ClockKind(_("From the order to the unit's answer"), ("service", "petition")),
    "arbitrate": ClockKind(_("From a refusal to the decision which unit must act")),
    "extend_decide": ClockKind(_("From asking for more time to the decision on it")),
    "answer_review": ClockKind(_("From a draft answer to its check by a second person")),
    "redo": ClockKind(_("From a negative verdict to the new answer")),
    "supervise_review": ClockKind(_("From the report on an urged case to its check by the supervisor")),
    "recur": ClockKind(_("From the solution of a problem to the end of the watch whether it comes back"), needed=False),
    "route": ClockKind(_("From receiving a petition to forwarding or assigning it"), ("petition",), needed=False),
    "tell": ClockKind(_("From receiving a petition to the written notice to the petitioner"), ("petition",), needed=False),
    "object": ClockKind(
        _("From a forwarded petition to the objection that it is not in one's remit"), ("petition",), needed=False
    ),
    "review_ask": ClockKind(_("From the written opinion to asking for a review"), ("petition",), needed=False),
    "review": ClockKind(_("From asking for a review to the written review"), ("petition",), needed=False),
    "rereview_ask": ClockKind(_("From the review to asking for a re-review"), ("petition",), needed=False),
    "rereview": ClockKind(
        _("From asking for a re-review to the final opinion, hearings not counted"), ("petition",), needed=False
    ),
}

TERMS = frozenset({"object", "review_ask", "rereview_ask"})
"""Kinds that are terms within which somebody may object or ask: when they pass, nobody is late."""
