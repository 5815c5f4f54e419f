"""Mapping files: what they say, how they are refused, and the first guess of one."""

import pytest

from sixia.interop.importing.cells import taker, text_of
from sixia.interop.importing.guessing import guess
from sixia.interop.importing.mapping import BadMapping, Value, read_map

GOOD = """
source = "old"
time_zone = "Asia/Shanghai"

[voice]
text = { join = ["标题", "内容"], with = " " }
heard_at = "时间"
category = { column = "类别", table = { "路灯 " = "lamp" }, default = "city" }

[outcome]
closed = { column = "状态", is = ["已办结"] }
"""


def test_a_map_says_where_each_column_is_named() -> None:
    made = read_map(GOOD)
    assert made.source == "old"
    assert made.voice["text"] == Value(columns=("标题", "内容"), joined=True, between=" ")
    assert made.lines == {"标题": 6, "内容": 6, "时间": 7, "类别": 8, "状态": 11}


@pytest.mark.parametrize(
    ("change", "line", "word"),
    [
        (('source = "old"', 'source = "an older system"'), 2, "source"),
        (('source = "old"', "source = 7"), 2, "source"),
        (("time_zone", "timezone"), 3, "timezone"),
        (("Asia/Shanghai", "Mars/Base"), 3, "Mars/Base"),
        (("heard_at", "heard_on"), 7, "heard_on"),
        (('heard_at = "时间"', "heard_at = 3"), 7, "heard_at"),
        (("join =", "joined ="), 6, "joined"),
        (('{ join = ["标题", "内容"], with = " " }', '{ with = " " }'), 6, "text"),
        (('join = ["标题", "内容"]', 'join = "标题"'), 6, "join"),
        (('is = ["已办结"]', "is = []"), 11, "closed"),
        (('"路灯 " = "lamp"', '"路灯 " = 1'), 8, "table"),
        (("[outcome]", "[results]"), 10, "results"),
        (('text = { join = ["标题", "内容"], with = " " }', 'name = "x"'), 5, "voice"),
    ],
)
def test_a_fault_is_named_with_its_line(change: tuple[str, str], line: int, word: str) -> None:
    with pytest.raises(BadMapping) as error:
        read_map(GOOD.replace(*change))
    assert str(line) in str(error.value)
    assert word in str(error.value)


def test_what_is_not_toml_is_named_with_its_line() -> None:
    with pytest.raises(BadMapping, match="line 2"):
        read_map("source = 'a'\nvoice = = 1")


@pytest.mark.parametrize(
    ("value", "row", "taken"),
    [
        (Value(columns=("a",)), {"a": "  x "}, "x"),
        (Value(columns=("a",)), {}, ""),
        (Value(columns=("a", "b")), {"a": " ", "b": "y"}, "y"),
        (Value(columns=("a", "b"), joined=True, between="-"), {"a": "x", "b": "y"}, "x-y"),
        (Value(columns=("a", "b"), joined=True), {"a": "", "b": "y"}, "y"),
        (Value(constant="web"), {"a": "x"}, "web"),
        (Value(columns=("a",), table={"lamp": "l"}, default="d"), {"a": "LAMP"}, "l"),
        (Value(columns=("a",), table={"lamp": "l"}, default="d"), {"a": "other"}, "d"),
        (Value(columns=("a",), default="d"), {"a": None}, "d"),
    ],
)
def test_values_are_taken(value: Value, row: dict[str, object], taken: str) -> None:
    assert taker(value)(row) == taken


def test_cells_say_what_people_see() -> None:
    assert [text_of(cell) for cell in (188006.0, 1.5, None, float("nan"), True, " x ")] == ["188006", "1.5", "", "", "true", "x"]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        (
            ["工单编号", "标题", "内容", "来电时间", "联系电话", "状态", "办结时间", "备注"],
            ['text = { join = ["标题", "内容"] }', 'source_id = "工单编号"', 'phone = "联系电话"', 'closed_at = "办结时间"'],
        ),
        (
            ["service_request_id", "description", "requested_datetime", "lat", "long", "status", "status_notes"],
            ['text = "description"', 'heard_at = "requested_datetime"', 'lon = "long"', 'reply = "status_notes"'],
        ),
    ],
)
def test_the_first_guess_is_a_map_that_can_be_read(columns: list[str], lines: list[str]) -> None:
    text = guess(columns, source="older system (2019).csv")
    assert all(line in text.splitlines() for line in lines)
    assert set(read_map(text).lines) <= set(columns)


def test_the_guess_survives_any_column_name() -> None:
    assert read_map(guess(['a"b\\c\nd\x07'], source="…")).voice["text"].columns == ('a"b\\c\nd\x07',)
