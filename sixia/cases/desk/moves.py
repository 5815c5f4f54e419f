"""Every move on a case as a button, a form and a call: one mechanism over the flow table, which alone knows states and roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions
from sixia.cases.actions import Reply
from sixia.cases.flow import SERVICE_ONLY
from sixia.cases.models import Case, Voice
from sixia.catalog.queries import rulebook
from sixia.kit.flow import Move
from sixia.people.actors import Actor
from sixia.people.models import Unit

Text = str | Promise
Given = Mapping[str, Any]
Call = Callable[..., object]
"""Called as `call(case, given, by=actor, now=now)`; raises Refused."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a move's button does: the action behind it, what is said when it is done, and its key on the case page."""

    call: Call
    done: Text
    key: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One button on the page: the row of the table, its act and its address."""

    move: Move
    act: Act
    url: str


def _dispatch(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
    unit: Unit = given["unit"]
    book = rulebook(case.edition_id)
    level = case.place.level if case.place else ""
    duty = book.may_task(given["category"], unit.function, place_path=case.place_path, place_level=level)
    actions.dispatch(
        case,
        category=given["category"],
        unit=unit,
        triage=given["triage"],
        assisting=tuple(helper for helper in given["assisting"] if helper.pk != unit.pk),
        basis=duty.basis if duty else "",
        by=by,
        now=now,
    )


def _restrict(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
    accounts = tuple(account.pk for account in given["people"])
    actions.restrict(case, reason=given["reason"], units=given["units"], accounts=accounts, by=by, now=now)


def _reclassify(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
    chosen = {name: given[name] or None for name in ("category", "kind", "triage", "place")}
    actions.reclassify(case, by=by, now=now, **chosen)


def _add(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
    voice = Voice.objects.visible_to(by).filter(case=case).order_by("pk")[0]
    actions.add_words(voice, text=given["text"], by=by, now=now)


def _note(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
    actions.note(case, text=given["text"], files=given["attached"], by=by, now=now)


def _replies(action: Callable[..., object]) -> Call:
    """An action that takes a `Reply` made of text, basis and remedies."""

    def call(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
        reply = Reply(
            text=given["text"],
            basis=given.get("basis") or "",
            remedies=given.get("remedies") or "",
            files=given.get("attached") or (),
            files_to_resident=given.get("audience") == "resident",
        )
        action(case, reply=reply, by=by, now=now)

    return call


def _plain(action: Callable[..., object]) -> Call:
    """An action whose keywords are the names of the fields."""

    def call(case: Case, given: Given, *, by: Actor, now: datetime) -> None:
        action(case, **given, by=by, now=now)

    return call


ANSWERED = _("Answered. The resident is asked for the verdict.")
ACTS: Final[dict[str, Act]] = {
    "dispatch": Act(_dispatch, _("Dispatched."), "D"),
    "dispatch_again": Act(_plain(actions.dispatch_again), _("The other unit has its order.")),
    "call_in": Act(_plain(actions.call_in), _("The other unit has its order."), "U"),
    "reclassify": Act(_reclassify, _("Corrected."), "C"),
    "restrict": Act(_restrict, _("Confidential from now on.")),
    "answer_now": Act(_replies(actions.answer_now), ANSWERED, "R"),
    "redirect": Act(_replies(actions.redirect), _("The other lawful way was shown and the case is closed.")),
    "interim": Act(_replies(actions.interim), _("The resident has been told how it stands.")),
    "answer": Act(_replies(actions.answer), _("The answer has been handed in."), "R"),
    "approve": Act(_plain(actions.approve), ANSWERED, "A"),
    "send_back": Act(_plain(actions.send_back), _("Sent back.")),
    "reorder": Act(_plain(actions.reorder), _("The unit has its new order.")),
    "settle_again": Act(_replies(actions.settle_again), ANSWERED),
    "propose_explanation": Act(_replies(actions.propose_explanation), _("The explanation waits for a second person.")),
    "approve_explanation": Act(_plain(actions.approve_explanation), _("The explanation was served and the case is closed.")),
    "join": Act(_plain(actions.join), _("Joined. Each voice keeps its receipt, its answer and its own verdict."), "M"),
    "split": Act(_plain(actions.split), _("Split off. The resident has a second receipt, and is told.")),
    "part": Act(_plain(actions.part), _("The joining is undone; the case waits to be dispatched.")),
    "note": Act(_note, _("Noted."), "N"),
    "ask": Act(_plain(actions.ask_resident), _("The question has been put to the resident."), "Q"),
    "add": Act(_add, _("Added.")),
}


def offers(case: Case, roles: frozenset[str]) -> list[Offer]:
    """The buttons somebody with these roles has on the case now, in table order. `answer` hands in for checking by itself
    where the norm wants four eyes, so that `propose` needs no button of its own. Petitions have buttons of their own."""
    apart = SERVICE_ONLY if case.track == "petition" else frozenset()
    names = ACTS.keys() - apart
    found = [Offer(move, ACTS[move.name], "") for move in case.moves_for(roles) if move.name in names]
    return [Offer(o.move, o.act, reverse("desk_move", args=[case.pk, o.move.name])) for o in found]


def foretell(case: Case, move: str) -> list[Text]:
    """What a grave move will do, said before it is made."""
    return [*FORETOLD.get(move, ())]


FORETOLD: Final[dict[str, tuple[Text, ...]]] = {
    "restrict": (
        _("From now on only confidential-case officers see this case, its orders and its words; you will not see it any more."),
        _("The units and persons named can neither find nor count it."),
        _("The resident is not told who was named. Only a confidential-case officer can go on with it."),
    ),
    "redirect": (
        _("The case is closed and counted apart from solved ones."),
        _("The resident reads your words, the legal basis and the remedies, and may say no: then the supervisor reviews it."),
    ),
    "approve_explanation": (
        _("The explanation is sent to every resident of this case, with the legal basis and the remedies."),
        _("The case is closed as “explained, not solved” and counted apart."),
    ),
}
