"""The figures come out of a throw-away county that is filled as the product would have filled it; nothing here is timed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sixia.config.bench.flatness import flatness
from sixia.config.bench.measured import Measured, quantile, table
from tests.config.installations import Installation, installation

SIZE = 1000


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Filled once, and the rows that need no server measured."""
    with installation(tmp_path_factory.mktemp("bench") / "outer") as outer:
        kept = str(outer.folder / "kept")
        said = outer.sixia("bench", "--size", str(SIZE), "--rows", "P11", "--json", "--dir", kept, "--keep")
        assert said.returncode == 0, said.stderr
        Path(outer.folder, "answer.json").write_text(said.stdout, "utf-8")
        yield outer
        again = outer.sixia("bench", "--size", str(SIZE), "--rows", "", "--dir", kept)
        assert again.returncode == 0, again.stderr
        assert not list(Path(kept).iterdir())


def _inner(house: Installation) -> Installation:
    folder = next(Path(house.folder, "kept").iterdir())
    url = house.database_url and house.database_url.rpartition("/")[0] + f"/{folder.name}"
    return Installation(folder, url)


@pytest.mark.slow
def test_every_due_clock_was_told_once_by_one_and_by_four(house: Installation) -> None:
    rows = json.loads(Path(house.folder, "answer.json").read_text("utf-8"))["rows"]
    swept = [row for row in rows if row["row"] == "P11"]
    assert len(swept) == 2
    assert all("each once" in row["what"] for row in swept)


@pytest.mark.slow
def test_the_rows_are_those_the_product_writes(house: Installation) -> None:
    inner = _inner(house)
    assert inner.rows("cases_case") == inner.rows("cases_voice") == inner.rows("kit_search") == SIZE
    told = inner.sixia("verify")
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.slow
def test_nothing_of_the_installation_itself_was_touched(house: Installation) -> None:
    assert not Path(house.folder, "sixia.sqlite3").exists()


def test_a_bad_size_is_a_sentence(tmp_path: Path) -> None:
    said = Installation(tmp_path, "").sixia("bench", "--size", "10")
    assert said.returncode == 1
    assert "10 is no size" in said.stderr


def test_an_unknown_row_is_a_sentence(tmp_path: Path) -> None:
    said = Installation(tmp_path, "").sixia("bench", "--rows", "P99")
    assert said.returncode == 1
    assert "P99 is not measured" in said.stderr


def test_cost_is_compared_from_the_smallest_to_the_largest() -> None:
    rows = [Measured("P2", "list", size, cpu=cpu, db=2.0) for size, cpu in ((1000, 8.0), (100_000, 9.0), (10_000, 50.0))]
    (found,) = flatness([*rows, Measured("P2", "alone", 1000, cpu=1.0)])
    assert "1.10 ×" in found.what
    assert found.passed


def test_quantiles_and_table() -> None:
    assert [quantile(range(100), share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    lines = table([Measured("P3", "词：路灯", 1000, p50=1.5, goal="≤ 2 ms", passed=True)]).splitlines()
    assert lines[1].endswith("pass")
    assert "1.5" in lines[1]
