"""One act of a packet: done once, however often it is sent; or refused, with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline import rules
from sixia.fieldwork.offline.actions.photos import attach, lock
from sixia.fieldwork.offline.given import Conflict, Given
from sixia.fieldwork.offline.models import Device, Line, Photo
from sixia.fieldwork.offline.verbs import VERBS, Doing, Done
from sixia.kit.flow import Refused
from sixia.kit.journal import hold
from sixia.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act, as its device is told. `missing` are photos that have not arrived; `shown` is told only once."""

    name: UUID
    state: str
    code: str = ""
    sentence: str = ""
    label: str = ""
    url: str = ""
    theirs: str = ""
    version: int | None = None
    missing: tuple[UUID, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)


def try_one(device: Device, act: rules.Sent, *, by: Actor, now: datetime) -> Outcome:
    """Do it, or know it. The act and the line that says it was done are written together or not at all."""
    with transaction.atomic():
        hold(lock(device))
        text = rules.written(act)
        known = Line.objects.filter(name=act.name).first()
        if known is not None and (known.account_id != device.account_id or _altered(known, text)):
            sentence = _("Something else was sent under this name before. Write it down anew.")
            return Outcome(act.name, Line.REFUSED, "guard", str(sentence))
        if known is not None and known.state in (Line.KEPT, Line.DROPPED):
            return outcome(known)
        line = known or Line(account_id=device.account_id, name=act.name, first_at=now)
        line.device, line.verb, line.at = device, act.verb, now
        line.digest, line.photos = _digest(text), [str(one) for one in act.photos]
        return _try(line, act, text, by=by, now=now)


def _try(line: Line, act: rules.Sent, text: str, *, by: Actor, now: datetime) -> Outcome:
    try:
        with transaction.atomic():
            done = _run(act, by=by, now=now)
    except Conflict as conflict:
        _put(line, text, Line.CONFLICT, conflict, theirs=conflict.theirs)
        return outcome(line, version=conflict.version)
    except Refused as refusal:
        _put(line, text, Line.REFUSED, refusal)
        return outcome(line)
    line.state, line.code, line.sentence, line.body, line.theirs = Line.KEPT, "", "", "", ""
    line.label, line.url, line.about, line.stream = done.label[:200], done.url, done.about, done.stream
    line.save()
    attach(line, by=by, now=now)
    return outcome(line, shown=done.shown)


def _run(act: rules.Sent, *, by: Actor, now: datetime) -> Done:
    verb = VERBS.get(act.verb)
    if verb is None:
        raise Refused("missing", _("This cannot be done without a network. Do it on the page itself."))
    given, doing = Given(act.fields), Doing(by=by, now=now, name=act.name)
    try:
        with transaction.atomic():
            return verb.run(given, doing)
    except Conflict:
        raise
    except Refused as refusal:
        if refusal.code != "stale":
            raise
    return verb.run(given, doing)  # somebody was quicker by a moment: what they did is looked at, and it is tried once more


def refused(device: Device, act: rules.Sent, refusal: Refused, *, now: datetime) -> Outcome:
    """The outcome of an act that cannot even be tried; its line is kept as refused."""
    with transaction.atomic():
        hold(lock(device))
        text = rules.written(act)
        line = Line.objects.filter(name=act.name).first() or Line(account_id=device.account_id, name=act.name, first_at=now)
        if line.account_id != device.account_id or line.state == Line.KEPT:
            return Outcome(act.name, Line.REFUSED, refusal.code, str(refusal))
        line.device, line.verb, line.at, line.digest = device, act.verb, now, _digest(text)
        _put(line, text, Line.REFUSED, refusal)
        return outcome(line)


def outcome(line: Line, *, shown: Mapping[str, str] | None = None, version: int | None = None) -> Outcome:
    """What a line says to its device."""
    there = (
        {str(name) for name in Photo.objects.filter(name__in=line.photos).values_list("name", flat=True)} if line.photos else ()
    )
    return Outcome(
        line.name,
        line.state,
        line.code,
        line.sentence,
        line.label,
        line.url,
        line.theirs,
        version,
        tuple(UUID(name) for name in line.photos if name not in there),
        shown or {},
    )


def _put(line: Line, text: str, state: str, refusal: Refused, *, theirs: str = "") -> None:
    line.state, line.code, line.sentence = state, refusal.code, str(refusal)
    line.body, line.theirs = text, theirs
    line.save()


def _altered(known: Line, text: str) -> bool:
    """What was kept stays as it was; what was refused may be corrected and sent again under its name."""
    return known.state == Line.KEPT and known.digest != _digest(text)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
