"""The same figures on other engines, out of files of facts: DuckDB inside the process, or Spark on many machines.

An engine only adds whole numbers up; what they mean is said by the registry, and by the same functions as at the desk.
"""

from sixia.insight.figures.engines.asking import totals, values
from sixia.insight.figures.engines.opening import DUCKDB, SPARK, Engine, Unusable, opened

__all__ = ["DUCKDB", "SPARK", "Engine", "Unusable", "opened", "totals", "values"]
