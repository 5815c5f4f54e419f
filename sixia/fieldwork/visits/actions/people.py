"""People met on a visit who agreed to be named: written down, looked up with a reason, struck out again."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.visits.events import VisitPersonNamed, VisitPersonShown, VisitPersonStruck
from sixia.fieldwork.visits.flow import CANCELLED, OVERSEER, OWN
from sixia.fieldwork.visits.models import Met, Visit
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor

MAY_LOOK = OWN | {OVERSEER}


@alone
def meet(
    visit: Visit,
    *,
    by: Actor,
    now: datetime,
    name: str,
    consent: str,
    phone: str = "",
    what: str = "",
    client: UUID | None = None,
) -> Met:
    """Somebody agreed to be named; `what` says in which part they were met. Sent twice under one `client`, kept once.

    Source: 个人信息保护法 arts. 13–14: by consent, for this purpose; 15: taken back at any time (`strike`).
    """
    known = Met.objects.filter(client=client, visit=visit).first() if client else None
    if known is not None:
        return known
    if not visit.roles_of(by) & OWN:
        raise Refused("role", _("You may not do this here."), move="meet")
    visit.refresh_from_db(fields=["state"])
    if visit.state == CANCELLED:
        raise Refused("state", _("This visit does not take place: nothing can be written to it."), move="meet")
    if not clean(name):
        raise Refused("missing", _("Write down who it was, or leave it: the number of people met is enough."), fields=["name"])
    if not clean(consent):
        raise Refused("missing", _("Note how the person agreed to be named."), move="meet", fields=["consent"])
    made = Met(visit=visit, name=clean(name)[:80], phone=clean(phone)[:40], what=clean(what)[:80], consent=clean(consent)[:200])
    made.client, made.by_id, made.at = client, by.official_id, now
    made.save(force_insert=True)
    tell(VisitPersonNamed(visit=visit.pk, person=made.pk), by=by, about=visit.stream, now=now)
    return made


@alone
def look(person: Met, *, by: Actor, now: datetime, reason: str) -> tuple[str, str]:
    """Name and telephone; written down with the reason."""
    if not person.visit.roles_of(by) & MAY_LOOK:
        raise Refused("role", _("You may not do this here."), move="look")
    if not clean(reason):
        raise Refused("missing", _("Say what you need it for; it is written down."), move="look", fields=["reason"])
    event = VisitPersonShown(visit=person.visit_id, person=person.pk, reason=Words(clean(reason)[:80]))
    tell(event, by=by, about=person.stream, now=now)
    return person.name, person.phone


@alone
def strike(person: Met, *, by: Actor, now: datetime) -> None:
    """They do not want to be named any more: name, telephone and how they agreed are gone for good."""
    if not person.visit.roles_of(by) & OWN:
        raise Refused("role", _("You may not do this here."), move="strike")
    Met.objects.filter(pk=person.pk).update(name="", phone="", what="", consent="")
    tell(VisitPersonStruck(visit=person.visit_id, person=person.pk), by=by, about=person.stream, now=now)
