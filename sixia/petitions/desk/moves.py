"""Every move on a petition as a button, a form and a call, made from the flow table, which alone knows states and roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Move
from sixia.people.actors import Actor
from sixia.petitions import actions
from sixia.petitions.actions import Finding, Reasons, Record, Terms
from sixia.petitions.models import Petition

Text = str | Promise
Given = Mapping[str, Any]
Call = Callable[..., object]
"""Called as `call(petition, given, by=actor, now=now)`; raises Refused."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a move's button does: the action behind it, and what is said when it is done."""

    call: Call
    done: Text


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the row of the table and its address."""

    move: Move
    url: str


def _plain(action: Callable[..., object]) -> Call:
    """An action whose keywords are the names of the fields."""

    def call(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
        action(petition, **given, by=by, now=now)

    return call


def _made(kind: Callable[..., Any], action: Callable[..., object]) -> Call:
    """An action that takes one value made of all fields."""

    def call(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
        action(petition, kind(**given), by=by, now=now)

    return call


def _facts(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
    actions.tell_new_facts(petition, facts_told=given["facts"], by=by, now=now)


def _redirect(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
    why = Reasons(reasons=given["reasons"], basis=given["basis"], remedies=given["remedies"])
    actions.redirect(petition, ways=tuple(given["ways"]), why=why, by=by, now=now)


def _refuse(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
    why = Reasons(**{name: given[name] for name in ("reasons", "basis", "remedies", "help_note")})
    actions.refuse(petition, ground=given["ground"], why=why, by=by, now=now)


def _seal(petition: Petition, given: Given, *, by: Actor, now: datetime) -> None:
    accounts = tuple(account.pk for account in given["people"])
    actions.seal(petition, reason=given["reason"], units=given["units"], accounts=accounts, by=by, now=now)


ACTS: Final[dict[str, Act]] = {
    "classify": Act(_plain(actions.classify), _("Noted.")),
    "send": Act(_plain(actions.send), _("Passed on. The petitioner has been told.")),
    "tell_new_facts": Act(_facts, _("Noted.")),
    "object": Act(_plain(actions.object_), _("The objection is with the petition office.")),
    "uphold": Act(_plain(actions.uphold), _("Taken back. Choose the right unit now.")),
    "dismiss": Act(_plain(actions.dismiss), _("The unit is appointed.")),
    "accept": Act(_plain(actions.accept), _("Accepted. Serve the notice and note when and how.")),
    "decide": Act(_made(Finding, actions.decide), _("The opinion is issued. Serve it: the term for a review runs from then.")),
    "answer": Act(_plain(actions.answer), _("The suggestion is answered.")),
    "extend": Act(_plain(actions.extend), _("More time is approved; the petitioner has been told why.")),
    "open_hearing": Act(_plain(actions.open_hearing), _("The hearing is called.")),
    "record_hearing": Act(_made(Record, actions.record_hearing), _("The hearing is written down.")),
    "agree": Act(_made(Terms, actions.agree), _("The agreement is written down.")),
    "perform": Act(_plain(actions.perform), _("The agreement was kept; the petition is over.")),
    "break": Act(_plain(actions.break_), _("Noted. The petition goes on.")),
    "ask_review": Act(_plain(actions.ask_review), _("The organ one level up has it.")),
    "ask_rereview": Act(_plain(actions.ask_review), _("The organ one level up has it.")),
    "review": Act(_made(Finding, actions.review), _("The review opinion is issued. Serve it.")),
    "rereview": Act(_made(Finding, actions.rereview), _("The final opinion is issued. Serve it.")),
    "redirect": Act(_redirect, _("The other lawful way was shown. Serve the notice.")),
    "refuse": Act(_refuse, _("Not accepted. Serve the notice.")),
    "seal": Act(_seal, _("Handed over. You will not see it any more.")),
    "move": Act(_plain(actions.move), _("It goes on as a request for service.")),
    "urge": Act(_plain(actions.urge), _("Urged.")),
    "reclaim": Act(_plain(actions.reclaim), _("The petition office must take it up.")),
}
FORETOLD: Final[dict[str, tuple[Text, ...]]] = {
    "refuse": (
        _("A written notice with ground, legal basis and remedies is issued; the case is closed as not accepted."),
        _("The duty to explain and to help goes on. The supervisor can order it to be taken up."),
    ),
    "redirect": (_("A written, reasoned notice names the lawful way; the case is closed and counted apart."),),
    "seal": (_("From now on only confidential-case officers see it; those named can neither find nor count it."),),
    "accept": (_("The limit for the written opinion begins, and a notice of acceptance is made that must be served."),),
    "decide": (
        _("Residents read it at once and are asked for their verdict. The term for a review runs from the day of service."),
    ),
    "rereview": (_("With this opinion the petition is final; the case is closed."),),
    "dismiss": (_("The unit cannot object again; its term has gone on running."),),
    "move": (_("This can be done only once; the first date stays, and residents are told why."),),
}


def offers(petition: Petition, roles: frozenset[str]) -> list[Offer]:
    """The buttons somebody with these roles has now, in table order."""
    rows = [move for move in petition.moves_for(roles) if move.name in ACTS and _fits(petition, move.name)]
    return [Offer(move, reverse("petition_move", args=[petition.pk, move.name])) for move in rows]


def _fits(petition: Petition, move: str) -> bool:
    """Whether it is worth a button; the action says it again."""
    suggestion = petition.matter == "suggestion"
    return {
        "answer": suggestion,
        "decide": not suggestion,
        "open_hearing": not petition.hearing_open,
        "record_hearing": petition.hearing_open,
        "agree": not petition.agreement_open,
        "perform": petition.agreement_open,
        "break": petition.agreement_open,
        "object": not petition.appointed,
        "tell_new_facts": petition.earlier_id is not None,
        "move": petition.case.track_changed_at is None,
    }.get(move, True)
