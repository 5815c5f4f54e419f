"""P7: the registry over ten million facts in a file, on DuckDB in this process and on Spark in processes of its own."""

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from sixia.config.bench.house import House
from sixia.config.bench.measured import Measured
from sixia.insight.figures import engines
from sixia.insight.figures.engines import DUCKDB, SPARK, Engine, Unusable
from sixia.insight.figures.rules.adding import MONTH, PLACE, UNIT
from sixia.insight.figures.rules.cuts import Cut, plus
from sixia.insight.figures.rules.indicators import INDICATORS, TIME

FACTS: Final = 10_000_000
GOAL: Final = 1.0
TURNS: Final = 3
YEARS: Final = 3
MADE: Final = """
COPY (
    SELECT day::DATE AS day, (100 * year(day) + month(day))::INTEGER AS month, town || (b % 15)::VARCHAR || '/' AS place,
        town, (c % 400)::BIGINT AS unit, 't' || (d % 120)::VARCHAR AS topic, parts[1 + e % len(parts)] AS part,
        (CASE WHEN parts[1 + e % len(parts)] IN ({lengths}) THEN f % 62 ELSE 0 END)::INTEGER AS bucket, (1 + g % 2)::BIGINT AS n
    FROM (
        SELECT $since::DATE + (i * {days} // {facts})::INTEGER AS day, '1/2/' || (hash(i, 1) % 20)::VARCHAR || '/' AS town,
            {letters}, $parts AS parts
        FROM range({facts}) AS made(i)
    )
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""


def measure(house: House) -> list[Measured]:
    """Every indicator for three years, a month, a town, by month, by town and by unit; one of these on Spark as well."""
    with tempfile.TemporaryDirectory() as folder:
        file, first = Path(folder, "facts.parquet"), plus(timezone.localdate().replace(day=1), -12 * YEARS)
        try:
            _make(file, first)
            with engines.opened(DUCKDB, [str(file)]) as duckdb:
                rows = [_asked(duckdb, what, cut, by) for what, (cut, by) in _questions(first).items()]
                return [*rows, *_on_spark(duckdb, file, first)]
        except (Unusable, ImportError) as why:
            return [Measured("P7", str(why))]


def _make(file: Path, first: date) -> None:
    import duckdb  # not at the top: heavy, and an extra

    parts = sorted({code for one in INDICATORS for code in one.parts})
    lengths = ", ".join(f"'{one.top[0]}', '{one.top[0]}.cut'" for one in INDICATORS if one.kind == TIME)
    days = (plus(first, 12 * YEARS) - first).days
    letters = ", ".join(f"(hash(i, '{letter}') % 1000000)::BIGINT AS {letter}" for letter in "bcdefg")
    duckdb.execute(
        MADE.format(letters=letters, lengths=lengths, days=days, facts=FACTS, file=file), {"since": first, "parts": parts}
    )


def _questions(first: date) -> dict[str, tuple[Cut, str]]:
    end = plus(first, 12 * YEARS)
    all_of_it = Cut(first, end, end)
    return {
        "every indicator, three years": (all_of_it, ""),
        "every indicator, one month": (Cut(plus(end, -1), end, end), ""),
        "every indicator, three years of a town": (Cut(first, end, end, place="1/2/7/"), ""),
        "every indicator by month": (all_of_it, MONTH),
        "every indicator by town": (all_of_it, PLACE),
        "every indicator by unit": (all_of_it, UNIT),
    }


def _asked(engine: Engine, what: str, cut: Cut, by: str) -> Measured:
    row = Measured("P7", f"{what}, {FACTS:,} facts, {engine.name}", goal=f"p50 ≤ {1000 * GOAL:.0f} ms")
    spent = time.process_time()
    row.timed([_timed(lambda: engines.values(engine, INDICATORS, cut, by=by)) for _turn in range(TURNS)])
    row.cpu = 1000 * (time.process_time() - spent) / TURNS
    row.passed = (row.p50 or 1e9) <= 1000 * GOAL
    return row


def _on_spark(duckdb: Engine, file: Path, first: date) -> list[Measured]:
    try:
        with engines.opened(SPARK, [str(file)]) as spark:
            cut, by = _questions(first)["every indicator by month"]
            found: list[Any] = []
            took = [_timed(lambda: found.append(engines.values(spark, INDICATORS, cut, by=by))) for _turn in range(2)]
            row = Measured("P7", f"every indicator by month, {FACTS:,} facts, {spark.where}", goal="the same numbers").timed(took)
            row.passed = found[-1] == engines.values(duckdb, INDICATORS, cut, by=by)
            return [row]
    except Unusable as why:
        return [Measured("P7", str(why))]


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
