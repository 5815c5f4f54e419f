"""Raising a problem: from what, where, by whom, and what may never become one."""

from uuid import uuid4

from sixia.cases import actions as cases
from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.people.actors import SYSTEM
from sixia.problems import actions
from sixia.problems.models import Problem, Source
from sixia.problems.rules import NewSource
from tests.problems.making import TITLE, WORDS, fresh, raised
from tests.refusals import refused
from tests.town import HOUR, NOW, Town


def test_a_problem_grows_from_cases_and_takes_their_category(town: Town) -> None:
    one, two = town.dispatched(), town.heard("西头三盏路灯也不亮")
    problem = raised(town, one, two, scale="several", cause="无人巡查")
    assert (problem.state, problem.category, problem.sector) == ("raised", "lamp", "")
    assert set(problem.sources.values_list("case", flat=True)) == {one.pk, two.pk}
    assert [line.event for line in timeline(problem.stream)] == ["ProblemRaised"]
    assert timeline(one.stream)[-1].event == "CaseMadeProblem"
    assert Clock.objects.get(owner=problem.key).kind == "assign"


def test_it_may_grow_from_a_finding_without_a_case(town: Town) -> None:
    problem = raised(town, category="lamp", sources=[NewSource("finding", ref="finding:12", label="三村走访")])
    assert Source.objects.get(problem=problem).ref == "finding:12"


def test_the_same_name_twice_gives_one_problem(town: Town) -> None:
    case, name = town.heard(), uuid4()
    assert raised(town, case, client=name).pk == raised(town, case, client=name).pk
    assert Problem.objects.count() == 1


def test_what_is_missing_or_wrong_is_refused(town: Town) -> None:
    case = town.heard()
    with refused("missing"):
        raised(town, case, sources=[])
    with refused("missing"):
        raised(town, case, title=" ")
    with refused("guard"):
        raised(town, case, title="长" * 121)
    with refused("guard"):
        raised(town, case, scale="huge")
    with refused("guard"):
        raised(town, case, category="nonsense")
    with refused("guard"):
        raised(town, case, sources=[NewSource("finding")])
    with refused("guard"):
        raised(town, case, sources=[NewSource("case", ref="case:1")])


def test_words_that_speak_of_a_person_are_refused(town: Town) -> None:
    case = town.heard()
    with refused("guard"):
        raised(town, case, words="请打13800000001")
    with refused("guard"):
        raised(town, case, words="演示甲家门口的灯不亮")


def test_only_within_ones_own_territory_and_with_a_post(town: Town) -> None:
    case = town.heard()
    with refused("role"):
        raised(town, case, by="wester")
    for name in ("outsider", "system"):
        with refused("role"):
            raised(town, case, by=name)


def test_an_accusation_never_becomes_a_problem(town: Town) -> None:
    hidden = town.heard("某干部收礼", kind="accusation", secret=True)
    for name in ("officer", "dispatcher"):
        with refused("guard"):
            raised(town, hidden, by=name)
    assert not Problem.objects.exists()


def test_a_complaint_about_somebody_never_becomes_a_problem(town: Town) -> None:
    named = town.heard("窗口态度差", kind="complaint", named_accounts=(town.accounts["handler"].pk,))
    with refused("guard"):
        raised(town, named)


def test_it_grows_by_what_comes_later_once(town: Town) -> None:
    case = town.heard()
    problem = raised(town, case)
    other = town.heard("又一盏灯不亮", now=NOW + HOUR)
    more = [NewSource("case", case=other), NewSource("case", case=case)]
    assert actions.grow(problem, sources=more, by=town.who("dispatcher"), now=NOW + 5 * HOUR) == 1
    assert actions.grow(problem, sources=more, by=town.who("dispatcher"), now=NOW + 5 * HOUR) == 0
    assert timeline(problem.stream)[-1].event == "ProblemGrew"
    with refused("role"):
        actions.grow(problem, sources=[NewSource("visit", ref="visit:1")], by=town.who("callback"), now=NOW + 5 * HOUR)


def test_it_is_said_more_precisely(town: Town) -> None:
    problem = raised(town)
    given = {"title": "东镇路灯失修", "words": WORDS, "category": "lamp", "scale": "wide"}
    actions.describe(problem, **given, by=town.who("supervisor"), now=NOW + 5 * HOUR)
    assert (fresh(problem).title, fresh(problem).scale) == ("东镇路灯失修", "wide")
    assert timeline(problem.stream)[-1].words["title"] == "东镇路灯失修"
    with refused("role"):
        actions.describe(problem, **given, by=town.who("inspector"), now=NOW + 6 * HOUR)


def test_when_every_case_becomes_confidential_it_is_seen_by_nobody_else(town: Town) -> None:
    case = town.heard()
    problem = raised(town, case)
    assert Problem.objects.visible_to(town.who("supervisor")).exists()
    cases.restrict(case, reason="涉及举报", by=town.who("dispatcher"), now=NOW + 5 * HOUR)
    for name in ("supervisor", "dispatcher", "principal", "inspector"):
        assert not Problem.objects.visible_to(town.who(name)).exists()
    assert Problem.objects.visible_to(SYSTEM).get() == problem
    assert problem.title == TITLE
