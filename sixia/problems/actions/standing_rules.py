"""The life of a standing rule: drafted from problems, changed, adopted, reviewed, replaced, taken out of force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.people.rules import DISPATCHER, HANDLER, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD
from sixia.places.models import Place
from sixia.problems.flow import RESOLVED, UNJUDGED
from sixia.problems.lasting import norms
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.events import (
    RuleAdopted,
    RuleDrafted,
    RuleReplaced,
    RuleReviewDue,
    RuleReviewed,
    RuleReviewSoon,
    RuleReworded,
    RuleWithdrawn,
)
from sixia.problems.lasting.flow import DRAFT, IN_FORCE, REVIEW
from sixia.problems.lasting.models import OUTCOMES, Origin, Review, StandingRule, Trial
from sixia.problems.models import Problem
from sixia.problems.queries import recurrence
from sixia.problems.queries.countable import countable

DRAFTERS = (DISPATCHER, HANDLER, LEADER, PRINCIPAL, SUPERVISOR, UNIT_HEAD)
SETTLED = (RESOLVED, UNJUDGED)
"""What a rule grows from: problems that were solved, whether or not residents could be heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """A draft: what it says, when it speaks, what it is meant against (a category), where it holds, and which unit keeps it."""

    title: str
    text: str
    condition: Condition
    category: str
    place: Place
    unit: Unit


@transaction.atomic
def draft(new: NewRule, *, problems: Sequence[Problem], by: Actor, now: datetime) -> StandingRule:
    """Draft a rule from what was learned in these solved problems; at least one. Refused: role, missing, guard."""
    if not by.is_official or not by.has(*DRAFTERS):
        raise Refused("role", _("You may not do this here."), move="draft")
    _from_problems(problems, by)
    _check(new, now)
    rule = StandingRule(
        state=DRAFT,
        **_columns(new),
        place=new.place,
        place_path=new.place.path,
        unit=new.unit,
        author_id=by.official_id,
        drafted_at=now,
    )
    rule.save(force_insert=True)
    Origin.objects.bulk_create(Origin(rule=rule, problem=one) for one in problems)
    event = RuleDrafted(
        rule=rule.pk,
        unit=new.unit.pk,
        place=new.place.pk,
        problems=sorted(one.pk for one in problems),
        title=Words(rule.title),
        text=Words(rule.text),
    )
    tell(event, by=by, about=rule.stream, now=now)
    return rule


@alone
def reword(rule: StandingRule, *, new: NewRule, by: Actor, now: datetime) -> None:
    """Another text, condition, place or unit: what was tried no longer counts for it."""
    given = {"title": new.title, "text": new.text, "running": is_running(rule)}
    changes = {**_columns(new), "place_id": new.place.pk, "place_path": new.place.path, "unit_id": new.unit.pk}
    _check(new, now)
    event = RuleReworded(rule=rule.pk, title=Words(new.title.strip()), text=Words(new.text.strip()))
    advance(rule, "reword", by=by, now=now, given=given, changes=changes, event=event)
    rule.place, rule.unit = new.place, new.unit


@alone
def adopt(rule: StandingRule, *, unit: Unit, review_on: date, by: Actor, now: datetime) -> None:
    """A second person, who decides in the territory or above the unit, puts a tried rule into force."""
    given = {"unit": unit, "review_on": review_on, "reader": by.account_id, "running": is_running(rule)} | _span(review_on, now)
    changes = {"unit_id": unit.pk, "review_on": review_on, "adopted_by_id": by.account_id, "adopted_at": now}
    event = RuleAdopted(rule=rule.pk, unit=unit.pk, review=review_on.isoformat())
    limits = {REVIEW: norms.until(review_on, now)}
    advance(rule, "adopt", by=by, now=now, given=given, changes=changes, event=event, limits=limits)
    rule.unit = unit


