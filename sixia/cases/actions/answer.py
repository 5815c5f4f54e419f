"""Answers: at once, interim, final with or without a second pair of eyes, and showing another lawful way."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.asking import ask_voices
from sixia.cases.actions.files import keep_with_answer
from sixia.cases.actions.turning import advance
from sixia.cases.events import AnswerProposed, AnswerSent, AnswerSentBack, CaseClosed
from sixia.cases.flow import DISPATCH, REVIEW
from sixia.cases.models import Answer, Case
from sixia.cases.rules import clean, says_the_same
from sixia.catalog.queries import rulebook
from sixia.kit.alone import alone
from sixia.kit.events import Witness, Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What residents are told: the words, the legal basis where something is refused, and what can be done against it.

    `files` are the tickets of evidence; residents get it only with `files_to_resident`."""

    text: str
    basis: str = ""
    remedies: str = ""
    files: tuple[str, ...] = ()
    files_to_resident: bool = False


@alone
def answer(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """The lead unit's final answer: its order is reported in the same act, and every voice is asked for its verdict.

    Where the norm wants four eyes, or after a negative verdict, the answer is proposed and waits for approval.
    """
    lead = _lead_order(case)
    given = {
        "text": reply.text,
        "others_open": _open_orders(case, besides=lead),
        "same_as": said_before(case, reply.text),
        "four_eyes": norms.four_eyes(rulebook(case.edition_id), case, case.level),
    }
    if given["four_eyes"]:
        return _propose(case, reply, given, by=by, now=now)
    made = write(case, reply, Answer.FINAL, by=by, now=now)
    advance(case, "answer", by=by, now=now, given=given, event=sent(made), changes=_answered(now))
    if lead is not None:
        orders.report(lead, report=reply.text, by=by, now=now)
    ask_voices(case, now=now)
    return made


@alone
def approve(case: Case, *, by: Actor, now: datetime) -> Answer:
    """A second person lets the proposed answer go: the lead order is reported, and every voice is asked."""
    made, lead = _proposed(case), _lead_order(case)
    given = {"author": made.author_id, "reader": by.account_id, "others_open": _open_orders(case, besides=lead)}
    made.state, made.sent_at, made.checked_by_id = Answer.SENT, now, by.account_id
    made.save(update_fields=["state", "sent_at", "checked_by"])
    advance(case, "approve", by=by, now=now, given=given, event=sent(made), changes=_answered(now))
    if lead is not None:
        orders.report(lead, report=made.text, by=SYSTEM, now=now)
    ask_voices(case, now=now)
    return made


@alone
def send_back(case: Case, *, reason: str, by: Actor, now: datetime) -> None:
    """The second person wants the answer better; the text stays readable for the unit."""
    made = _proposed(case)
    made.state, made.checked_by_id = Answer.SENT_BACK, by.account_id
    made.save(update_fields=["state", "checked_by"])
    event = AnswerSentBack(case=case.pk, answer=made.pk, reason=Words(reason))
    if Order.objects.on("case", case.pk).exists():
        advance(case, "send_back", by=by, now=now, given={"reason": reason}, event=event)
        return
    limits = {DISPATCH: norms.limit(rulebook(case.edition_id), case, DISPATCH)}
    advance(case, "send_back_now", by=by, now=now, given={"reason": reason}, event=event, limits=limits)


@alone
def interim(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """Tell residents how it stands; the clock goes on."""
    made = write(case, reply, Answer.INTERIM, by=by, now=now)
    advance(case, "interim", by=by, now=now, given={"text": reply.text}, event=sent(made))
    return made


@alone
def answer_now(case: Case, *, reply: Reply, by: Actor, now: datetime, met: bool = False) -> Answer:
    """The desk answers without a unit: for inquiries, suggestions and praise, and whatever was settled face to face (`met`)."""
    made = write(case, reply, Answer.FINAL, by=by, now=now)
    changes = {**_answered(now), "contacted_at": case.contacted_at or now}
    advance(case, "answer_now", by=by, now=now, given={"text": reply.text, "met": met}, event=sent(made), changes=changes)
    ask_voices(case, now=now)
    return made


@alone
def settled_now(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """What was settled or explained face to face, without a unit: answered at once, or proposed where the norm wants four eyes.

    Proposed, it waits for somebody else who oversees the place; sent back, the case waits to be dispatched as before.
    """
    book = rulebook(case.edition_id)
    if not norms.four_eyes(book, case, case.level):
        return answer_now(case, reply=reply, by=by, now=now, met=True)
    made = write(case, reply, Answer.FINAL, by=by, now=now, proposed=True)
    given, limits = {"text": reply.text, "met": True}, {REVIEW: norms.limit(book, case, REVIEW)}
    changes = {"contacted_at": case.contacted_at or now}
    event = AnswerProposed(case=case.pk, answer=made.pk)
    advance(case, "propose_now", by=by, now=now, given=given, event=event, changes=changes, limits=limits)
    return made


@alone
def redirect(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """Not ours, or another legal way: closed with reason, remedies and whom to turn to; counted apart from solved ones.

    The resident keeps the right to say no, which hands it to the supervisor.
    """
    made = write(case, reply, Answer.REDIRECT, by=by, now=now)
    given = {
        "text": reply.text,
        "basis": reply.basis,
        "remedies": reply.remedies,
        "others_open": _open_orders(case, besides=None),
    }
    changes = {**_answered(now), "closed_at": now, "open": False, "ending": "redirected"}
    advance(case, "redirect", by=by, now=now, given=given, event=sent(made), changes=changes)
    ask_voices(case, now=now)
    tell(CaseClosed(case=case.pk, ending="redirected"), by=by, about=case.key, now=now)
    return made


def drop_proposal(case: Case) -> None:
    """An answer or explanation that still waits for a second person is overtaken; its words stay readable."""
    case.answers.filter(state=Answer.PROPOSED).update(state=Answer.SENT_BACK)


def said_before(case: Case, text: str) -> int | None:
    """The id of an earlier final answer that says the same and did not satisfy, or None."""
    if not case.negatives:
        return None
    earlier = case.answers.filter(state=Answer.SENT, kind__in=(Answer.FINAL, Answer.EXPLANATION))
    return next((made.pk for made in earlier if says_the_same(text, made.text)), None)


def write(case: Case, reply: Reply, kind: str, *, by: Actor, now: datetime, proposed: bool = False) -> Answer:
    """Keep an answer as it was written."""
    units = by.unit_ids
    unit = case.lead_unit_id if case.lead_unit_id in units else min(units, default=case.desk_id)
    made = Answer.objects.create(
        case=case,
        kind=kind,
        state=Answer.PROPOSED if proposed else Answer.SENT,
        text=clean(reply.text),
        basis=clean(reply.basis),
        remedies=clean(reply.remedies),
        salt=secrets.token_hex(16),
        unit_id=unit,
        author_id=by.account_id,
        made_at=now,
        sent_at=None if proposed else now,
    )
    keep_with_answer(made, reply.files, to_resident=reply.files_to_resident, by=by, now=now)
    return made


def sent(made: Answer, *, history: bool = False) -> AnswerSent:
    """The event that residents were told this; the journal commits to the words."""
    words = Witness(made.salt, made.words)
    return AnswerSent(case=made.case_id, answer=made.pk, kind=made.kind, unit=made.unit_id, history=history, text=words)


def _propose(case: Case, reply: Reply, given: dict[str, object], *, by: Actor, now: datetime) -> Answer:
    made = write(case, reply, Answer.FINAL, by=by, now=now, proposed=True)
    limits = {REVIEW: norms.limit(rulebook(case.edition_id), case, REVIEW)}
    event = AnswerProposed(case=case.pk, answer=made.pk)
    advance(case, "propose", by=by, now=now, given=given, event=event, limits=limits)
    return made


def _proposed(case: Case) -> Answer:
    made = case.answers.filter(state=Answer.PROPOSED).first()
    if made is None:
        raise Refused("guard", _("There is no answer waiting to be checked."), move="approve")
    return made


def _answered(now: datetime) -> dict[str, object]:
    return {"answered_at": now, "due_at": None}


def _lead_order(case: Case) -> Order | None:
    """The lead order in hand; Refused while the unit has not accepted it, None when there is none."""
    lead = Order.objects.on("case", case.pk).open().filter(part=Order.LEAD).order_by("-id").first()
    if lead is not None and lead.state != "accepted":
        raise Refused("guard", _("Accept the order first."), move="answer")
    return lead


def _open_orders(case: Case, *, besides: Order | None) -> bool:
    rows = Order.objects.on("case", case.pk).open()
    return (rows.exclude(pk=besides.pk) if besides else rows).exists()
