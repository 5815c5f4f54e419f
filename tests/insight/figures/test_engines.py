"""DuckDB counts out of exported facts what the desks count out of the database, and what cannot be used is a sentence."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from sixia.insight.figures.actions import catch_up
from sixia.insight.figures.engines import DUCKDB, SPARK, Engine, Unusable, opened, opening
from sixia.insight.figures.rules.parts import PARTS
from tests.insight.figures.comparing import CUTS, engine_or_skip, said_alike, summed_alike
from tests.insight.figures.test_facts import LATER, lived
from tests.town import Town


@pytest.fixture
def facts(town: Town, tmp_path: Path) -> str:
    """The exported facts of the town's week."""
    pytest.importorskip("pyarrow", reason="the extra `analytics` is not installed")
    lived(town)
    catch_up(LATER)
    path = tmp_path / "facts.parquet"
    call_command("figures", parquet=path, stdout=StringIO())
    return str(path)


@pytest.fixture
def duckdb(facts: str) -> Iterator[Engine]:
    """DuckDB with these facts."""
    with engine_or_skip(lambda: opened(DUCKDB, [facts])) as engine:
        yield engine


def test_every_indicator_is_the_same_for_every_cut(duckdb: Engine, town: Town) -> None:
    for name, cut in CUTS(town).items():
        for by in ("", "month", "place_path", "unit", "topic"):
            summed_alike(duckdb, cut, f"{name} by {by}", by=by)
        said_alike(duckdb, cut, name)
        said_alike(duckdb, cut, f"{name} by month", by="month")
        summed_alike(duckdb, cut, f"{name} by two", by=("unit", "month"))


def test_the_command_says_the_same_of_both_and_of_a_folder(duckdb: Engine, facts: str) -> None:
    folder = str(Path(facts).parent)
    said = [_said(engine, *files, by="month") for engine, *files in (("database",), (DUCKDB, facts), (DUCKDB, folder), (DUCKDB,))]
    assert said[0]["rows"]
    assert all(one["rows"] == said[0]["rows"] for one in said)
    assert said[1]["engine"].startswith("DuckDB")
    narrow = _said(DUCKDB, facts, unit="housing", place="990101100", topic="")
    assert 0 < _heard(narrow) < _heard(_said(DUCKDB, facts))
    out = StringIO()
    call_command("figures", facts, engine=DUCKDB, by="place", since=LATER.date().replace(day=1), as_of=LATER.date(), stdout=out)
    assert "东镇" in out.getvalue()


def _said(engine: str, *files: str, **options: Any) -> dict[str, Any]:
    out = StringIO()
    days = {"since": LATER.date().replace(day=1), "as_of": LATER.date()}
    call_command("figures", *files, engine=engine, json=True, stdout=out, **days, **options)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def _heard(said: dict[str, Any]) -> int:
    return sum(row["denominator"] for row in said["rows"] if row["indicator"] == "time_to_answer")


def test_what_cannot_be_used_is_a_sentence(duckdb: Engine, facts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet, table

    other = tmp_path / "other.parquet"
    parquet.write_table(table({"day": [1]}), other)
    broken = tmp_path / "broken.parquet"
    broken.write_text("PAR")
    for files, word in (([str(tmp_path / "none")], "none"), ([str(other)], "bucket"), ([str(broken)], "duckdb")):
        with pytest.raises(Unusable, match=word), opened(DUCKDB, files):
            pass
    monkeypatch.setattr(opening.shutil, "which", lambda name: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(Unusable, match="Java 17"):
        opening.spark()
    for missing in ("ibis", "pyspark"):
        monkeypatch.setitem(sys.modules, missing, None)
    for name, extra in ((DUCKDB, "analytics"), (SPARK, "spark")):
        err = StringIO()
        with pytest.raises(SystemExit):
            call_command("figures", facts, engine=name, stderr=err)
        assert f"requirements/{extra}.txt" in err.getvalue()


def test_a_code_that_nothing_has_is_said(town: Town) -> None:
    for option in ("place", "unit", "topic"):
        err = StringIO()
        with pytest.raises(SystemExit):
            call_command("figures", engine="database", stderr=err, **{option: "nonsense"})
        assert "nonsense" in err.getvalue()


def test_what_is_watched_ages_alike(duckdb: Engine, town: Town) -> None:
    for days in (0, 10, 400):
        cut = CUTS(town)["may"]
        summed_alike(
            duckdb, replace(cut, as_of=cut.as_of.fromordinal(cut.as_of.toordinal() + days)), f"{days} days on", codes=PARTS
        )