@alone
def review(rule: StandingRule, *, outcome: str, note: str, next_on: date, by: Actor, now: datetime) -> Review:
    """A person says whether it works; what the watch would have said is kept beside it, with its numbers."""
    if outcome not in dict(OUTCOMES):
        raise Refused("guard", _("Choose from the list."), move="review", fields=["outcome"])
    seen = recurrence.compare(recurrence.of_rule(rule, now), countable(), now)
    row = Review(
        rule=rule,
        outcome=outcome,
        suggested=seen.suggests,
        figures={
            "days": seen.passed,
            "before": seen.here.before,
            "after": seen.here.after,
            "beside_before": seen.beside.before,
            "beside_after": seen.beside.after,
            "places": len(seen.like),
        },
        note=note.strip(),
        by_id=by.official_id,
        at=now,
        next_on=next_on,
    )
    row.save(force_insert=True)
    given = {"outcome": outcome, "note": note, "next_on": next_on} | _span(next_on, now)
    event = RuleReviewed(
        rule=rule.pk,
        review=row.pk,
        outcome=outcome,
        suggested=row.suggested,
        following=next_on.isoformat(),
        note=Words(row.note),
    )
    limits = {REVIEW: norms.until(next_on, now)}
    changes = {"outcome": outcome, "review_on": next_on}
    advance(rule, "review", by=by, now=now, given=given, changes=changes, event=event, limits=limits)
    return row


@alone
def replace(rule: StandingRule, *, successor: StandingRule, reason: str, by: Actor, now: datetime) -> None:
    """Another rule in force takes its place; this one stays to be read."""
    event = RuleReplaced(rule=rule.pk, successor=successor.pk, reason=Words(reason.strip()))
    changes = {"successor_id": successor.pk, "ended_at": now, "reason": reason.strip(), "review_on": None}
    advance(rule, "replace", by=by, now=now, given={"successor": successor, "reason": reason}, changes=changes, event=event)


@alone
def withdraw(rule: StandingRule, *, reason: str, by: Actor, now: datetime) -> None:
    """Give a draft up, or take a rule out of force; it stays to be read. A trial under way is stopped."""
    event = RuleWithdrawn(rule=rule.pk, reason=Words(reason.strip()))
    changes = {"ended_at": now, "reason": reason.strip(), "review_on": None}
    advance(rule, "withdraw", by=by, now=now, given={"reason": reason}, changes=changes, event=event)
    Trial.objects.filter(rule=rule, state=Trial.RUNNING).update(state=Trial.FAILED, over_at=now)


def remind(rule: StandingRule, *, late: bool, now: datetime) -> None:
    """The clock of its review has warned or run out: told in its stream, as long as it is in force."""
    if rule.state not in IN_FORCE or rule.review_on is None:
        return
    kind = RuleReviewDue if late else RuleReviewSoon
    tell(kind(rule=rule.pk, unit=rule.unit_id, due=rule.review_on.isoformat()), by=SYSTEM, about=rule.stream, now=now)


def is_running(rule: StandingRule) -> bool:
    """Whether a trial of it is under way."""
    return Trial.objects.filter(rule=rule, state=Trial.RUNNING).exists()


def _columns(new: NewRule) -> dict[str, object]:
    return {
        "title": new.title.strip(),
        "text": new.text.strip(),
        "condition": new.condition.plain(),
        "category": new.category,
    }


def _from_problems(problems: Sequence[Problem], by: Actor) -> None:
    if not problems:
        raise Refused("missing", _("Name the solved problem that it was learned from."), fields=["problems"])
    wanted = {one.pk for one in problems}
    known = Problem.objects.visible_to(by).filter(pk__in=wanted, state__in=SETTLED)
    if set(known.values_list("pk", flat=True)) != wanted:
        raise Refused("guard", _("A rule grows from problems that are solved, and that you may see."), fields=["problems"])


_FAULTS = {
    "empty": _("Say when the rule speaks: fill in at least one condition."),
    "choice": _("Choose from the list."),
    "words": _("Give at most 12 words of at least two characters each."),
    "months": _("Choose months of the year."),
    "voices": _("Give a number of voices from 2 to 1000, or leave it empty."),
    "repeat": _("For repeats give both: at least the second time, within 1 to 365 days."),
}


def _check(new: NewRule, now: datetime) -> None:
    if not new.title.strip() or not new.text.strip():
        raise Refused("missing", _("Something is missing: fill in every required field."), fields=["title", "text"])
    if fault := new.condition.fault():
        raise Refused("guard", _FAULTS[fault], fields=["condition"])
    book = current_book(now)
    if not book.chain(new.category) or book.category(new.category).restricted:
        raise Refused("guard", _("Say what the rule is meant against: choose from the list."), fields=["category"])


def _span(day: date, now: datetime) -> dict[str, date]:
    today = timezone.localdate(now)
    return {"day": day, "first": today + timedelta(days=1), "last": today + norms.FURTHEST}
