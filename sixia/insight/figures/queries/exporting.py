"""Facts as files for other engines: plain columns, whole numbers, nothing that names a case or a person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from django.db.models import Sum

from sixia.insight.figures.models import Fact
from sixia.insight.figures.queries.above import upper

COLUMNS: Final = ("day", "month", "place", "town", "unit", "topic", "part", "bucket", "n")
"""`place` and `town` are paths (a prefix of each other), `unit` a key or 0, `month` such as 202605; the rest as in `Fact`."""
PIECE: Final = 100_000


def rows(since: date | None = None, until: date | None = None) -> Iterator[tuple[Any, ...]]:
    """Added-up facts in the order of days; two that agree in all columns are one row."""
    found = Fact.objects.order_by("day", "part", "place_path", "unit", "topic", "bucket")
    if since is not None:
        found = found.filter(day__gte=since)
    if until is not None:
        found = found.filter(day__lt=until)
    above = upper()
    grouped = found.values_list("day", "place_path", "unit", "topic", "part", "bucket").annotate(total=Sum("n"))
    for day, place, unit, topic, part, bucket, n in grouped.iterator(chunk_size=20_000):
        yield day, 100 * day.year + day.month, place, above(place), unit, topic, part, bucket, n


def to_parquet(path: Path, since: date | None = None, until: date | None = None) -> int:
    """Write the facts of a span as one Parquet file; how many rows. Needs pyarrow (the extra `analytics`)."""
    import pyarrow as pa  # not at the top: heavy, and only whoever runs other engines has it
    import pyarrow.parquet as pq

    kinds = (pa.date32(), pa.int32(), pa.string(), pa.string(), pa.int64(), pa.string(), pa.string(), pa.int32(), pa.int64())
    schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
    written, kept = 0, []
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for row in rows(since, until):
            kept.append(row)
            if len(kept) == PIECE:
                file.write_table(_table(pa, kept, schema))
                written, kept = written + PIECE, []
        file.write_table(_table(pa, kept, schema))
    return written + len(kept)


def _table(pa: Any, kept: list[tuple[Any, ...]], schema: Any) -> Any:
    columns = list(zip(*kept, strict=True)) or [()] * len(COLUMNS)
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema=schema)
