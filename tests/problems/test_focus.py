"""Topics of a month: suggested by what is frequent, wide and long unsolved; chosen by a leader; taken back in the open."""

from datetime import date
from typing import Any

import pytest

from sixia.cases.models import Case
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.problems.actions import focusing
from sixia.problems.lasting.models import Focus
from sixia.problems.models import Problem
from sixia.problems.queries import focus, shortfalls
from tests.problems.lasting import lamps
from tests.town import DAY, HOUR, NOW, Town

FIRST, SECOND, WEST = "990101100001", "990101100002", "990101200001"
MAY = date(2026, 5, 1)


@pytest.fixture
def told(town: Town) -> Town:
    """Lamps in three villages of two towns, some of them open for long; what is confidential beside them."""
    lamps(town, 2, village=FIRST, first=NOW - 40 * DAY)
    lamps(town, 1, village=SECOND, first=NOW - 5 * DAY)
    lamps(town, 1, village=WEST, first=NOW - 4 * DAY)
    lamps(town, 1, village=FIRST, first=NOW - 3 * DAY, secret=True)
    town.heard("举报有人收钱。", kind="accusation")
    return town


def test_the_parts_of_a_score_are_exactly_what_its_lists_hold(told: Town) -> None:
    who, root = told.who("principal"), told.places["990101"]
    row = focus.suggested(who, root, NOW)[0]
    assert (row.facts.category, row.facts.said, row.facts.parts, row.facts.waiting, row.score) == ("lamp", 4, 2, 2, 100)
    assert focus.said(who, root, NOW).filter(category="lamp").count() == 4
    assert focus.waiting(who, root, NOW).filter(category="lamp").count() == 2
    east = told.places["990101100"]
    assert focus.suggested(told.who("easter"), east, NOW) == []
    for name in ("officer", "dispatcher"):
        found = focus.suggested(told.who(name), root, NOW)
        assert "conduct" not in {one.facts.category for one in found}


def test_a_leader_chooses_and_what_was_suggested_is_kept(told: Town) -> None:
    given: dict[str, Any] = {"month": MAY, "place": told.places["990101"], "reason": "月底前把亮灯率提上来", "now": NOW}
    made = focusing.choose("lamp", **given, by=told.who("principal"))
    assert (made.rank, made.suggested[0]["said"], made.chosen_by) == (1, 4, told.accounts["principal"])
    assert timeline(made.stream)[0].facts["rank"] == 1
    assert focusing.choose("noise", **given, by=told.who("principal")).rank == 0
    refusals = (
        ("lamp", {}, "principal", "guard"),
        ("road", {}, "supervisor", "role"),
        ("road", {"place": told.places["990101"]}, "handler", "role"),
        ("road", {"reason": " "}, "principal", "missing"),
        ("nothing", {}, "principal", "guard"),
        ("conduct", {}, "principal", "guard"),
        ("road", {"month": date(2026, 4, 1)}, "principal", "guard"),
        ("road", {"month": date(2026, 8, 1)}, "principal", "guard"),
    )
    for category, changed, name, code in refusals:
        with pytest.raises(Refused) as caught:
            focusing.choose(category, **{**given, **changed}, by=told.who(name))
        assert caught.value.code == code, (category, changed, name)


