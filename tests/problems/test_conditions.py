"""Conditions of standing rules as data, what counts allow to be said, and how topics are scored: pure."""

import pytest

from sixia.problems.lasting.conditions import Condition, words_of
from sixia.problems.lasting.focus import Facts, candidates
from sixia.problems.lasting.recurrence import Comparison, Like, Pair, alike


def test_a_condition_comes_back_as_it_went() -> None:
    given = Condition(categories=("lamp",), words=("不亮",), months=(7, 8), voices=3, times=2, days=30)
    assert Condition.of(given.plain()) == given
    assert given.plain()["months"] == [7, 8]
    assert "kinds" not in given.plain()


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (Condition(), "empty"),
        (Condition(kinds=("accusation",)), "choice"),
        (Condition(triage=("later",)), "choice"),
        (Condition(words=("灯",)), "words"),
        (Condition(months=(13,)), "months"),
        (Condition(voices=1), "voices"),
        (Condition(times=2), "repeat"),
        (Condition(times=1, days=30), "repeat"),
        (Condition(times=2, days=30), ""),
        (Condition(words=("路灯",), months=(1,)), ""),
    ],
)
def test_a_condition_says_what_is_wrong_with_it(condition: Condition, fault: str) -> None:
    assert condition.fault() == fault


def test_words_are_read_as_people_separate_them() -> None:
    assert words_of("路灯、不亮，路灯 坏了;") == ("路灯", "不亮", "坏了")


def compared(before: int, after: int, *, passed: int = 180, beside: tuple[int, int] = (0, 0)) -> str:
    like = (Like("x", 100, Pair(*beside)),)
    return Comparison(180, passed, Pair(before, after), like).outcome


@pytest.mark.parametrize(
    ("before", "after", "passed", "beside", "outcome"),
    [
        (8, 0, 180, (0, 0), "away"),
        (8, 4, 180, (0, 0), "away"),
        (8, 5, 180, (0, 0), "unknown"),
        (8, 8, 180, (0, 0), "back"),
        (8, 4, 180, (20, 8), "back"),
        (8, 4, 180, (20, 20), "away"),
        (8, 10, 180, (20, 40), "unknown"),
        (3, 1, 180, (0, 0), "unknown"),
        (0, 0, 180, (0, 0), "unknown"),
        (3, 0, 90, (0, 0), "running"),
        (3, 2, 90, (0, 0), "running"),
        (3, 3, 90, (0, 0), "back"),
    ],
)
def test_what_the_numbers_allow_to_be_said(before: int, after: int, passed: int, beside: tuple[int, int], outcome: str) -> None:
    assert compared(before, after, passed=passed, beside=beside) == outcome


def test_nothing_where_little_came_before_proves_no_rule() -> None:
    few, many = Comparison(180, 180, Pair(1, 0)), Comparison(180, 180, Pair(6, 0))
    assert (few.outcome, few.suggests) == ("away", "unknown")
    assert (many.outcome, many.suggests) == ("away", "effective")
    assert Comparison(180, 180, Pair(6, 9)).suggests == "not_effective"
    assert Comparison(180, 180, Pair(1, 3)).suggests == "unknown"


def test_places_like_it_have_half_to_double_as_many_matters() -> None:
    rows = [Like(path, total, Pair()) for path, total in (("a", 4), ("b", 5), ("c", 20), ("d", 21), ("e", 11))]
    assert [row.path for row in alike(10, rows)] == ["e", "b", "c"]


def test_a_topic_is_scored_by_its_three_parts_and_never_shifts() -> None:
    rows = [
        Facts(category="lamp", said=20, parts=4, waiting=0),
        Facts(category="road", said=10, parts=2, waiting=8),
        Facts(category="noise", said=2, parts=2, waiting=2),
    ]
    found = candidates(rows)
    assert [(row.facts.category, row.often, row.wide, row.long, row.score) for row in found] == [
        ("lamp", 100, 100, 0, 67),
        ("road", 50, 50, 100, 67),
    ]
    assert candidates([Facts(category="lamp", said=3, parts=0, waiting=0)])[0].plain()["wide"] == 0
