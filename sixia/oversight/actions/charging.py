"""Putting a leader in charge of a case: proposed with reasons, named by the principal, extended, handed over, ended lawfully.

信访工作条例 (2022) art. 18 has leaders take hard cases upon themselves; each case has one leader, one plan and one file.
"""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import OVERSEER
from sixia.cases.models import Case
from sixia.catalog.queries import current_book
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Event, Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.oversight import norms, rules
from sixia.oversight.events import (
    CaseMarked,
    ChargeDeclined,
    ChargeEnded,
    ChargeExtended,
    ChargeHandedOver,
    ChargeOverdue,
    ChargeProposed,
    ChargeVacated,
    LeaderNamed,
    MeetingMissed,
)
from sixia.oversight.flow import DUE, MEET, NAMED, PROPOSED
from sixia.oversight.models import Charge, Mark, Meeting, Tenure
from sixia.oversight.queries.fitness import post_of, unfit, unseated
from sixia.oversight.queries.proposals import reasons_of
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Account, Post
from sixia.people.rules import DISPATCHER, LEADER

PROPOSERS = frozenset({DISPATCHER, OVERSEER, LEADER})
MARKERS = frozenset({OVERSEER, LEADER})


@alone
def mark(case: Case, *, important: bool, reason: str, by: Actor, now: datetime) -> None:
    """Mark a case important, or no longer: one of the criteria for a leader in charge."""
    _need(case, MARKERS, by, "mark")
    if not reason.strip():
        raise Refused("missing", _("Say why."), move="mark", fields=["reason"])
    held = Mark.objects.filter(case=case)
    if important == held.exists():
        raise Refused("state", _("This is so already."), move="mark")
    if important:
        Mark.objects.create(case=case, by_id=by.official_id, at=now)
    else:
        held.delete()
    event = CaseMarked(case=case.pk, important=important, reason=Words(reason.strip()))
    tell(event, by=by, about=case.key, now=now)


@alone
def propose(case: Case, *, note: str = "", by: Actor, now: datetime) -> Charge:
    """Ask the principal for a leader in charge, with the criteria that are met and a note. Refused: role, guard."""
    _need(case, PROPOSERS, by, "propose")
    if case.restricted:
        raise Refused("guard", _("A confidential case has no leader in charge: its officers alone know of it."))
    if not case.open:
        raise Refused("guard", _("The case is over. A leader takes charge of open ones."))
    met = reasons_of(case, by, now)
    if not met and not note.strip():
        raise Refused("missing", _("No criterion is met: say why it needs a leader all the same."), fields=["note"])
    charge = Charge(
        state=PROPOSED,
        case=case,
        reasons=[list(pair) for pair in met],
        note=note.strip(),
        proposed_by_id=by.official_id,
        proposed_at=now,
    )
    try:
        with transaction.atomic():
            charge.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("guard", _("A leader is in charge of this case already, or has been proposed.")) from error
    event = ChargeProposed(case=case.pk, charge=charge.pk, reasons=[name for name, _n in met], note=Words(note.strip()))
    tell(event, by=by, about=charge.stream, now=now)
    return charge


def decline(charge: Charge, *, reason: str, by: Actor, now: datetime) -> None:
    """The principal sees no need."""
    event = ChargeDeclined(case=charge.case_id, charge=charge.pk, reason=Words(reason.strip()))
    changes = {"open": False, "ended_at": now, "summary": reason.strip()}
    advance(charge, "decline", by=by, now=now, given={"reason": reason}, changes=changes, event=event)


@alone
def name(charge: Charge, *, leader: Account, until: date | None = None, by: Actor, now: datetime) -> None:
    """The principal names the leader, until a day (default: as long as the rules say). Refused when they may not have it."""
    until = until or norms.first_term(now)
    _ahead(until, now)
    given = {"leader": leader, "until": until, "unfit": unfit(charge.case, leader, now)}
    post = _post(leader, now)
    event = LeaderNamed(case=charge.case_id, charge=charge.pk, account=leader.pk, unit=post.unit_id, due=until.isoformat())
    changes = {"named_by_id": by.account_id, "named_at": now, "due_on": until, **_seat(post)}
    advance(charge, "name", by=by, now=now, given=given, changes=changes, event=event)
    _clock(charge, DUE, until, now)
    _begin(charge, post, "", by=by, now=now)


@alone
def extend(charge: Charge, *, until: date, reason: str, by: Actor, now: datetime) -> None:
    """The principal alone gives more time."""
    _ahead(until, now)
    event = ChargeExtended(case=charge.case_id, charge=charge.pk, due=until.isoformat(), reason=Words(reason.strip()))
    changes = {"due_on": until, "extensions": charge.extensions + 1}
    advance(charge, "extend", by=by, now=now, given={"until": until, "reason": reason}, changes=changes, event=event)
    _clock(charge, DUE, until, now)