def test_a_problem_is_raised_with_the_choice_or_neither_is_done(told: Town) -> None:
    by = told.who("principal")
    given: dict[str, Any] = {"month": MAY, "place": told.places["990101"], "now": NOW, "by": by}
    with pytest.raises(Refused, match="住址"):
        focusing.choose("lamp", **given, reason="给 13900000000 回话", raises="路灯")
    with pytest.raises(Refused, match="无从列出问题"):
        focusing.choose("noise", **given, reason="静下来", raises="噪声")
    assert not Focus.objects.exists()
    made = focusing.choose("lamp", **given, reason="月底前把亮灯率提上来", raises="路灯")
    problem = Problem.objects.get()
    assert (made.problem, problem.title, problem.words, problem.category) == (problem, "路灯", made.reason, "lamp")
    closed = Case.objects.filter(secret=True) | Case.objects.filter(kind="accusation")
    grown = set(problem.sources.values_list("case", flat=True))
    assert (len(grown), grown & set(closed.values_list("pk", flat=True))) == (4, set())
    line = timeline(made.stream)[-1]
    assert (line.event, line.facts["problem"], line.facts["cases"]) == ("FocusRaised", problem.pk, 4)
    with pytest.raises(Refused, match="列过问题"):
        focusing.raise_from(made, title="又一次", words="又一次", by=by, now=NOW)
    with pytest.raises(Refused) as caught:
        focusing.raise_from(made, title="路灯", words="不亮", by=told.who("handler"), now=NOW)
    assert caught.value.code == "role"


def test_a_problem_grows_from_the_oldest_open_cases_and_not_from_all(told: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(focus, "MOST_BEHIND", 3)
    by, root = told.who("principal"), told.places["990101"]
    made = focusing.choose("lamp", month=MAY, place=root, reason="亮起来", by=by, now=NOW)
    problem = focusing.raise_from(made, title="路灯", words="三个村的灯不亮", by=by, now=NOW)
    oldest = Case.objects.filter(category="lamp", secret=False).order_by("first_at")[:3]
    assert set(problem.sources.values_list("case", flat=True)) == {row.pk for row in oldest}
    assert focus.behind(told.who("easter"), "lamp", root, NOW) == []


def test_a_topic_is_taken_back_once_and_stays_to_be_read(told: Town) -> None:
    given: dict[str, Any] = {"month": MAY, "place": told.places["990101"], "reason": "看一看", "now": NOW}
    made = focusing.choose("lamp", **given, by=told.who("principal"))
    for name, reason, code in (("supervisor", "错", "role"), ("principal", "", "missing")):
        with pytest.raises(Refused) as caught:
            focusing.drop(made, reason=reason, by=told.who(name), now=NOW)
        assert caught.value.code == code
    focusing.drop(made, reason="改为供水", by=told.who("principal"), now=NOW)
    with pytest.raises(Refused):
        focusing.drop(made, reason="改为供水", by=told.who("principal"), now=NOW)
    assert [line.event for line in timeline(made.stream)] == ["FocusChosen", "FocusDropped"]
    assert focusing.choose("lamp", **given, by=told.who("principal")).pk != made.pk
    assert Focus.objects.visible_to(told.who("wester")).count() == 2
    assert not Focus.objects.visible_to(told.who("auditor")).exists()


def test_shortfalls_count_exactly_what_their_lists_hold(told: Town) -> None:
    who, root, now = told.who("supervisor"), told.places["990101"], NOW + HOUR
    table = shortfalls.table(who, root, 365, now)
    total = table.of_sector("other")
    assert (total.said, total.late, total.refused, total.explained, total.unmet) == (4, 2, 0, 0, 2)
    east, west = (table.of_place(told.places[code].path) for code in ("990101100", "990101200"))
    assert (east.said, east.unmet, west.said, west.unmet) == (3, 2, 1, 0)
    for measure in ("said", "unmet", "late"):
        rows = shortfalls.cases(who, root, 365, now, sector="other", path=told.places["990101100"].path, measure=measure)
        assert rows.count() == getattr(east, measure), measure
    assert shortfalls.table(told.who("officer"), root, 365, now).cells == {}


def test_both_ask_a_fixed_number_of_questions(told: Town, django_assert_max_num_queries: Any) -> None:
    who, root = told.who("supervisor"), told.places["990101"]
    with django_assert_max_num_queries(6):
        focus.suggested(who, root, NOW)
    with django_assert_max_num_queries(4):
        shortfalls.table(who, root, 365, NOW)
