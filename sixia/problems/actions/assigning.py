"""Who answers for a problem: a unit and a leader by a day, more time, and handing it over."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit
from sixia.problems import norms
from sixia.problems.events import ProblemAssigned, ProblemExtended, ProblemGivenUp, ProblemHandedOver
from sixia.problems.flow import PLAN, SOLVE
from sixia.problems.models import Problem, Responsibility
from sixia.problems.queries.fitness import post_of, unfit


@alone
def assign(
    problem: Problem, *, unit: Unit, leader: Account, due_on: date | None = None, by: Actor, now: datetime
) -> Responsibility:
    """Name the unit and the leader who answer for it, by a day (default: as the rules say). Refused: role, state, guard."""
    due_on = due_on or norms.first_day(now)
    ahead(due_on, now)
    given = {"unit": unit, "leader": leader, "due_on": due_on, "unfit": unfit(problem, unit, leader, now)}
    event = ProblemAssigned(problem=problem.pk, unit=unit.pk, account=leader.pk, due=due_on.isoformat())
    limits = {PLAN: norms.limit(PLAN, now), SOLVE: norms.until(due_on, now)}
    changes = {"unit": unit, "leader": leader, "due_on": due_on}
    advance(problem, "assign", by=by, now=now, given=given, changes=changes, limits=limits, event=event)
    return _begin(problem, unit, leader, due_on, "", by=by, now=now)


@alone
def hand_over(problem: Problem, *, unit: Unit, leader: Account, reason: str, by: Actor, now: datetime) -> Responsibility:
    """Another unit or leader answers for it from now on, by the same day; tasks that were given go on."""
    wrong = unfit(problem, unit, leader, now)
    if unit.pk == problem.unit_id and leader.pk == problem.leader_id:
        wrong = _("They answer for it already. Name another unit or another leader.")
    given = {"unit": unit, "leader": leader, "reason": reason, "unfit": wrong}
    event = ProblemHandedOver(problem=problem.pk, unit=unit.pk, account=leader.pk, reason=Words(reason.strip()))
    changes = {"unit": unit, "leader": leader}
    advance(problem, "hand_over", by=by, now=now, given=given, changes=changes, event=event)
    Responsibility.objects.filter(problem=problem, until=None).update(until=now)
    return _begin(problem, unit, leader, problem.due_on or norms.first_day(now), reason.strip(), by=by, now=now)


@alone
def extend(problem: Problem, *, due_on: date, reason: str, by: Actor, now: datetime) -> None:
    """More time, by somebody who oversees it; a later day than the present one."""
    ahead(due_on, now)
    event = ProblemExtended(problem=problem.pk, due=due_on.isoformat(), reason=Words(reason.strip()))
    given = {"due_on": due_on, "reason": reason}
    limits = {SOLVE: norms.until(due_on, now)}
    advance(problem, "extend", by=by, now=now, given=given, changes={"due_on": due_on}, limits=limits, event=event)
    Responsibility.objects.filter(problem=problem, until=None).update(due_on=due_on)


def drop(problem: Problem, *, reason: str, by: Actor, now: datetime) -> None:
    """Drop what should not have been raised: by an overseer who has not raised it, before anybody answers for it."""
    event = ProblemGivenUp(problem=problem.pk, reason=Words(reason.strip()))
    given = {"reason": reason, "reader": by.account_id}
    changes = {"open": False, "ended_at": now, "ending": reason.strip()}
    advance(problem, "drop", by=by, now=now, given=given, changes=changes, event=event)


def ahead(day: date, now: datetime) -> None:
    """Raises Refused for a day that has passed."""
    if day < timezone.localdate(now):
        raise Refused("guard", _("Name a day that lies ahead."), fields=["due_on"])


def _begin(
    problem: Problem, unit: Unit, leader: Account, due_on: date, reason: str, *, by: Actor, now: datetime
) -> Responsibility:
    post = post_of(unit, leader, now)
    return Responsibility.objects.create(
        problem=problem,
        unit=unit,
        leader=leader,
        title=(post.title or str(post.role_label)) if post else "",
        due_on=due_on,
        since=now,
        named_by_id=by.account_id,
        reason=reason,
    )
