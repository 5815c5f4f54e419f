"""Exports: readable in Excel, and never a formula somebody else wrote."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from sixia.ui.export import csv_response, harmless, xlsx_response


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\n=1", "＝1+1", "=cmd|' /C calc'!A0"])
def test_a_formula_becomes_text(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["路灯坏了", "", "3-1", "a=b", "（一）"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_control_characters_and_endless_texts_do_not_break_the_file() -> None:
    assert harmless("a\x00b\x1fc") == "abc"
    assert len(harmless("长" * 50_000)) == 32_000


ROWS: list[list[Any]] = [
    ["路灯坏了", 3, datetime(2026, 5, 11, 2, 0, tzinfo=UTC), None],
    ["=HYPERLINK(1)", Decimal("-2.5"), date(2026, 5, 1), "第一行\n第二行"],
]
HEADS = ["标题", "=数", "收到", "说明"]


def test_csv_begins_with_the_mark_that_makes_excel_read_chinese() -> None:
    response = csv_response("派单 清单", HEADS, iter(ROWS))
    body = b"".join(response).decode()  # type: ignore[arg-type]
    assert (
        body
        == "\ufeff标题,'=数,收到,说明\r\n路灯坏了,3,2026-05-11 10:00,\r\n'=HYPERLINK(1),-2.5,2026-05-01,\"第一行\n第二行\"\r\n"
    )
    assert "%E6%B4%BE%E5%8D%95%20" in response["Content-Disposition"]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def test_excel_keeps_numbers_and_dates_and_neutralises_words() -> None:
    response = xlsx_response("派单: [清单]", HEADS, iter(ROWS))
    sheet = load_workbook(io.BytesIO(b"".join(response))).active  # type: ignore[arg-type]
    assert [[_plain(cell.value) for cell in row] for row in sheet.iter_rows()] == [
        ["标题", "'=数", "收到", "说明"],
        ["路灯坏了", 3, "2026-05-11T10:00:00", None],
        ["'=HYPERLINK(1)", -2.5, "2026-05-01T00:00:00", "第一行\n第二行"],
    ]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
