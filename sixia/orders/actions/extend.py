"""More time: asked for with a reason before the limit ends, decided by somebody else."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.clocks import Limit
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.orders.events import ExtensionAsked, ExtensionDenied, ExtensionGranted
from sixia.orders.flow import DECIDE, HANDLE
from sixia.orders.models import Extension, Order
from sixia.people.actors import Actor


@alone
def ask_extension(order: Order, *, amount: int, reason: str, by: Actor, now: datetime) -> Extension:
    """Ask for `amount` more units of the handling limit. Raises Refused also when it is more than the rules allow."""
    most = int(order.norms["most_extension"])
    if not 1 <= amount <= most:
        raise Refused("guard", _("You may ask for 1 to %(most)s.") % {"most": most}, move="ask_extension", fields=["amount"])
    if order.extension_rows.filter(decided_at=None).exists():
        raise Refused("guard", _("An extension has been asked for and not decided yet."), move="ask_extension")
    unit = order.norms[HANDLE]["unit"]
    extension = Extension.objects.create(order=order, amount=amount, unit=unit, asked_at=now, asked_by_id=by.official_id)
    advance(
        order,
        "ask_extension",
        by=by,
        now=now,
        given={"reason": reason, "amount": amount, "now": now, "most": order.norms["most_extensions"]},
        event=ExtensionAsked(
            order=order.pk,
            unit=order.unit_id,
            extension=extension.pk,
            amount=amount,
            unit_of_time=unit,
            reason=Words(reason),
        ),
        changes={"extension_open": True},
        limits={DECIDE: order.limit(DECIDE)},
    )
    return extension


@alone
def grant_extension(order: Order, *, reason: str, by: Actor, now: datetime) -> None:
    """Give the time asked for: the handling clock moves on from its present end. Nobody decides their own request."""
    extension = _undecided(order, by)
    norm = order.norms[HANDLE]
    limit = Limit(extension.amount, extension.unit, norm["calendar"], norm["source"], rolls=norm["rolls"])
    due_at = clocks.move_due(order.key, HANDLE, limit, now) or order.due_at
    event = ExtensionGranted(
        order=order.pk, unit=order.unit_id, extension=extension.pk, due=due_at.isoformat(), reason=Words(reason)
    )
    changes = {"extension_open": False, "extensions": order.extensions + 1, "due_at": due_at}
    advance(order, "grant_extension", by=by, now=now, given={"reason": reason}, event=event, changes=changes)
    _decide(extension, by, now, granted=True)


@alone
def deny_extension(order: Order, *, reason: str, by: Actor, now: datetime) -> None:
    """Give no more time. Nobody decides their own request."""
    extension = _undecided(order, by)
    event = ExtensionDenied(order=order.pk, unit=order.unit_id, extension=extension.pk, reason=Words(reason))
    advance(
        order,
        "deny_extension",
        by=by,
        now=now,
        given={"reason": reason},
        event=event,
        changes={"extension_open": False},
    )
    _decide(extension, by, now, granted=False)


def _undecided(order: Order, by: Actor) -> Extension:
    extension = order.extension_rows.filter(decided_at=None).first()
    if extension is None:
        raise Refused("guard", _("No extension has been asked for."), move="grant_extension")
    if extension.asked_by_id == by.account_id:
        raise Refused("guard", _("Somebody other than who asked must decide."), move="grant_extension")
    return extension


def _decide(extension: Extension, by: Actor, now: datetime, *, granted: bool) -> None:
    extension.decided_at, extension.granted, extension.decided_by_id = now, granted, by.account_id
    extension.save(update_fields=["decided_at", "granted", "decided_by"])
