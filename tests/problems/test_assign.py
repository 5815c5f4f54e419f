"""Naming who answers for a problem, more time, and handing it over."""

from datetime import date

from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.people import actions as people
from sixia.problems import actions
from sixia.problems.models import Responsibility
from tests.problems.making import DUE, assigned, fresh, raised
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

WHEN = NOW + 4 * HOUR


def clocks(row: object) -> dict[str, bool]:
    return {clock.kind: clock.stopped_at is None for clock in Clock.objects.filter(owner=row.key)}  # type: ignore[attr-defined]


def test_a_unit_and_a_leader_answer_for_it_by_a_day(town: Town) -> None:
    problem = assigned(town)
    row = Responsibility.objects.get(problem=problem)
    assert (row.unit.code, row.leader.username, row.title, row.due_on) == ("housing", "deputy", "副县长", DUE)
    assert (fresh(problem).state, fresh(problem).due_on) == ("assigned", DUE)
    assert clocks(problem) == {"assign": False, "plan": True, "solve": True}
    assert timeline(problem.stream)[-1].event == "ProblemAssigned"


def test_without_a_day_the_rules_name_one(town: Town) -> None:
    problem = raised(town)
    head = town.accounts["head"]
    actions.assign(problem, unit=town.units["housing"], leader=head, by=town.who("dispatcher"), now=WHEN)
    assert fresh(problem).due_on == date(2026, 7, 10)


def test_who_may_not_name_or_be_named(town: Town) -> None:
    problem = raised(town)
    housing, deputy = town.units["housing"], town.accounts["deputy"]
    with refused("role"):
        actions.assign(problem, unit=housing, leader=deputy, by=town.who("inspector"), now=WHEN)
    with refused("guard"):
        actions.assign(problem, unit=housing, leader=town.accounts["handler"], by=town.who("supervisor"), now=WHEN)
    with refused("guard"):
        actions.assign(problem, unit=housing, leader=town.accounts["ecohead"], by=town.who("supervisor"), now=WHEN)
    with refused("guard"):
        actions.assign(problem, unit=housing, leader=deputy, due_on=date(2026, 5, 1), by=town.who("supervisor"), now=WHEN)
    with refused("state"):
        actions.assign(assigned(town), unit=housing, leader=deputy, by=town.who("supervisor"), now=WHEN)


def test_a_leader_who_keeps_out_cannot_be_named(town: Town) -> None:
    problem = raised(town)
    deputy = town.accounts["deputy"]
    people.declare_recusal(deputy, kind="matter", matter=("problem", problem.pk), reason="亲属", by=town.who("security"), now=NOW)
    with refused("guard"):
        actions.assign(problem, unit=town.units["housing"], leader=deputy, by=town.who("supervisor"), now=WHEN)


def test_handing_over_keeps_the_day_and_the_first_stays_to_be_read(town: Town) -> None:
    problem = assigned(town)
    lamps, head = town.units["lamps"], town.accounts["head"]
    with refused("guard"):
        deputy = town.accounts["deputy"]
        actions.hand_over(problem, unit=town.units["housing"], leader=deputy, reason="不变", by=town.who("supervisor"), now=WHEN)
    with refused("missing"):
        actions.hand_over(problem, unit=lamps, leader=head, reason=" ", by=town.who("supervisor"), now=WHEN)
    actions.hand_over(problem, unit=lamps, leader=head, reason="职责调整", by=town.who("supervisor"), now=NOW + DAY)
    rows = list(Responsibility.objects.filter(problem=problem).order_by("pk"))
    assert [(row.unit.code, row.until) for row in rows] == [("housing", NOW + DAY), ("lamps", None)]
    assert fresh(problem).due_on == DUE == rows[1].due_on
    assert timeline(problem.stream)[-1].words["reason"] == "职责调整"


def test_more_time_is_given_by_overseers_alone(town: Town) -> None:
    problem = assigned(town)
    with refused("role"):
        actions.extend(problem, due_on=date(2026, 7, 31), reason="汛期", by=town.who("head"), now=NOW + DAY)
    with refused("guard"):
        actions.extend(problem, due_on=date(2026, 6, 1), reason="汛期", by=town.who("principal"), now=NOW + DAY)
    actions.extend(problem, due_on=date(2026, 7, 31), reason="汛期", by=town.who("principal"), now=NOW + DAY)
    assert fresh(problem).due_on == date(2026, 7, 31) == Responsibility.objects.get().due_on
    assert timeline(problem.stream)[-1].event == "ProblemExtended"


def test_what_should_not_have_been_raised_is_dropped_by_somebody_else(town: Town) -> None:
    mine, other = raised(town, by="supervisor"), raised(town)
    with refused("guard"):
        actions.drop(mine, reason="重复", by=town.who("supervisor"), now=WHEN)
    with refused("missing"):
        actions.drop(other, reason="", by=town.who("supervisor"), now=WHEN)
    with refused("role"):
        actions.drop(other, reason="重复", by=town.who("dispatcher"), now=WHEN)
    actions.drop(other, reason="重复", by=town.who("supervisor"), now=WHEN)
    assert (fresh(other).state, fresh(other).open, fresh(other).ending) == ("given_up", False, "重复")
