"""Trying a rule on past cases: what it would have caught, what was left out, in pieces, and for each reader."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.kit.flow import Refused
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.problems.actions import trials as acts
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.models import StandingRule, Trial, Tried
from sixia.problems.queries import trials
from tests.problems.lasting import SOLVED_AT, drafted, lamps, run, solved, tried
from tests.town import DAY, NOW, Town

FIRST, SECOND, WEST = "990101100001", "990101100002", "990101200001"
NIGHT = "夜里施工太吵，睡不着。"


def found(town: Town, rule: StandingRule, name: str) -> Any:
    trial = trials.newest(rule)
    assert trial is not None
    return trials.found(trials.seen(trial, town.who(name)))


def test_how_many_of_the_cases_it_is_meant_for_it_would_have_caught(town: Town) -> None:
    problem = solved(town)  # with one case about a lamp
    lamps(town, 3, village=FIRST, first=NOW - 9 * DAY)
    lamps(town, 2, village=SECOND, first=NOW - 40 * DAY)
    lamps(town, 1, village=WEST, first=NOW - 9 * DAY)
    rule = tried(town, drafted(town, problem, condition=Condition(times=2, days=30)))
    caught = found(town, rule, "supervisor")
    assert (caught.caught, caught.meant, caught.missed, caught.others, caught.left) == (4, 6, 2, 0, 0)


@pytest.mark.parametrize(
    ("condition", "caught", "others"),
    [
        (Condition(categories=("city",)), 2, 1),
        (Condition(words=("施工太吵", "摔了")), 1, 1),
        (Condition(kinds=("complaint",)), 0, 1),
        (Condition(months=(5,)), 2, 1),
        (Condition(months=(4,)), 0, 0),
        (Condition(triage=("now",)), 2, 0),
        (Condition(voices=2), 1, 0),
    ],
)
def test_each_part_of_a_condition_is_asked(town: Town, condition: Condition, caught: int, others: int) -> None:
    problem = solved(town)
    case = lamps(town, 1, village=FIRST, first=NOW, text="路灯不亮，看不见路。")[0]
    cases.hear(town.new("还是不亮。", into=case.pk, phone="13800000009"), by=town.who("clerk"), now=NOW + DAY)
    noise = town.heard(NIGHT, now=NOW, kind="complaint")
    cases.dispatch(noise, category="noise", unit=town.units["ecology"], by=town.who("dispatcher"), now=NOW)
    rule = tried(town, drafted(town, problem, condition=condition))
    result = found(town, rule, "supervisor")
    assert (result.caught, result.meant, result.others) == (caught, 2, others)


def test_what_is_confidential_is_never_tried_and_what_is_left_out_is_said(town: Town) -> None:
    problem = solved(town)
    town.heard("举报住建局的人收钱不修路灯。", kind="accusation")
    town.heard("灯坏了，投诉路灯所的人态度差。", named_units=(town.units["lamps"].pk,))
    lamps(town, 1, village=FIRST, first=NOW, secret=True)
    town.heard("不知道归谁管的事。")
    rule = tried(town, drafted(town, problem))
    assert {row.case.secret for row in Tried.objects.select_related("case")} == {False}
    for name in ("supervisor", "officer", "principal"):
        result = found(town, rule, name)
        assert result.meant <= 1, name
    assert (found(town, rule, "supervisor").meant, found(town, rule, "supervisor").unsorted) == (1, 1)
    trial = trials.newest(rule)
    assert trial is not None
    for name, cut in trials.CUTS.items():
        rows = cut(trials.seen(trial, town.who("supervisor")))
        assert rows.count() == {"caught": 1, "meant": 1, "left": 1}.get(name, 0), name


def test_each_reader_counts_only_what_they_may_see(town: Town) -> None:
    rule = tried(town, drafted(town, solved(town)))
    assert found(town, rule, "supervisor").meant == 1
    assert found(town, rule, "ecologist").meant == 0
    case = Tried.objects.get().case
    now = SOLVED_AT + 3 * DAY
    people.declare_recusal(
        town.accounts["supervisor"], kind="matter", matter=("case", case.pk), reason="亲属", by=SYSTEM, now=now
    )
    trial = trials.newest(rule)
    assert trial is not None
    assert trials.found(trials.seen(trial, town.who("supervisor", now + DAY))).meant == 0


def test_it_goes_in_pieces_and_a_piece_done_twice_changes_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = solved(town)
    lamps(town, 4, village=FIRST, first=NOW)
    monkeypatch.setattr(trials, "PIECE", 2)
    rule = drafted(town, problem)
    now = SOLVED_AT + 2 * DAY
    trial = acts.try_out(rule, days=365, by=town.who("head"), now=now)
    assert (trial.total, trial.done) == (5, 0)
    with pytest.raises(Refused) as caught:
        acts.try_out(rule, days=365, by=town.who("head"), now=now)
    assert caught.value.code == "guard"
    acts.run_trial({"trial": trial.pk}, now)
    acts.run_trial({"trial": trial.pk}, now)
    trial.refresh_from_db()
    assert (trial.done, trial.state) == (2, Trial.RUNNING)
    run(now)
    trial.refresh_from_db()
    assert (trial.done, trial.state, Tried.objects.count()) == (5, Trial.OVER, 5)


def test_a_piece_asks_a_fixed_number_of_questions(town: Town, django_assert_max_num_queries: Any) -> None:
    lamps(town, 6, village=FIRST, first=NOW)
    condition = Condition(times=2, days=30, words=("路灯",), months=(5,))
    rule = drafted(town, solved(town), condition=condition)
    trial = acts.try_out(rule, days=365, by=town.who("head"), now=SOLVED_AT + 2 * DAY)
    with django_assert_max_num_queries(16):
        acts.run_trial({"trial": trial.pk}, SOLVED_AT + 2 * DAY)


def test_the_span_has_bounds(town: Town) -> None:
    for days in (0, 1096):
        with pytest.raises(Refused) as caught:
            acts.try_out(drafted(town), days=days, by=town.who("head"), now=SOLVED_AT + 2 * DAY)
        assert caught.value.code == "guard"
