"""Files as people have them: encodings, separators, workbooks, JSON lines, and what cannot be read."""

import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from sixia.interop.importing.encodings import encoding_of
from sixia.interop.importing.files import Unreadable, open_table

TEXT = '编号,内容\n1,路灯坏了，请尽快维修，谢谢各位领导关心\n2,"两行\n的内容"\n\n3,噪音扰民\n'


def _file(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(("encoding", "certain"), [("utf-8", True), ("utf-8-sig", True), ("utf-16", True), ("gb18030", False)])
def test_the_encoding_is_found_and_doubt_is_said(tmp_path: Path, encoding: str, certain: bool) -> None:
    found = encoding_of(_file(tmp_path / "a.csv", TEXT, encoding))
    assert (found.name, found.certain) == (encoding, certain)
    assert found.lines == TEXT.count("\n")


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_lines_are_counted_as_an_editor_does(tmp_path: Path, mark: str) -> None:
    table = open_table(_file(tmp_path / "a.csv", TEXT.replace(",", mark)))
    rows = list(table.rows)
    assert table.columns == ("编号", "内容")
    assert [(line, row["编号"]) for line, row in rows] == [(2, "1"), (3, "2"), (6, "3")]
    assert rows[1][1]["内容"] == "两行\n的内容"


def test_a_workbook_with_a_title_above_its_columns(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["2019年诉求台账"],
        [],
        ["编号", "内容", "时间"],
        [1, "路灯坏了", 43791.5],
        [None, None, None],
        [2, "噪音", None],
    ):
        sheet.append(row)
    book.create_sheet("第二页").append(["另一页", "x"])
    book.save(tmp_path / "a.xlsx")
    table = open_table(tmp_path / "a.xlsx")
    assert [(line, row["内容"]) for line, row in table.rows] == [(4, "路灯坏了"), (6, "噪音")]
    with pytest.raises(Unreadable, match="第二页"):
        open_table(tmp_path / "a.xlsx", sheet="没有")


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps({"id": 1, "text": "路灯"}), "", json.dumps({"id": 2})]
    assert [line for line, _row in open_table(_file(tmp_path / "a.jsonl", "\n".join(lines))).rows] == [1, 3]
    with pytest.raises(Unreadable, match="2"):
        list(open_table(_file(tmp_path / "b.jsonl", '{"a": 1}\n[1]\n')).rows)


def test_parquet(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    pyarrow = pytest.importorskip("pyarrow")
    parquet.write_table(pyarrow.table({"id": [1, 2], "text": ["路灯", None]}), tmp_path / "a.parquet")
    table = open_table(tmp_path / "a.parquet")
    assert (table.expected, list(table.rows)) == (2, [(2, {"id": 1, "text": "路灯"}), (3, {"id": 2, "text": None})])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing.csv", None),
        ("a.doc", b"x"),
        ("empty.csv", b""),
        ("head-only.csv", b"a,b\n"),
        ("a.xlsx", b"not a workbook"),
        ("a.xls", b"not a workbook"),
        ("a.parquet", b"not parquet"),
        ("wide.csv", b"a,b\n1," + b"x" * (5 << 20) + b"\n"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unreadable, match=name):
        list(open_table(path).rows)


def test_the_wrong_encoding_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="--encoding"):
        list(open_table(_file(tmp_path / "a.csv", TEXT, "gb18030"), encoding="utf-8").rows)


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.interop.importing.files.MOST_UNPACKED", 1000)
    with ZipFile(tmp_path / "a.xlsx", "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", "0" * 100_000)
    with pytest.raises(Unreadable, match="CSV"):
        open_table(tmp_path / "a.xlsx")
