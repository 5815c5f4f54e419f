"""Opening files of facts on an engine, and saying in one sentence why that cannot be done. Imports the engines when asked."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext as _

from sixia.insight.figures.queries.exporting import COLUMNS

DUCKDB, SPARK = "duckdb", "spark"
EXTRA: Final = {DUCKDB: "analytics", SPARK: "spark"}
TRIED: Final = ("local-cluster[2,1,1024]", "local[2]")
"""Masters that need no cluster: processes of their own, as in a real one; else threads of one process."""
HERE: Final = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.executor.memory": "1g",
}
QUIET: Final = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


class Unusable(Exception):
    """An engine or its files cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine with its files open: its name, where it runs, the facts as a table of Ibis, and what answers an expression
    of it with rows as plain values."""

    name: str
    where: str
    facts: Any
    rows: Callable[[Any], Iterable[tuple[Any, ...]]]


@contextmanager
def opened(name: str, files: Sequence[str], *, master: str = "") -> Iterator[Engine]:
    """The files on the engine of this name, closed afterwards. `master` is the address of a Spark cluster, "" for this machine.

    Raises Unusable where the extra, Java, the cluster or the files are missing.
    """
    if name == DUCKDB:
        yield on_duckdb(files)
        return
    session = spark(master)
    try:
        yield on_spark(session, files)
    finally:
        session.stop()


def on_duckdb(files: Sequence[str]) -> Engine:
    """Facts of files and folders on this machine. Nothing is fetched from elsewhere, extensions of DuckDB included."""
    with _installed(DUCKDB):
        import duckdb  # not at the top: heavy, and an extra
        import ibis
    missing = [file for file in files if not Path(file).exists()]
    if missing:
        raise Unusable(_("There is no file %(path)s.") % {"path": ", ".join(missing)})
    connection = ibis.duckdb.connect(autoinstall_known_extensions=False, autoload_known_extensions=False)
    with spoken(DUCKDB):
        facts = connection.read_parquet([str(Path(file, "*.parquet")) if Path(file).is_dir() else file for file in files])
    return Engine(DUCKDB, f"DuckDB {duckdb.__version__}", _checked(facts), _by_arrow)


def _by_arrow(asked: Any) -> Iterable[tuple[Any, ...]]:
    return zip(*asked.to_pyarrow().to_pydict().values(), strict=True)


def on_spark(session: Any, files: Sequence[str]) -> Engine:
    """Facts of files and folders that every machine of the session can read, such as `hdfs://…` or a shared folder."""
    with _installed(SPARK):
        import ibis  # not at the top: heavy, and an extra
    with spoken(SPARK):
        connection = ibis.pyspark.connect(session)
        view = f"facts_{uuid4().hex}"
        session.read.parquet(*map(_address, files)).createOrReplaceTempView(view)
        facts = connection.table(view)

    def rows(asked: Any) -> Iterable[tuple[Any, ...]]:
        """By Spark's own rows: its way to Arrow goes through pandas, whose newest it does not know."""
        return map(tuple, session.sql(connection.compile(asked)).collect())

    return Engine(SPARK, f"Spark {session.version}, {session.sparkContext.master}", _checked(facts), rows)


def _address(file: str) -> str:
    """A path of this machine in full, for a cluster's own file system may be another one."""
    return file if "://" in file else Path(file).resolve().as_uri()


def spark(master: str = "") -> Any:
    """A running session, tried with one small task: on the master named, else on this machine."""
    with _installed(SPARK):
        import pyspark  # not at the top: heavy, and an extra  # noqa: F401
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise Unusable(_("Spark needs Java 17 or newer: apt-get install default-jre-headless"))
    if master:
        return _started(master, QUIET)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # else executors look for the driver under the machine's name
    os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "127.0.0.1")
    for one in TRIED[:-1]:
        try:
            return _started(one, QUIET | HERE)
        except Unusable:
            continue
    return _started(TRIED[-1], QUIET | HERE)


def _started(master: str, options: dict[str, str]) -> Any:
    from pyspark.sql import SparkSession  # not at the top: heavy, and an extra

    with spoken(SPARK):
        building = SparkSession.builder.master(master).appName("sixia figures")
        for name, given in options.items():
            building = building.config(name, given)
        session = building.getOrCreate()
        session.range(2).count()
    return session


@contextmanager
def _installed(name: str) -> Iterator[None]:
    try:
        yield
    except ImportError:
        words = _("%(engine)s is not installed: pip install --require-hashes -r requirements/%(extra)s.txt")
        raise Unusable(words % {"engine": name, "extra": EXTRA[name]}) from None


def _checked(facts: Any) -> Any:
    missing = [column for column in COLUMNS if column not in facts.columns]
    if missing:
        words = _("These are no files of facts, for they have no %(columns)s. `sixia figures --parquet` writes such files.")
        raise Unusable(words % {"columns": ", ".join(missing)})
    return facts


@contextmanager
def spoken(name: str) -> Iterator[None]:
    """Turns whatever an engine raises into one sentence with the first line of its own words."""
    try:
        yield
    except Unusable:
        raise
    except Exception as error:
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        raise Unusable(_("%(engine)s could not do it: %(why)s") % {"engine": name, "why": first[:300]}) from error
