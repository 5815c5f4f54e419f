"""Giving a promise, rewording or moving it, and putting it on the public board: each is told, none is ever taken away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.kit.masking import find
from sixia.oversight import norms, rules
from sixia.oversight.events import PromiseGiven, PromisePublished, PromiseReplaced, PromiseWordsHidden
from sixia.oversight.flow import DUE, GIVEN
from sixia.oversight.models import WHERE, Promise
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import ADMIN_ROLES
from sixia.places.models import Place

FURTHEST = timedelta(days=3 * 365)
MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPromise:
    """What was promised: the exact words, by when (the last day), for which unit, where, and to whom.

    `account` said it (None: whoever writes it down). To one `voice`, to all of a `case`, to the people of a `place`, or to a
    `group` in words; the first that is given counts. `link` is where it was said, such as ("session", 7).
    """

    words: str
    due_on: date
    unit: Unit
    where: str
    account: Account | None = None
    voice: Voice | None = None
    case: Case | None = None
    place: Place | None = None
    group: str = ""
    link: tuple[str, int] | None = None


@transaction.atomic
def promise(new: NewPromise, *, by: Actor, now: datetime, there: bool = False) -> Promise:
    """Write down what was promised, where it is said. Refused: role, missing, guard.

    `there`: `by` sat at the talk in which it was said, and may write it down though the case is not theirs yet.
    """
    case = new.case or (Case.objects.get(pk=new.voice.case_id) if new.voice else None)
    if case is not None:
        hold(case.stream)
    there = there and case is not None and not case.restricted and not case.barred
    post = may_be_given(new, case, by=by, now=now, there=there)
    return _write(new, case, post, by=by, now=now, replaces=None)


def may_be_given(new: NewPromise, case: Case | None, *, by: Actor, now: datetime, there: bool = False) -> Post:
    """The post in which it is said. Raises Refused where it cannot be written down: role, missing, guard."""
    if not there:
        _may_write(case, by)
    post = _post(new.account.pk if new.account else by.official_id, new.unit, now)
    _check(new, case, now)
    return post


@alone
def replace(promised: Promise, *, words: str, due_on: date, reason: str, by: Actor, now: datetime) -> Promise:
    """Another wording or day, before the old day has passed: a new promise beside the old one, which stays to be read.

    Whether it is kept on time is still measured by the day first named.
    """
    new = NewPromise(
        words=words,
        due_on=due_on,
        unit=promised.unit,
        where=promised.where,
        account=promised.account,
        voice=promised.voice,
        case=promised.case,
        place=promised.place,
        group=promised.group,
    )
    given = {"words": words, "due_on": due_on, "reason": reason, "now": now}
    event = PromiseReplaced(promise=promised.pk, voice=promised.voice_id, reason=Words(reason.strip()))
    advance(promised, "replace", by=by, now=now, given=given, event=event)
    _check(new, promised.case, now)
    post = Post(account=promised.account, title=promised.title)
    return _write(new, promised.case, post, by=by, now=now, replaces=promised)


def publish(promised: Promise, *, by: Actor, now: datetime) -> None:
    """A second official puts it on the public board; refused where the words speak of a person or the case is closed to view."""
    case = promised.case
    given = {
        "sealed": case is not None and (case.restricted or case.barred or case.secret),
        "personal": _personal(promised),
        "reader": by.account_id,
    }
    changes = {"public": True, "published_by_id": by.account_id}
    advance(promised, "publish", by=by, now=now, given=given, changes=changes, event=PromisePublished(promise=promised.pk))


def hide(promised: Promise, *, reason: str, by: Actor, now: datetime) -> None:
    """The words speak of somebody after all: the board shows the promise without them."""
    event = PromiseWordsHidden(promise=promised.pk, reason=Words(reason.strip()))
    advance(promised, "hide", by=by, now=now, given={"reason": reason}, changes={"hidden": True}, event=event)


def _may_write(case: Case | None, by: Actor) -> None:
    allowed = case.roles_of(by) if case is not None else by.roles - ADMIN_ROLES
    if not by.is_official or not allowed:
        raise Refused("role", _("You may not do this here."), move="promise")


def _post(account: int, unit: Unit, now: datetime) -> Post:
    """The post in which it was said."""
    rows = Post.objects.held(now).filter(account_id=account, unit=unit).exclude(role__in=ADMIN_ROLES).order_by("pk")
    post = rows.select_related("account").first()
    if post is None:
        raise Refused("guard", _("Who promises must hold a post in that unit."), move="promise", fields=["unit"])
    return post


def _check(new: NewPromise, case: Case | None, now: datetime) -> None:
    today = timezone.localdate(now)
    if not new.words.strip():
        raise Refused("missing", _("Write down what was promised, in the words that were said."), fields=["words"])
    if len(new.words.strip()) > MOST:
        raise Refused("guard", _("Keep to the promise itself: at most 400 characters."), fields=["words"])
    if not today <= new.due_on <= today + FURTHEST:
        raise Refused("guard", _("Name a day from today on, within three years."), fields=["due_on"])
    if case is None and new.place is None and not new.group.strip():
        raise Refused("missing", _("Say to whom it was promised: a place or a group."), fields=["place"])
    if new.where not in dict(WHERE):
        raise Refused("guard", _("Choose from the list."), fields=["where"])


def _to(new: NewPromise, case: Case | None) -> str:
    if new.voice is not None:
        return rules.TO_VOICE
    if new.group.strip():
        return rules.TO_GROUP
    return rules.TO_CASE if case is not None else rules.TO_PLACE


def _write(new: NewPromise, case: Case | None, post: Post, *, by: Actor, now: datetime, replaces: Promise | None) -> Promise:
    kind, pk = new.link or ("", None)
    place = new.place or (case.place if case else None)
    limit = norms.until(new.due_on, now, source=str(_("The day that was promised")))
    made = Promise(
        state=GIVEN,
        account=post.account,
        unit=new.unit,
        title=post.title or post.role_label,
        written_by_id=by.official_id,
        to=_to(new, case),
        voice=new.voice,
        case=case,
        place=place,
        group=new.group.strip(),
        place_path=case.place_path if case else (place or new.unit.place).path,
        words=new.words.strip(),
        where=new.where,
        link_kind=kind,
        link_id=pk,
        given_at=now,
        due_on=new.due_on,
        due_at=clocks.build("", "", DUE, limit, now).due_at,
        first_due_on=replaces.first_due_on if replaces else new.due_on,
        replaces=replaces,
    )
    made.save(force_insert=True)
    clocks.start(made.key, made.key, DUE, limit, now)  # its own stream: reminders are told of in the case by this room
    event = PromiseGiven(
        promise=made.pk,
        unit=made.unit_id,
        account=made.account_id,
        where=made.where,
        due=made.due_on.isoformat(),
        case=made.case_id,
        voice=made.voice_id,
        place=made.place_id,
        replaces=replaces.pk if replaces else None,
        words=Words(made.words),
    )
    tell(event, by=by, about=made.stream, now=now)
    return made


def _personal(promised: Promise) -> bool:
    """Whether what the board would show holds a number, an address or the name of anybody who has spoken in the case."""
    shown = f"{promised.words} {promised.group}"
    if find(shown):
        return True
    voices = Voice.objects.filter(case_id=promised.case_id) if promised.case_id else Voice.objects.none()
    known = [text for voice in voices for text in (voice.name, voice.address) if len(text) > 1]
    return any(text in shown for text in known)
