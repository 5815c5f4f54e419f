"""The unit's steps on a petition: accepting, more time, hearings, agreements by mediation."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.orders import actions as orders
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit
from sixia.petitions import flow
from sixia.petitions.actions.base import (
    aim,
    day,
    due_of,
    facts,
    final_date,
    final_day,
    head,
    inform,
    lead,
    needed,
    norm,
    publish,
    require,
    sign,
    source,
    spoken,
    today,
)
from sixia.petitions.events import (
    AgreementBroken,
    AgreementPerformed,
    AgreementReached,
    HearingOpened,
    HearingRecorded,
    PetitionAccepted,
    PetitionExtended,
)
from sixia.petitions.models import Agreement, Hearing, Notice, Petition
from sixia.petitions.rules import REREVIEW, REVIEW
from sixia.petitions.rules.documents import Acceptance, Extension, HearingRecord, Mediation

PROCEDURE = _("The unit hears you, looks into the matter and issues a written opinion (Art. 31(6)).")
TAKEN = _("%(unit)s has accepted your petition and must decide in writing by %(day)s (Art. 34).")
LONGER = _("%(unit)s needs more time, until %(day)s (Art. 34). The reason: %(reason)s")
HEARING = _("%(unit)s calls a hearing: %(place)s. You are told the day, and may speak there.")
KEPT = _("The agreement was kept. The petition is over.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was said at a hearing."""

    held_on: date
    chair: str
    members: str
    parties: str
    record: str
    conclusion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the parties agree on."""

    parties: str
    facts: str
    terms: str
    perform_by: date
    mediator: str


@alone
def accept(petition: Petition, *, by: Actor, now: datetime) -> Notice:
    """Accept it (受理, Arts. 22, 23): the limit for the decision begins (Art. 34), and the notice of acceptance waits to be
    served. Where nobody left a way to be reached, no notice is due. Raises Refused."""
    Petition.FLOW.check("accept", state=petition.state, roles=petition.roles_of(by), given={}, thing=petition)
    limit = needed(petition, flow.HANDLE)
    due_at = clocks.build("", "", flow.HANDLE, limit, now).due_at
    unit = _unit(petition)
    event = PetitionAccepted(unit=unit.pk, due=due_at.isoformat(), **facts(petition))
    advance(petition, "accept", by=by, now=now, event=event, changes={"accepted_at": now}, limits={flow.HANDLE: limit})
    sign(petition, by=by, now=now)
    order = lead(petition)
    if order is not None:
        orders.retime(order, limit=limit, now=now)
    document = Acceptance(
        **head(petition, unit, now),
        accepted_on=day(petition, now),
        due_on=final_day(petition, due_at),
        procedure=spoken(PROCEDURE),
        basis=source(petition, flow.HANDLE),
        contact=unit.phone,
    )
    notice = publish(petition, document, unit=unit, by=by, now=now)
    if not petition.case.voices.filter(anonymous=False).exists():
        clocks.stop(petition.key, [flow.TELL], now)
    aim(petition)
    inform(petition, TAKEN, by=by, now=now, unit=unit.name, day=final_date(petition, due_at))
    return notice


@alone
def extend(petition: Petition, *, days: int, reason: str, by: Actor, now: datetime) -> Notice:
    """The head of the unit approves more time, once, within the norm's most (30 days, Art. 34), and tells why."""
    row = norm(petition, flow.HANDLE)
    given = {
        "days": days,
        "reason": reason,
        "now": now,
        "until": due_of(petition, flow.HANDLE),
        "most_times": row.extensions if row else 0,
        "most_days": row.extension_amount if row else 0,
    }
    unit, before = _unit(petition), due_of(petition, flow.HANDLE) or now
    Petition.FLOW.check("extend", state=petition.state, roles=petition.roles_of(by), given=given, thing=petition)
    limit = needed(petition, flow.HANDLE)
    more = replace(limit, amount=days)
    due_at = clocks.move_due(petition.key, flow.HANDLE, more, now) or before
    event = PetitionExtended(unit=unit.pk, days=days, due=due_at.isoformat(), reason=Words(reason), **facts(petition))
    advance(petition, "extend", by=by, now=now, given=given, event=event, changes={"extensions": petition.extensions + 1})
    order = lead(petition)
    if order is not None:
        orders.prolong(order, limit=more, now=now)
    document = Extension(
        **head(petition, unit, now),
        days=days,
        due_before=final_day(petition, before),
        due_on=final_day(petition, due_at),
        reasons=reason,
        basis=source(petition, flow.HANDLE),
        approved_by=Account.objects.get(pk=by.official_id).name,
    )
    notice = publish(petition, document, unit=unit, by=by, now=now)
    aim(petition)
    inform(petition, LONGER, by=by, now=now, unit=unit.name, day=final_date(petition, due_at), reason=reason)
    return notice


