"""The command: files of all kinds, a report for people and one for programs, and its status."""

import io
import json
from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook

from sixia.places import files, importing
from sixia.places.models import Boundary, Place
from sixia.places.rules.listing import Fault

PAIRS = [("990101", "清源县"), ("990101100", "清源镇"), ("990101100001", "东风社区")]


def run(*arguments: str | Path) -> tuple[int, str]:
    parser = ArgumentParser()
    importing.add_arguments(parser)
    out = io.StringIO()
    with translation.override("en"):
        status = importing.handle(vars(parser.parse_args([str(argument) for argument in arguments])), out)
    return status, out.getvalue()


def csv_file(folder: Path, text: str = "", encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(("代码,名称\n" + "\n".join(map(",".join, PAIRS)) + text).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_people_have(db: None, tmp_path: Path, encoding: str) -> None:
    status, text = run(csv_file(tmp_path, encoding=encoding), "--on", "2024-06-30")
    assert (status, "new: 3" in text) == (0, True)
    assert set(Place.objects.values_list("code", "name")) == set(PAIRS)


def test_a_workbook_with_numbers_for_codes(db: None, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ("2024 年区划名录", None),
        ("code", "name"),
        *[(int(code), name) for code, name in PAIRS],
        (None, None),
        ("x", "坏"),
    ]:
        sheet.append(row)
    book.save(tmp_path / "list.xlsx")
    status, text = run(tmp_path / "list.xlsx")
    assert status == 1
    assert "list.xlsx, line 7: “x” is not a division code" in text
    assert Place.objects.count() == 3


def test_lines_of_json(db: None, tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join([*(json.dumps({"code": code, "name": name}) for code, name in PAIRS), "", "{broken"]), "utf-8")
    status, text = run(path, "--json")
    report = json.loads(text)["places"]
    assert status == 1
    assert report["counts"]["added"] == 3
    assert [(fault["line"], fault["reason"]) for fault in report["faults"]] == [(5, "code")]


def test_parquet(db: None, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is an extra")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra")
    columns = {"code": [code for code, _name in PAIRS], "name": [name for _code, name in PAIRS]}
    parquet.write_table(arrow.table(columns), tmp_path / "list.parquet")
    assert run(tmp_path / "list.parquet")[0] == 0
    assert Place.objects.count() == 3


def test_a_dry_run_shows_the_difference_and_keeps_the_database(db: None, tmp_path: Path) -> None:
    status, text = run(csv_file(tmp_path), "--dry-run")
    assert status == 0
    assert "this would change" in text
    assert "990101100001 东风社区" in text
    assert not Place.objects.exists()


def test_faults_are_told_by_line_and_the_rest_is_kept(db: None, tmp_path: Path) -> None:
    status, text = run(csv_file(tmp_path, "\n99x,坏\n990101300201,孤村\n"))
    assert status == 1
    assert "list.csv, line 5: “99x” is not a division code" in text
    assert "list.csv, line 6: the place 990101300 it needs is neither in the files nor in the territory" in text
    assert Place.objects.count() == 3


def test_outlines_come_along(db: None, tmp_path: Path) -> None:
    ring = [[100, 40], [101, 40], [101, 41], [100, 40]]
    shape = {"type": "Feature", "properties": {"adcode": 990101}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = tmp_path / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}), "utf-8")
    status, text = run(csv_file(tmp_path), "--boundaries", path)
    assert status == 0
    assert "Boundaries: 1 rows read" in text
    assert Boundary.objects.get().place.code == "990101"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("list.pdf", "", "only CSV, XLSX, JSONL and Parquet"),
        ("list.csv", "编号,名字\n1,x\n", "a column “code / 代码” is missing"),
        ("list.xlsx", "no workbook", "this is not an Excel workbook"),
        ("list.parquet", "no parquet", "arquet"),
        ("list.csv", "code,name\n1," + "x" * 200_000, "the file cannot be read"),
    ],
)
def test_a_file_of_no_use_is_refused_in_a_sentence(db: None, tmp_path: Path, name: str, content: str, sentence: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    status, text = run(tmp_path / name)
    assert status == 2
    assert sentence in text


def test_files_that_are_not_there(db: None, tmp_path: Path) -> None:
    assert run(tmp_path / "none.csv") == (2, f"{tmp_path}/none.csv: there is no such file.\n")
    assert run("--boundaries", tmp_path / "none.geojson")[0] == 2
    assert run()[0] == 2


def test_every_reason_has_its_sentence() -> None:
    for reason in importing.REASONS:
        assert "7" in importing.sentence(Fault("list.csv", 7, reason, "x"))


def test_reading_is_lazy(tmp_path: Path) -> None:
    first = next(iter(files.read(csv_file(tmp_path))))
    assert first.line == 2
