"""Reaching the resident, speaking with them, and reading who they are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases.actions.files import keep, keep_with_contact, keep_with_note
from sixia.cases.actions.hear import passcode_index
from sixia.cases.events import (
    ContactRead,
    Noted,
    PasscodeRenewed,
    ResidentAdded,
    ResidentAsked,
    ResidentContacted,
)
from sixia.cases.flow import WITHDRAWN
from sixia.cases.models import Case, Contact, Voice
from sixia.cases.rules import new_passcode
from sixia.cases.standing import MAY_READ, MAY_READ_SECRET
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people import rules as role
from sixia.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a resident is, in plain text: for the one screen that asked."""

    name: str
    phone: str
    email: str
    address: str


@alone
def contact(
    voice: Voice,
    *,
    means: str,
    reached: bool,
    note: str,
    by: Actor,
    now: datetime,
    purpose: str = "handling",
    files: Sequence[str] = (),
) -> Contact:
    """Log one attempt to reach the resident; the first success stops the unit's clock for the first contact."""
    case = Case.objects.get(pk=voice.case_id)
    if not case.roles_of(by) & (MAY_READ | {"head"}):
        raise Refused("role", _("You may not do this here."), move="contact")
    if means not in dict(Contact.MEANS) or purpose not in dict(Contact.PURPOSES):
        raise Refused("guard", _("Choose from the list."), move="contact", fields=["means"])
    order = Order.objects.on("case", case.pk).open().filter(unit_id__in=by.unit_ids).first()
    row = Contact.objects.create(
        case=case,
        voice=voice,
        unit_id=order.unit_id if order else None,
        by_id=by.official_id,
        purpose=purpose,
        means=means,
        reached=reached,
        note=note.strip(),
        at=now,
    )
    if reached and purpose == "handling":
        Case.objects.filter(pk=case.pk, contacted_at=None).update(contacted_at=now)
        if order is not None:
            orders.contacted(order, now=now)
    event = ResidentContacted(
        case=case.pk,
        voice=voice.pk,
        contact=row.pk,
        means=means,
        reached=reached,
        purpose=purpose,
        unit=row.unit_id,
        note=Words(note.strip()),
    )
    tell(event, by=by, about=case.key, now=now)
    keep_with_contact(row, files, by=by, now=now)
    return row


@alone
def reveal(voice: Voice, *, purpose: str, by: Actor, now: datetime) -> Identity:
    """Who the resident is: written down with the purpose, where the resident can read it.

    A secret voice is opened only for the desk and the call-back, never for the unit that handles it.
    """
    case = Case.objects.get(pk=voice.case_id)
    allowed = MAY_READ_SECRET if voice.secret else MAY_READ
    if not voice.roles_of(by) & allowed:
        only_desk = voice.secret and bool(voice.roles_of(by) & MAY_READ)
        words = _("The resident asked that only the desk knows who they are.") if only_desk else _("You may not do this here.")
        raise Refused("role", words, move="reveal")
    if not purpose.strip():
        raise Refused("missing", _("Say what you need it for; the resident will read it."), move="reveal", fields=["purpose"])
    tell(ContactRead(case=case.pk, voice=voice.pk, purpose=Words(purpose.strip()[:80])), by=by, about=case.key, now=now)
    return Identity(voice.name, voice.phone, voice.email, voice.address)


@alone
def renew_passcode(voice: Voice, *, by: Actor, now: datetime) -> str:
    """A new passcode for a resident whom a clerk has recognised; the old one and all links made before open nothing any more."""
    case = Case.objects.get(pk=voice.case_id)
    if not voice.roles_of(by) & {role.CLERK, role.DISPATCHER, role.CALLBACK, role.RESTRICTED_OFFICER}:
        raise Refused("role", _("You may not do this here."), move="renew_passcode")
    passcode = new_passcode()
    Voice.objects.filter(pk=voice.pk).update(passcode=passcode_index(voice.receipt, passcode), renewed_at=now)
    tell(PasscodeRenewed(case=case.pk, voice=voice.pk), by=by, about=case.key, now=now)
    return passcode


@alone
def note(case: Case, *, text: str, by: Actor, now: datetime, files: Sequence[str] = ()) -> None:
    """A note among officials, with what proves it."""
    advance(case, "note", by=by, now=now, given={"text": text}, event=Noted(case=case.pk, text=Words(text)))
    keep_with_note(case, files, by=by, now=now)


@alone
def ask_resident(case: Case, *, text: str, by: Actor, now: datetime, voices: Collection[int] = ()) -> None:
    """Ask residents something: those of `voices`, or all who have one in the case. They alone read it on their page and are
    told by message; who joins later does not read it. Raises Refused, also for a voice that is not of this case or withdrawn."""
    here = case.voices.exclude(state=WITHDRAWN)
    asked = sorted((here.filter(pk__in=voices) if voices else here).values_list("pk", flat=True))
    if not asked or (voices and set(voices) != set(asked)):
        raise Refused("guard", _("Choose from the list who is asked."), move="ask", fields=["voices"])
    event = ResidentAsked(case=case.pk, voices=asked, text=Words(text))
    advance(case, "ask", by=by, now=now, given={"text": text, "voices": asked}, event=event)


@alone
def add_words(voice: Voice, *, text: str, by: Actor, now: datetime, files: Sequence[str] = ()) -> None:
    """A resident adds or replies, at any step; officials see it at the top of the case."""
    case = Case.objects.get(pk=voice.case_id)
    if not voice.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="add")
    event = ResidentAdded(case=case.pk, voice=voice.pk, text=Words(text))
    advance(case, "add", by=by, now=now, given={"text": text}, event=event)
    keep(voice, files, by=by, now=now)
