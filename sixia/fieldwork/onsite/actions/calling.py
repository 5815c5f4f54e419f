"""Calling units: to an on-site office, or by a town; their answers, what is decided about a refusal, and who was there."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.rules import clean
from sixia.fieldwork.onsite import norms, rules
from sixia.fieldwork.onsite.actions.planning import drop_called, has_items
from sixia.fieldwork.onsite.events import (
    AbsenceExplained,
    AttendanceNoted,
    OfficeConvened,
    SummonsAnswered,
    SummonsDecided,
    SummonsRefused,
    UnitSummoned,
    WhistleBlown,
    WhistleEnded,
    WhistleWithdrawn,
)
from sixia.fieldwork.onsite.flow import ABSENT, ANSWER, BLOWN, CAME, DECIDE, OPEN, WAITING
from sixia.fieldwork.onsite.models import Called, Office, Whistle
from sixia.fieldwork.onsite.standing import DESKS, WORKERS
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import LEADER
from sixia.places.models import Place
from sixia.problems.models import Problem

MOST_UNITS: Final = 30
FURTHEST: Final = timedelta(days=60)


@alone
def convene(office: Office, *, units: Sequence[Unit], text: str = "", by: Actor, now: datetime) -> list[Called]:
    """Call units, with what they come for; those called already are passed over. Refused: role, state, guard (no agenda)."""
    said = clean(text)
    known = set(office.called.values_list("unit_id", flat=True))
    fresh = [unit for unit in dict.fromkeys(units) if unit.pk not in known]
    _few(known, fresh)
    given = {"items": has_items(office), "units": units}
    changes: dict[str, Any] = {"text": said} if said else {}
    if office.state != OPEN:
        changes |= {"convened_at": office.convened_at or now}
    event = OfficeConvened(office=office.pk, units=len(fresh))
    advance(office, "convene", by=by, now=now, given=given, event=event, changes=changes)
    visit = office.visit
    return [
        _summon(unit, office=office, by_unit=visit.unit, path=visit.place_path, wanted=visit.starts_at, by=by, now=now)
        for unit in fresh
    ]


def _few(known: set[int], fresh: Sequence[Unit]) -> None:
    if len(known) + len(fresh) > MOST_UNITS:
        raise Refused("guard", _("That is more units than can talk with each other. Call fewer."), fields=["units"])


def _summon(
    unit: Unit,
    *,
    by_unit: Unit,
    path: str,
    wanted: datetime,
    by: Actor,
    now: datetime,
    office: Office | None = None,
    whistle: Whistle | None = None,
) -> Called:
    if unit.active_to is not None and unit.active_to <= now:
        raise Refused("guard", _("%(unit)s no longer exists. Choose the unit that took over its duties.") % {"unit": unit.said})
    limit = norms.answer_limit(now)
    made = Called(
        state=Called.FLOW.start,
        office=office,
        whistle=whistle,
        unit=unit,
        by_unit=by_unit,
        place_path=path,
        wanted_at=wanted,
        called_at=now,
        answer_by=clocks.build("", "", ANSWER, limit, now).due_at,
    )
    made.save(force_insert=True)
    clocks.start(made.key, made.stream, ANSWER, limit, now)
    event = UnitSummoned(
        called=made.pk, unit=unit.pk, due=made.answer_by.isoformat(), office=made.office_id, whistle=made.whistle_id
    )
    tell(event, by=by, about=made.stream, now=now)
    return made


@alone
def come(called: Called, *, note: str = "", by: Actor, now: datetime) -> None:
    """The unit comes; `note` may say who."""
    _answer(called, "come", clean(note), by=by, now=now)


@alone
def send(called: Called, *, note: str, by: Actor, now: datetime) -> None:
    """The unit sends somebody; `note` says whom, by post."""
    _answer(called, "send", clean(note), by=by, now=now)


def _answer(called: Called, move: str, note: str, *, by: Actor, now: datetime) -> None:
    answer = "coming" if move == "come" else "sending"
    event = SummonsAnswered(called=called.pk, unit=called.unit_id, answer=answer, note=Words(note))
    changes = {"note": note, "answered_at": called.answered_at or now}
    advance(called, move, by=by, now=now, given={"note": note}, event=event, changes=changes)


@alone
def refuse(called: Called, *, reason: str, by: Actor, now: datetime) -> None:
    """The unit says why it cannot come; the supervisor of the place decides. Refused where that was decided already."""
    said = clean(reason)
    event = SummonsRefused(called=called.pk, unit=called.unit_id, reason=Words(said))
    changes = {"reason": said, "answered_at": called.answered_at or now}
    limits = {DECIDE: norms.decide_limit(now)}
    advance(called, "refuse", by=by, now=now, given={"reason": said}, event=event, changes=changes, limits=limits)


@alone
def insist(called: Called, *, reason: str, by: Actor, now: datetime) -> None:
    """The unit must come all the same."""
    event = SummonsDecided(called=called.pk, unit=called.unit_id, must=True, reason=Words(clean(reason)))
    limits = {ANSWER: norms.answer_limit(now)}
    changes = {"insisted": True, "reason": ""}
    advance(called, "insist", by=by, now=now, given={"reason": reason}, event=event, changes=changes, limits=limits)


@alone
def excuse(called: Called, *, reason: str, by: Actor, now: datetime) -> None:
    """The unit need not come."""
    event = SummonsDecided(called=called.pk, unit=called.unit_id, must=False, reason=Words(clean(reason)))
    advance(called, "excuse", by=by, now=now, given={"reason": reason}, event=event, changes={"marked_at": now})


@alone
def arrive(called: Called, *, by: Actor, now: datetime) -> None:
    """The unit was there. Noted twice, it is noted once."""
    if called.state == CAME and called.roles_of(by):
        return
    event = AttendanceNoted(called=called.pk, unit=called.unit_id, came=True, reason=Words(""))
    changes = {"marked_at": now, "answered_at": called.answered_at or now, "reason": ""}
    advance(called, "arrive", by=by, now=now, given={"on": _on(called)}, event=event, changes=changes)


@alone
def miss(called: Called, *, reason: str = "", by: Actor, now: datetime) -> None:
    """The unit was not there; the reason may be given now or later. Noted twice, it is noted once."""
    said = clean(reason)
    if called.state == ABSENT and called.roles_of(by):
        if said and said != called.reason:
            account(called, reason=said, by=by, now=now)
        return
    event = AttendanceNoted(called=called.pk, unit=called.unit_id, came=False, reason=Words(said))
    changes = {"marked_at": now, "reason": said or called.reason}
    advance(called, "miss", by=by, now=now, given={"on": _on(called), "reason": said}, event=event, changes=changes)


@alone
def account(called: Called, *, reason: str, by: Actor, now: datetime) -> None:
    """Why the unit was not there, in its own words or as it was told to the host."""
    said = clean(reason)
    event = AbsenceExplained(called=called.pk, unit=called.unit_id, reason=Words(said))
    advance(called, "account", by=by, now=now, given={"on": _on(called), "reason": said}, event=event, changes={"reason": said})


def _on(called: Called) -> bool:
    """Whether the meeting it was called to is going on."""
    if called.office_id:
        return Office.objects.filter(pk=called.office_id, state=OPEN).exists()
    return Whistle.objects.filter(pk=called.whistle_id or 0, state=BLOWN).exists()


@transaction.atomic
def blow(
    *,
    by: Actor,
    now: datetime,
    unit: Unit,
    units: Sequence[Unit],
    reason: str,
    wanted_at: datetime,
    place: Place,
    spot: str = "",
    case: Case | None = None,
    problem: Problem | None = None,
    client: UUID | None = None,
) -> Whistle:
    """A town calls units that stand over it: for a case, a problem, or a place, when it wants them there, and why.

    Refused: role, missing, guard (a unit that does not stand over the town, a confidential case, a time that has passed). The
    same `client` twice is one call.
    """
    if client is not None:
        hold(f"client:{client}")
        if known := Whistle.objects.filter(client=client).first():
            return known
    chosen = list(dict.fromkeys(units))
    _may_call(unit, place, by)
    _check(unit, chosen, reason, wanted_at, case, problem, by, now)
    made = Whistle(
        state=Whistle.FLOW.start,
        unit=unit,
        kind=rules.CASE if case else rules.PROBLEM if problem else rules.PLACE,
        case=case,
        problem=problem,
        place=place,
        place_path=place.path,
        spot=clean(spot)[:200],
        reason=clean(reason),
        wanted_at=wanted_at,
        client=client,
        made_by_id=by.official_id,
        made_at=now,
    )
    made.save(force_insert=True)
    event = WhistleBlown(
        whistle=made.pk,
        unit=unit.pk,
        wanted=wanted_at.isoformat(),
        case=made.case_id,
        problem=made.problem_id,
        reason=Words(made.reason),
    )
    tell(event, by=by, about=made.stream, now=now, fresh=True)
    for one in chosen:
        _summon(one, whistle=made, by_unit=unit, path=place.path, wanted=wanted_at, by=by, now=now)
    return made


def _may_call(unit: Unit, place: Place, by: Actor) -> None:
    if unit.pk not in by.units(*DESKS, *WORKERS, LEADER):
        raise Refused("role", _("You may not do this here."), move="call")
    if not place.path.startswith(unit.place.path):
        raise Refused("guard", _("Call units for a place of your own territory."), move="call", fields=["place"])


def _check(
    unit: Unit,
    units: Sequence[Unit],
    reason: str,
    wanted_at: datetime,
    case: Case | None,
    problem: Problem | None,
    by: Actor,
    now: datetime,
) -> None:
    if not clean(reason):
        raise Refused("missing", _("Say in a few words why they are needed on the spot."), move="call", fields=["reason"])
    if not units:
        raise Refused("missing", _("Name at least one unit."), move="call", fields=["units"])
    _few(set(), units)
    for one in units:
        if one.place.path == unit.place.path or not unit.place.path.startswith(one.place.path):
            sentence = _("%(unit)s does not stand over your territory. A town calls units of the county or above.")
            raise Refused("guard", sentence % {"unit": one.said}, move="call", fields=["units"])
    if not now - timedelta(hours=1) <= wanted_at <= now + FURTHEST:
        raise Refused("guard", _("Name a time ahead, within two months."), move="call", fields=["wanted_at"])
    _may_name(case, problem, by)


def _may_name(case: Case | None, problem: Problem | None, by: Actor) -> None:
    if case is not None and (not case.roles_of(by) or case.restricted or case.barred):
        raise Refused("guard", _("Units cannot be called for this case."), move="call", fields=["case"])
    if problem is not None and not problem.roles_of(by):
        raise Refused("guard", _("Units cannot be called for this problem."), move="call", fields=["problem"])


@alone
def end(whistle: Whistle, *, result: str, by: Actor, now: datetime) -> None:
    """Write down what came of the call, once it is noted of each unit whether it was there."""
    said = clean(result)
    left = [called.unit.said for called in whistle.called.filter(state__in=WAITING).select_related("unit")]
    event = WhistleEnded(whistle=whistle.pk, result=Words(said))
    changes = {"result": said, "ended_at": now}
    given = {"result": said, "left": "、".join(left)}
    advance(whistle, "end", by=by, now=now, given=given, event=event, changes=changes)


@alone
def withdraw(whistle: Whistle, *, reason: str, by: Actor, now: datetime) -> None:
    """Take the call back: the units that are still expected need not come."""
    said = clean(reason)
    event = WhistleWithdrawn(whistle=whistle.pk, reason=Words(said))
    changes = {"result": said, "ended_at": now}
    advance(whistle, "withdraw", by=by, now=now, given={"reason": said}, event=event, changes=changes)
    drop_called(whistle, now=now)
