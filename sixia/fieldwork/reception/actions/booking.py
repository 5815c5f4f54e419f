"""Booking a reception day without an account, putting it off, giving it up; and an official's look at who it is."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.actions import passcode_index
from sixia.cases.models import Voice
from sixia.cases.rules import clean, new_passcode, read_receipt
from sixia.fieldwork.reception import norms
from sixia.fieldwork.reception.actions.moving_on import OFFICE as BY_OFFICE
from sixia.fieldwork.reception.actions.moving_on import OWN, full, time_on
from sixia.fieldwork.reception.bookers import booker
from sixia.fieldwork.reception.events import BookerShown, BookingGivenUp, BookingShifted, VisitBooked
from sixia.fieldwork.reception.flow import ANNOUNCED, HELPER, OFFICE, OPEN, OVERSEER, RECEIVER
from sixia.fieldwork.reception.models import WAYS, Booking, Day
from sixia.fieldwork.reception.rules import new_code, speakers
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.crypto import blind_index, ring
from sixia.kit.events import Witness, Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.kit.masking import normal_phone
from sixia.people.actors import Actor
from sixia.people.rules import GRID_WORKER

MOST_ABOUT = 2000
MOST_PEOPLE = 500
MAY_LOOK = frozenset({OFFICE, RECEIVER, OVERSEER, HELPER})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBooking:
    """Somebody who wants to come: what it is about, in one box, and how to reach them.

    `way` is how it came (web, phone, paper, helper, walk_in), `receipt` that of an earlier matter, `people` how many come,
    `client` a name given by the sender so that the same booking is taken once. A helper notes how the person agreed.
    """

    about: str
    way: str
    client: UUID
    name: str = ""
    phone: str = ""
    receipt: str = ""
    people: int = 1
    wheelchair: bool = False
    interpreter: str = ""
    home_visit: bool = False
    language: str = "zh-hans"
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the person takes away. `passcode` is shown once and kept nowhere; "" when the booking was known already."""

    booking: int
    receipt: str
    passcode: str
    at: datetime | None
    again: bool = False


def book(day: Day, *, new: NewBooking, by: Actor, now: datetime) -> Booked:
    """Take a booking; sent twice, it is taken once. Refused: role, missing, guard (the day is full, over, or not public)."""
    known = _known(new.client)
    if known:
        return known
    try:
        return _book(day, new, by=by, now=now)
    except IntegrityError:
        known = _known(new.client)
        if known is None:
            raise
        return known


@alone
def _book(day: Day, new: NewBooking, *, by: Actor, now: datetime) -> Booked:
    day.refresh_from_db(fields=["state"])
    _check(day, new, by=by, now=now)
    at = None if new.way == "walk_in" else time_on(day)
    if new.way != "walk_in" and at is None:
        raise Refused("guard", full(None) or "", move="book", fields=["day"])
    receipt, passcode, phone = new_code(), new_passcode(), normal_phone(new.phone) or ""
    row = Booking(
        day=day,
        state=Booking.FLOW.start,
        receipt=receipt,
        passcode=passcode_index(receipt, passcode),
        way=new.way,
        about=clean(new.about),
        salt=secrets.token_hex(16),
        name=clean(new.name)[:80],
        phone=clean(new.phone)[:40],
        phone_index=blind_index("phone", phone, ring()) if phone else "",
        voice=_voice(new.receipt),
        people=new.people,
        speakers=speakers(new.people, group_from=norms.group_from(now), most=norms.representatives_most(now)),
        wheelchair=new.wheelchair,
        interpreter=clean(new.interpreter)[:40],
        home_visit=new.home_visit,
        language=new.language,
        helper_id=by.account_id if new.way == "helper" else None,
        consent=clean(new.consent)[:200],
        client=new.client,
        at=at,
        made_at=now,
    )
    row.save(force_insert=True)
    about = Witness(row.salt, row.about)
    event = VisitBooked(day=day.pk, booking=row.pk, channel=row.way, people=row.people, about=about)
    tell(event, by=by if by.is_official else booker([row.pk]), about=row.stream, now=now)
    return Booked(row.pk, receipt, passcode, at)


