"""Labelled files as plain rows: Parquet and CSV. Knows no question."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

Row = dict[str, Any]


def rows_of(paths: Iterable[Path]) -> list[Row]:
    """All rows of all files in order, columns by name; empty cells as "". CommandError for a file that is none of both."""
    return [row for path in paths for row in _rows(path)]


def need(rows: Iterable[Row], *columns: str) -> None:
    """CommandError when a column is missing."""
    first = next(iter(rows), None)
    missing = [name for name in columns if first is not None and name not in first]
    if first is None or missing:
        raise CommandError(_("The file has no column %(names)s, or no rows at all.") % {"names": ", ".join(missing or columns)})


def _rows(path: Path) -> list[Row]:
    if not path.is_file():
        raise CommandError(_("There is no file %(path)s.") % {"path": path})
    if path.suffix == ".parquet":
        return [{name: _plain(value) for name, value in row.items()} for row in _table(path)]
    if path.suffix in (".csv", ".tsv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))
    raise CommandError(_("Files end in .parquet, .csv or .tsv; %(path)s does not.") % {"path": path})


def _table(path: Path) -> list[Row]:
    try:
        from pyarrow import parquet  # an extra, needed for this kind of file alone
    except ImportError:
        raise CommandError(_("Parquet files need the extra “analytics”: uv sync --extra analytics")) from None
    found: list[Row] = parquet.read_table(path).to_pylist()
    return found


def _plain(value: Any) -> Any:
    return "" if value is None else value
