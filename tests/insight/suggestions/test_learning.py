"""The learnt table: what is learnt is served alike, honestly calibrated, small and quick to read."""

import subprocess
import sys

import pytest

from sixia.insight.suggestions.rules.calibration import (
    Judged,
    bins,
    calibration_error,
    judged,
    macro_f1,
    sureness_of,
    surest,
    threshold_of,
)
from sixia.insight.suggestions.rules.card import card_of
from sixia.insight.suggestions.rules.features import Said
from sixia.insight.suggestions.rules.kinds import kind_by_words
from sixia.insight.suggestions.rules.learning import Example, learn, learn_all
from sixia.insight.suggestions.rules.table import Table

TOPICS = {
    "lamp": ("路灯", "路灯不亮", "灯坏了", "晚上太黑", "灯杆", "照明", "夜里看不见", "灯泡"),
    "noise": ("噪音", "施工太吵", "半夜吵闹", "扰民", "唱歌", "机器轰鸣", "睡不着", "音响"),
    "road": ("路面", "坑洼", "路上有坑", "水泥路", "塌陷", "井盖", "车子颠", "修路"),
}
ENDS = ("请管管", "影响大家", "已经一个月", "没有人来", "老人不便", "希望处理", "孩子害怕", "村民都说")


def _examples():
    return [
        Example(Said(word, f"{word}，{end}"), topic, group=f"{topic}{place}{spot}")
        for topic, words in TOPICS.items()
        for place, word in enumerate(words)
        for spot, end in enumerate(ENDS)
    ]


@pytest.fixture(scope="module")
def learnt():
    return learn(_examples())


def test_what_is_learnt_is_read_alike_after_packing(learnt):
    table = Table.load(learnt.table.dump())
    said = Said("村口路灯坏了", "村口路灯坏了，晚上太黑，请管管")
    found = table.read(said)
    assert found.best.label == "lamp"
    assert found.best.share > 0.8
    assert found == learnt.table.read(said)
    assert sum(guess.share for guess in found.guesses) == pytest.approx(1.0, abs=1e-6)
    assert any("灯" in word or "黑" in word for word, _weight in found.words)
    assert len(learnt.table.dump()) < 200_000
    with pytest.raises(ValueError, match="not a learnt table"):
        Table.load(b"x")


def test_judged_without_having_seen_the_text_or_its_copies():
    """The closed form says what learning again without the group would say."""
    examples = _examples()[::3]
    examples[0] = Example(examples[0].said, "road", group="same")
    examples[1] = Example(examples[1].said, examples[1].label, group="same")
    whole = learn(examples)
    without = learn(examples[2:])
    number = whole.table.labels.index
    again = without.table.scores(without.table.vector(examples[0].said))
    best = max(range(3), key=again.__getitem__)
    assert max(range(3), key=whole.scores[0].__getitem__) == best
    assert whole.truths[0] == number("road") != best


def test_many_labels_are_kept_sparsely():
    examples = [
        Example(Said("", f"第{n}种事情{chr(0x4E00 + n * 7)}{chr(0x4E10 + n * 11)}{spot}"), f"label{n:02}")
        for n in range(30)
        for spot in "甲乙丙"
    ]
    table = learn(examples).table
    assert table.codes is not None
    assert table.width == 10
    packed = Table.load(table.dump())
    right = sum(packed.read(one.said).best.label == one.label for one in examples)
    assert right > 80


def test_several_questions_from_the_same_texts():
    examples = _examples()
    kinds = ["help" if one.label == "lamp" else "complaint" for one in examples]
    topic, kind = learn_all(examples, [[one.label for one in examples], kinds])
    assert topic.table.labels == ("lamp", "noise", "road")
    assert kind.table.labels == ("complaint", "help")
    with pytest.raises(ValueError, match="two labels"):
        learn(examples[:8])


def test_certainty_is_made_honest(learnt):
    guesses = learnt.judged
    assert calibration_error(guesses) < 0.15
    assert sum(one.number for one in bins(guesses)) == len(guesses)
    card = card_of(learnt, ["2026-05"] * len(guesses))
    assert card["tried"] == len(guesses)
    assert card["months"] == [["2026-05", len(guesses), card["right"]]]
    assert sum(row[1] for row in card["labels"]) == len(guesses)
    assert threshold_of([]) == 0.5
    assert surest([Judged(0.9, True), Judged(0.2, False)], 0.5) == (1, 1)
    assert macro_f1([0, 1, 1], [0, 1, 0], 3) == pytest.approx((2 / 3 + 2 / 3) / 2)
    scores, truths = [[1.0, 0.0]] * 90 + [[0.1, 0.0]] * 60, [0] * 88 + [1] * 2 + [0, 1] * 30
    sure = judged(scores, truths, sureness_of(scores, truths))
    assert sure[0].share == pytest.approx(0.97, abs=0.02)
    assert sure[-1].share == pytest.approx(0.5, abs=0.08)
    far = [[40 * one for one in row] for row in scores]
    assert judged(far, truths, sureness_of(far, truths))[0].share == pytest.approx(0.97, abs=0.02), "whatever the scale"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请问医保怎么报销", "inquiry"),
        ("感谢信：特别感谢", "praise"),
        ("建议增设公交站", "suggestion"),
        ("举报有人受贿", "accusation"),
        ("楼上半夜扰民", "complaint"),
        ("家里停水了", "help"),
        ("一句话", ""),
    ],
)
def test_kind_by_plain_words(text, kind):
    assert kind_by_words(text) == kind


def test_the_web_process_loads_nothing_heavy():
    """Its memory and start stay what they were: reading needs neither numpy nor any engine."""
    code = (
        "import sys; import sixia.config.wsgi; from sixia.insight.suggestions import desk, slots; "
        "heavy = ('numpy', 'scipy', 'sklearn', 'pandas', 'ibis', 'duckdb', 'pyarrow', 'pyspark'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