@transaction.atomic
def shift(booking: Booking, *, to: Day, by: Actor, now: datetime) -> None:
    """Come on another day instead."""
    hold(booking.stream, to.stream)
    if to.pk == booking.day_id or not _bookable(to, now):
        raise Refused("guard", _("Choose another day that is still ahead."), move="shift", fields=["to"])
    at = time_on(to)
    event = BookingShifted(day=booking.day_id, booking=booking.pk, into=to.pk, because=BY_OFFICE if by.is_official else OWN)
    changes = {"day_id": to.pk, "at": at, "number": None, "arrived_at": None, "ended_at": None}
    advance(booking, "shift", by=by, now=now, given={"to": to, "full": full(at)}, event=event, changes=changes)


@alone
def give_up(booking: Booking, *, by: Actor, now: datetime) -> None:
    """The person does not want to come any more; their time is free again."""
    event = BookingGivenUp(day=booking.day_id, booking=booking.pk, because=BY_OFFICE if by.is_official else OWN)
    advance(booking, "give_up", by=by, now=now, event=event, changes={"ended_at": now})


@alone
def look(booking: Booking, *, reason: str, by: Actor, now: datetime) -> tuple[str, str]:
    """Name and telephone of whoever comes; written down with the reason."""
    if not booking.roles_of(by) & MAY_LOOK:
        raise Refused("role", _("You may not do this here."), move="look")
    if not reason.strip():
        raise Refused("missing", _("Say what you need it for; the resident will read it."), move="look", fields=["reason"])
    event = BookerShown(day=booking.day_id, booking=booking.pk, reason=Words(reason.strip()[:80]))
    tell(event, by=by, about=booking.stream, now=now)
    return booking.name, booking.phone


def _known(client: UUID) -> Booked | None:
    row = Booking.objects.filter(client=client).first()
    return Booked(row.pk, row.receipt, "", row.at, again=True) if row else None


def _voice(receipt: str) -> Voice | None:
    code = read_receipt(receipt) if receipt.strip() else None
    return Voice.objects.filter(receipt=code).first() if code else None


def _bookable(day: Day, now: datetime) -> bool:
    return day.state == ANNOUNCED and now < day.starts_at


def _may_book(day: Day, new: NewBooking, by: Actor) -> bool:
    if new.way == "web":
        return not by.is_official
    if new.way == "helper":
        return by.has(GRID_WORKER)
    return OFFICE in day.roles_of(by)


def _check(day: Day, new: NewBooking, *, by: Actor, now: datetime) -> None:
    if new.way not in dict(WAYS) or not _may_book(day, new, by):
        raise Refused("role", _("You may not do this here."), move="book")
    if new.way == "walk_in" and day.state != OPEN:
        raise Refused("guard", _("The reception is not open. Open the day first."), move="book")
    if new.way != "walk_in" and not _bookable(day, now):
        raise Refused("guard", _("This day can no longer be booked. Choose another day."), move="book", fields=["day"])
    _words(new)
    if new.receipt.strip() and _voice(new.receipt) is None:
        raise Refused("guard", _("No matter has this receipt code. Check it, or leave it empty."), fields=["receipt"])


def _words(new: NewBooking) -> None:
    if not clean(new.about):
        raise Refused("missing", _("Write what it is about."), move="book", fields=["about"])
    if len(clean(new.about)) > MOST_ABOUT:
        raise Refused("guard", _("Keep it short: at most 2000 characters. You can say the rest there."), fields=["about"])
    if not 1 <= new.people <= MOST_PEOPLE:
        raise Refused("guard", _("Say how many people come, from 1 to 500."), fields=["people"])
    if new.way == "helper" and not new.consent.strip():
        raise Refused("missing", _("Note how the person agreed that you write for them."), fields=["consent"])
