"""Topics of a month: suggested by what is frequent, wide and long unsolved; chosen by a leader; taken back in the open."""

from datetime import date
from typing import Any

import pytest

from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.problems.actions import focusing
from sixia.problems.lasting.models import Focus
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
