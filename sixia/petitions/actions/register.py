"""Registering: a case becomes a petition, or a voice is taken as one; its class, its identity, what it repeats."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import NewVoice, clean
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.crypto import blind_index, ring
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders import actions as orders
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.petitions.actions.base import aim, day, facts, final_date, head, limit, publish, spoken
from sixia.petitions.events import (
    NewFactsTold,
    PetitionClassified,
    PetitionMoved,
    PetitionRegistered,
    PetitionSealed,
    PetitionWithdrawn,
)
from sixia.petitions.flow import REGISTRAR, ROUTE
from sixia.petitions.models import Petition
from sixia.petitions.rules.documents import Registration
from sixia.petitions.standing import office_posts

NEXT = _("By %(day)s it is forwarded or assigned to the unit that must handle it, or you are told why not (Art. 22).")
SOON = _("It is forwarded or assigned to the unit that must handle it, or you are told why not (Art. 22).")
QUERY = _("With the receipt code and the passcode, on this site, by telephone or at the counter, at any time.")
TRACK = _("What you said goes on as a petition by the Regulations on Petition Work. The date on which you first said it stays.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a registrar writes down besides the voice: the request in a sentence, what it repeats, an identity number."""

    request: str
    matter: str = ""
    earlier: Petition | None = None
    id_number: str = ""


@transaction.atomic
def take(new: NewVoice, entry: Entry, *, by: Actor, now: datetime) -> tuple[cases.Heard, Petition]:
    """Hear a voice at the petition office and register it at once: a letter, a visit, a call. Raises Refused."""
    heard = cases.hear(replace(new, track="petition"), by=by, now=now)
    return heard, register(Case.objects.get(pk=heard.case), entry, by=by, now=now)


@alone
def register(case: Case, entry: Entry, *, by: Actor, now: datetime, reason: str = "") -> Petition:
    """Register a case as a petition (Arts. 19, 21, 22). A service case moves to the petition track, once and with notice;
    the limit for forwarding runs from hearing, or from the move. Issues the receipt of registration. Raises Refused.
    """
    office = _office(case, by)
    if Petition.objects.filter(case=case).exists():
        raise Refused("state", _("This is registered as a petition already."), move="register")
    if not entry.request.strip():
        raise Refused("missing", _("Write in a sentence what is asked for."), move="register", fields=["request"])
    if case.track != "petition":
        cases.change_track(case, track="petition", reason=reason.strip() or spoken(TRACK), by=by, now=now)
    petition = Petition(
        case=case,
        office=office,
        state=Petition.FLOW.start,
        request=clean(entry.request),
        earlier=entry.earlier,
        **_identity(entry.id_number),
        registered_at=now,
    )
    petition.save(force_insert=True)
    if REGISTRAR not in petition.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="register")
    route, begun = limit(petition, ROUTE), now if case.track_changed_at else case.heard_at
    due_at = clocks.start(petition.key, petition.stream, ROUTE, route, begun).due_at if route else None
    earlier = entry.earlier.pk if entry.earlier else None
    tell(PetitionRegistered(office=office.pk, earlier=earlier, **facts(petition)), by=by, about=petition.stream, now=now)
    document = Registration(
        **head(petition, office, now),
        first_on=day(petition, case.first_at),
        registered_on=day(petition, now),
        next_step=spoken(NEXT, day=final_date(petition, due_at)) if due_at else spoken(SOON),
        query_way=spoken(QUERY),
    )
    publish(petition, document, unit=office, by=by, now=now)
    aim(petition)
    if entry.matter:
        classify(petition, matter=entry.matter, by=by, now=now)
    return petition


def classify(petition: Petition, *, matter: str, by: Actor, now: datetime) -> None:
    """Say by which procedure it goes (Arts. 28 to 31). Accusations are refused here: `seal` hands them over."""
    event = PetitionClassified(matter=matter, **facts(petition))
    advance(petition, "classify", by=by, now=now, given={"matter": matter}, event=event, changes={"matter": matter})


def tell_new_facts(petition: Petition, *, facts_told: str, by: Actor, now: datetime) -> None:
    """Note what the earlier petition did not know: then it is not turned away as the same matter (Art. 36)."""
    event = NewFactsTold(facts=Words(facts_told), **facts(petition))
    changes = {"new_facts": clean(facts_told)}
    advance(petition, "tell_new_facts", by=by, now=now, given={"facts": facts_told}, event=event, changes=changes)


@alone
def seal(
    petition: Petition,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    units: tuple[Unit, ...] = (),
    accounts: tuple[int, ...] = (),
) -> None:
    """Hand an accusation over behind closed doors (Art. 30): from now on only confidential-case officers know of the case."""
    advance(
        petition, "seal", by=by, now=now, given={"reason": reason}, event=PetitionSealed(**facts(petition)), changes=_over(now)
    )
    orders.withdraw_all("case", petition.case_id, reason=str(_("The petition has come to its end.")), now=now)
    case = petition.case
    if not case.restricted:
        cases.restrict(case, reason=reason, units=units, accounts=accounts, by=SYSTEM, now=now)


@alone
def move(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """No petition but a request for service: it goes on the service track, once, with notice; its first date stays."""
    advance(
        petition, "move", by=by, now=now, given={"reason": reason}, event=PetitionMoved(**facts(petition)), changes=_over(now)
    )
    cases.change_track(petition.case, track="service", reason=reason, by=by, now=now)


def withdraw(petition: Petition, *, now: datetime) -> None:
    """The petitioner has taken back every voice of the case."""
    advance(petition, "withdraw", by=SYSTEM, now=now, event=PetitionWithdrawn(**facts(petition)), changes=_over(now))
    aim(petition)


def _over(now: datetime) -> dict[str, Any]:
    return {"open": False, "ended_at": now, "due_at": None}


def _office(case: Case, by: Actor) -> Unit:
    """The petition office in which `by` registers and whose territory holds the case; the nearest one of several."""
    posts = [post for post in office_posts(by) if case.place_path.startswith(post.scope)]
    if not posts:
        raise Refused("role", _("Only a petition office that answers for this place registers petitions."), move="register")
    return Unit.objects.get(pk=max(posts, key=lambda post: len(post.scope)).unit_id)


def _identity(number: str) -> dict[str, str]:
    """The identity number sealed, and its index; nothing when none was given."""
    bare = "".join(number.split()).upper()
    return {"id_number": bare, "id_index": blind_index("id_number", bare, ring())} if bare else {}
