"""Packets: kept as they were signed, opened once, and each act in them done by its own room as the person who wrote it.

A refusal stays with its act, with its sentence; the others go on. What was refused because something else had not arrived
yet is tried again with every later packet. See docs/decisions/0011-offline-devices.md.
"""

import logging
import secrets
from base64 import b64decode
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import rules
from sixia.fieldwork.offline.actions.lines import Outcome, refused, try_one
from sixia.fieldwork.offline.actions.photos import lock
from sixia.fieldwork.offline.events import ActDropped, PacketTaken
from sixia.fieldwork.offline.models import Device, Line, Packet
from sixia.fieldwork.offline.verbs import VERBS
from sixia.kit.events import Witness
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import Actor, actor_of

AGAIN: Final = frozenset({"state", "guard", "stale"})
"""Refusals that something which arrives later may lift."""
ROUNDS: Final = 4
LEFT_AFTER: Final = timedelta(minutes=5)
FORGOTTEN_AFTER: Final = timedelta(days=30)
log = logging.getLogger(__name__)


def take(device: Device, raw: bytes, *, signature: str, by: Actor, now: datetime) -> list[Outcome]:
    """Take a packet in. Sent twice, it is kept once and answered alike. Returns what became of each act in it, and of earlier
    ones that were waiting for it. Refused: role (not signed by this device), guard (unreadable, too large, other content)."""
    if len(raw) > rules.PACKET_MOST:
        raise Refused("guard", _("This packet is too large. Send fewer records at a time."))
    if not rules.genuine(b64decode(device.secret), raw, signature):
        raise Refused("role", _("This was not signed by the device that sends it. Nothing was taken."))
    try:
        parcel = rules.read(raw)
    except rules.Unreadable as error:
        raise Refused("guard", _("This packet cannot be read. Update the page on the device and send it again.")) from error
    packet = _kept(device, parcel, raw, now)
    return _open(packet, parcel, by=by, now=now)


def _kept(device: Device, parcel: rules.Parcel, raw: bytes, now: datetime) -> Packet:
    """The packet as it was signed, before anything in it is done."""
    digest = sha256(raw).hexdigest()
    with transaction.atomic():
        hold(lock(device))
        known = Packet.objects.select_related("device").filter(name=parcel.name).first()
        if known is not None and (known.digest, known.device_id) != (digest, device.pk):
            raise Refused("guard", _("Another packet was sent under this name before. Nothing was taken."))
        if known is not None:
            return known
        made = Packet(device=device, name=parcel.name, digest=digest, body=raw.decode(), size=len(raw), received_at=now)
        made.save(force_insert=True)
        return made


def _open(packet: Packet, parcel: rules.Parcel, *, by: Actor, now: datetime) -> list[Outcome]:
    device = packet.device
    found = {one.name: one for one in _work(device, list(parcel.acts), by=by, now=now)}
    if packet.done_at is None:
        waiting = _waiting(device, set(found)) if any(one.state == Line.KEPT for one in found.values()) else []
        found |= {one.name: one for one in _work(device, waiting, by=by, now=now) if one.state != Line.REFUSED}
        _close(packet, len(parcel.acts), sum(found[act.name].state == Line.KEPT for act in parcel.acts), by=by, now=now)
    return list(found.values())


def _work(device: Device, acts: list[rules.Sent], *, by: Actor, now: datetime) -> list[Outcome]:
    """Each act in its own transaction, those that follow each other in their order, in rounds as long as anything moves."""
    found: dict[object, Outcome] = {}
    left = in_order(acts)
    for _round in range(ROUNDS):
        outcomes = [_guarded(device, act, by=by, now=now) for act in left]
        found |= {one.name: one for one in outcomes}
        moved = any(one.state == Line.KEPT for one in outcomes)
        left = [act for act, one in zip(left, outcomes, strict=True) if one.state == Line.REFUSED and one.code in AGAIN]
        if not left or not moved:
            break
    return list(found.values())


def in_order(acts: Iterable[rules.Sent]) -> list[rules.Sent]:
    """What opens a day first; then person by person and visit by visit, each from coming to going."""
    ranks = {act.name: VERBS[act.verb].rank if act.verb in VERBS else 99 for act in acts}
    chains: dict[str, int] = {}
    for act in sorted(acts, key=lambda act: ranks[act.name] != 20):
        chains.setdefault(_chain(act), len(chains))
    return sorted(acts, key=lambda act: (ranks[act.name] >= 20, chains[_chain(act)], ranks[act.name]))


def _chain(act: rules.Sent) -> str:
    return str(act.fields.get("booking") or act.fields.get("visit") or act.fields.get("item") or act.name)


def _guarded(device: Device, act: rules.Sent, *, by: Actor, now: datetime) -> Outcome:
    """One act; what breaks on bad data is refused with a sentence, so that it does not hold up the rest."""
    try:
        return try_one(device, act, by=by, now=now)
    except (DataError, IntegrityError, ValueError, TypeError, OverflowError):
        log.exception("An act sent by a device cannot be done: %s", act.verb)
        sentence = _("This record cannot be read. Open it, look through it and send it again.")
        return refused(device, act, Refused("missing", sentence), now=now)


def _waiting(device: Device, besides: set[object]) -> list[rules.Sent]:
    rows = Line.objects.filter(account_id=device.account_id, state=Line.REFUSED, code__in=AGAIN).exclude(body="").order_by("pk")
    return [rules.reread(row.body) for row in rows[: rules.ACTS_MOST] if row.name not in besides]


@transaction.atomic
def _close(packet: Packet, acts: int, kept: int, *, by: Actor, now: datetime) -> None:
    """Everything in it has been seen to: its text goes, its fingerprint stays."""
    if not Packet.objects.filter(pk=packet.pk, done_at=None).update(done_at=now, body=""):
        return
    device = packet.device
    content = Witness(secrets.token_hex(16), packet.digest)
    event = PacketTaken(device=device.pk, account=device.account_id, packet=packet.pk, acts=acts, kept=kept, content=content)
    tell(event, by=by, about=device.stream, now=now)


def finish_packets(now: datetime) -> None:
    """Packets whose taking was interrupted are taken to their end, with the rights that their people have now."""
    rows = Packet.objects.filter(done_at=None, received_at__lt=now - LEFT_AFTER).select_related("device__account")
    for packet in rows.order_by("pk")[:100]:
        _open(packet, rules.read(packet.body.encode()), by=actor_of(packet.device.account, now), now=now)


def drop(line: Line, *, by: Actor, now: datetime) -> None:
    """Whoever wrote it gives a refused act up: its words go."""
    with transaction.atomic():
        hold(lock(line.device))
        if line.account_id != by.account_id:
            raise Refused("role", _("You may not do this here."))
        changed = Line.objects.filter(pk=line.pk, state__in=(Line.REFUSED, Line.CONFLICT))
        if changed.update(state=Line.DROPPED, body="", theirs="", at=now):
            event = ActDropped(line=line.pk, account=line.account_id, verb=line.verb)
            tell(event, by=by, about=line.device.stream, now=now)


def forget(now: datetime) -> None:
    """What was refused and never seen to is not kept for ever."""
    Line.objects.filter(at__lt=now - FORGOTTEN_AFTER).exclude(body="").update(body="", theirs="")
