"""Reading lists of places from files people have: CSV, Excel, JSON lines, Parquet; knows columns, not the database."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.places.rules.listing import COLUMNS, Fault, Row, clean

HEAD_WITHIN: Final = 10
MOST_CELL: Final = 131_072


class Unreadable(Exception):
    """A file that cannot be used at all; says why in a sentence."""


def read(path: Path) -> Iterator[Row | Fault]:
    """The rows of a file, good or faulty; `line` counts as an editor or a spreadsheet does, the head being line 1.

    Raises Unreadable for a file that is missing, of an unknown kind, or has no column for code and name.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(_("%(file)s: only CSV, XLSX, JSONL and Parquet files can be read.") % {"file": path.name})
    if not path.is_file():
        raise Unreadable(_("%(file)s: there is no such file.") % {"file": path})
    checked = False
    try:
        for line, raw in reader(path):
            if not checked:
                _check_columns(path, raw)
                checked = True
            yield clean(raw, source=path.name, line=line)
    except (OSError, csv.Error) as error:
        raise Unreadable(_("%(file)s: the file cannot be read (%(reason)s).") % {"file": path.name, "reason": error}) from error


def features(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON FeatureCollection. Raises Unreadable."""
    try:
        found = json.loads(path.read_text("utf-8-sig"))
        return [feature for feature in found["features"] if isinstance(feature, dict)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(_("%(file)s: this is not a GeoJSON FeatureCollection.") % {"file": path.name}) from error


def _check_columns(path: Path, raw: dict[str, Any]) -> None:
    head = {str(key).strip() for key in raw}
    for name in ("code", "name"):
        if not head & set(COLUMNS[name]):
            raise Unreadable(
                _("%(file)s: a column “%(column)s” is missing. It has: %(head)s.")
                % {"file": path.name, "column": " / ".join(COLUMNS[name][:2]), "head": ", ".join(sorted(head))[:200]}
            )


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _csv(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(MOST_CELL)  # one limit for the whole process: set anew, whoever set it last
    reader = csv.DictReader(io.StringIO(_decoded(path), newline=""), restkey="…")
    for row in reader:
        yield reader.line_num, row


def _xlsx(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    from python_calamine import CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as error:  # calamine raises its own bare kinds for whatever is wrong with a workbook
        raise Unreadable(_("%(file)s: this is not an Excel workbook.") % {"file": path.name}) from error
    top = next((number for number, cells in enumerate(rows[:HEAD_WITHIN]) if _is_head(cells)), 0)
    head = [str(cell).strip() for cell in rows[top]] if rows else []
    for line, cells in enumerate(rows[top + 1 :], top + 2):
        if any(cell not in ("", None) for cell in cells):
            yield line, dict(zip(head, cells, strict=False))


def _is_head(cells: list[Any]) -> bool:
    """Whether this is the row of column names: sheets often carry a title above it."""
    return bool({str(cell).strip() for cell in cells} & set(COLUMNS["code"]))


def _jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(_decoded(path).splitlines(), 1):
        if text.strip():
            try:
                found = json.loads(text)
            except ValueError:
                found = None
            yield line, found if isinstance(found, dict) else {"code": text.strip()[:40], "name": ""}


def _parquet(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise Unreadable(
            _("Parquet files need pyarrow: pip install --require-hashes -r requirements/analytics.txt. Or save the list as CSV.")
        ) from error
    try:
        table = ParquetFile(path)
    except ValueError as error:
        raise Unreadable(_("%(file)s: this is not a Parquet file.") % {"file": path.name}) from error
    line = 1
    for batch in table.iter_batches(20_000):
        for row in batch.to_pylist():
            line += 1
            yield line, row


_READERS = {
    ".csv": _csv,
    ".txt": _csv,
    ".xlsx": _xlsx,
    ".xls": _xlsx,
    ".ods": _xlsx,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
