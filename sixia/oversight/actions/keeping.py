"""Whether a promise was kept: the unit shows evidence, the residents say, and time speaks where nobody does."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Voice
from sixia.catalog.queries import current_book
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.oversight import norms, rules
from sixia.oversight.events import (
    PromiseBroken,
    PromiseClaimed,
    PromiseDenied,
    PromiseDueSoon,
    PromiseKept,
    PromiseMadeGood,
    PromiseOverdue,
)
from sixia.oversight.flow import BROKEN, CLAIMED, DUE, GIVEN, KEPT, RESIDENT
from sixia.oversight.models import Promise, Saying
from sixia.oversight.queries.promises import can_be_asked
from sixia.people.actors import SYSTEM, Actor
from sixia.people.rules import CALLBACK


def claim(promised: Promise, *, evidence: str, done_on: date, link: str = "", by: Actor, now: datetime) -> None:
    """The unit says that it was done on a day, and shows by what; it is kept only once the residents confirm it."""
    if not timezone.localdate(promised.given_at) <= done_on <= timezone.localdate(now):
        raise Refused("guard", _("Name the day on which it was done, not one ahead."), move="claim", fields=["done_on"])
    given = {"evidence": evidence, "done_on": done_on, "link": link}
    shown = Words(evidence.strip())
    event = PromiseClaimed(promise=promised.pk, voice=promised.voice_id, done=done_on.isoformat(), evidence=shown)
    changes = {"evidence": evidence.strip(), "done_on": done_on, "link": link}
    advance(promised, "claim", by=by, now=now, given=given, changes=changes, event=event)


@alone
def say(promised: Promise, *, kept: bool, note: str = "", voice: Voice | None = None, by: Actor, now: datetime) -> None:
    """Somebody says whether it was kept: a resident, a call-back clerk for one, or the supervisor where no resident can.

    What was not kept is broken once its day has passed; before that it is only not done yet. Said of a broken one, “kept”
    means that it was made good later.
    """
    if not kept:
        _not_kept(promised, note, voice, by=by, now=now)
    elif promised.state == BROKEN:
        event = PromiseMadeGood(promise=promised.pk, voice=_pk(voice, promised), note=_words(note))
        given = _given(promised, by, note, now)
        advance(promised, "make_good", by=by, now=now, given=given, changes={"made_good_at": now}, event=event)
    elif promised.state != KEPT:
        _kept(promised, note, voice, by=by, now=now)
    elif not promised.roles_of(by) & {RESIDENT, CALLBACK}:
        raise Refused("state", _("It is confirmed already."), move="confirm")
    Saying.objects.create(promise=promised, voice=voice, by_id=by.account_id, kept=kept, note=note.strip(), at=now)


def break_forgotten(now: datetime) -> None:
    """Promises of which nobody has said anything when the term after their day is over count as broken. Run daily.

    An installation without promises may not have rules yet either.
    """
    if not Promise.objects.filter(state=GIVEN).exists():
        return
    term = now - timedelta(days=current_book(now).rule("promise.grace_days"))
    for promised in Promise.objects.filter(state=GIVEN, due_at__lte=term).order_by("pk").iterator(chunk_size=200):
        event = PromiseBroken(promise=promised.pk, voice=promised.voice_id, because="term")
        changes = {"settled_at": now, "on_time": False}
        given = _given(promised, SYSTEM, "", now)
        advance(promised, "break", by=SYSTEM, now=now, given=given, changes=changes, event=event)


@alone
def remind(promised: Promise, *, late: bool, now: datetime) -> None:
    """Its clock has warned, or run out: told in the case, so that who promised is reminded. Nothing once it is claimed."""
    if promised.state == GIVEN:
        kind = PromiseOverdue if late else PromiseDueSoon
        event = kind(promise=promised.pk, voice=promised.voice_id, account=promised.account_id, due=promised.due_on.isoformat())
        tell(event, by=SYSTEM, about=promised.stream, now=now)


def _kept(promised: Promise, note: str, voice: Voice | None, *, by: Actor, now: datetime) -> None:
    done = promised.done_on or timezone.localdate(now)
    punctual = rules.on_time(done, promised.first_due_on)
    event = PromiseKept(promise=promised.pk, on_time=punctual, voice=_pk(voice, promised), note=_words(note))
    changes = {"settled_at": now, "done_on": done, "on_time": punctual}
    advance(promised, "confirm", by=by, now=now, given=_given(promised, by, note, now), changes=changes, event=event)


def _not_kept(promised: Promise, note: str, voice: Voice | None, *, by: Actor, now: datetime) -> None:
    given = _given(promised, by, note, now)
    if promised.state == CLAIMED and now < promised.due_at:
        denied = PromiseDenied(promise=promised.pk, voice=_pk(voice, promised), note=Words(note.strip()))
        advance(promised, "deny", by=by, now=now, given=given, changes={"done_on": None}, event=denied)
        limit = norms.until(promised.due_on, now, source=str(_("The day that was promised")))
        clocks.start(promised.key, promised.key, DUE, limit, now)
        return
    event = PromiseBroken(promise=promised.pk, because="said", voice=_pk(voice, promised), note=_words(note))
    move = "dispute" if promised.state == KEPT else "break"
    changes = {"settled_at": now, "on_time": False}
    advance(promised, move, by=by, now=now, given=given, changes=changes, event=event)


def _given(promised: Promise, by: Actor, note: str, now: datetime) -> dict[str, Any]:
    return {
        "now": now,
        "note": note,
        "for_resident": bool(promised.roles_of(by) & {RESIDENT, CALLBACK}),
        "has_voices": can_be_asked(promised),
    }


def _words(note: str) -> Words | None:
    return Words(note.strip()) if note.strip() else None


def _pk(voice: Voice | None, promised: Promise) -> int | None:
    """Whom it concerns: who says so, else to whom it was promised; None for everybody in the case."""
    return voice.pk if voice else promised.voice_id
