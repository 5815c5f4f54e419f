"""Getting a petition to the unit that must handle it: forwarding or assigning, objections, urging, taking up again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.orders import actions as orders
from sixia.orders.rules import Norms
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.petitions.actions.base import aim, due_of, facts, final_date, inform, lead, limit, needed
from sixia.petitions.events import (
    ObjectionDismissed,
    ObjectionUpheld,
    PetitionObjected,
    PetitionReclaimed,
    PetitionSent,
    PetitionUrged,
)
from sixia.petitions.flow import HANDLE, IN_HAND, OBJECT, ROUTE, TELL
from sixia.petitions.models import Petition

SENT_ON = _("Your petition was passed on to %(unit)s. It must accept it in writing by %(day)s or say why not (Art. 23).")
TAKEN_BACK = _("The unit was right that it is not in charge. The petition office looks for the right one.")
TAKEN_UP = _("The supervisor has looked at it again: your petition is taken up.")


@alone
def send(petition: Petition, *, manner: str, unit: Unit, by: Actor, now: datetime) -> None:
    """Forward (no report due) or assign (the result must be reported) to the unit in charge (Arts. 14, 22).

    Its order first shows the term for telling the petitioner in writing (Art. 23). Raises Refused.
    """
    given = {"manner": manner, "unit": unit, "in_hand": in_hand_below(petition, now)}
    Petition.FLOW.check("send", state=petition.state, roles=petition.roles_of(by), given=given, thing=petition)
    tell = limit(petition, TELL) or needed(petition, HANDLE)
    order = cases.entrust(
        petition.case, unit=unit, limits=Norms(handle=tell, most_extensions=0, guided=True), basis="statutory", by=by, now=now
    )
    advance(
        petition,
        "send",
        by=by,
        now=now,
        given=given,
        event=PetitionSent(unit=unit.pk, manner=manner, order=order.pk, **facts(petition)),
        changes={"manner": manner, "unit": unit, "appointed": False, "sent_at": now},
        limits={OBJECT: limit(petition, OBJECT), TELL: limit(petition, TELL)},
    )
    aim(petition)
    inform(petition, SENT_ON, by=by, now=now, unit=unit.name, day=final_date(petition, order.due_at))


def in_hand_below(petition: Petition, now: datetime) -> bool:
    """Whether the petition that this one repeats is in hand and within its limit: then no superior takes it (Art. 19)."""
    earlier = petition.earlier
    return earlier is not None and earlier.state in IN_HAND and (earlier.due_at is None or now < earlier.due_at)


@alone
def object_(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """The unit objects within the term (five working days, Art. 23). It keeps the matter until the sender agrees."""
    given = {"reason": reason, "now": now, "until": due_of(petition, OBJECT)}
    event = PetitionObjected(unit=petition.unit_id or 0, reason=Words(reason), **facts(petition))
    advance(petition, "object", by=by, now=now, given=given, event=event)
    aim(petition)


@alone
def uphold(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """The petition office agrees (Art. 23): the unit is let go, and the limit for passing on begins anew."""
    event = ObjectionUpheld(unit=petition.unit_id or 0, reason=Words(reason), **facts(petition))
    changes = {"unit": None, "manner": "", "sent_at": None}
    limits = {ROUTE: limit(petition, ROUTE)}
    advance(petition, "uphold", by=by, now=now, given={"reason": reason}, event=event, changes=changes, limits=limits)
    cases.recall(petition.case, reason=reason, now=now)
    aim(petition)
    inform(petition, TAKEN_BACK, by=by, now=now)


@alone
def dismiss(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """The petition office appoints the unit, which cannot object again; the term for accepting has gone on running."""
    event = ObjectionDismissed(unit=petition.unit_id or 0, reason=Words(reason), **facts(petition))
    advance(petition, "dismiss", by=by, now=now, given={"reason": reason}, event=event, changes={"appointed": True})
    aim(petition)


@alone
def urge(petition: Petition, *, text: str, by: Actor, now: datetime) -> None:
    """Urge whoever must act (督办, Art. 40)."""
    order = lead(petition)
    event = PetitionUrged(unit=order.unit_id if order else petition.office_id, text=Words(text), **facts(petition))
    advance(petition, "urge", by=by, now=now, given={"text": text}, event=event)
    if order is not None:
        orders.remind(order, text=text, by=SYSTEM, now=now)


@alone
def reclaim(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """It was turned away although it should have been accepted: the petition office takes it up again (Art. 40)."""
    event = PetitionReclaimed(reason=Words(reason), **facts(petition))
    changes = {"open": True, "ended_at": None, "unit": None, "manner": "", "outcome": ""}
    limits = {ROUTE: limit(petition, ROUTE)}
    advance(petition, "reclaim", by=by, now=now, given={"reason": reason}, event=event, changes=changes, limits=limits)
    cases.recall(petition.case, reason=reason, now=now)
    aim(petition)
    inform(petition, TAKEN_UP, by=by, now=now)
