"""The supervisor's review after a second no: solved after all, another order, or a lawful explanation by two people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases.actions.answer import Reply, drop_proposal, said_before, sent, write
from sixia.cases.actions.asking import ask_voices
from sixia.cases.actions.dispatch import issue_again
from sixia.cases.actions.turning import advance
from sixia.cases.events import AnswerProposed, CaseClosed, CaseReordered
from sixia.cases.flow import HANDLE
from sixia.cases.models import Answer, Case
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.people.models import Unit


@alone
def reorder(case: Case, *, unit: Unit, reason: str, by: Actor, now: datetime) -> Order:
    """Have it done again, by the same unit or another; the unit is appointed and cannot refuse."""
    given = {"unit": unit, "reason": reason}
    Case.FLOW.check("reorder", state=case.state, roles=case.roles_of(by), given=given, thing=case)
    order = issue_again(case, unit=unit, by=by, now=now)
    advance(
        case,
        "reorder",
        by=by,
        now=now,
        given=given,
        event=CaseReordered(case=case.pk, order=order.pk, unit=unit.pk, reason=Words(reason)),
        changes={"lead_unit": unit, "level": order.level, "due_at": order.due_at},
        limits={HANDLE: order.limit(HANDLE)},
    )
    drop_proposal(case)
    return order


@alone
def settle_again(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """The supervisor has seen that it is solved now, and asks the residents once more."""
    given = {"text": reply.text, "same_as": said_before(case, reply.text)}
    made = write(case, reply, Answer.FINAL, by=by, now=now)
    changes = {"answered_at": now, "due_at": None}
    advance(case, "settle_again", by=by, now=now, given=given, event=sent(made), changes=changes)
    drop_proposal(case)
    ask_voices(case, now=now)
    return made


@alone
def propose_explanation(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """Propose to end it by explaining why the law allows no more: needs words, legal basis and remedies."""
    if case.answers.filter(state=Answer.PROPOSED).exists():
        raise Refused("guard", _("An explanation has been proposed already."), move="propose_explanation")
    made = write(case, reply, Answer.EXPLANATION, by=by, now=now, proposed=True)
    given = {"text": reply.text, "basis": reply.basis, "remedies": reply.remedies}
    event = AnswerProposed(case=case.pk, answer=made.pk)
    advance(case, "propose_explanation", by=by, now=now, given=given, event=event)
    return made


@alone
def approve_explanation(case: Case, *, by: Actor, now: datetime) -> Answer:
    """A second person approves: the reasons are served and the case closes as explained, shown and counted apart."""
    made = case.answers.filter(state=Answer.PROPOSED, kind=Answer.EXPLANATION).first()
    if made is None:
        raise Refused("guard", _("No explanation has been proposed."), move="approve_explanation")
    given = {"author": made.author_id, "reader": by.account_id}
    made.state, made.sent_at, made.checked_by_id = Answer.SENT, now, by.account_id
    made.save(update_fields=["state", "sent_at", "checked_by"])
    changes = {"answered_at": now, "closed_at": now, "open": False, "ending": "explained", "due_at": None}
    advance(case, "approve_explanation", by=by, now=now, given=given, event=sent(made), changes=changes)
    tell(CaseClosed(case=case.pk, ending="explained"), by=by, about=case.key, now=now)
    return made
