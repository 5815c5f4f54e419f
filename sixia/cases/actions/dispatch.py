"""Dispatching a case to a unit, calling in others, correcting what it is about, and making it confidential."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases import norms
from sixia.cases.events import CaseDispatched, CaseDispatchedAgain, CaseReclassified, CaseRestricted, UnitCalledIn
from sixia.cases.flow import HANDLE
from sixia.cases.models import Case
from sixia.catalog.queries import rulebook
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.orders.rules import Matter
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.places.models import Place


def matter(case: Case) -> Matter:
    """The case as its orders know it."""
    return Matter(
        kind="case",
        pk=case.pk,
        place_path=case.place_path,
        brief=case.title,
        restricted=case.restricted,
        barred=case.barred,
    )


def issue_again(case: Case, *, unit: Unit, by: Actor, now: datetime) -> Order:
    """The order to do it again after a no: one level up, with the norms for that; the unit is appointed and cannot refuse."""
    limits = norms.order_norms(rulebook(case.edition_id), case, redo=True)
    return orders.issue(matter=matter(case), unit=unit, norms=limits, by=by, now=now, level=case.level + 1, appointed=True)


@alone
def dispatch(
    case: Case,
    *,
    category: str,
    unit: Unit,
    by: Actor,
    now: datetime,
    triage: str = "",
    assisting: tuple[Unit, ...] = (),
    basis: str = "",
) -> Order:
    """Give the case its category and the unit that answers for it, with assisting units on the same matter.

    Raises Refused, also for an unknown category. Returns the lead order.
    """
    given = {"category": category, "unit": unit}
    _may(case, "dispatch", by, given)
    _fits(case, category, "dispatch")
    book = rulebook(case.edition_id)
    sorted_in = copy(case)
    sorted_in.category, sorted_in.triage = category, triage or book.category(category).triage
    limit = norms.limit(book, sorted_in, HANDLE)
    due_at = clocks.build("", "", HANDLE, limit, now).due_at if limit else None
    order = orders.issue(
        matter=matter(case), unit=unit, norms=norms.order_norms(book, sorted_in), by=by, now=now, basis=basis, level=case.level
    )
    public = _may_be_public(case, category)
    advance(
        case,
        "dispatch",
        by=by,
        now=now,
        given=given,
        event=CaseDispatched(case=case.pk, category=category, unit=unit.pk, order=order.pk),
        changes={
            "category": category,
            "triage": sorted_in.triage,
            "lead_unit": unit,
            "dispatched_at": case.dispatched_at or now,
            "due_at": due_at,
            "public": public,
        },
        limits={HANDLE: limit},
    )
    for helper in assisting:
        _assist(case, unit=helper, by=by, now=now)
    return order


@alone
def dispatch_again(case: Case, *, unit: Unit, reason: str, by: Actor, now: datetime) -> Order:
    """Give a case in hand to another unit, after the order of the one before was withdrawn. The case's own clock goes on."""
    given = {"unit": unit, "reason": reason}
    _may(case, "dispatch_again", by, given)
    if Order.objects.on("case", case.pk).open().filter(part=Order.LEAD).exists():
        sentence = _("A unit answers for it already. Withdraw its order first, with a reason.")
        raise Refused("guard", sentence, move="dispatch_again")
    limits = norms.order_norms(rulebook(case.edition_id), case)
    order = orders.issue(matter=matter(case), unit=unit, norms=limits, by=by, now=now, level=case.level)
    changes = {"lead_unit": unit}
    event = CaseDispatchedAgain(case=case.pk, unit=unit.pk, order=order.pk, reason=Words(reason))
    advance(case, "dispatch_again", by=by, now=now, given=given, event=event, changes=changes)
    return order


@alone
def call_in(case: Case, *, unit: Unit, reason: str, by: Actor, now: datetime) -> Order:
    """Give another unit a part of the matter while it is in hand."""
    given = {"unit": unit, "reason": reason}
    _may(case, "call_in", by, given)
    order = _assist(case, unit=unit, by=by, now=now)
    event = UnitCalledIn(case=case.pk, unit=unit.pk, order=order.pk, reason=Words(reason))
    advance(case, "call_in", by=by, now=now, given=given, event=event)
    return order


@alone
def reclassify(
    case: Case,
    *,
    by: Actor,
    now: datetime,
    category: str | None = None,
    kind: str | None = None,
    triage: str | None = None,
    place: Place | None = None,
) -> None:
    """Correct what the case is about; running clocks keep the limits they started with."""
    if category is not None:
        _fits(case, category, "reclassify")
    if kind == "accusation":
        raise Refused("guard", _("To make it an accusation, use “Make confidential”."), move="reclassify", fields=["kind"])
    changes = {"category": category, "kind": kind, "triage": triage}
    changes = {name: value for name, value in changes.items() if value and value != getattr(case, name)}
    where = {"place": place, "place_path": place.path} if place is not None and place.pk != case.place_id else {}
    if not changes and not where:
        return
    event = CaseReclassified(case=case.pk, place=place.pk if place and where else None, **changes)
    public = {"public": _may_be_public(case, category)} if "category" in changes and category else {}
    advance(case, "reclassify", by=by, now=now, event=event, changes={**changes, **where, **public})
    if where:
        orders.move_place("case", case.pk, place_path=case.place_path)


@alone
def restrict(
    case: Case,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    units: tuple[Unit, ...] = (),
    accounts: tuple[int, ...] = (),
) -> None:
    """Make a case an accusation: only confidential-case officers may know of it and its orders, and none of those named."""
    named = bool(units or accounts)
    changes = {"restricted": True, "barred": case.barred or named, "public": False, "secret": True, "kind": "accusation"}
    event = CaseRestricted(case=case.pk, reason=Words(reason))
    advance(case, "restrict", by=by, now=now, given={"reason": reason}, event=event, changes=changes)
    orders.bar(matter=matter(case), units=[unit.pk for unit in units], accounts=accounts)
    orders.seal("case", case.pk, restricted=True, barred=case.barred)
    for order in Order.objects.on("case", case.pk).filter(unit__in=units, state__in=("issued", "accepted", "refused")):
        orders.withdraw(order, reason=reason, by=SYSTEM, now=now)


def _may(case: Case, move: str, by: Actor, given: Mapping[str, Any]) -> None:
    """Raises Refused before anything is done; the move itself checks again."""
    Case.FLOW.check(move, state=case.state, roles=case.roles_of(by), given=given, thing=case)


def _fits(case: Case, category: str, move: str) -> None:
    """Raises Refused for an unknown category, and for one of accusations while the case is open to all."""
    book = rulebook(case.edition_id)
    if not book.chain(category):
        raise Refused("guard", _("Choose a category from the list."), move=move, fields=["category"])
    if book.category(category).restricted and not case.restricted:
        sentence = _("This category is confidential. Use “Make confidential” first.")
        raise Refused("guard", sentence, move=move, fields=["category"])


def _may_be_public(case: Case, category: str) -> bool:
    """Whether a case of this category may stand on the public list: nothing secret, nothing confidential, no child's words."""
    if case.secret or case.restricted or not rulebook(case.edition_id).category(category).public:
        return False
    return not case.voices.filter(minor=True).exists()


def _assist(case: Case, *, unit: Unit, by: Actor, now: datetime) -> Order:
    return orders.issue(
        matter=matter(case),
        unit=unit,
        norms=norms.order_norms(rulebook(case.edition_id), case),
        by=by,
        now=now,
        part=Order.ASSISTING,
        level=case.level,
    )
