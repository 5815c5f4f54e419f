"""Telephones with ODK Collect: each has a token of its own, shown once, of which only a digest is kept."""

import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.events import DeviceAdmitted, DeviceShutOut
from sixia.fieldwork.surveys.models import Device
from sixia.fieldwork.surveys.standing import DEVICE, FILLERS
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.standing import roles_in
from sixia.people.actors import Actor

SIGNS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH: Final = 25
"""About 123 bits, typed by hand into a telephone in five groups of five."""
MOST: Final = 10


@transaction.atomic
def admit(name: str, *, by: Actor, now: datetime) -> tuple[Device, str]:
    """A token for one's own telephone. Returns the row and the token, which is kept nowhere. Raises Refused."""
    if by.account_id is None or not by.has(*FILLERS):
        raise Refused("role", _("You may not do this here."), move="admit")
    if not name.strip():
        raise Refused("missing", _("Give the telephone a name by which you know it again."), move="admit", fields=["name"])
    if Device.objects.filter(account_id=by.account_id, revoked_at=None).count() >= MOST:
        raise Refused("guard", _("You have %(most)d telephones already. Shut one out first.") % {"most": MOST}, fields=["name"])
    signs = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    device = Device(account_id=by.account_id, name=name.strip()[:60], digest=token_digest(signs), made_at=now)
    device.save(force_insert=True)
    tell(DeviceAdmitted(device=device.pk), by=by, about=device.stream, now=now, fresh=True)
    return device, "-".join(signs[at : at + 5] for at in range(0, LENGTH, 5))


@transaction.atomic
def shut_out(device: Device, *, by: Actor, now: datetime) -> None:
    """End a token at once, by whoever carries it or by the security administrator; what came by it stays. Raises Refused."""
    if not roles_in(device, DEVICE, by):
        raise Refused("role", _("You may not do this here."), move="shut_out")
    if not Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now):
        raise Refused("state", _("This telephone has been shut out already."), move="shut_out")
    tell(DeviceShutOut(device=device.pk), by=by, about=device.stream, now=now)


def touch(device: Device, on: date) -> None:
    """The day on which it was last used: written once a day."""
    if device.used_on != on:
        Device.objects.filter(pk=device.pk).update(used_on=on)


def token_digest(token: str) -> str:
    """The digest of a token as it is kept; it is random and long, so that no slow hash is needed."""
    return sha256(token.replace("-", "").strip().lower().encode("utf-8", "replace")).hexdigest()
