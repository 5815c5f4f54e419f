"""Planning a session together with its visit, and noting that it was held: for whom, where, how many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.rules import clean
from sixia.fieldwork.outreach import norms, rules
from sixia.fieldwork.outreach.events import OutreachHeld, OutreachPlanned
from sixia.fieldwork.outreach.flow import PUBLIC, SPEAKER
from sixia.fieldwork.outreach.models import FORMS, Audience, Policy, Reach, Session, Version
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.flow import CANCELLED, PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.rules import OUTREACH
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit
from sixia.places.models import Place
from sixia.places.rules.codes import GRID, VILLAGE

MOST: Final = 100_000
FACELESS: Final = (rules.LOUDSPEAKER, rules.STUDY)
"""Forms in which no resident is met: nobody speaks to a loudspeaker, and a study group is among officials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """A session to be: what about, in which form, on which policies, for which groups; where, when and who goes as for any visit.

    A study session names what it serves: `case`, `earlier` visit, or `rule` in words.
    """

    title: str
    form: str
    place: Place
    unit: Unit
    starts_at: datetime
    ends_at: datetime
    led_by: Account
    policies: tuple[Policy, ...] = ()
    groups: tuple[str, ...] = ()
    members: tuple[Account, ...] = ()
    announced: bool = True
    spot: str = ""
    case: Case | None = None
    earlier: Visit | None = None
    rule: str = ""


def plan(new: NewSession, *, by: Actor, now: datetime, client: UUID | None = None) -> Session:
    """Put a session, and with it its visit, into the calendar. Sent twice under the same `client`, it is planned once.

    Refused: role, missing (no policy; a study session that serves nothing), guard.
    """
    if known := _known(client):
        return known
    _check(new, by, now)
    try:
        return _plan(new, by=by, now=now, client=client)
    except IntegrityError:
        if known := _known(client):
            return known
        raise


@transaction.atomic
def _plan(new: NewSession, *, by: Actor, now: datetime, client: UUID | None) -> Session:
    visit = visits.plan(
        by=by,
        now=now,
        title=new.title,
        purposes=(OUTREACH,),
        place=new.place,
        unit=new.unit,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        led_by=new.led_by,
        members=new.members,
        announced=new.announced,
        spot=new.spot,
        client=client,
    )
    made = Session(
        visit=visit, form=new.form, case=new.case, earlier=new.earlier, rule=clean(new.rule)[:300], client=client, made_at=now
    )
    made.save(force_insert=True)
    made.policies.set(new.policies)
    Audience.objects.bulk_create(Audience(session=made, group=group) for group in dict.fromkeys(new.groups))
    event = OutreachPlanned(session=made.pk, visit=visit.pk, form=new.form, policies=sorted(row.pk for row in new.policies))
    tell(event, by=by, about=made.stream, now=now, fresh=True)
    return made


@alone
def hold(
    session: Session,
    *,
    audience: int,
    by: Actor,
    now: datetime,
    places: Collection[Place] = (),
    client: UUID | None = None,
) -> None:
    """It took place: how many were there, and from which villages they had come, where these were several.

    Without `places` it counts for the village it was in. Sent again it changes nothing; with other numbers it corrects them.
    """
    if SPEAKER not in session.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="hold")
    if not 0 <= audience <= MOST:
        raise Refused("guard", _("Say how many people were there, from 0 to 100000."), move="hold", fields=["audience"])
    visit = Visit.objects.select_related("place__parent").get(pk=session.visit_id)
    villages = _villages(visit.place, places)
    session.refresh_from_db(fields=["audience", "held_at"])
    before = set(session.reached.values_list("place_id", flat=True))
    wanted = {place.pk for place in villages}
    if session.held_at is not None and session.audience == audience and before == wanted:
        return
    _hold_visit(visit, None if session.form in FACELESS else audience, by=by, now=now, client=client)
    session.audience, session.held_at = audience, session.held_at or now
    session.save(update_fields=["audience", "held_at"])
    session.reached.exclude(place_id__in=wanted).delete()
    Reach.objects.bulk_create(Reach(session=session, place_id=pk) for pk in sorted(wanted - before))
    event = OutreachHeld(session=session.pk, audience=audience, places=sorted(wanted))
    tell(event, by=by, about=session.stream, now=now)


def _hold_visit(visit: Visit, met: int | None, *, by: Actor, now: datetime, client: UUID | None) -> None:
    """The visit too; where it stands as held already, on its own page or before a correction, its own number stays."""
    if visit.state in (PLANNED, CANCELLED):
        visits.hold(visit, by=by, now=now, met=met, client=client)


def _villages(place: Place, named: Collection[Place]) -> list[Place]:
    """The villages named, else the one it was in; nowhere for a place as wide as a town."""
    found = [_village(one) for one in named] or [_village(place)]
    if named and not all(found):
        raise Refused("guard", _("Name villages or communities, not a whole town."), move="hold", fields=["places"])
    return list({one.pk: one for one in found if one is not None}.values())


def _village(place: Place) -> Place | None:
    if place.level == GRID:
        return place.parent
    return place if place.level == VILLAGE else None


def _known(client: UUID | None) -> Session | None:
    return Session.objects.select_related("visit").filter(client=client).first() if client else None


def _check(new: NewSession, by: Actor, now: datetime) -> None:
    if new.form not in dict(FORMS) or set(new.groups) - {group.code for group in norms.groups(now)}:
        raise Refused("guard", _("Choose from the list."), move="plan", fields=["form"])
    served = new.case or new.earlier or clean(new.rule)
    if new.form == rules.STUDY and not served:
        sentence = _("Say which case, visit or rule this study session serves. Studying for its own sake is not entered here.")
        raise Refused("missing", sentence, move="plan", fields=["rule"])
    if not new.policies and not served:
        raise Refused("missing", _("Choose the policy that is explained."), move="plan", fields=["policies"])
    if new.earlier is not None and not new.earlier.roles_of(by):
        raise Refused("guard", _("Choose a visit that you can see."), fields=["earlier"])
    if new.case is not None and not new.case.roles_of(by):
        raise Refused("guard", _("Choose a case that you can see."), fields=["case"])
    public = Version.objects.filter(policy__in=new.policies, state__in=PUBLIC).values_list("policy_id", flat=True)
    if {policy.pk for policy in new.policies} - set(public):
        raise Refused("guard", _("A policy can be explained once it is published."), fields=["policies"])
