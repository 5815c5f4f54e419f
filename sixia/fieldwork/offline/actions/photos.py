"""Photos: sent by themselves, as early as there is a network, and attached when their act is there too."""

from base64 import b64decode
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import rules
from sixia.fieldwork.offline.models import Device, Line, Photo
from sixia.fieldwork.offline.verbs import VERBS
from sixia.kit.files import store
from sixia.kit.files.kinds import PICTURES
from sixia.kit.flow import Refused
from sixia.kit.journal import hold
from sixia.people.actors import Actor


def keep_photo(device: Device, *, name: UUID, act: UUID, raw: bytes, signature: str, by: Actor, now: datetime) -> None:
    """Keep one photo. Sent twice it is kept once. Refused: role (not signed by it), guard (no picture)."""
    if not rules.genuine(b64decode(device.secret), rules.photo_bytes(name, act, raw), signature):
        raise Refused("role", _("This was not signed by the device that sends it. Nothing was taken."))
    digest = sha256(raw).hexdigest()
    if _known(device, name, act, digest):
        return
    looked = store.look(raw, name="photo.jpg", allowed=PICTURES)  # before anything is locked: nobody waits for a picture
    with transaction.atomic():
        hold(lock(device))
        if _known(device, name, act, digest):
            return
        if Photo.objects.filter(act=act).count() >= rules.PHOTOS_MOST:
            raise Refused("guard", _("At most %(most)d photos belong to one record.") % {"most": rules.PHOTOS_MOST})
        held = store.keep(looked, by=by, now=now)
        Photo(device=device, name=name, act=act, digest=digest, ticket=held.ticket, at=now).save(force_insert=True)
        line = Line.objects.filter(name=act, account_id=device.account_id, state=Line.KEPT).first()
        if line is not None:
            attach(line, by=by, now=now)


def attach(line: Line, *, by: Actor, now: datetime) -> None:
    """Attach the photos of a kept act that have arrived and belong to nothing yet; inside the caller's transaction."""
    if not line.about:
        return
    rows = list(Photo.objects.filter(act=line.name, device__account_id=line.account_id, attached=False).order_by("pk"))
    if not rows:
        return
    verb = VERBS.get(line.verb)
    if verb is not None and verb.pictures is not None:
        verb.pictures(line.name, [(row.name, row.ticket) for row in rows], by, now)
    else:
        store.attach([row.ticket for row in rows], about=line.about, stream=line.stream, by=by, now=now)
    Photo.objects.filter(pk__in=[row.pk for row in rows]).update(attached=True)


def lock(device: Device) -> str:
    """What is held while something of this person's devices is taken in, before any other stream."""
    return f"offline:{device.account_id}"


def _known(device: Device, name: UUID, act: UUID, digest: str) -> bool:
    """Whether this photo was sent before. Refused: guard (another one was sent under its name)."""
    known = Photo.objects.select_related("device").filter(name=name).first()
    if known is not None and (known.device.account_id, known.act, known.digest) != (device.account_id, act, digest):
        raise Refused("guard", _("Something else was sent under this name before. Take the photo again."))
    return known is not None
