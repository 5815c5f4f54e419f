"""Exports hold no identity, no confidential case, and nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from sixia.interop.exporting import Unwritable, Wanted, sheet, write
from sixia.kit.files import store
from sixia.kit.files.kinds import PAPERS
from sixia.people.actors import SYSTEM
from tests.files import PDF
from tests.town import DAY, NOW, Town

WORDS = "=1+1 我的电话13800000001，路灯坏了"


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_voices_without_identity(town: Town, tmp_path: Path) -> None:
    case = town.heard(WORDS, email="a@example.org")
    write(tmp_path / "v.csv", sheet(Wanted("voices")))
    text = (tmp_path / "v.csv").read_text("utf-8-sig")
    (row,) = _rows(tmp_path / "v.csv")
    assert row["text"].startswith("'=1+1")
    assert row["place_code"] == "990101100001"
    for secret in ("13800000001", "演示甲", "a@example.org", town.voice(case).receipt):
        assert secret not in text


def test_words_as_written_only_when_asked_for_and_never_of_the_secretive(town: Town) -> None:
    town.heard(WORDS)
    town.heard(WORDS, secret=True)
    told = [row[-1] for row in sheet(Wanted("voices", with_text=True)).rows]
    assert ["13800000001" in text for text in told] == [True, False]


def test_files_are_listed_by_name_and_stay_here(town: Town, tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined] # pytest-django's fixture
    held = [store.hold(PDF, name=name, allowed=PAPERS, by=SYSTEM, now=NOW).ticket for name in ("单据.pdf", "13800000001.pdf")]
    town.heard(files=tuple(held))
    write(tmp_path / "v.csv", sheet(Wanted("voices")))
    (row,) = _rows(tmp_path / "v.csv")
    assert row["files"].startswith("单据.pdf | ")
    assert "13800000001" not in row["files"]


def test_confidential_cases_are_nowhere(town: Town) -> None:
    kept = town.heard()
    hidden = town.heard("举报某人受贿", kind="accusation")
    barred = town.heard("住建局不作为", named_units=(town.units["housing"].pk,))
    assert [row[0] for row in sheet(Wanted("cases")).rows] == [kept.pk]
    assert len(list(sheet(Wanted("voices")).rows)) == 1
    streams = {row[1] for row in sheet(Wanted("journal")).rows}
    assert kept.stream in streams
    assert not streams & {hidden.stream, barred.stream}


def test_narrowed_by_days_place_and_state(town: Town) -> None:
    first = town.heard()
    later = town.answered(now=NOW + 3 * DAY)
    west = town.heard(place=town.places["990101200001"].pk)
    ids = {
        name: {row[0] for row in sheet(Wanted("cases", **given)).rows}  # type: ignore[arg-type]
        for name, given in {
            "since": {"since": date(2026, 5, 12)},
            "until": {"until": date(2026, 5, 11)},
            "place": {"place": "990101200"},
            "state": {"state": "answered"},
        }.items()
    }
    assert ids == {"since": {later.pk}, "until": {first.pk, west.pk}, "place": {west.pk}, "state": {later.pk}}


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet"])
def test_every_kind_of_file(town: Town, tmp_path: Path, ending: str) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    town.heard()
    town.answered()
    path = tmp_path / f"c.{ending}"
    call_command("export", "cases", str(path), stdout=io.StringIO())
    assert path.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [path]


def test_jsonl_keeps_moments_and_points_are_rounded(town: Town, tmp_path: Path) -> None:
    town.heard(lat=38.123456, lon=114.987654)
    write(tmp_path / "c.jsonl", sheet(Wanted("cases")))
    row = json.loads((tmp_path / "c.jsonl").read_text("utf-8"))
    assert (row["lat"], row["lon"], row["heard_at"]) == (38.123, 114.988, NOW.isoformat())


@pytest.mark.parametrize(
    "given", [{"what": "journal", "state": "heard"}, {"what": "cases", "place": "123"}, {"what": "voices", "state": "heard"}]
)
def test_what_makes_no_sense_is_refused(town: Town, given: dict[str, str]) -> None:
    with pytest.raises(Unwritable):
        sheet(Wanted(**given))  # type: ignore[arg-type]


def test_an_unknown_ending_leaves_nothing_behind(town: Town, tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        call_command("export", "cases", str(tmp_path / "c.doc"), stdout=io.StringIO())
    with pytest.raises(Unwritable):
        write(tmp_path / "no" / "c.csv", sheet(Wanted("cases")))
    assert list(tmp_path.iterdir()) == []
