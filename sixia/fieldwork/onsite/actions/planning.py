"""Planning an on-site office, choosing its agenda, opening it, calling it off."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.rules import clean
from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.events import AgendaChosen, ItemAdded, OfficeCancelled, OfficeOpened, OfficePlanned, SummonsDropped
from sixia.fieldwork.onsite.flow import LIVE, WAITING
from sixia.fieldwork.onsite.models import Item, Office
from sixia.fieldwork.onsite.queries import agenda
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.rules import ONSITE
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import ADMIN_ROLES
from sixia.places.models import Place
from sixia.problems.models import Problem

MOST_ITEMS = 60


@transaction.atomic
def plan(
    *,
    by: Actor,
    now: datetime,
    title: str,
    place: Place,
    unit: Unit,
    starts_at: datetime,
    ends_at: datetime,
    led_by: Account,
    members: Collection[Account] = (),
    announced: bool = True,
    spot: str = "",
    returns_to: Visit | None = None,
    client: UUID | None = None,
) -> Office:
    """Plan an on-site office: a visit with that purpose, led by the host. Sent twice under the same `client`, it is planned
    once. Refused: role, missing, guard."""
    known = Office.objects.filter(client=client).first() if client else None
    if known is not None:
        return known
    _holds_post(led_by, unit, now)
    visit = visits.plan(
        by=by,
        now=now,
        title=title,
        purposes=(ONSITE,),
        place=place,
        unit=unit,
        starts_at=starts_at,
        ends_at=ends_at,
        led_by=led_by,
        members=members,
        announced=announced,
        returns_to=returns_to,
        spot=spot,
        client=client,
    )
    return _made(visit, by=by, now=now, client=client)


def upon(visit: Visit, *, by: Actor, now: datetime) -> Office:
    """Prepare the on-site office of a visit that was planned for that purpose; the same one whenever it is asked for again."""
    known = Office.objects.filter(visit=visit).first()
    return known or _upon(visit, by=by, now=now)


@alone
def _upon(visit: Visit, *, by: Actor, now: datetime) -> Office:
    if known := Office.objects.filter(visit=visit).first():
        return known
    if not visit.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="plan")
    if ONSITE not in visit.purposes or visit.state == "cancelled":
        raise Refused("guard", _("This visit is not planned as an on-site office. Change its plan first."), move="plan")
    _holds_post(visit.led_by, visit.unit, now)
    return _made(visit, by=by, now=now, client=None)


def _made(visit: Visit, *, by: Actor, now: datetime, client: UUID | None) -> Office:
    made = Office(state=Office.FLOW.start, visit=visit, client=client, made_at=now)
    made.save(force_insert=True)
    tell(OfficePlanned(office=made.pk, visit=visit.pk), by=by, about=made.stream, now=now, fresh=True)
    return made


def _holds_post(account: Account, unit: Unit, now: datetime) -> None:
    """Whoever hosts it answers for a unit: what they promise there is promised in that post."""
    rows = Post.objects.held(now).filter(account=account, unit=unit).exclude(role__in=ADMIN_ROLES)
    if not rows.exists():
        raise Refused("guard", _("Whoever hosts it must hold a post in the unit whose on-site office it is."), fields=["led_by"])


@alone
def choose(office: Office, *, names: Collection[str], by: Actor, now: datetime) -> list[Item]:
    """These cases and problems, named as `case:7`, make up the agenda; what was raised on the spot stays on it. Suggestions that
    were not taken are kept with their reasons. Refused: role, state, guard (unknown, decided already, too many).
    """
    Office.FLOW.check("choose", state=office.state, roles=office.roles_of(by), given={}, thing=office)
    suggested = agenda.propose(office, by, now)
    rows = {_name(item): item for item in office.items.exclude(kind=rules.TOPIC, after=None)}
    known = {one.name for one in suggested} | set(rows)
    if unknown := [name for name in names if name not in known]:
        raise Refused("guard", _("One of the suggestions has changed. Look at the list again."), move="choose", fields=unknown)
    for one in suggested:
        if one.name not in rows:
            rows[one.name] = _suggested(office, one, by=by, now=now)
    for name, item in rows.items():
        _take(item, name in names, number=_next(office))
    chosen = [item for item in rows.values() if item.chosen]
    if len(chosen) > MOST_ITEMS:
        raise Refused("guard", _("That is too much for one meeting. Choose fewer."), move="choose")
    taken = sum(item.suggested for item in chosen)
    event = AgendaChosen(office=office.pk, chosen=taken, suggested=len(suggested), own=len(chosen) - taken)
    advance(office, "choose", by=by, now=now, event=event)
    return chosen


def _name(item: Item) -> str:
    return f"{item.kind}:{item.case_id or item.problem_id or item.after_id}"


def _suggested(office: Office, one: rules.Suggestion, *, by: Actor, now: datetime) -> Item:
    column = {rules.CASE: {"case_id": one.pk}, rules.PROBLEM: {"problem_id": one.pk}}.get(one.kind, {})
    made = Item(
        office=office,
        kind=one.kind,
        title=one.title[:200],
        reasons=one.reasons,
        suggested=True,
        chosen=False,
        after_id=one.after,
        by_id=by.account_id,
        at=now,
        **column,
    )
    made.save(force_insert=True)
    return made


def _take(item: Item, chosen: bool, *, number: int) -> None:
    if item.chosen == chosen:
        return
    if not chosen and item.acts.exists():
        raise Refused("guard", _("Something was decided on “%(item)s” already: it stays.") % {"item": item.title}, move="choose")
    item.chosen, item.number = chosen, number if chosen else 0
    item.save(update_fields=["chosen", "number"])


def _next(office: Office) -> int:
    last = office.items.filter(chosen=True).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def add(
    office: Office,
    *,
    by: Actor,
    now: datetime,
    case: Case | None = None,
    problem: Problem | None = None,
    title: str = "",
    client: UUID | None = None,
) -> Item:
    """Put one more case, problem, or what was raised on the spot (`title`) on the agenda. The same thing, or the same
    `client`, is put there once. Refused: role, state, missing, guard."""
    return _known(office, client) or _add(office, by=by, now=now, case=case, problem=problem, title=title, client=client)


@alone
def _add(
    office: Office, *, by: Actor, now: datetime, case: Case | None, problem: Problem | None, title: str, client: UUID | None
) -> Item:
    if known := _known(office, client):
        return known
    kind, line = _line(case, problem, title, by)
    there = office.items.filter(case=case) if case else office.items.filter(problem=problem) if problem else office.items.none()
    item = there.first() or Item(office=office, kind=kind, case=case, problem=problem, title=line, client=client, at=now)
    if item.pk and item.chosen:
        return item
    item.chosen, item.number, item.by_id = True, _next(office), by.account_id
    item.save()
    event = ItemAdded(
        office=office.pk, item=item.pk, kind=kind, case=case.pk if case else None, problem=problem.pk if problem else None
    )
    advance(office, "add", by=by, now=now, event=event)
    return item


def _known(office: Office, client: UUID | None) -> Item | None:
    return office.items.filter(client=client).first() if client else None


def _line(case: Case | None, problem: Problem | None, title: str, by: Actor) -> tuple[str, str]:
    """(kind, line on the agenda). Raises Refused for what may not stand there."""
    if case is not None:
        if case.restricted or case.barred:
            raise Refused("guard", _("What is confidential does not go onto an agenda."), move="add", fields=["case"])
        if not case.roles_of(by):
            raise Refused("role", _("You may not do this here."), move="add")
        if case.track != "service":
            sentence = _("A petition goes by its own steps. Put the problem behind it on the agenda instead.")
            raise Refused("guard", sentence, move="add", fields=["case"])
        return rules.CASE, case.title
    if problem is not None:
        if not problem.roles_of(by):
            raise Refused("role", _("You may not do this here."), move="add")
        return rules.PROBLEM, problem.title
    line = " ".join(clean(title).split())[:200]
    if not line:
        raise Refused("missing", _("Write it down in a few words."), move="add", fields=["title"])
    return rules.TOPIC, line


@alone
def open_office(office: Office, *, by: Actor, now: datetime) -> None:
    """The meeting on the spot begins. Refused: role, state, guard (no agenda, or it is still ahead)."""
    given = {"items": has_items(office), "today": timezone.localdate(now)}
    event = OfficeOpened(office=office.pk)
    advance(office, "open", by=by, now=now, given=given, event=event, changes={"opened_at": now})


def has_items(office: Office) -> bool:
    """Whether anything stands on the agenda."""
    return office.items.filter(chosen=True).exists()


@alone
def cancel(office: Office, *, reason: str, by: Actor, now: datetime) -> None:
    """It does not take place: the visit is called off with it, and the called units learn that they need not come."""
    said = clean(reason)
    event = OfficeCancelled(office=office.pk, reason=Words(said))
    advance(office, "cancel", by=by, now=now, given={"reason": said}, event=event, changes={"reason": said})
    drop_called(office, now=now)
    visits.cancel(office.visit, by=by, now=now, reason=said)


def follow_visit(visit: int, *, reason: str, now: datetime) -> None:
    """The visit was called off on its own page: the office goes with it."""
    office = Office.objects.filter(visit=visit, state__in=LIVE).first()
    if office is not None:
        _follow(office, reason=reason, now=now)


@alone
def _follow(office: Office, *, reason: str, now: datetime) -> None:
    event = OfficeCancelled(office=office.pk, reason=Words(reason))
    advance(office, "follow", by=SYSTEM, now=now, given={"reason": reason}, event=event, changes={"reason": reason})
    drop_called(office, now=now)


def drop_called(parent: Any, *, now: datetime) -> None:
    """Units that are still expected need not come."""
    for called in parent.called.filter(state__in=WAITING):
        event = SummonsDropped(called=called.pk, unit=called.unit_id)
        advance(called, "drop", by=SYSTEM, now=now, event=event, changes={"marked_at": now})
