"""The known incidents of 2019 in real messages: among the ten hottest issues, each with its reasons."""

import csv
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sixia.config import hot_file
from sixia.insight.hot import evaluating
from sixia.interop.importing.files import open_table

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("SIXIA_SHARED_DATA", ROOT.parent / "shared" / "data")) / "tipdm2020c"
KNOWN = {
    "mixing plant by an estate": ("丽发", "搅拌"),
    "parking sold with flats": ("伊景园", "车位"),
    "loan platform": ("58车贷",),
    "faults of an estate": ("五矿万境",),
    "railway by an estate": ("绿地海外滩", "高铁"),
    "school promised with flats": ("金毛湾",),
    "power line along a road": ("月亮岛路", "高压"),
    "smoke of restaurants": ("魅力之城", "油烟"),
}
"""Words of the titles of what is known of that year; an incident is all voices with all of them."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here (set SIXIA_SHARED_DATA to its folder)"),
]


def test_all_known_incidents_are_among_the_ten_hottest() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = open_table(SHARED / "hot_messages.parquet")
    rows = hot_file.voices(table, hot_file.columns(table, {}), ZoneInfo("Asia/Shanghai"))
    said = [one for one, _fault in rows if one is not None]
    assert len(said) == 4326
    incidents = {
        name: {one.key for one in said if all(word.casefold() in one.title.casefold() for word in words)}
        for name, words in KNOWN.items()
    }
    measured, found = evaluating.known_incidents(said, incidents)
    assert measured.among(10) == len(KNOWN), measured.ranks
    assert all(one.why for one in measured.ranks)
    assert max(len(one.keys) for one in found) < 80, "nothing is chained together"


def test_labelled_clusters_stay_together_and_apart() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = open_table(SHARED / "hot_messages.parquet")
    numbered = list(table.rows)
    line = {str(row["msg_id"]): number for number, row in numbered}
    again = open_table(SHARED / "hot_messages.parquet")
    said = [one for one, _fault in hot_file.voices(again, hot_file.columns(again, {}), ZoneInfo("Asia/Shanghai")) if one]
    labels: dict[str, set[int]] = {}
    with (SHARED / "same_issue_clusters.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            if row["msg_id"] in line:
                labels.setdefault(row["consensus_cluster"], set()).add(line[row["msg_id"]])
    measured, _found = evaluating.known_incidents(said, labels)
    assert measured.precision > 0.9
    assert measured.recall > 0.8
