"""A list as CSV or Excel: streamed, and harmless when opened in a spreadsheet. Knows no room."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeAlias
from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

# Spreadsheets read the wide forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CELL_LIMIT = 32_000
Rows: TypeAlias = Iterable[Sequence[Any]]


def harmless(text: str) -> str:
    """The text as it may stand in a cell: no control characters, and no start that a spreadsheet would run as a formula."""
    clean = CONTROL.sub("", text)[:CELL_LIMIT]
    return "'" + clean if clean.startswith(FORMULA_STARTS) or clean.lstrip().startswith(FORMULA_STARTS) else clean


def _csv_cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return (
            timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if timezone.is_aware(value) else value.strftime("%Y-%m-%d %H:%M")
        )
    return value.isoformat() if isinstance(value, date | time) else harmless(str(value))


def _xlsx_cell(value: Any) -> Any:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or isinstance(value, bool | int | float | Decimal | date | time):
        return value
    return harmless(str(value))


class _Line:
    """Gives each written line back instead of keeping it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(heads: Sequence[str], rows: Rows) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([_csv_cell(head) for head in heads])
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row])


def csv_response(name: str, heads: Sequence[str], rows: Rows) -> HttpResponseBase:
    """The rows as a CSV download with a byte order mark, so that Excel reads the Chinese."""
    response = StreamingHttpResponse(_csv_lines(heads, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    return response


def xlsx_response(name: str, heads: Sequence[str], rows: Rows) -> HttpResponseBase:
    """The rows as an Excel download with a frozen, bold head; written row by row to a file on disk."""
    from openpyxl import Workbook  # not at the top: a start pays for it, and few processes ever write a workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31] or "1")
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, min(40, 3 * len(head)))
    sheet.append([_head(sheet, head) for head in heads])
    for row in rows:
        sheet.append([_xlsx_cell(value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def _head(sheet: Any, text: str) -> Any:
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=harmless(text))
    cell.font = Font(bold=True)
    return cell
