"""Devices: enrolled by whoever works on them, heard of whenever they send, ended by them or by the security administrator."""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.offline.events import DeviceEnded, DeviceEnrolled, PackTaken
from sixia.fieldwork.offline.models import Device
from sixia.fieldwork.offline.rules import DEVICES_MOST, SECRET_BYTES, Unreadable, genuine, names_in
from sixia.fieldwork.offline.standing import KEEPER, SELF
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.standing import roles_in
from sixia.people.actors import Actor
from sixia.people.rules import ADMIN_ROLES

MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The device, and the secret with which it signs (base64): given once, and kept here sealed."""

    device: Device
    secret: str


@transaction.atomic
def enrol(*, name: str, by: Actor, now: datetime) -> Enrolled:
    """Let a device work for `by` without a network. Refused: role (no post in the field), missing, guard (too many)."""
    if not by.roles - ADMIN_ROLES:
        raise Refused("role", _("You may not do this here."))
    shown = clean(name)[:60]
    if not shown:
        raise Refused("missing", _("Give the device a name, such as “my telephone”."), fields=["name"])
    if Device.objects.live().filter(account_id=by.official_id).count() >= DEVICES_MOST:
        raise Refused("guard", _("You have too many devices. Take one off the list first."))
    secret = b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    device = Device(uuid=uuid4(), account_id=by.official_id, name=shown, secret=secret, enrolled_at=now, seen_at=now)
    device.save(force_insert=True)
    event = DeviceEnrolled(device=device.pk, account=device.account_id, name=Words(shown))
    tell(event, by=by, about=device.stream, now=now)
    return Enrolled(device, secret)


@transaction.atomic
def end(device: Device, *, by: Actor, now: datetime, why: str = "revoked") -> None:
    """It may send nothing from now on, and what it keeps is cleared as soon as it hears of it. Twice does no harm."""
    if not roles_in(device, Device.STANDING, by) & {SELF, KEEPER}:
        raise Refused("role", _("You may not do this here."))
    if Device.objects.filter(pk=device.pk, ended_at=None).update(ended_at=now, ending=why, secret=""):
        tell(DeviceEnded(device=device.pk, account=device.account_id, why=why), by=by, about=device.stream, now=now)
    device.refresh_from_db()


def seen(device: Device, *, waiting: int, now: datetime) -> None:
    """It was heard of, and says how many records it has not sent yet; the same again within a minute is not written down."""
    waits = min(max(waiting, 0), 10_000)
    if device.waiting != waits or now - device.seen_at >= MINUTE:
        Device.objects.filter(pk=device.pk).update(seen_at=now, waiting=waits)


@transaction.atomic
def note_pack(device: Device, *, visits: int, bookings: int, surveys: int, by: Actor, now: datetime) -> None:
    """What the device takes along leaves the house: that is written down."""
    event = PackTaken(device=device.pk, account=device.account_id, visits=visits, bookings=bookings, surveys=surveys)
    tell(event, by=by, about=device.stream, now=now)


def signed_names(device: Device, raw: bytes, *, signature: str) -> tuple[UUID, ...]:
    """The names in a short signed list. Refused: role (not signed by this device), guard (unreadable)."""
    if not genuine(b64decode(device.secret), raw, signature):
        raise Refused("role", _("This was not signed by the device that sends it. Nothing was taken."))
    try:
        return names_in(raw)
    except Unreadable as error:
        raise Refused("guard", _("This packet cannot be read. Update the page on the device and send it again.")) from error
