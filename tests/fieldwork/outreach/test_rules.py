"""Small numbers, like questions, answers and check questions as typed, short codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.fieldwork.outreach import rules
from sixia.fieldwork.outreach.rules import Item, Share


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_bounds(pair: tuple[int, int]) -> None:
    right, asked = pair
    low, high = rules.wilson(right, asked)
    assert 0 <= low <= high <= 1
    assert not asked or low <= right / asked <= high + 1e-9
    first, last = Share(right, asked).span
    assert 0 <= first <= right <= last <= asked


def test_known_intervals() -> None:
    assert rules.wilson(0, 0) == (0.0, 1.0)
    assert [round(end, 3) for end in rules.wilson(5, 10)] == [0.237, 0.763]
    assert [round(end, 3) for end in rules.wilson(10, 10)] == [0.722, 1.0]


def test_no_percentage_of_fewer_than_twenty() -> None:
    assert Share(19, 19).percent is None
    assert Share(15, 20).percent == 75
    assert Share(15, 20).percent_span == (53, 89)
    assert Share(7, 9).span == (4, 9)


def test_a_difference_within_chance_is_not_held_for_one() -> None:
    assert not rules.apart(Share(4, 9), Share(7, 9))
    assert rules.apart(Share(3, 30), Share(25, 30))


def test_understood_needs_people_and_right_answers() -> None:
    assert rules.understood(7, 10, 5, share=70, least=5)
    assert not rules.understood(7, 10, 4, share=70, least=5)
    assert not rules.understood(6, 10, 5, share=70, least=5)
    assert not rules.understood(0, 0, 5, share=70, least=5)


def test_answers_as_typed_by_a_clerk() -> None:
    typed = "问：怎么申请？\n答：到村委会。\n带身份证。\n\nQ: When?\nA: In May."
    assert rules.read_answers(typed) == [("怎么申请？", "到村委会。\n带身份证。"), ("When?", "In May.")]
    assert rules.read_answers(rules.write_answers([("a", "b")])) == [("a", "b")]
    close = "问：一？\n答：甲。\n问：二？\n答：乙。"
    assert rules.read_answers(close) == [("一？", "甲。"), ("二？", "乙。")]
    with pytest.raises(rules.Unreadable) as fault:
        rules.read_answers("怎么申请？\n到村委会。\n\n只有问题")
    assert (fault.value.number, fault.value.fault) == (2, rules.NO_ANSWER)


def test_check_questions_as_typed_by_a_clerk() -> None:
    typed = "1、到哪里申请？\nA. 县医院\n*B. 村委会\n\n多久？\n一年\n二十天 √"
    found = rules.read_items(typed)
    assert [(one.options, one.right) for one in found] == [(("县医院", "村委会"), 1), (("一年", "二十天"), 1)]
    assert rules.read_items(rules.write_items(found)) == found


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("问？\n*甲", rules.OPTIONS),
        ("问？\n甲\n乙", rules.ONE_RIGHT),
        ("问？\n*甲\n*乙", rules.ONE_RIGHT),
        ("\n\n".join(["问？\n*甲\n乙"] * 6), rules.MANY),
    ],
)
def test_check_questions_that_cannot_be_read(typed: str, fault: str) -> None:
    with pytest.raises(rules.Unreadable) as found:
        rules.read_items(typed)
    assert found.value.fault == fault


def test_the_same_question_in_other_words_is_one() -> None:
    said = ["补助什么时候发？", "补助啥时候发啊", "请问补助什么时候发到账", "垃圾车几点来", "补助什么时候能发"]
    assert rules.same_often(list(enumerate(said)), often=3, alike=50) == [[0, 1, 2, 4]]
    assert rules.same_often(list(enumerate(said)), often=5, alike=50) == []


def test_a_code_is_read_as_people_type_it() -> None:
    code = rules.new_code()
    assert rules.read_code(f" {code[:3]} {code[3:].lower()} ") == code
    assert rules.read_code("１２３") is None
    assert rules.read_code("K7M2Q0") is None


def test_only_answered_questions_are_graded() -> None:
    items = [Item("一", ("甲", "乙"), 0), Item("二", ("甲", "乙"), 1)]
    assert rules.grade(items, [(1, 1), (7, 0)]) == [(1, True)]
