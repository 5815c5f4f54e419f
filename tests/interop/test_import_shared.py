"""The example maps on the real files they are for; skipped where those files are not."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.catalog.actions import apply_profile
from sixia.interop.importing import voices
from sixia.people.actors import SYSTEM
from tests.town import Town

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SIXIA_SHARED_DATA", ROOT.parent / "shared" / "data"))
MAPS = ROOT / "docs" / "examples"
REAL = {
    "tipdm2020c-hot": ("tipdm2020c/hot_messages.parquet", (4326, 4326, 0, 0)),
    "tipdm2020c-replies": ("tipdm2020c/messages_with_replies.parquet", (2816, 0, 2816, 2816)),
    "nyc311": ("nyc311/nyc311.parquet", (4000, 593, 3405, 1167)),
    "sf311-georeport": ("open311/sf2011_requests.csv", (500, 129, 333, 0)),
}

needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here (set SIXIA_SHARED_DATA to its folder)")


def _run(name: str, file: str, errors: Path) -> tuple[int, dict[str, Any]]:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    options = {
        "file": SHARED / file,
        "map": MAPS / f"{name}.toml",
        "desk": "hotline",
        "account": "",
        "encoding": "",
        "yes": False,
    }
    options |= {"errors": errors, "dry_run": False, "resume": True, "json": True}
    out = io.StringIO()
    status = voices.handle(options, out, now=timezone.now())
    return status, json.loads(out.getvalue())


@needs_data
@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_real_files_come_in(name: str, town: Town, tmp_path: Path) -> None:
    apply_profile(ROOT / "profiles" / "generic-311", by=SYSTEM, now=timezone.now())
    file, (rows, still_open, closed, answers) = REAL[name]
    status, report = _run(name, file, tmp_path / "left.csv")
    assert (report["rows"], report["open"], report["closed"], report["answers"]) == (rows, still_open, closed, answers)
    assert status == (1 if report["left_out"] else 0)
    assert report["left_out"] == rows - still_open - closed
    assert Case.objects.filter(ending="imported").count() == closed
    assert _run(name, file, tmp_path / "left.csv")[1]["known"] == still_open + closed == Voice.objects.count()


@needs_data
@pytest.mark.slow
def test_a_large_real_file_in_a_dry_run(town: Town, tmp_path: Path) -> None:
    apply_profile(ROOT / "profiles" / "generic-311", by=SYSTEM, now=timezone.now())
    report = _run("la311", "la311/la311.parquet", tmp_path / "left.csv")[1]
    assert (report["rows"], report["open"], report["closed"], report["left_out"]) == (39_999, 55, 39_942, 2)
    assert report["notes"] == {"default": 2020, "closing": 18, "day": 46}
