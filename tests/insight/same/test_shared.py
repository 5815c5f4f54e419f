"""The promises about the same matter, kept on real messages where they are at hand."""

import csv
import os
from pathlib import Path

import pytest

from sixia.insight.same.evaluating import Row, evaluate

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("SIXIA_SHARED_DATA", ROOT.parent / "shared" / "data")) / "tipdm2020c"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data is not here (set SIXIA_SHARED_DATA to its folder)")


@pytest.mark.slow
@needs_data
def test_the_same_matter_is_found_by_place_and_thing() -> None:
    read = pytest.importorskip("pyarrow.parquet", reason="the extra 'analytics' is not installed")
    lines = read.read_table(SHARED / "hot_messages.parquet").to_pylist()
    rows = [Row(str(line["msg_id"]), line["title"], line["detail"], None) for line in lines]
    with (SHARED / "same_issue_clusters.csv").open(encoding="utf-8-sig") as file:
        clusters = {line["msg_id"]: line["consensus_cluster"] for line in csv.DictReader(file)}
    found = evaluate(rows, clusters)
    assert found.asked == 145
    assert found.found[10] >= 0.95
    assert found.recall[10] >= 0.93
    assert found.precision >= 0.90
    assert found.sure_recall >= 0.70
