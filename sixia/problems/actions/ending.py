"""Ending a problem unsolved: explained by law or given up, proposed by the unit and approved by somebody else."""

from datetime import datetime

from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Event, Words
from sixia.people.actors import Actor
from sixia.problems.actions.working import withdraw_tasks
from sixia.problems.events import ProblemEndingDeclined, ProblemEndingProposed, ProblemExplained, ProblemGivenUp
from sixia.problems.flow import EXPLAINING
from sixia.problems.models import Problem


def explain(problem: Problem, *, words: str, basis: str, by: Actor, now: datetime) -> None:
    """Propose to end it by a lawful explanation, with the legal basis; an overseer decides."""
    text = f"{words.strip()}\n\n{basis.strip()}"
    event = ProblemEndingProposed(problem=problem.pk, how="explain", unit=problem.unit_id or 0, words=Words(text))
    changes = {"ending": text, "proposed_by_id": by.account_id}
    advance(problem, "explain", by=by, now=now, given={"words": words, "basis": basis}, changes=changes, event=event)


def give_up(problem: Problem, *, words: str, by: Actor, now: datetime) -> None:
    """Propose to give it up, with the reason; an overseer decides."""
    event = ProblemEndingProposed(problem=problem.pk, how="give_up", unit=problem.unit_id or 0, words=Words(words.strip()))
    changes = {"ending": words.strip(), "proposed_by_id": by.account_id}
    advance(problem, "give_up", by=by, now=now, given={"words": words}, changes=changes, event=event)


@alone
def approve(problem: Problem, *, by: Actor, now: datetime) -> None:
    """Somebody else who oversees it approves: it ends unsolved, is counted apart, and what is still owed is withdrawn."""
    given = {"proposer": problem.proposed_by_id, "reader": by.account_id}
    reason = Words(problem.ending)
    explained = problem.state == EXPLAINING
    event: Event = ProblemExplained(problem=problem.pk) if explained else ProblemGivenUp(problem=problem.pk, reason=reason)
    advance(problem, "approve", by=by, now=now, given=given, changes={"open": False, "ended_at": now}, event=event)
    withdraw_tasks(problem, reason=problem.ending, now=now)


def decline(problem: Problem, *, reason: str, by: Actor, now: datetime) -> None:
    """Not approved: the unit goes on."""
    event = ProblemEndingDeclined(problem=problem.pk, unit=problem.unit_id or 0, reason=Words(reason.strip()))
    changes = {"ending": "", "proposed_by_id": None}
    advance(problem, "decline", by=by, now=now, given={"reason": reason}, changes=changes, event=event)
