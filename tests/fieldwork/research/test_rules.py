"""Lots that anybody can draw again, scores that are sums, agreement, and a tree that fits."""

from hashlib import sha256

from sixia.fieldwork.research.rules import lots, need, tree
from sixia.fieldwork.research.rules.tree import Reason


def test_the_smallest_lots_are_drawn_and_the_order_of_the_pool_does_not_matter() -> None:
    codes = [f"9901011000{number:02}" for number in range(30)]
    drawn = lots.draw("2f9c", codes, 3)
    by_hand = sorted(codes, key=lambda code: sha256(f"2f9c:{code}".encode()).hexdigest())[:3]
    assert drawn == by_hand == lots.draw("2f9c", reversed(codes), 3)
    assert lots.draw("2f9d", codes, 3) != drawn
    assert lots.draw("2f9c", codes, -1) == []
    assert len(lots.draw("2f9c", codes, 99)) == 30


def test_agreement_counts_answers_with_exactly_the_same_codes() -> None:
    assert lots.agreement([({1, 2}, [2, 1]), ((), ()), ({1}, {1, 2})]) == lots.Agreement(2, 3)
    assert lots.agreement([]) == lots.Agreement(0, 0)


def test_titles_that_name_the_same_matter_are_alike() -> None:
    assert lots.alike("农村路灯为什么修不快", "农村路灯修不快的原因")
    assert not lots.alike("农村路灯为什么修不快", "幼儿园入园难")
    assert not lots.alike("", "")


def test_a_score_is_the_sum_of_its_parts() -> None:
    facts = need.Facts(open=4, repeats=2, negatives=1, months=3, voices=9)
    usual, other = need.Weights(), need.Weights(open=0, repeat=5, negative=0, month=2, most_months=2)
    assert need.score(facts, usual) == 4 + 2 * 2 + 3 * 1 + 3 == sum(part.points for part in need.parts(facts, usual))
    assert [part.amount for part in need.parts(facts, usual)] == [4, 2, 1, 3, 0]
    assert need.score(facts, other) == 2 * 5 + 2 * 2, "a county counts as it likes"


def test_never_visited_and_silent_is_a_need_too() -> None:
    by = need.Weights()
    assert need.score(need.Facts(), by) == by.most_months * by.month + by.silent
    assert need.score(need.Facts(months=40), by) == need.score(need.Facts(), by)


def test_a_tree_is_nested_and_drawn_without_overlap() -> None:
    rows = [
        Reason(1, None, "报修没人接"),
        Reason(2, 1, "电话在另一个单位"),
        Reason(3, 1, "夜里无人值班"),
        Reason(4, 9, "孤儿也在"),
    ]
    nodes = tree.nested(rows)
    assert [(node.reason.pk, node.depth) for node in tree.flat(nodes)] == [(1, 0), (2, 1), (3, 1), (4, 0)]
    made = tree.drawn("路灯坏了一个月没有人修，老人晚上出门看不清，上周有人摔了", nodes)
    assert len(made.boxes) == 5
    assert len(made.links) == 4
    for one in made.boxes:
        assert one.x + tree.WIDTH <= made.width
        assert one.y + one.height <= made.height
        same = [box for box in made.boxes if box is not one and box.x == one.x]
        assert all(box.y >= one.y + one.height or one.y >= box.y + box.height for box in same)


def test_words_in_a_box_are_wrapped_and_cut_with_a_sign() -> None:
    assert tree.wrapped("一二三四五六七八九十十一十二十三") == ["一二三四五六七八九十十一", "十二十三"]
    assert tree.wrapped("nobody reads the list of calls") == ["nobody reads the list", "of calls"]
    long = tree.wrapped("字" * 400)
    assert len(long) == tree.MOST_LINES
    assert long[-1].endswith("…")


def test_a_tree_of_nothing_is_the_case_alone() -> None:
    made = tree.drawn("路灯", [])
    assert len(made.boxes) == 1
    assert made.links == ()
    assert made.width == tree.WIDTH
