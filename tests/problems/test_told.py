"""Who is told by mail or message what happens to a problem: nobody of what they may not see, and residents who are asked."""

from sixia.interop.models import Message
from sixia.kit import clocks, jobs
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people.models import Account
from sixia.problems import actions
from tests.problems.making import LATER, assigned, raised, reported, tasked
from tests.town import DAY, NOW, Town


def told(town: Town, now: object) -> list[tuple[str, str]]:
    """Who got which message, oldest first; all outstanding deliveries are done before."""
    Account.objects.update(email="")
    for name in ("supervisor", "deputy", "head", "handler", "dispatcher", "wester"):
        Account.objects.filter(username=name).update(email=f"{name}@example.org")
    while jobs.run_due(now):  # type: ignore[arg-type]
        pass
    return [(row.address.partition("@")[0], row.subject) for row in Message.objects.order_by("pk")]


def test_overseers_are_told_of_a_new_problem_and_owners_of_theirs(town: Town) -> None:
    problem = raised(town, town.heard())
    Message.objects.all().delete()
    names = {name for name, _subject in told(town, NOW + DAY)}
    assert names - {"13800000001"} == {"supervisor"}
    Message.objects.all().delete()
    housing, deputy = town.units["housing"], town.accounts["deputy"]
    actions.assign(problem, unit=housing, leader=deputy, by=town.who("supervisor"), now=NOW + DAY)
    assert {name for name, _subject in told(town, NOW + DAY)} == {"deputy", "head", "handler"}


def test_a_unit_is_told_of_its_task_and_the_dispatcher_of_a_refused_one(town: Town) -> None:
    problem = assigned(town)
    housing, east = town.units["housing"], town.units["east"]
    told(town, NOW + DAY)
    Message.objects.all().delete()
    row = actions.task(problem, unit=housing, words="换灯", due_on=problem.due_on, by=town.who("supervisor"), now=NOW + DAY)
    assert {name for name, _subject in told(town, NOW + DAY)} >= {"head", "handler"}
    Message.objects.all().delete()
    order = Order.objects.on("task", row.pk).get()
    orders.refuse(order, reason="不归我们", proposed=east, by=town.who("head"), now=NOW + 2 * DAY)
    assert {name for name, _subject in told(town, NOW + 2 * DAY)} >= {"deputy", "dispatcher"}


def test_time_that_is_over_is_told(town: Town) -> None:
    tasked(town)
    told(town, NOW + 2 * DAY)
    Message.objects.all().delete()
    clocks.sweep_all(NOW + 60 * DAY)
    names = {name for name, _subject in told(town, NOW + 60 * DAY)}
    assert {"deputy", "head"} <= names
    assert "wester" not in names


def test_residents_are_asked_by_message(town: Town) -> None:
    problem, outcome = reported(town)
    while jobs.run_due(LATER + DAY):
        pass
    voice = outcome.asked.get().voice
    asked = Message.objects.filter(voice=voice).order_by("-pk").first()
    assert asked is not None
    assert voice.receipt in asked.text
    assert problem.title not in asked.text
