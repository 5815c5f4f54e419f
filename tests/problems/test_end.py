"""Ending a problem unsolved: proposed by the unit, approved by somebody else, counted apart."""

from sixia.kit.journal import timeline
from sixia.orders.models import Order
from sixia.problems import actions
from tests.problems.making import assigned, fresh, tasked
from tests.refusals import refused
from tests.town import DAY, NOW, Town

WHEN = NOW + 6 * DAY


def test_an_explanation_needs_its_basis_and_another_persons_approval(town: Town) -> None:
    problem, task = tasked(town)
    with refused("missing"):
        actions.explain(problem, words="不属于市政道路", basis="", by=town.who("head"), now=WHEN)
    with refused("role"):
        actions.explain(problem, words="不属于市政道路", basis="某条例", by=town.who("supervisor"), now=WHEN)
    actions.explain(problem, words="不属于市政道路", basis="某条例第三条", by=town.who("head"), now=WHEN)
    with refused("role"):
        actions.approve(problem, by=town.who("head"), now=WHEN)
    actions.approve(problem, by=town.who("supervisor"), now=WHEN)
    problem = fresh(problem)
    assert (problem.state, problem.open, problem.ending) == ("explained", False, "不属于市政道路\n\n某条例第三条")
    assert Order.objects.on("task", task.pk).get().state == "withdrawn"
    assert timeline(problem.stream)[-1].event == "ProblemExplained"


def test_giving_up_needs_its_reason_and_approval_too(town: Town) -> None:
    problem = assigned(town)
    with refused("missing"):
        actions.give_up(problem, words=" ", by=town.who("head"), now=WHEN)
    actions.give_up(problem, words="明年整村搬迁", by=town.who("head"), now=WHEN)
    actions.approve(problem, by=town.who("principal"), now=WHEN)
    assert fresh(problem).state == "given_up"
    assert timeline(problem.stream)[-1].words["reason"] == "明年整村搬迁"


def test_who_proposed_it_cannot_approve_it(town: Town) -> None:
    from sixia.people import actions as people
    from sixia.people.actors import SYSTEM

    people.appoint(town.accounts["head"], town.units["county"], "supervisor", by=SYSTEM, now=NOW)
    problem = assigned(town)
    actions.give_up(problem, words="明年整村搬迁", by=town.who("head"), now=WHEN)
    with refused("guard"):
        actions.approve(problem, by=town.who("head", WHEN), now=WHEN)


def test_what_is_not_approved_goes_on(town: Town) -> None:
    problem = assigned(town)
    actions.give_up(problem, words="太难", by=town.who("head"), now=WHEN)
    with refused("missing"):
        actions.decline(problem, reason="", by=town.who("supervisor"), now=WHEN)
    actions.decline(problem, reason="邻县能做", by=town.who("supervisor"), now=WHEN)
    problem = fresh(problem)
    assert (problem.state, problem.ending, problem.proposed_by) == ("working", "", None)
    assert timeline(problem.stream)[-1].words["reason"] == "邻县能做"
