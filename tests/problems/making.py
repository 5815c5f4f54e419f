"""The shortest ways to a problem in any state, in the shared town."""

from datetime import UTC, date, datetime
from typing import Any

from sixia.cases.models import Case
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.problems import actions
from sixia.problems.models import Outcome, Problem, Task
from sixia.problems.rules import NewSource
from tests.replaying import replayed
from tests.town import DAY, HOUR, NOW, Town, build

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
DUE = date(2026, 6, 30)
LATER = NOW + 10 * DAY
TITLE = "东镇路灯成片不亮"
WORDS = "几个村的路灯一坏就是一个月，没人巡查。"


@replayed
def county() -> Town:
    """The shared small county, with a deputy head as leader and the housing office's head."""
    town = build()
    row = people.open_accounts([people.NewAccount(username="deputy", name="演示·副县长")], by=SYSTEM, now=EARLY)[0]
    town.accounts["deputy"] = row
    people.appoint(row, town.units["county"], "leader", title="副县长", by=SYSTEM, now=EARLY)
    return town


def raised(town: Town, *cases: Case, by: str = "dispatcher", **given: Any) -> Problem:
    """A problem that grows from these cases, or from a new one."""
    rows = cases or (town.dispatched(),)
    base: dict[str, Any] = {
        "title": TITLE,
        "words": WORDS,
        "place": town.places["990101100"],
        "sources": [NewSource("case", case=case) for case in rows],
    }
    return actions.raise_problem(**{**base, **given}, by=town.who(by), now=NOW + 3 * HOUR)


def assigned(town: Town, *cases: Case, **given: Any) -> Problem:
    """The housing office answers for it, led by the deputy head of the county."""
    problem = raised(town, *cases, **given)
    housing, deputy = town.units["housing"], town.accounts["deputy"]
    actions.assign(problem, unit=housing, leader=deputy, due_on=DUE, by=town.who("supervisor"), now=NOW + 4 * HOUR)
    return problem


def tasked(town: Town, problem: Problem | None = None) -> tuple[Problem, Task]:
    """The lamp office has a task of it."""
    problem = problem or assigned(town)
    lamps = town.units["lamps"]
    row = actions.task(problem, unit=lamps, words="逐杆检查并更换", due_on=date(2026, 5, 31), by=town.who("head"), now=NOW + DAY)
    return problem, row


def done(task: Task, *, now: datetime = NOW + 5 * DAY) -> None:
    """Every order of the task is signed and reported."""
    for order in Order.objects.on("task", task.pk).open():
        orders.accept(order, by=_worker(order), now=now)
        orders.report(order, report="已更换42盏。", by=_worker(order), now=now)


def _worker(order: Order) -> Any:
    from sixia.people.actors import Actor, Held

    unit = order.unit
    held = Held(0, unit.pk, "handler", unit.path, unit.place.path if unit.place else "", unit.function)
    from sixia.people.models import Account

    return Actor("account", account_id=Account.objects.get(username="handler").pk, posts=(held,))


def reported(town: Town, problem: Problem | None = None, *, now: datetime = LATER) -> tuple[Problem, Outcome]:
    """The outcome is reported, residents are asked."""
    problem, task = tasked(town, problem)
    done(task)
    row = actions.report(problem, words="42盏已全部点亮。", done_on=date(2026, 5, 20), by=town.who("head"), now=now)
    return problem, row


def fresh(row: Any) -> Any:
    """The row as it is stored now."""
    return type(row).objects.get(pk=row.pk)
