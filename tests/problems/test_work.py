"""Tasks, which are orders, and the outcome of a problem."""

from datetime import date
from uuid import uuid4

from sixia.kit.files import kinds, store
from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.orders.models import Order
from sixia.problems import actions
from sixia.problems.models import Outcome, Task
from tests.files import picture
from tests.problems.making import LATER, assigned, done, fresh, raised, reported, tasked
from tests.refusals import refused
from tests.town import DAY, NOW, Town

BY = date(2026, 5, 31)


def test_a_task_is_an_order_with_those_who_assist(town: Town) -> None:
    problem = assigned(town)
    helpers = [town.units["east"], town.units["lamps"]]
    row = actions.task(
        problem, unit=town.units["lamps"], words="逐杆检查", due_on=BY, helpers=helpers, by=town.who("head"), now=NOW + DAY
    )
    issued = Order.objects.on("task", row.pk).order_by("pk")
    assert [(one.unit.code, one.part, one.brief) for one in issued] == [
        ("lamps", "lead", "逐杆检查"),
        ("east", "assisting", "逐杆检查"),
    ]
    assert fresh(problem).state == "working"
    assert Clock.objects.get(owner=problem.key, kind="plan").stopped_at == NOW + DAY
    assert Task.objects.get().responsibility.unit.code == "housing"
    assert timeline(problem.stream)[-1].event == "ProblemTaskGiven"


def test_the_same_task_sent_twice_is_given_once(town: Town) -> None:
    problem, name = assigned(town), uuid4()
    given = {"unit": town.units["lamps"], "words": "检查", "due_on": BY, "client": name}
    first = actions.task(problem, **given, by=town.who("head"), now=NOW + DAY)
    assert actions.task(fresh(problem), **given, by=town.who("head"), now=NOW + DAY) == first


def test_no_task_before_somebody_answers_for_it_nor_after_its_day(town: Town) -> None:
    given = {"unit": town.units["lamps"], "words": "检查", "due_on": BY, "now": NOW + DAY}
    with refused("state"):
        actions.task(raised(town), **given, by=town.who("supervisor"))
    problem = assigned(town)
    with refused("role"):
        actions.task(problem, **given, by=town.who("easter"))
    with refused("missing"):
        actions.task(problem, **{**given, "words": ""}, by=town.who("head"))
    with refused("guard"):
        actions.task(problem, **{**given, "words": "长" * 201}, by=town.who("head"))
    for day in (date(2026, 7, 31), date(2026, 5, 1)):
        with refused("guard"):
            actions.task(problem, **{**given, "due_on": day}, by=town.who("head"))


def test_a_task_is_taken_back_with_its_orders(town: Town) -> None:
    problem, task = tasked(town)
    with refused("missing"):
        actions.untask(problem, task=task, reason="", by=town.who("head"), now=NOW + 2 * DAY)
    actions.untask(problem, task=task, reason="改由专业公司做", by=town.who("head"), now=NOW + 2 * DAY)
    assert Order.objects.on("task", task.pk).get().state == "withdrawn"
    assert timeline(problem.stream)[-1].event == "ProblemTaskWithdrawn"
    with refused("stale"):
        actions.untask(fresh(problem), task=task, reason="再来", by=town.who("head"), now=NOW + 2 * DAY)


def test_the_outcome_is_reported_once_every_task_is(town: Town) -> None:
    problem, task = tasked(town)
    given = {"words": "全部点亮", "done_on": date(2026, 5, 20), "now": LATER}
    with refused("guard"):
        actions.report(problem, **given, by=town.who("head"))
    done(task)
    with refused("role"):
        actions.report(problem, **given, by=town.who("supervisor"))
    with refused("missing"):
        actions.report(problem, **{**given, "words": " "}, by=town.who("head"))
    with refused("guard"):
        actions.report(problem, **{**given, "done_on": date(2026, 6, 30)}, by=town.who("head"))
    photo = store.hold(picture(), name="灯.jpg", allowed=kinds.PICTURES, by=town.who("head"), now=LATER)
    actions.report(problem, **given, files=[photo.ticket], by=town.who("head"))
    row = Outcome.objects.get()
    assert (row.number, row.result, fresh(problem).state) == (1, "", "reported")
    events = [line.event for line in timeline(problem.stream)]
    assert events[-3:] == ["OutcomeReported", "FileKept", "ResidentsAsked"]


def test_it_cannot_be_reported_without_any_task(town: Town) -> None:
    problem = assigned(town)
    with refused("state"):
        actions.report(problem, words="好了", done_on=date(2026, 5, 12), by=town.who("head"), now=NOW + 2 * DAY)


def test_a_second_outcome_follows_a_refused_one(town: Town) -> None:
    problem, first = reported(town)
    voice = first.asked.get().voice
    actions.judge(problem, voice=voice, solved="no", note="还是黑的", by=town.resident(voice), now=LATER + DAY)
    task = actions.task(
        problem, unit=town.units["lamps"], words="换电缆", due_on=date(2026, 6, 10), by=town.who("head"), now=LATER + 2 * DAY
    )
    done(task, now=LATER + 3 * DAY)
    second = actions.report(problem, words="电缆换好", done_on=date(2026, 5, 24), by=town.who("head"), now=LATER + 4 * DAY)
    assert (first.number, second.number) == (1, 2)
