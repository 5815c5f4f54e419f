"""The legal road of one petition as steps with dates, each in plain words with its article. Knows no request."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.kit.models import Clock
from sixia.petitions import flow
from sixia.petitions.models import Notice, Petition
from sixia.ui.parts import Step
from sixia.ui.text import deadline, moment

Text = str | Promise
REGISTER, SEND, ACCEPT, DECIDE, SERVE, REVIEW, REREVIEW, END = (
    *("register", "send", "accept", "decide"),
    *("serve", "review", "rereview", "end"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """What a step is called, what that means in plain words, and which article asks for it."""

    label: Text
    plain: Text
    article: str


TERMS: Final[dict[str, Term]] = {
    REGISTER: Term(
        gettext_lazy("Registration"),
        gettext_lazy("What you ask is written down and gets a number, so that it cannot be lost."),
        "21, 22",
    ),
    SEND: Term(
        gettext_lazy("Passing on"),
        gettext_lazy("The petition office gives it to the unit that must deal with it, or tells you why not."),
        "22",
    ),
    ACCEPT: Term(
        gettext_lazy("Written acceptance"),
        gettext_lazy("The unit says in writing that it deals with it, how, and until when."),
        "23",
    ),
    DECIDE: Term(
        gettext_lazy("Written opinion"),
        gettext_lazy("After looking into it the unit writes what it found, what is done about it, and by what law."),
        "32, 34",
    ),
    SERVE: Term(
        gettext_lazy("Service of the opinion"),
        gettext_lazy("You have the paper in your hands, or it reached you as you agreed. Your thirty days run from then."),
        "35",
    ),
    REVIEW: Term(
        gettext_lazy("Review"),
        gettext_lazy("If you do not agree, the organ one level up looks at the opinion again. You must ask for it."),
        "35",
    ),
    REREVIEW: Term(
        gettext_lazy("Re-review"),
        gettext_lazy("If you still do not agree, the next organ up looks at it a last time. You must ask for it."),
        "36",
    ),
    END: Term(
        gettext_lazy("Final"),
        gettext_lazy("The same facts are not taken again; explanation and help go on, and new facts are always heard."),
        "36, 37",
    ),
}
HERE: Final[dict[str, str]] = {
    flow.REGISTERED: SEND,
    flow.SENT: ACCEPT,
    flow.OBJECTED: ACCEPT,
    flow.ACCEPTED: DECIDE,
    flow.DECIDED: SERVE,
    flow.REVIEWING: REVIEW,
    flow.REVIEWED: REREVIEW,
    flow.REREVIEWING: REREVIEW,
}
"""At which step a petition that is not over stands."""
CLOCKS: Final[dict[str, tuple[str, ...]]] = {
    SEND: (flow.ROUTE,),
    ACCEPT: (flow.TELL,),
    DECIDE: (flow.HANDLE,),
    REVIEW: (flow.REVIEW, flow.REVIEW_ASK),
    REREVIEW: (flow.REREVIEW, flow.REREVIEW_ASK),
}


@dataclass(frozen=True, slots=True)
class Leg:
    """One step on the road: when it was done, or until when it must be. `yours`: the limit is the petitioner's own term."""

    code: str
    term: Term
    state: Literal["", "done", "now", "late"]
    at: datetime | None = None
    due: datetime | None = None
    provisional: bool = False
    yours: bool = False
    label: Text = ""

    @property
    def name(self) -> Text:
        """What the step is called."""
        return self.label or self.term.label

    def note(self, now: datetime) -> str:
        """When it was, or until when it must be."""
        if self.at is not None:
            return moment(self.at, now)
        if self.due is None:
            return ""
        said = _("you may ask until %(day)s") if self.yours else _("by %(day)s")
        return said % {"day": deadline(self.due, now)} + (_(" (provisional)") if self.provisional else "")


def road(petition: Petition, clocks: Mapping[str, Clock], notices: Sequence[Notice], now: datetime) -> list[Leg]:
    """The whole road of a petition that goes on or became final; of one that ended otherwise, how far it came and its end.

    `clocks` are those that run, by kind; `notices` newest first.
    """
    return list(_legs(petition, clocks, _dates(petition, notices), now))


def steps(legs: Sequence[Leg], now: datetime) -> list[Step]:
    """The same as a picture."""
    return [Step(leg.name, leg.note(now), leg.state) for leg in legs]


def _legs(petition: Petition, clocks: Mapping[str, Clock], dates: Mapping[str, datetime | None], now: datetime) -> Iterator[Leg]:
    whole = not petition.over or petition.state in flow.BINDING
    here = HERE.get(petition.state, "")
    if here == SERVE and dates[SERVE] is not None:
        here = REVIEW
    for code, term in TERMS.items():
        at = dates[code]
        if code == END and petition.over and not whole:
            yield Leg(code, Term(petition.state_label, "", ""), "done", at=at)
        elif code == here:
            yield _current(code, term, clocks, now)
        elif at is not None or (whole and not petition.over):
            yield Leg(code, term, "done" if at is not None else "", at=at)


def _current(code: str, term: Term, clocks: Mapping[str, Clock], now: datetime) -> Leg:
    clock = next((clocks[kind] for kind in CLOCKS.get(code, ()) if kind in clocks), None)
    if clock is None or clock.paused_at is not None:
        return Leg(code, term, "now")
    yours = clock.kind in (flow.REVIEW_ASK, flow.REREVIEW_ASK)
    late = clock.due_at <= now and not yours
    return Leg(code, term, "late" if late else "now", due=clock.due_at, provisional=clock.provisional, yours=yours)


def _dates(petition: Petition, notices: Sequence[Notice]) -> dict[str, datetime | None]:
    """When each step was done; an opinion that was set aside does not count."""
    newest = {notice.kind: notice for notice in reversed(notices)}
    decided = petition.state not in (flow.REGISTERED, flow.SENT, flow.OBJECTED, flow.ACCEPTED)
    opinion = (newest.get("opinion") or newest.get("reply")) if decided else None
    review, rereview = (newest.get(kind) if decided else None for kind in ("review", "rereview"))
    return {
        REGISTER: petition.registered_at,
        SEND: petition.sent_at,
        ACCEPT: petition.accepted_at,
        DECIDE: opinion.made_at if opinion else None,
        SERVE: opinion.served_at if opinion else None,
        REVIEW: review.made_at if review and petition.state != flow.REVIEWING else None,
        REREVIEW: rereview.made_at if rereview else None,
        END: petition.ended_at,
    }
