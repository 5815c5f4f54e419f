"""Spark, in processes of its own as in a cluster, counts what the desks and DuckDB count. Started once in the suite."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from sixia.insight.figures.actions import catch_up
from sixia.insight.figures.engines import DUCKDB, Unusable, opened, opening
from sixia.insight.figures.rules.parts import PARTS
from tests.insight.figures.comparing import CUTS, engine_or_skip, left_out, said_alike, summed_alike
from tests.insight.figures.test_facts import LATER, lived
from tests.town import Town

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """The only Spark session of all tests."""
    try:
        spark = opening.spark()
    except Unusable as why:
        left_out(why)
    yield spark
    spark.stop()


def test_every_indicator_is_the_same_on_all_three(session: Any, town: Town, tmp_path: Path) -> None:
    lived(town)
    catch_up(LATER)
    for half, span in (("a", {"until": LATER.date()}), ("b", {"since": LATER.date()})):
        call_command("figures", parquet=tmp_path / f"{half}.parquet", stdout=StringIO(), **span)
    spark = opening.on_spark(session, [str(tmp_path)])
    cuts = CUTS(town)
    with engine_or_skip(lambda: opened(DUCKDB, [str(tmp_path)])) as duckdb:
        for engine in (duckdb, spark):
            said_alike(engine, cuts["may"], "may")
            said_alike(engine, cuts["a village"], "a village")
            said_alike(engine, cuts["a unit"], "a unit by month", by="month")
            said_alike(engine, cuts["a topic"], "a topic by place", by="place_path")
            summed_alike(engine, cuts["across months"], "across months", by=("unit", "month"), codes=PARTS)
