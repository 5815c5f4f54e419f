"""Cells as text, and mapped values taken from a row; pure."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from sixia.interop.importing.mapping import Value

Raw: TypeAlias = Mapping[str, Any]
Take: TypeAlias = Callable[[Raw], str]


def text_of(cell: Any) -> str:
    """What a cell says: whole numbers without a decimal point, times in ISO form, nothing for empty and not-a-number."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None or cell != cell:  # noqa: PLR0124  # not-a-number is the one value unlike itself
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell).strip()


def taker(value: Value) -> Take:
    """A function that takes this value's text from a row: strip, then join or choose, then look up, then the default."""
    found = _source(value)
    if not value.table and not value.default:
        return found
    table, default = value.table, value.default

    def take(raw: Raw) -> str:
        said = found(raw)
        return (table.get(said.casefold(), default) if table else said) or default

    return take


def _source(value: Value) -> Take:
    columns, between = value.columns, value.between
    if not columns:
        return lambda raw: value.constant
    if len(columns) == 1:
        (column,) = columns
        return lambda raw: text_of(raw.get(column))
    if value.joined:
        return lambda raw: between.join([said for column in columns if (said := text_of(raw.get(column)))])
    return lambda raw: next((said for column in columns if (said := text_of(raw.get(column)))), "")


def first_cell(value: Value) -> Callable[[Raw], Any]:
    """A function that takes the first filled cell as it is, for times and numbers that a workbook keeps as such."""
    columns = value.columns
    if not columns:
        return lambda raw: value.constant
    return lambda raw: next((cell for column in columns if text_of(cell := raw.get(column))), None)
