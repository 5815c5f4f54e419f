"""Checks of understanding: counts typed in from paper or a show of hands, or answers by a code, which know no person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.outreach import rules
from sixia.fieldwork.outreach.events import CheckClosed, CheckCounted, CheckOpened
from sixia.fieldwork.outreach.flow import PUBLISHED, SPEAKER
from sixia.fieldwork.outreach.models import MOMENTS, Check, Policy, Session, Tally, Version
from sixia.fieldwork.visits.flow import CANCELLED
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import SYSTEM, Actor

OPEN_FOR: Final = timedelta(days=1)
"""So long a code takes answers: until people are at home and asleep."""
MOST: Final = 100_000
DRAWS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCount:
    """Counts from paper or hands: how many `people` took part, and per question (answered, right)."""

    moment: str
    way: str
    people: int
    counts: tuple[tuple[int, int], ...]
    client: UUID | None = None


@alone
def count(session: Session, *, policy: Policy, new: NewCount, by: Actor, now: datetime) -> Check:
    """Type in the counts of a check; the same moment and way typed in again are corrected. Refused: role, state, guard."""
    known = Check.objects.filter(client=new.client).first() if new.client else None
    version = _version(session, policy, new.moment, by)
    _check(new, version)
    if known is not None and known.session_id != session.pk:
        raise Refused("guard", _("Something else was sent with this form before. Open the page again and write it down anew."))
    there = Check.objects.filter(session=session, version__policy=policy, moment=new.moment, way=new.way).first()
    check = known or there or _open(session, version, new.moment, new.way, by=by, now=now, client=new.client)
    if len(new.counts) != len(check.version.items):
        raise Refused("guard", _("The questions have changed since. Open the page again."), move="count")
    asked, right = sum(row[0] for row in new.counts), sum(row[1] for row in new.counts)
    before = [(row.asked, row.right) for row in check.tallies.order_by("item")]
    if before == list(new.counts) and check.people == new.people:
        return check
    check.people = new.people
    check.save(update_fields=["people"])
    for item, (answered, correct) in enumerate(new.counts):
        Tally.objects.filter(of=check, item=item).update(asked=answered, right=correct)
    event = CheckCounted(session=session.pk, check=check.pk, people=new.people, asked=asked, right=right)
    tell(event, by=by, about=session.stream, now=now)
    return check


@alone
def open_link(session: Session, *, policy: Policy, moment: str, by: Actor, now: datetime, client: UUID | None = None) -> Check:
    """Open a check that people answer on their telephones by a short code, for a day; the open one is returned."""
    version = _version(session, policy, moment, by)
    rows = Check.objects.filter(session=session, version__policy=policy, moment=moment, way=rules.LINK)
    there = rows.filter(closed_at=None, closes_at__gt=now).first()
    return there or _open(session, version, moment, rules.LINK, by=by, now=now, client=client)


def answer(check: Check, *, chosen: Mapping[int, int], now: datetime) -> list[tuple[int, bool]]:
    """Count one person's answers, item → option; nothing of the person is kept. Returns which of them were right.

    Refused: state (over), missing (nothing chosen). No journal entry tells of a single answer: the sum is told at the end.
    """
    return _answer(check.session, check, chosen, now)


@alone
def _answer(session: Session, check: Check, chosen: Mapping[int, int], now: datetime) -> list[tuple[int, bool]]:
    check.refresh_from_db(fields=["closes_at", "closed_at", "people"])
    if check.closes_at is None or check.closed_at is not None or check.closes_at <= now:
        raise Refused("state", _("These questions take no more answers. Thank you all the same."), move="answer")
    graded = rules.grade(check.version.check_items, chosen.items())
    if not graded:
        raise Refused("missing", _("Choose at least one answer."), move="answer")
    for item, right in graded:
        Tally.objects.filter(of=check, item=item).update(asked=F("asked") + 1, right=F("right") + int(right))
    Check.objects.filter(pk=check.pk).update(people=F("people") + 1)
    return graded


@alone
def close_check(session: Session, *, check: Check, by: Actor, now: datetime) -> None:
    """Take no more answers. Refused: role."""
    if SPEAKER not in session.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="close")
    end(session, check, by=by, now=now)


def end(session: Session, check: Check, *, by: Actor, now: datetime) -> None:
    """Close a link and tell how many have answered; one that is closed stays so."""
    hold(session.stream)
    check.refresh_from_db(fields=["closed_at", "people"])
    if check.closed_at is None and check.way == rules.LINK:
        check.closed_at = now
        check.save(update_fields=["closed_at"])
        tell(CheckClosed(session=session.pk, check=check.pk, people=check.people), by=by, about=session.stream, now=now)


def end_by_itself(check: Check, *, now: datetime) -> None:
    """What ticks: a link whose day is over."""
    _end_alone(check.session, check, now)


@alone
def _end_alone(session: Session, check: Check, now: datetime) -> None:
    end(session, check, by=SYSTEM, now=now)


def _version(session: Session, policy: Policy, moment: str, by: Actor) -> Version:
    """The words that hold; Refused where nothing can be checked."""
    if SPEAKER not in session.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="check")
    if session.visit.state == CANCELLED:
        raise Refused("state", _("This session does not take place: there is nothing to check."), move="check")
    if moment not in dict(MOMENTS) or not session.policies.filter(pk=policy.pk).exists():
        raise Refused("guard", _("Choose one of the policies of this session."), move="check", fields=["policy"])
    rows = Version.objects.filter(policy=policy).public().order_by("-number")
    version = rows.filter(state=PUBLISHED).first() or rows.first()
    if version is None or not version.items:
        sentence = _("This policy has no check questions. The unit that answers for its words can add some.")
        raise Refused("guard", sentence, move="check", fields=["policy"])
    return version


def _check(new: NewCount, version: Version) -> None:
    if new.way not in (rules.PAPER, rules.HANDS):
        raise Refused("guard", _("Choose from the list."), move="count", fields=["way"])
    if not 0 < new.people <= MOST:
        raise Refused("guard", _("Say how many people took part."), move="count", fields=["people"])
    _each(new.counts, new.people)


def _each(counts: Sequence[tuple[int, int]], people: int) -> None:
    for number, (asked, right) in enumerate(counts, start=1):
        if not 0 <= right <= asked <= people:
            sentence = _("Question %(number)d: no more can be right than answered, and no more answer than took part.")
            raise Refused("guard", sentence % {"number": number}, move="count", fields=[f"right_{number}"])


def _open(session: Session, version: Version, moment: str, way: str, *, by: Actor, now: datetime, client: UUID | None) -> Check:
    link = way == rules.LINK
    check = Check(
        session=session,
        version=version,
        moment=moment,
        way=way,
        code=_code() if link else None,
        client=client,
        by_id=by.official_id,
        at=now,
        closes_at=now + OPEN_FOR if link else None,
    )
    check.save(force_insert=True)
    Tally.objects.bulk_create(Tally(of=check, item=item) for item in range(len(version.items)))
    event = CheckOpened(session=session.pk, check=check.pk, version=version.pk, moment=moment, way=way)
    tell(event, by=by, about=session.stream, now=now)
    return check


def _code() -> str:
    """A code nobody has; of 700 million a second draw is next to never needed."""
    drawn = [rules.new_code() for _draw in range(DRAWS)]
    taken = set(Check.objects.filter(code__in=drawn).values_list("code", flat=True))
    return next(code for code in drawn if code not in taken)
