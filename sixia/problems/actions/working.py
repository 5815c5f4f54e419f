"""The work on a problem: tasks, which are orders, and the outcome with its evidence, after which residents are asked."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.orders.rules import Matter
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.problems import norms
from sixia.problems.actions.assigning import ahead
from sixia.problems.actions.judging import ask
from sixia.problems.events import OutcomeReported, ProblemTaskGiven, ProblemTaskWithdrawn
from sixia.problems.flow import ASK
from sixia.problems.models import Outcome, Problem, Responsibility, Task

MOST = 200


@alone
def task(
    problem: Problem,
    *,
    unit: Unit,
    words: str,
    due_on: date,
    helpers: Sequence[Unit] = (),
    by: Actor,
    now: datetime,
    client: UUID | None = None,
) -> Task:
    """Give a unit something to do for it, others assisting, by a day no later than the problem's: an order each.

    Refused: role, state, missing, guard. The same `client` twice gives the first task.
    """
    if client is not None and (known := Task.objects.filter(client=client).first()):
        return known
    _may_be_due(problem, words, due_on, now)
    answer = _responsibility(problem)
    row = Task(
        problem=problem,
        responsibility=answer,
        words=words.strip(),
        unit=unit,
        due_on=due_on,
        given_by_id=by.account_id,
        given_at=now,
        client=client,
    )
    row.save(force_insert=True)
    others = [one for one in dict.fromkeys(helpers) if one.pk != unit.pk]
    event = ProblemTaskGiven(
        problem=problem.pk,
        task=row.pk,
        unit=unit.pk,
        helpers=[one.pk for one in others],
        due=due_on.isoformat(),
        words=Words(row.words),
    )
    given = {"unit": unit, "words": words, "due_on": due_on}
    advance(problem, "task", by=by, now=now, given=given, event=event)
    matter = Matter(kind="task", pk=row.pk, place_path=problem.place_path, brief=row.words)
    limits = norms.order_norms(due_on, problem.category, problem.place_path, now)
    orders.issue(matter=matter, unit=unit, norms=limits, by=by, now=now)
    for one in others:
        orders.issue(matter=matter, unit=one, norms=limits, part=Order.ASSISTING, by=by, now=now)
    return row


@alone
def untask(problem: Problem, *, task: Task, reason: str, by: Actor, now: datetime) -> None:
    """Take a task back: its open orders are withdrawn with the reason."""
    if task.problem_id != problem.pk or not Order.objects.on("task", task.pk).open().exists():
        raise Refused("stale", _("This task is done already, or is none of this problem. Reload the page."), move="untask")
    event = ProblemTaskWithdrawn(problem=problem.pk, task=task.pk, reason=Words(reason.strip()))
    advance(problem, "untask", by=by, now=now, given={"task": task, "reason": reason}, event=event)
    orders.withdraw_all("task", task.pk, reason=reason.strip(), now=now)


@alone
def report(problem: Problem, *, words: str, done_on: date, files: Sequence[str] = (), by: Actor, now: datetime) -> Outcome:
    """The responsible unit says what was reached, on which day, and shows it; residents are asked in the same act.

    Refused: role, state, missing, guard (no task, an open one, a day that lies ahead)."""
    if done_on > timezone.localdate(now):
        raise Refused("guard", _("Name the day on which it was done, not one ahead."), move="report", fields=["done_on"])
    number = (problem.outcomes.aggregate(last=Max("number"))["last"] or 0) + 1
    answer = _responsibility(problem)
    row = Outcome(
        problem=problem,
        responsibility=answer,
        number=number,
        words=words.strip(),
        done_on=done_on,
        reported_by_id=by.account_id,
        reported_at=now,
    )
    row.save(force_insert=True)
    event = OutcomeReported(
        problem=problem.pk, outcome=row.pk, unit=answer.unit_id, done=done_on.isoformat(), words=Words(row.words)
    )
    given = {
        "words": words,
        "done_on": done_on,
        "tasks": problem.tasks.count(),
        "open_tasks": open_orders(problem),
    }
    advance(problem, "report", by=by, now=now, given=given, limits={ASK: norms.limit(ASK, now)}, event=event)
    store.attach(files, about=row.key, stream=problem.stream, by=by, now=now)
    ask(problem, row, by=by, now=now)
    return row


def open_orders(problem: Problem) -> int:
    """How many orders on its tasks are still owed."""
    return Order.objects.filter(matter_kind="task", matter_id__in=problem.tasks.values("pk"), open=True).count()


def withdraw_tasks(problem: Problem, *, reason: str, now: datetime) -> None:
    """Take back whatever is still owed, when the problem ends unsolved."""
    for pk in problem.tasks.values_list("pk", flat=True):
        orders.withdraw_all("task", pk, reason=reason, now=now)


def _responsibility(problem: Problem) -> Responsibility:
    row = problem.responsibilities.filter(until=None).first()
    if row is None:
        raise Refused("state", _("Nobody answers for it yet. Name the responsible unit first."))
    return row


def _may_be_due(problem: Problem, words: str, due_on: date, now: datetime) -> None:
    ahead(due_on, now)
    if len(words.strip()) > MOST:
        raise Refused("guard", _("Keep the line short: at most %(most)s characters.") % {"most": MOST}, fields=["words"])
    if problem.due_on and due_on > max(problem.due_on, timezone.localdate(now)):
        sentence = _("The problem itself shall be solved by %(day)s. Name a day no later, or ask for more time first.")
        raise Refused("guard", sentence % {"day": problem.due_on.isoformat()}, fields=["due_on"])
