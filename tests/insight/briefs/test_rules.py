"""Which line is quoted, which voices are taken, and what is asked."""

from sixia.insight.briefs.rules import LONGEST, Evidence, line, questions, spread


def test_a_line_is_verbatim_without_greeting_and_numbers() -> None:
    assert line("领导好！\n东一村路灯坏了，请打13812345678。谢谢") == "东一村路灯坏了，请打138****5678"
    assert line("") == ""
    assert line("好。") == "好"
    long = line("路" * 200)
    assert (len(long), long[-1]) == (LONGEST, "…")
    cut = line("修" * 76 + "13812345678")
    assert "1381234" not in cut


def test_voices_are_taken_evenly() -> None:
    assert spread(range(5), 12) == [0, 1, 2, 3, 4]
    assert spread(range(101), 5) == [0, 25, 50, 75, 100]


def test_questions_are_raised_by_numbers_alone() -> None:
    assert questions(Evidence()) == [("first", {})]
    seen = Evidence(heard=30, unowned=0, failed=2, late=1, solved=(4, 9), repeats=(3, 20))
    assert [key for key, _numbers in questions(seen)] == ["first", "unnamed", "again", "failed", "late"]
    full = Evidence(heard=30, problems=2, unowned=1, worked=1, solved=(12, 20), silent=2)
    assert [key for key, _numbers in questions(full)] == ["first", "unowned", "unsolved", "keep", "silent"]
    assert dict(questions(full))["unsolved"] == {"n": 8, "whole": 20}
