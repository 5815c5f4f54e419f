"""Labelled files as plain rows, whatever their columns are called and however they are written. Knows no question."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sixia.interop.importing import guessing
from sixia.interop.importing.cells import text_of
from sixia.interop.importing.files import Unreadable, encoding_for, open_table

Row: TypeAlias = dict[str, str]
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "title": (*guessing.NAMES["voice", "title"], "headline"),
    "text": guessing.NAMES["voice", "text"],
    "label": ("label", "labels", "topic", "category", "class", "标签", "一级标签", "一级分类", "类别", "分类", "诉求类别"),
    "heard_at": guessing.NAMES["voice", "heard_at"],
    "group": ("group", "dup_group", "duplicate_group", "group_id", "重复组", "相近组"),
    "id": ("msg_id", "message_id", "id", *guessing.NAMES["voice", "source_id"]),
    "issue": ("consensus_cluster", "cluster", "cluster_id", "issue", "issue_id", "incident", "问题id", "问题编号", "事件", "簇"),
}
"""What columns are called, the likeliest name first; capitals, spaces and brackets do not matter."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the command line says: `columns` by field where they are called otherwise, and whom to tell what was read."""

    columns: Mapping[str, str]
    tell: Callable[[str], object]


def chosen(options: Mapping[str, Any]) -> Chosen:
    """Of the words after --column; CommandError for those that name no field."""
    found: dict[str, str] = {}
    for word in options.get("column") or ():
        field, mark, name = word.partition("=")
        if field not in NAMES or not mark:
            raise CommandError(
                _("--column takes FIELD=NAME, where FIELD is one of %(fields)s; not “%(word)s”.")
                % {"fields": ", ".join(NAMES), "word": word}
            )
        found[field] = name
    return Chosen(found, options.get("tell") or (lambda sentence: None))


def raw_rows(path: Path) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """The columns of a file and its rows as they are; CommandError for one that cannot be read, or has none."""
    try:
        encoding = encoding_for(path)
        table = open_table(path, encoding=encoding.name if encoding else "utf-8")
        rows = [row for _line, row in table.rows]
    except Unreadable as error:
        raise CommandError(str(error)) from error
    if not rows:
        raise CommandError(_("%(file)s has no rows.") % {"file": path.name})
    return table.columns, rows


def rows_of(paths: Iterable[Path], asked: Chosen, *, need: Sequence[str], take: Sequence[str] = ()) -> list[Row]:
    """Rows with these fields as text. Each of `need` must have a column and a value (`a|b`: at least one of both); rows without
    are left out and counted, `take` is taken where it is there. CommandError says which columns a file lacks and has."""
    return [row for path in paths for row in _rows(path, asked, need, take)]


def where(path: Path, columns: Sequence[str], asked: Chosen, need: Sequence[str], take: Sequence[str] = ()) -> dict[str, str]:
    """Which column holds each field, as far as there is one; CommandError for one of `need` that none holds."""
    fields = [field for one in (*need, *take) for field in one.split("|")]
    found = {field: name for field in fields if (name := _column(field, columns, asked))}
    for one in need:
        if not set(one.split("|")) & found.keys():
            raise CommandError(_missing(path, one, columns))
    return found


def _rows(path: Path, asked: Chosen, need: Sequence[str], take: Sequence[str]) -> list[Row]:
    columns, raw = raw_rows(path)
    found = where(path, columns, asked, need, take)
    fields = [field for one in (*need, *take) for field in one.split("|")]
    rows = [{field: text_of(line.get(found[field])) if field in found else "" for field in fields} for line in raw]
    kept = [row for row in rows if all(any(row[field] for field in one.split("|")) for one in need)]
    said = {
        "file": path.name,
        "rows": len(kept),
        "columns": ", ".join(f"{field} = {name}" for field, name in found.items()),
        "left": len(rows) - len(kept),
    }
    asked.tell(_("%(file)s: %(rows)d rows; %(columns)s; left out for an empty cell: %(left)d.") % said)
    return kept


def _column(field: str, columns: Sequence[str], asked: Chosen) -> str:
    name = asked.columns.get(field)
    if name is None:
        return guessing.first(columns, NAMES[field])
    return name if name in columns else ""


def _missing(path: Path, field: str, columns: Sequence[str]) -> str:
    names = [name for one in field.split("|") for name in NAMES[one][:6]]
    return _(
        "%(file)s has no column for “%(field)s” (such as %(names)s). It has: %(columns)s. "
        "Name it: --column %(first)s=NAME-OF-THE-COLUMN"
    ) % {
        "file": path.name,
        "field": field.replace("|", "/"),
        "names": ", ".join(names),
        "columns": ", ".join(columns)[:400],
        "first": field.split("|", maxsplit=1)[0],
    }
