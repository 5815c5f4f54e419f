"""Entering a policy, writing its words, publishing them, following them by a new version, withdrawing them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.outreach import norms
from sixia.fieldwork.outreach.events import (
    PolicyAdded,
    PolicyPublished,
    PolicyWithdrawn,
    VersionDiscarded,
    VersionDrafted,
    VersionReplaced,
    VersionWritten,
)
from sixia.fieldwork.outreach.flow import DRAFT, PUBLISHED
from sixia.fieldwork.outreach.models import Policy, Version
from sixia.fieldwork.outreach.rules import SEARCH_KIND, Item
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit import search
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.places.models import Place

LINKS = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWords:
    """The words of a policy. Only `title` and `valid_from` must be given for a draft; what else is needed, publishing says.

    `ref` is the issuing number, `issuer` who issued it, `link` where the document is published, `answers` pairs of question and
    answer, `items` the check questions, `audience` codes of groups, `files` tickets of the document.
    """

    title: str
    valid_from: date
    valid_to: date | None = None
    ref: str = ""
    issuer: str = ""
    link: str = ""
    summary: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    items: tuple[Item, ...] = ()
    audience: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def add(
    new: NewWords, *, unit: Unit, by: Actor, now: datetime, place: Place | None = None, client: UUID | None = None
) -> Version:
    """Enter a policy for whose words `unit` answers; it holds in `place`, by default the unit's territory.

    Its first version is a draft. Sent twice under the same `client` it is entered once. Refused: role, missing, guard.
    """
    if known := _known(client):
        return known
    if unit.pk not in by.units(*WORKING) and not by.is_system:
        raise Refused("role", _("You may not do this here."), move="add")
    where = place or unit.place
    if not where.path.startswith(unit.place.path):
        raise Refused("guard", _("The unit answers for its own territory only: choose a place within it."), fields=["place"])
    _check(new, now)
    try:
        return _add(Policy(unit=unit, place=where, place_path=where.path, client=client, made_at=now), new, by=by, now=now)
    except IntegrityError:
        if known := _known(client):
            return known
        raise


@transaction.atomic
def _add(policy: Policy, new: NewWords, *, by: Actor, now: datetime) -> Version:
    policy.save(force_insert=True)
    tell(PolicyAdded(policy=policy.pk, unit=policy.unit_id), by=by, about=policy.stream, now=now, fresh=True)
    return _draft(policy, 1, new, by=by, now=now)


def _known(client: UUID | None) -> Version | None:
    return Version.objects.filter(policy__client=client, number=1).first() if client else None


@alone
def draft_anew(policy: Policy, *, by: Actor, now: datetime) -> Version:
    """Begin the next version with the words of the last one; the draft that is there already is returned."""
    versions = list(Version.objects.filter(policy=policy).order_by("-number"))
    last = versions[0]
    if policy.unit_id not in by.units(*WORKING):
        raise Refused("role", _("You may not do this here."), move="draft_anew")
    if last.state == DRAFT:
        return last
    shown = next((row for row in versions if row.published_at), last)
    same = ("title", "ref", "issuer", "link", "summary", "valid_from", "valid_to")
    new = NewWords(
        **{name: getattr(shown, name) for name in same},
        answers=tuple((question, answer) for question, answer in shown.answers),
        items=tuple(shown.check_items),
        audience=tuple(shown.groups),
    )
    return _draft(policy, last.number + 1, new, by=by, now=now)


def _draft(policy: Policy, number: int, new: NewWords, *, by: Actor, now: datetime) -> Version:
    made = Version(policy=policy, number=number, state=Version.FLOW.start, made_by_id=by.account_id, made_at=now, **_columns(new))
    made.save(force_insert=True)
    tell(VersionDrafted(policy=policy.pk, version=made.pk, number=number), by=by, about=made.stream, now=now)
    _keep(made, new, by=by, now=now)
    return made


@alone
def write(version: Version, *, new: NewWords, by: Actor, now: datetime) -> None:
    """Change the words of a draft. Refused: role, state, missing, guard, stale."""
    _check(new, now)
    event = VersionWritten(policy=version.policy_id, version=version.pk)
    advance(version, "write", by=by, now=now, given={"title": new.title}, event=event, changes=_columns(new))
    _keep(version, new, by=by, now=now)


@alone
def publish(version: Version, *, by: Actor, now: datetime) -> None:
    """Make a draft the version that holds; the one before is replaced and stays to be read."""
    given = {"today": timezone.localdate(now)}
    version.FLOW.check("publish", state=version.state, roles=version.roles_of(by), given=given, thing=version)
    for before in Version.objects.filter(policy=version.policy_id, state=PUBLISHED):
        gone = VersionReplaced(policy=before.policy_id, version=before.pk, into=version.pk)
        advance(before, "replace", by=SYSTEM, now=now, event=gone, changes={"ended_at": now})
    event = PolicyPublished(policy=version.policy_id, version=version.pk, number=version.number)
    advance(version, "publish", by=by, now=now, given=given, event=event, changes={"published_at": now})


@alone
def discard(version: Version, *, by: Actor, now: datetime) -> None:
    """Give up a draft; what is public stays."""
    event = VersionDiscarded(policy=version.policy_id, version=version.pk)
    advance(version, "discard", by=by, now=now, event=event, changes={"ended_at": now})


@alone
def withdraw(version: Version, *, reason: str, by: Actor, now: datetime) -> None:
    """It holds no longer; it stays to be read, with the reason above it."""
    said = clean(reason)
    event = PolicyWithdrawn(policy=version.policy_id, version=version.pk, reason=Words(said))
    changes = {"reason": said, "ended_at": now}
    advance(version, "withdraw", by=by, now=now, given={"reason": said}, event=event, changes=changes)


def _check(new: NewWords, now: datetime) -> None:
    if not clean(new.title):
        raise Refused("missing", _("Give it the title of the document."), fields=["title"])
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise Refused("guard", _("The last day lies before the first."), fields=["valid_to"])
    if new.link and not new.link.startswith(LINKS):
        raise Refused("guard", _("A link begins with https://."), fields=["link"])
    if set(new.audience) - {group.code for group in norms.groups(now)}:
        raise Refused("guard", _("Choose from the list."), fields=["audience"])


def _columns(new: NewWords) -> dict[str, Any]:
    given = {name: value for name, value in asdict(new).items() if name not in ("files", "items", "answers", "audience")}
    lengths = {"title": 200, "ref": 120, "issuer": 200, "link": 500}
    given |= {name: clean(given[name])[:most] for name, most in lengths.items()}
    return {
        **given,
        "summary": clean(new.summary),
        "answers": [[clean(question), clean(answer)] for question, answer in new.answers],
        "items": [[clean(one.text), [clean(option) for option in one.options], one.right] for one in new.items],
        "audience": f" {' '.join(dict.fromkeys(new.audience))} " if new.audience else "",
    }


def _keep(version: Version, new: NewWords, *, by: Actor, now: datetime) -> None:
    """The document, and the words for whoever searches."""
    store.attach(new.files, about=version.key, stream=version.stream, by=by, now=now, shared=True)
    asked = "\n".join(f"{question}\n{answer}" for question, answer in version.answers)
    text = f"{version.title}\n{version.ref}\n{version.issuer}\n{version.summary}\n{asked}"
    search.index(SEARCH_KIND, version.pk, text)
