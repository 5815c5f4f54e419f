"""Every move on an order as a button, a form and a call: one mechanism over the flow table. Knows no matter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.kit.flow import Move
from sixia.orders import actions
from sixia.orders.forms import WITH_FILES
from sixia.orders.models import Order
from sixia.people.actors import Actor

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """What a move's button does, what is said when it is done, what is foretold before, and its key on the page."""

    call: Callable[..., object]
    done: Text
    foretold: tuple[Text, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the row of the table, its act and its address. `direct` ones need no form."""

    move: Move
    act: Act
    url: str
    direct: bool


def _grant(order: Order, *, reason: str, to: Any, by: Actor, now: datetime) -> None:
    """Handed on as often as the rules allow, the next unit is appointed."""
    most = current_book(now).rule("orders.hops")
    actions.grant(order, reason=reason, to=to, by=by, now=now, appointed=order.hops + 1 >= most)


ACTS: Final[dict[str, Act]] = {
    "accept": Act(actions.accept, _("Accepted. Contact the resident next."), key="Enter"),
    "refuse": Act(
        actions.refuse,
        _("Refused. The dispatcher decides; until another unit accepts, yours stays answerable."),
        (
            _("The dispatcher decides within the limit; the handling clock goes on running."),
            _("Until another unit has accepted, your unit stays answerable."),
        ),
    ),
    "ask_extension": Act(
        actions.ask_extension,
        _("Asked for more time. Until it is decided the old limit holds."),
        (
            _("The old limit holds until somebody outside your unit has decided."),
            _("If granted, the resident is told the reason."),
        ),
    ),
    "grant_extension": Act(actions.grant_extension, _("More time was given; the resident is told why.")),
    "deny_extension": Act(actions.deny_extension, _("No more time was given.")),
    "report": Act(actions.report, _("Reported as done.")),
    "send_back": Act(actions.send_back, _("Sent back with a fresh limit.")),
    "dismiss": Act(
        actions.dismiss, _("The unit is appointed."), (_("The unit is appointed and cannot refuse this order again."),)
    ),
    "grant": Act(_grant, _("The other unit has the order."), (_("The first unit answers for it until the other has accepted."),)),
    "withdraw": Act(
        actions.withdraw, _("The order is withdrawn."), (_("The unit owes nothing on this any more; it reads the reason."),)
    ),
    "remind": Act(actions.remind, _("The unit has been reminded.")),
}


def offers(order: Order, roles: frozenset[str]) -> list[Offer]:
    """The buttons somebody with these roles has on the order now. The leading unit ends its order by answering the
    matter, so that `report` and sending a report back are for assisting units alone; an order that its matter's own
    procedure moves (a petition) has none."""
    if order.norms.get("guided"):
        return []
    hidden = {"report", "send_back"} if order.part == Order.LEAD else set()
    hidden |= {"grant_extension", "deny_extension"} if not order.extension_open else {"ask_extension"}
    hidden |= {"refuse"} if order.appointed else set()
    hidden |= {"ask_extension"} if order.extensions >= order.norms["most_extensions"] else set()
    rows = [move for move in order.moves_for(roles) if move.name in ACTS and move.name not in hidden]
    return [Offer(m, ACTS[m.name], reverse("desk_order_move", args=[order.pk, m.name]), not m.needs) for m in rows]


def given(move: Move, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What the action takes."""
    files = {"files": cleaned["attached"]} if move.name in WITH_FILES else {}
    return {**{name: cleaned[name] for name in move.needs}, **files}