@alone
def hand_over(charge: Charge, *, leader: Account, reason: str, by: Actor, now: datetime) -> None:
    """Another leader takes it on: plan, meetings and promises stay, and everybody on the case reads who has it now."""
    wrong = _("Name somebody other than the present leader.") if leader.pk == charge.leader_id and charge.state == NAMED else None
    given = {"leader": leader, "reason": reason, "unfit": wrong or unfit(charge.case, leader, now)}
    post = _post(leader, now)
    event = ChargeHandedOver(
        case=charge.case_id, charge=charge.pk, account=leader.pk, unit=post.unit_id, reason=Words(reason.strip())
    )
    advance(charge, "hand_over", by=by, now=now, given=given, changes=_seat(post), event=event)
    Tenure.objects.filter(charge=charge, until=None).update(until=now)
    _begin(charge, post, reason.strip(), by=by, now=now)


@alone
def end(charge: Charge, *, summary: str, by: Actor, now: datetime) -> None:
    """Release the leader: only by the person's verdict, lawful finality, or agreement; otherwise they stay."""
    case = Case.objects.get(pk=charge.case_id)
    way = way_of(charge, case)
    event = ChargeEnded(case=case.pk, charge=charge.pk, way=way, summary=Words(summary.strip()))
    changes = {"open": False, "ended_at": now, "way": way, "summary": summary.strip()}
    advance(charge, "end", by=by, now=now, given={"summary": summary, "way": way}, changes=changes, event=event)
    Tenure.objects.filter(charge=charge, until=None).update(until=now)


def way_of(charge: Charge, case: Case) -> str:
    """How the case's ending releases the leader, or "" when it does not."""
    agreed = Meeting.objects.filter(charge=charge, agreed=True).exists()
    other = case.into_id is not None and Charge.objects.filter(case_id=case.into_id, open=True).exists()
    return rules.way_out("" if case.open else case.ending, agreed=agreed, other_led=other)


def find_vacant(now: datetime) -> None:
    """Charges whose leader no longer holds the post, or may no longer see the case, wait to be handed over. Run daily."""
    for charge in Charge.objects.filter(state=NAMED).select_related("leader", "case").order_by("pk").iterator(chunk_size=200):
        vacate(charge, now=now)


@alone
def vacate(charge: Charge, *, now: datetime) -> None:
    """Note that the leader's post has ended; nothing when it has not."""
    if not unseated(charge, now):
        return
    event = ChargeVacated(case=charge.case_id, charge=charge.pk, account=charge.leader_id or 0)
    advance(charge, "vacate", by=SYSTEM, now=now, changes={"meet_by": None}, event=event)
    Tenure.objects.filter(charge=charge, until=None).update(until=now)


def warn(charge: Charge, *, clock: str, now: datetime) -> None:
    """A clock of the charge has run out: told in the case."""
    kind: type[ChargeOverdue | MeetingMissed] = ChargeOverdue if clock == DUE else MeetingMissed
    event: Event = kind(case=charge.case_id, charge=charge.pk, account=charge.leader_id or 0)
    tell(event, by=SYSTEM, about=charge.stream, now=now)


def next_meeting(charge: Charge, last: date, now: datetime) -> date:
    """By when the person must be met again, by the rules in force; the clock is started."""
    day = rules.meet_by(last, current_book(now).rule("charge.meetings"))
    _clock(charge, MEET, day, now)
    return day


def _begin(charge: Charge, post: Post, reason: str, *, by: Actor, now: datetime) -> None:
    Tenure.objects.create(
        charge=charge,
        leader=post.account,
        unit=post.unit,
        title=charge.title,
        since=now,
        named_by_id=by.official_id,
        reason=reason,
    )
    charge.meet_by = next_meeting(charge, timezone.localdate(now), now)
    charge.save(update_fields=["meet_by"])


def _seat(post: Post) -> dict[str, Any]:
    return {"leader": post.account, "leader_unit": post.unit, "title": post.title or str(post.role_label)}


def _post(leader: Account, now: datetime) -> Post:
    post = post_of(leader, now)
    if post is None:
        raise Refused("guard", _("Only somebody who holds the post of a leader now can be named."), fields=["leader"])
    return post


def _ahead(until: date, now: datetime) -> None:
    if until < timezone.localdate(now):
        raise Refused("guard", _("Name a day that lies ahead."), fields=["until"])


def _clock(charge: Charge, kind: str, day: date, now: datetime) -> None:
    clocks.start(charge.key, charge.key, kind, norms.until(day, now, source="charge"), now)


def _need(case: Case, roles: frozenset[str], by: Actor, move: str) -> None:
    if not case.roles_of(by) & roles:
        raise Refused("role", _("You may not do this here."), move=move)
