"""How alike texts are: names count, wording does not; the reasons; and the whole on plain rows. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.insight.same.evaluating import Row, evaluate
from sixia.insight.same.rules import likeness, reasons, weights
from sixia.insight.same.rules.likeness import nearness, sketch

POLITE = ("尊敬的领导您好，我想反映一个问题，", "希望有关部门尽快处理，谢谢。")
PLANT = ("翠屏花园旁边的搅拌站晚上施工太吵", "翠屏花园业主：搅拌站粉尘大，孩子一直咳嗽", "搅拌站建在翠屏花园门口，是否合法")
OTHERS = (
    "城南路的路灯坏了一个月",
    "幼儿园什么时候开始报名",
    "医保断缴后怎么补缴",
    "河堤上垃圾没人清运",
    "广场舞音响太大影响休息",
)
START = datetime(2026, 5, 1, tzinfo=UTC)


def _said(words: str) -> str:
    return POLITE[0] + words + POLITE[1]


WEIGHTS = weights.learn([_said(words) for words in (*PLANT, *OTHERS) for _time in range(3)])


def test_names_make_the_same_matter_and_polite_words_do_not() -> None:
    asked, same, other = (sketch(_said(words), WEIGHTS) for words in (PLANT[0], PLANT[1], OTHERS[0]))
    assert likeness.likeness(asked, same) > 3 * likeness.likeness(asked, other)
    assert likeness.likeness(asked, asked) == pytest.approx(1.0)
    scores = nearness(asked, [other, same, sketch(_said(PLANT[2]), WEIGHTS)])
    assert min(scores[1:]) > scores[0]


def test_weights_are_kept_and_read_again() -> None:
    again = weights.unpack(WEIGHTS.pack(), WEIGHTS.texts)
    pair, common = weights.number("翠屏"), weights.number("希望")
    assert again.of(pair) == WEIGHTS.of(pair) > WEIGHTS.of(common)
    assert weights.learn([]) is weights.NONE
    assert weights.NONE.of(pair) == 1.0
    assert not likeness.terms_of("", weights.NONE)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    first, second = sketch(one, WEIGHTS), sketch(other, WEIGHTS)
    assert 0 <= likeness.likeness(first, second) <= 1.000001
    assert likeness.likeness(first, second) == pytest.approx(likeness.likeness(second, first))
    assert all(0 <= score <= 1.8 for score in nearness(first, [second, first]))
    assert all(-(2**31) <= term < 2**31 for term, _weight in likeness.terms_of(one, WEIGHTS))


def test_reasons_are_names_and_words_that_both_hold() -> None:
    asked, other = sketch(PLANT[0], WEIGHTS), sketch(PLANT[1], WEIGHTS)
    names = reasons.same_names(reasons.named(PLANT[0]), PLANT[1])
    assert [one.name for one in names][:1] == ["翠屏花园"]
    words = reasons.same_words(PLANT[0], asked, other, besides=["翠屏花园"])
    assert any("搅拌站" in word for word in words)
    assert all(word in PLANT[0] and word in PLANT[1] for word in words)
    assert reasons.days_between(START, START + timedelta(days=3, hours=5)) == 3


def test_plain_rows_are_measured() -> None:
    texts = [*PLANT, *OTHERS, PLANT[0] + "，影响休息"]
    rows = [Row(str(number), words[:12], words, START + timedelta(days=number)) for number, words in enumerate(texts)]
    found = evaluate(rows, {"0": "plant", "1": "plant", "2": "plant", "8": "plant", "3": "lamp", "99": "lamp"})
    assert found.asked == 4
    assert found.found[5] == found.recall[10] == found.recall_by_issue[10] == 1.0
    assert found.precision == found.precision_at_least == 1.0
    assert 0 < found.sure_recall < 1
    assert evaluate(rows, {}).asked == 0
    untimed = [row._replace(at=None) for row in rows]
    assert evaluate(untimed, {"0": 1, "1": 1}).found[10] == 1.0


def test_the_same_words_about_another_place_are_another_matter() -> None:
    one, other = "百花小区保安不在岗，外人随便进", "梅园小区保安不在岗，外人随便进"
    assert reasons.apart(reasons.named(one), one, other)
    assert not reasons.apart(reasons.named(one), one, "保安不在岗，外人随便进")
    assert not reasons.apart(reasons.named(one), one, "梅园小区和百花小区的保安都不在岗")
