"""Reading rows from files people have, one at a time: CSV, workbooks, JSON lines, Parquet; knows columns, not voices."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO, TypeAlias
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from sixia.interop.importing.cells import text_of
from sixia.interop.importing.encodings import Encoding, encoding_of, known

Numbered: TypeAlias = tuple[int, dict[str, Any]]
TEXTUAL: Final = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson")
WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
HEAD_WITHIN: Final = 10
MOST_UNPACKED: Final = 1 << 30
MOST_CELL: Final = 4 << 20
LINE, SENTENCE = "import_line", "import_error"
"""Columns that a file of left-out rows has besides the original ones; they are passed over when it is fed again."""


class Unreadable(Exception):
    """A file that cannot be used at all; says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened file: its columns, about how many rows it has (None: not known), and the rows with their line numbers."""

    columns: tuple[str, ...]
    expected: int | None
    rows: Iterator[Numbered]


def encoding_for(path: Path) -> Encoding | None:
    """How a text file is encoded; None for files that say it themselves. Raises Unreadable."""
    _exists(path)
    try:
        return encoding_of(path) if path.suffix.lower() in TEXTUAL else None
    except OSError as error:
        raise _unreadable(path, error) from error


def open_table(path: Path, *, encoding: str = "utf-8", sheet: str = "", expected: int | None = None) -> Table:
    """Open a file for reading; `expected` is passed through where the file itself does not say how many rows it has.

    Raises Unreadable, also while its rows are read.
    """
    _exists(path)
    kind = path.suffix.lower()
    if kind in WORKBOOKS:
        return _workbook(path, sheet)
    if kind == ".parquet":
        return _parquet(path)
    if kind not in TEXTUAL:
        raise Unreadable(_("%(file)s: only CSV, TSV, Excel, ODS, JSONL and Parquet files can be read.") % {"file": path.name})
    if not known(encoding):
        raise Unreadable(_("“%(given)s” is not an encoding. Try utf-8 or gb18030.") % {"given": encoding})
    rows = _guarded(path, _json_rows(path, encoding) if "json" in kind else _csv_rows(path, encoding))
    return _peeked(path, rows, expected)


def _exists(path: Path) -> None:
    if not path.is_file():
        raise Unreadable(_("%(file)s: there is no such file.") % {"file": path})


def _unreadable(path: Path, error: Exception) -> Unreadable:
    return Unreadable(_("%(file)s: the file cannot be read (%(reason)s).") % {"file": path.name, "reason": error})


def _guarded(path: Path, rows: Iterator[Numbered]) -> Iterator[Numbered]:
    try:
        yield from rows
    except UnicodeDecodeError as error:
        sentence = _("%(file)s is not written in %(encoding)s throughout. Say which encoding it has: --encoding gb18030.")
        raise Unreadable(sentence % {"file": path.name, "encoding": error.encoding}) from error
    except (OSError, csv.Error) as error:
        raise _unreadable(path, error) from error


def _peeked(path: Path, rows: Iterator[Numbered], expected: int | None) -> Table:
    """The columns are those of the first row."""
    first = next(rows, None)
    if first is None:
        raise Unreadable(_("%(file)s has no rows.") % {"file": path.name})

    def again() -> Iterator[Numbered]:
        yield first
        yield from rows

    return Table(tuple(first[1]), expected, again())


def _csv_rows(path: Path, encoding: str) -> Iterator[Numbered]:
    csv.field_size_limit(MOST_CELL)
    with path.open(encoding=_with_mark(encoding), newline="") as file:
        dialect = _separator(file)
        reader = csv.reader(file, delimiter=dialect)
        head = [name.strip() for name in next(reader, [])]
        line = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield line, dict(zip(head, cells, strict=False))
            line = reader.line_num + 1


def _with_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding.replace("_", "-").lower() in ("utf-8", "utf8") else encoding


def _separator(file: TextIO) -> str:
    head = file.readline()
    file.seek(0)
    return max(",\t;", key=lambda mark: (head.count(mark), mark == ","))


def _json_rows(path: Path, encoding: str) -> Iterator[Numbered]:
    with path.open(encoding=_with_mark(encoding)) as file:
        for line, text in enumerate(file, 1):
            if not text.strip():
                continue
            try:
                found = json.loads(text)
            except (ValueError, RecursionError) as error:
                sentence = _("%(file)s, line %(line)d is not JSON (%(reason)s).")
                raise Unreadable(sentence % {"file": path.name, "line": line, "reason": error}) from error
            if not isinstance(found, dict):
                raise Unreadable(_("%(file)s, line %(line)d is not a JSON object.") % {"file": path.name, "line": line})
            yield line, found


def _workbook(path: Path, sheet: str) -> Table:
    from python_calamine import CalamineWorkbook

    _unpacks(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if sheet and sheet not in names:
            given = {"file": path.name, "sheet": sheet, "names": ", ".join(names)}
            raise Unreadable(_("%(file)s has no sheet “%(sheet)s”. It has: %(names)s.") % given)
        page = book.get_sheet_by_name(sheet or names[0])
        numbered = _cells(page.iter_rows(), page.start)
        top, head = _head(numbered)
    except Unreadable:
        raise
    except Exception as error:  # calamine raises its own bare kinds for whatever is wrong with a workbook
        raise Unreadable(_("%(file)s: this is not a workbook that can be read.") % {"file": path.name}) from error
    if not head:
        raise Unreadable(_("%(file)s has no rows.") % {"file": path.name})
    rows = ((line, dict(zip(head, cells, strict=False))) for line, cells in numbered if any(text_of(cell) for cell in cells))
    return Table(tuple(head), max(page.height - top, 0), rows)


def _cells(rows: Any, start: Any) -> Iterator[tuple[int, list[Any]]]:
    """Rows with the line numbers a spreadsheet shows."""
    return enumerate(rows, (start[0] if start else 0) + 1)


def _head(rows: Iterator[tuple[int, list[Any]]]) -> tuple[int, list[str]]:
    """The first row with at least two filled cells: sheets often carry a title above their columns."""
    for line, cells in rows:
        filled = sum(bool(text_of(cell)) for cell in cells)
        if filled > 1 or (filled and len(cells) == 1):
            return line, [text_of(cell) for cell in cells]
        if line > HEAD_WITHIN:
            break
    return 0, []


def _unpacks(path: Path) -> None:
    """Refuse a workbook that would fill the memory when it is unpacked."""
    if path.suffix.lower() == ".xls":
        return
    try:
        with ZipFile(path) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (BadZipFile, OSError) as error:
        raise Unreadable(_("%(file)s: this is not a workbook that can be read.") % {"file": path.name}) from error
    if size > MOST_UNPACKED:
        raise Unreadable(_("%(file)s is too large for a workbook. Save it as CSV, which has no limit.") % {"file": path.name})


def _parquet(path: Path) -> Table:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise Unreadable(
            _("Parquet files need pyarrow: pip install --require-hashes -r requirements/analytics.txt. Or save the list as CSV.")
        ) from error
    try:
        table = ParquetFile(path)
        names = tuple(table.schema_arrow.names)
    except (ArrowException, OSError, ValueError) as error:
        raise Unreadable(_("%(file)s: this is not a Parquet file.") % {"file": path.name}) from error
    return Table(names, table.metadata.num_rows, _parquet_rows(table))


def _parquet_rows(table: Any) -> Iterator[Numbered]:
    line = 1
    for batch in table.iter_batches(2_000):
        for row in batch.to_pylist():
            line += 1
            yield line, row
