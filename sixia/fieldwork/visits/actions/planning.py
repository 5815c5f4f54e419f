"""Planning a visit, changing it, noting that it has taken place, calling it off."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.visits import rules
from sixia.fieldwork.visits.events import VisitAmended, VisitCancelled, VisitChanged, VisitHeld, VisitPlanned
from sixia.fieldwork.visits.flow import HELD
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import CLERK, DISPATCHER, PRINCIPAL, SUPERVISOR
from sixia.places.models import Place

LONGEST: Final = timedelta(days=14)
FURTHEST: Final = timedelta(days=550)
EARLIEST: Final = timedelta(days=366)
MOST_MET: Final = 100_000
OFFICES: Final = (CLERK, DISPATCHER, SUPERVISOR, PRINCIPAL)
"""Roles that plan visits for other units of their territory too."""


def plan(
    *,
    by: Actor,
    now: datetime,
    title: str,
    purposes: tuple[str, ...],
    place: Place,
    unit: Unit,
    starts_at: datetime,
    ends_at: datetime,
    led_by: Account,
    members: Collection[Account] = (),
    announced: bool = True,
    returns_to: Visit | None = None,
    return_due: date | None = None,
    spot: str = "",
    client: UUID | None = None,
) -> Visit:
    """Put a visit into the calendar, or write down one that has taken place. Sent twice under the same `client`, it is planned
    once. Refused: role, missing, guard. Crowding refuses nothing: whoever plans is told before (`queries.planning`)."""
    if known := _known(client):
        return known
    _may_plan(unit, by)
    if returns_to is not None and not returns_to.roles_of(by):
        raise Refused("guard", _("Choose a visit that you can see."), fields=["returns_to"])
    made = Visit(
        state=Visit.FLOW.start,
        title=_titled(title),
        aims=_aims(purposes),
        place=place,
        place_path=place.path,
        spot=clean(spot)[:200],
        unit=unit,
        led_by=led_by,
        made_by_id=by.account_id,
        starts_at=starts_at,
        ends_at=ends_at,
        announced=announced,
        returns_to=returns_to,
        return_due=return_due,
        client=client,
        made_at=now,
    )
    _check(made, now)
    try:
        return _write(made, members, by=by, now=now)
    except IntegrityError:
        if known := _known(client):
            return known
        raise


@transaction.atomic
def _write(made: Visit, members: Collection[Account], *, by: Actor, now: datetime) -> Visit:
    made.save(force_insert=True)
    made.members.set(member for member in members if member.pk != made.led_by_id)
    event = VisitPlanned(
        visit=made.pk,
        unit=made.unit_id,
        place=made.place_id,
        led_by=made.led_by_id,
        date=made.date.isoformat(),
        purposes=" ".join(made.purposes),
        announced=made.announced,
        returns_to=made.returns_to_id,
    )
    tell(event, by=by, about=made.stream, now=now, fresh=True)
    return made


@alone
def change(
    visit: Visit,
    *,
    by: Actor,
    now: datetime,
    title: str,
    purposes: tuple[str, ...],
    place: Place,
    starts_at: datetime,
    ends_at: datetime,
    led_by: Account,
    members: Collection[Account] = (),
    announced: bool = True,
    return_due: date | None = None,
    spot: str = "",
) -> None:
    """Another time, place, team or purpose, before it takes place. Refused: role, state, missing, guard, stale."""
    changes = {
        "title": _titled(title),
        "aims": _aims(purposes),
        "place_id": place.pk,
        "place_path": place.path,
        "spot": clean(spot)[:200],
        "led_by_id": led_by.pk,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "announced": announced,
        "return_due": return_due,
    }
    _check(Visit(unit=visit.unit, **changes), now)
    event = VisitChanged(visit=visit.pk, place=place.pk, led_by=led_by.pk, date=timezone.localdate(starts_at).isoformat())
    given = {"title": title, "starts_at": starts_at}
    advance(visit, "change", by=by, now=now, given=given, event=event, changes=changes)
    visit.members.set(member for member in members if member.pk != led_by.pk)


@alone
def hold(visit: Visit, *, by: Actor, now: datetime, met: int | None = None, client: UUID | None = None) -> None:
    """It has taken place. Sent twice under the same `client`, or when it stands as held with the same number, it is held once.

    From now on those who were visited see that it was, also when it was unannounced.
    """
    visit.refresh_from_db(fields=["state", "version", "met"])
    if client is not None and visit.state == HELD and visit.met == met and visit.roles_of(by):
        return
    _count(met)
    given = {"today": timezone.localdate(now)}
    event = VisitHeld(visit=visit.pk, met=met)
    advance(visit, "hold", by=by, now=now, given=given, event=event, changes={"met": met, "held_at": now})


@alone
def amend(visit: Visit, *, by: Actor, now: datetime, met: int | None, return_due: date | None) -> None:
    """After it was held: how many residents were met, and on which day somebody should come back."""
    _count(met)
    if return_due is not None and return_due < visit.date:
        raise Refused("guard", _("Name a day after the visit."), move="amend", fields=["return_due"])
    event = VisitAmended(visit=visit.pk, met=met, return_due=return_due.isoformat() if return_due else "")
    advance(visit, "amend", by=by, now=now, event=event, changes={"met": met, "return_due": return_due})


@alone
def cancel(visit: Visit, *, by: Actor, now: datetime, reason: str) -> None:
    """It does not take place; its lines stay. Refused: role, state, missing, stale."""
    event = VisitCancelled(visit=visit.pk, reason=Words(reason.strip()))
    changes = {"reason": reason.strip()[:200], "return_due": None}
    advance(visit, "cancel", by=by, now=now, given={"reason": reason}, event=event, changes=changes)


def _known(client: UUID | None) -> Visit | None:
    return Visit.objects.filter(client=client).first() if client else None


def _may_plan(unit: Unit, by: Actor) -> None:
    over = any(unit.place.path.startswith(scope) for scope in by.scopes(*OFFICES))
    if not by.is_system and unit.pk not in by.units(*WORKING) and not over:
        raise Refused("role", _("You may not do this here."), move="plan")


def _titled(title: str) -> str:
    said = " ".join(clean(title).split())
    if not said:
        raise Refused("missing", _("Say in a few words what the visit is about."), move="plan", fields=["title"])
    return said[:120]


def _aims(purposes: tuple[str, ...]) -> str:
    """The column: each word with a space on both sides, so that one can be looked for."""
    try:
        found = rules.in_order(purposes)
    except LookupError as unknown:
        raise Refused("guard", _("Choose from the list."), move="plan", fields=["purposes"]) from unknown
    if not found:
        raise Refused("missing", _("Say what the visit is for: at least one of the four."), move="plan", fields=["purposes"])
    return f" {' '.join(found)} "


def _count(met: int | None) -> None:
    if met is not None and not 0 <= met <= MOST_MET:
        raise Refused("guard", _("Say how many residents were met, from 0 to 100000, or leave it empty."), fields=["met"])


def _check(visit: Visit, now: datetime) -> None:
    if not visit.starts_at < visit.ends_at <= visit.starts_at + LONGEST:
        raise Refused("guard", _("It must end after it begins, within fourteen days."), move="plan", fields=["ends_at"])
    if not now - EARLIEST < visit.starts_at < now + FURTHEST:
        sentence = _("Name a time within the past year or the next year and a half.")
        raise Refused("guard", sentence, move="plan", fields=["starts_at"])
    if visit.return_due is not None and visit.return_due < visit.date:
        raise Refused("guard", _("Name a day after the visit."), move="plan", fields=["return_due"])
    rows = Post.objects.meeting(min(now, visit.starts_at), None)
    if not rows.filter(account_id=visit.led_by_id, unit_id=visit.unit_id, role__in=WORKING).exists():
        raise Refused("guard", _("Whoever leads the visit must hold a post in that unit."), move="plan", fields=["led_by"])
