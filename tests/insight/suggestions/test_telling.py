"""Reasons are words that stand in the text, and labels are said as often as they are true."""

import numpy as np

from sixia.insight.suggestions.rules.evening import corrected, offsets
from sixia.insight.suggestions.rules.telling import telling


def test_words_stand_in_the_text_and_are_told_once():
    text = "砖厂欠我三个月工资，过完年说没钱，电话13800000001，工资"
    pull = {"欠我": 0.4, "工资": 1.0, "个月": 0.2, "月工": 0.6, "没钱": 0.8, "年说": -0.5, "13": 9.0, "拖欠": 5.0}
    found = telling(text, pull, 3)
    words = [word for word, _weight in found]
    assert words[0] == "工资" or words[0].endswith("工资")
    assert "没钱" in words
    assert all(word in text for word in words)
    assert not any(char.isdigit() for word in words for char in word)
    assert [weight for _word, weight in found] == sorted((weight for _word, weight in found), reverse=True)
    assert telling("", pull, 3) == telling(text, {}, 3) == []


def test_words_in_latin_letters_are_told_whole():
    assert telling("the streetlight is out", {"str": 1.0, "li": 0.5}, 2)[0][0] == "streetlight"


def test_a_label_that_is_said_too_seldom_is_raised():
    chance = np.random.default_rng(7)
    truths = chance.integers(0, 3, 600)
    scores = np.eye(3)[truths] + chance.normal(0, 0.7, (600, 3))
    told = scores - np.array([0.0, 0.0, 0.8])
    raised = offsets(told, truths)
    assert abs(raised[2] - (raised[0] + raised[1]) / 2 - 0.8) < 0.15
    right = (told.argmax(1) == truths).mean()
    better = corrected(told, truths, list(range(600)))
    assert (better.argmax(1) == truths).mean() > right + 0.05
    assert (corrected(scores, truths, [0] * 600) == scores).all(), "what lies in one part alone is not judged by itself"
