"""The two tracks: moving a case to the other one once, and what the petition room above does with a case on its track.

The steps of a petition are that room's own; here a case only follows: who answers for it, what residents are told, how it ends.
"""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.actions.answer import Reply, sent, write
from sixia.cases.actions.asking import ask, settle
from sixia.cases.actions.dispatch import matter
from sixia.cases.actions.turning import advance
from sixia.cases.events import CaseClosed, CaseEntrusted, CaseRecalled, TrackChanged
from sixia.cases.flow import DISPATCH
from sixia.cases.models import Answer, Case, Voice
from sixia.catalog.queries import rulebook
from sixia.kit import clocks
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.journal import tell
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.orders.rules import Norms
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit

_AGAIN: Final[dict[str, Any]] = {"open": True, "closed_at": None, "ending": ""}


@alone
def change_track(case: Case, *, track: str, reason: str, by: Actor, now: datetime) -> Answer:
    """Move a case to the other track, once. Its first date stays, open orders are taken back, and residents are told why."""
    book, first = rulebook(case.edition_id), case.first_at.isoformat()
    row = norms.norm(book, case, DISPATCH, track=track)
    limit = row.limit if row else None
    due_at = clocks.build("", "", DISPATCH, limit, now).due_at if limit else None
    event = TrackChanged(case=case.pk, track=track, first=first, reason=Words(reason))
    changes = {"track": track, "track_changed_at": now, "due_at": due_at}
    given = {"track": track, "reason": reason}
    advance(case, "change_track", by=by, now=now, given=given, event=event, changes=changes, limits={DISPATCH: limit})
    withdrawn = str(_("This goes on by other rules from now on; a new order follows where one is needed."))
    orders.withdraw_all("case", case.pk, reason=withdrawn, now=now)
    return notify(case, reply=Reply(text=reason), by=by, now=now)


@alone
def entrust(case: Case, *, unit: Unit, limits: Norms, basis: str, by: Actor, now: datetime) -> Order:
    """Give a petition to the unit that must handle, review or re-review it: its order appears in that unit's list.

    It comes appointed, since objections to petitions have their own way. Raises Refused.
    """
    order = orders.issue(
        matter=matter(case), unit=unit, norms=limits, by=by, now=now, basis=basis, level=case.level, appointed=True
    )
    changes = {"lead_unit": unit, "dispatched_at": case.dispatched_at or now, **_AGAIN}
    event = CaseEntrusted(case=case.pk, unit=unit.pk, order=order.pk)
    advance(case, "entrust", by=SYSTEM, now=now, given={"unit": unit}, event=event, changes=changes)
    return order


@alone
def recall(case: Case, *, reason: str, now: datetime) -> None:
    """Take a petition back from its unit, whose order ends with the reason, or up again after it was turned away."""
    orders.withdraw_all("case", case.pk, reason=reason, now=now)
    event = CaseRecalled(case=case.pk, reason=Words(reason))
    advance(case, "recall", by=SYSTEM, now=now, given={"reason": reason}, event=event, changes={"lead_unit": None, **_AGAIN})


@alone
def notify(case: Case, *, reply: Reply, by: Actor, now: datetime) -> Answer:
    """Tell every resident of the case how it stands; nothing else changes. On either track."""
    made = write(case, reply, Answer.INTERIM, by=by, now=now)
    if case.track == "petition":
        advance(case, "tell", by=SYSTEM, now=now, given={"text": reply.text}, event=sent(made))
    else:
        tell(sent(made), by=by, about=case.key, now=now)
    return made


@alone
def conclude(case: Case, *, reply: Reply, kind: str = Answer.FINAL, ending: str = "", by: Actor, now: datetime) -> Answer:
    """Send the residents the decision, end the lead unit's order, and ask every voice for its verdict.

    With an `ending` the case closes at once; the verdict is asked all the same, kept and counted.
    """
    made = write(case, reply, kind, by=by, now=now)
    changes = {"answered_at": now, "due_at": None, **_AGAIN}
    advance(case, "conclude", by=SYSTEM, now=now, given={"text": reply.text}, event=sent(made), changes=changes)
    _end_orders(case, reply.text, now=now)
    if ending:
        finish(case, ending=ending, now=now)
    ask(case, case.voices.exclude(state__in=Voice.FLOW.ends), now=now)
    settle(case, now=now)
    return made


@alone
def finish(case: Case, *, ending: str, now: datetime) -> None:
    """Close a case whose petition has come to its end; nothing happens when it is closed already."""
    if not case.open:
        return
    orders.withdraw_all("case", case.pk, reason=str(_("The petition has come to its end.")), now=now)
    event = CaseClosed(case=case.pk, ending=ending)
    changes = {"ending": ending, "closed_at": now, "open": False, "due_at": None}
    advance(case, "finish", by=SYSTEM, now=now, given={"ending": ending}, event=event, changes=changes)


def be_due(case: Case, *, due_at: datetime | None) -> None:
    """The next duty on the petition is due then: the case shows it in every list."""
    Case.objects.filter(pk=case.pk).update(due_at=due_at)
    case.due_at = due_at


def _end_orders(case: Case, report: str, *, now: datetime) -> None:
    """The lead order is reported with the decision; one nobody has accepted, and those of others, are taken back."""
    lead = Order.objects.on("case", case.pk).open().filter(part=Order.LEAD, state="accepted").first()
    if lead is not None:
        orders.report(lead, report=report, by=SYSTEM, now=now)
    orders.withdraw_all("case", case.pk, reason=str(_("The petition has been decided.")), now=now)
