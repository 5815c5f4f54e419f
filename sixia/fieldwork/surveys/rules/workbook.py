"""Takes the rows of an XLSForm out of a workbook, within limits, and hands on nothing but short texts; knows no form."""

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _

SHEETS: Final = ("survey", "choices", "settings")
MOST_BYTES: Final = 2 * 1024 * 1024
MOST_UNPACKED: Final = 24 * 1024 * 1024
MOST_PARTS: Final = 200
MOST_ROWS: Final = {"survey": 1000, "choices": 6000, "settings": 5}
MOST_COLUMNS: Final = 60
MOST_CELL: Final = 4000
Row: TypeAlias = tuple[int, dict[str, str]]
"""The number a spreadsheet shows, and its filled cells by column."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the workbook that is outside what is taken: where it stands, and a sentence."""

    sheet: str
    row: int
    sentence: str


class Unusable(Exception):
    """A workbook that cannot be taken; `faults` says why, each with its row."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = faults


def rows_of(raw: bytes) -> dict[str, list[Row]]:
    """The filled rows of the three sheets. Raises Unusable; nothing beyond the limits is ever unpacked or read."""
    _unpacks(raw)
    import openpyxl  # not at the top: a start pays for it, and forms are uploaded rarely

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        found = {str(sheet.title).strip().lower(): sheet for sheet in book.worksheets}
        read = {name: _sheet(name, found[name]) for name in SHEETS if name in found}
    except Unusable:
        raise
    except Exception as error:
        raise Unusable(Fault("", 0, _("This is not an Excel workbook (.xlsx) that can be read."))) from error
    if "survey" not in read:
        raise Unusable(Fault("", 0, _("The workbook has no sheet “survey”.")))
    return {name: read.get(name, []) for name in SHEETS}


def _unpacks(raw: bytes) -> None:
    broken = Unusable(Fault("", 0, _("This is not an Excel workbook (.xlsx) that can be read.")))
    if len(raw) > MOST_BYTES:
        raise Unusable(Fault("", 0, _("The workbook is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise broken from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise broken


def _sheet(name: str, sheet: Any) -> list[Row]:
    most = MOST_ROWS[name]
    sheet.reset_dimensions()  # what the file says of its own size is not believed
    head: list[str] = []
    rows: list[Row] = []
    for line, cells in enumerate(sheet.iter_rows(max_row=most + 2, max_col=MOST_COLUMNS, values_only=True), 1):
        said = [_said(name, line, cell) for cell in cells]
        if not any(said):
            continue
        if not head:
            head = [_column(one) for one in said]
            _once(name, line, head)
            continue
        if len(rows) >= most or line > most + 1:
            raise Unusable(Fault(name, line, _("The sheet has more than %(most)d rows.") % {"most": most}))
        rows.append((line, {column: one for column, one in zip(head, said, strict=False) if column and one}))
    return rows


def _once(sheet: str, line: int, head: list[str]) -> None:
    for column in filter(None, head):
        if head.count(column) > 1:
            raise Unusable(Fault(sheet, line, _("The column “%(column)s” stands there twice.") % {"column": column}))


def _column(said: str) -> str:
    """`Label :: English (en)` → `label::English (en)`; the form's own words are in small letters, languages stay as they are."""
    word, sign, language = said.partition("::")
    return word.strip().lower().replace(" ", "_") + (f"::{language.strip()}" if sign else "")


def _said(sheet: str, line: int, cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = "".join(char if char in "\n\t" or char >= " " else " " for char in str(cell)).strip()
    if len(said) > MOST_CELL:
        raise Unusable(Fault(sheet, line, _("A cell is longer than %(most)d characters.") % {"most": MOST_CELL}))
    return said
