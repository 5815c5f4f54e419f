"""Expressions of forms: read into trees, evaluated to the values that the browser must give too, refused outside the part."""

import json
from pathlib import Path
from typing import Any

import pytest

from sixia.fieldwork.surveys.rules.evaluating import Scene, evaluate, text
from sixia.fieldwork.surveys.rules.expressions import Unreadable, names, read, uses_self

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "cases.json").read_text())
OUTSIDE = (
    "",
    "${age",
    "/data/age > 3",
    "../age",
    "age(3)",
    "count(3, 4)",
    "pulldata('a', 'b')",
    "1 +",
    "1 2",
    "(1",
    "regex(., ${age})",
    "regex(., '(a+)+b')",
    "regex(., 'a*b*c*d*')",
    "regex(., '(?=a)')",
    "regex(., '(a)\\1')",
    "regex(., '[')",
    "instance('x')/root",
    "(" * 60 + "1" + ")" * 60,
    "1" * 1001,
)


def scene(case: dict[str, Any]) -> Scene:
    """What a case sees; questions without an answer are empty."""
    answers = case.get("answers", {})
    return Scene(
        lambda name: answers.get(name, ""), case.get("own", ""), case.get("row", {}), "2026-05-11", "2026-05-11T10:00:00"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expr"])
def test_value(case: dict[str, Any]) -> None:
    found = evaluate(read(case["expr"]), scene(case))
    if "text" in case:
        assert text(found) == case["text"]
    else:
        assert found == case["value"]
        assert isinstance(found, bool) == isinstance(case["value"], bool)


@pytest.mark.parametrize("said", OUTSIDE, ids=lambda said: said[:24])
def test_outside_the_part(said: str) -> None:
    with pytest.raises(Unreadable):
        read(said)


def test_names() -> None:
    tree = read("village = ${village} and . != ''")
    assert names(tree) == {"village"}
    assert names(tree, "col") == {"village"}
    assert uses_self(tree)
    assert json.loads(json.dumps(tree)) == tree