@alone
def open_hearing(petition: Petition, *, place: str, by: Actor, now: datetime) -> Hearing:
    """Call a hearing (Art. 31(6)). In the re-review the limit stands still until it is written down (Art. 36)."""
    hearing = Hearing.objects.create(petition=petition, stage=petition.stage, place=place.strip()[:120], called_at=now)
    event = HearingOpened(hearing=hearing.pk, stage=petition.stage, **facts(petition))
    advance(petition, "open_hearing", by=by, now=now, given={"place": place}, event=event, changes={"hearing_open": True})
    aim(petition)
    inform(petition, HEARING, by=by, now=now, unit=acting(petition).name, place=hearing.place)
    return hearing


@alone
def record_hearing(petition: Petition, record: Record, *, by: Actor, now: datetime) -> Notice:
    """Write the hearing down; where the limit stood still, it goes on with what was left. Raises Refused."""
    hearing = petition.hearings.filter(recorded_at=None).first()
    if hearing is None:
        Petition.FLOW.check("record_hearing", state=petition.state, roles=petition.roles_of(by), given={}, thing=petition)
        raise Refused("guard", _("No hearing is open."), move="record_hearing")
    unit = acting(petition)
    document = HearingRecord(
        **head(petition, unit, now),
        held_on=record.held_on.isoformat(),
        place=hearing.place,
        chair=record.chair,
        members=record.members,
        parties=record.parties,
        record=record.record,
        conclusion=record.conclusion,
    )
    require(document, "record_hearing")
    event = HearingRecorded(hearing=hearing.pk, **facts(petition))
    advance(petition, "record_hearing", by=by, now=now, event=event, changes={"hearing_open": False})
    notice = publish(petition, document, unit=unit, by=by, now=now)
    hearing.held_on, hearing.recorded_at, hearing.notice = record.held_on, now, notice
    hearing.save(update_fields=["held_on", "recorded_at", "notice"])
    aim(petition)
    return notice


@alone
def agree(petition: Petition, terms: Terms, *, by: Actor, now: datetime) -> Agreement:
    """Write down what the parties agreed by mediation (Art. 33). Limits go on: an agreement that is not kept must not have
    cost the petitioner any time. Raises Refused."""
    unit = acting(petition)
    document = Mediation(
        **head(petition, unit, now),
        parties=terms.parties,
        facts=terms.facts,
        terms=terms.terms,
        perform_by=terms.perform_by.isoformat(),
        mediator=terms.mediator,
    )
    require(document, "agree")
    if terms.perform_by < today(petition, now):
        raise Refused(
            "guard", _("The day until which it is to be performed lies in the past."), move="agree", fields=["perform_by"]
        )
    Petition.FLOW.check("agree", state=petition.state, roles=petition.roles_of(by), given={}, thing=petition)
    notice = publish(petition, document, unit=unit, by=by, now=now)
    made = Agreement.objects.create(petition=petition, notice=notice, perform_by=terms.perform_by, made_at=now)
    event = AgreementReached(agreement=made.pk, **facts(petition))
    advance(petition, "agree", by=by, now=now, event=event, changes={"agreement_open": True})
    return made


@alone
def perform(petition: Petition, *, by: Actor, now: datetime) -> None:
    """The petitioner says that the agreement was kept, in person or to the petition office: it is over. Of several petitioners
    a representative says so for all (Art. 20), for it ends the petition of all."""
    given = {"for_all": _for_all(petition, by)}
    agreement = _agreement(petition, "performed", now)
    event = AgreementPerformed(agreement=agreement.pk if agreement else 0, **facts(petition))
    changes = {"agreement_open": False, "open": False, "ended_at": now, "due_at": None}
    advance(petition, "perform", by=by, now=now, given=given, event=event, changes=changes)
    cases.conclude(petition.case, reply=cases.Reply(text=spoken(KEPT)), ending="settled", by=by, now=now)


@alone
def break_(petition: Petition, *, reason: str, by: Actor, now: datetime) -> None:
    """The agreement was not kept: the petition goes on where it stands."""
    agreement = _agreement(petition, "broken", now)
    event = AgreementBroken(agreement=agreement.pk if agreement else 0, reason=Words(reason), **facts(petition))
    advance(petition, "break", by=by, now=now, given={"reason": reason}, event=event, changes={"agreement_open": False})


def _for_all(petition: Petition, by: Actor) -> bool:
    """Whether `by` may end it: an official, a representative, or the only one who still petitions."""
    left = petition.case.voices.exclude(state="withdrawn")
    own = left.filter(pk__in=by.voice_ids)
    return by.is_official or own.filter(representative=True).exists() or not left.exclude(pk__in=by.voice_ids).exists()


def acting(petition: Petition) -> Unit:
    """Who acts at this stage: the unit, the reviewing organ, or for organs outside the petition office."""
    unit = {REVIEW: petition.organ, REREVIEW: petition.upper}.get(petition.stage, petition.unit)
    return unit or petition.office


def _unit(petition: Petition) -> Unit:
    return petition.unit or petition.office


def _agreement(petition: Petition, state: str, now: datetime) -> Agreement | None:
    agreement = petition.agreements.filter(state="made").first()
    if agreement is not None:
        agreement.state, agreement.ended_at = state, now
        agreement.save(update_fields=["state", "ended_at"])
    return agreement
