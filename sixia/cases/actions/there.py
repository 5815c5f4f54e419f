"""What is settled or explained on the spot, where the units concerned meet: it counts as the answer, the residents judge it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.answer import Reply, said_before, sent, write
from sixia.cases.actions.asking import ask_voices
from sixia.cases.actions.turning import advance
from sixia.cases.events import AnswerProposed
from sixia.cases.flow import REVIEW
from sixia.cases.models import Answer, Case
from sixia.catalog.queries import rulebook
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.orders import actions as orders
from sixia.orders.flow import HANDING_OVER
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM, Actor


@alone
def settled_there(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """Answer a case that was settled or explained where its units met: their orders end with it, every voice is asked.

    Called from the room above whose meeting it was, which has checked that `by` leads or runs it. With four eyes in the norm,
    or after a no, the answer is proposed and waits for somebody else. Raises Refused: state, missing, guard.
    """
    book, lead = rulebook(case.edition_id), _lead(case)
    proposed = norms.four_eyes(book, case, case.level)
    given = {"text": reply.text, "same_as": said_before(case, reply.text)}
    name = "propose_there" if proposed else "answer_there"
    Case.FLOW.check(name, state=case.state, roles=case.roles_of(SYSTEM), given=given, thing=case)
    _end_parts(case, lead, reply.text, now=now)
    made = write(case, reply, Answer.FINAL, by=by, now=now, proposed=proposed)
    met = {"contacted_at": case.contacted_at or now}
    if proposed:
        limits = {REVIEW: norms.limit(book, case, REVIEW)}
        event = AnswerProposed(case=case.pk, answer=made.pk)
        advance(case, name, by=SYSTEM, now=now, given=given, event=event, changes=met, limits=limits)
        return made
    changes = {**met, "answered_at": now, "due_at": None}
    advance(case, name, by=SYSTEM, now=now, given=given, event=sent(made), changes=changes)
    if lead is not None:
        orders.report(lead, report=reply.text, by=SYSTEM, now=now)
    ask_voices(case, now=now)
    return made


def _lead(case: Case) -> Order | None:
    """The lead order in hand. Raises Refused while its unit has not accepted it."""
    lead = Order.objects.on("case", case.pk).open().filter(part=Order.LEAD).select_related("unit").order_by("-pk").first()
    if lead is not None and lead.state != "accepted":
        said = _("%(unit)s has not accepted its order yet. It accepts first, then write down what was settled.")
        raise Refused("guard", said % {"unit": lead.unit.said}, move="answer_there")
    return lead


def _end_parts(case: Case, lead: Order | None, report: str, *, now: datetime) -> None:
    """What other units owe ends with it: reported where they have accepted, taken back where they have not."""
    rows = Order.objects.on("case", case.pk).open().exclude(pk=lead.pk if lead else 0).exclude(state=HANDING_OVER)
    while (order := rows.order_by("-pk").first()) is not None:
        if order.state == "accepted":
            orders.report(order, report=report, by=SYSTEM, now=now)
        else:
            orders.withdraw(order, reason=str(_("It was settled on the spot.")), by=SYSTEM, now=now)
