"""Voices for `sixia hot` from a plain file: its columns are found by their names or named by a map of `sixia import`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from sixia.insight.hot.rules.marks import Said
from sixia.insight.words.rules.hints import said_before
from sixia.interop.importing import guessing
from sixia.interop.importing.cells import Raw, taker
from sixia.interop.importing.dates import Undated, moment
from sixia.interop.importing.files import Table
from sixia.interop.importing.mapping import ImportMap, Value

OTHER: Final[dict[str, tuple[str, ...]]] = {
    "who": ("user", "留言用户", "user_id", "账号", "用户", "联系电话", "电话", "phone", "caller", "requester", "姓名", "诉求人"),
    "up": ("likes", "点赞数", "点赞", "赞", "支持", "支持数", "votes", "upvotes", "like"),
    "down": ("dislikes", "反对数", "反对", "踩", "downvotes", "dislike"),
}
"""Column names people use for what an import does not read, the likeliest first."""
FIELDS: Final = ("text", "title", "heard_at", "category", "place", *OTHER)

Take = Callable[[Raw], str]


class NoText(Exception):
    """No column holds the words; says which columns there are."""


def columns(table: Table, chosen: Mapping[str, str], rules: ImportMap | None = None) -> dict[str, Value]:
    """Where each field comes from: named on the command line, then by the map, then the first column called so. Raises NoText."""
    found: dict[str, Value] = {}
    for field, names in _names().items():
        column = chosen.get(field) or guessing.first(table.columns, names)
        if column:
            found[field] = Value(columns=(column,))
    if rules is not None:
        found |= {field: value for field, value in rules.voice.items() if field in FIELDS}
        found |= {"place": rules.place["name"]} if "name" in rules.place else {}
    missing = [column for value in found.values() for column in value.columns if column not in table.columns]
    if missing or not {"text", "title"} & found.keys():
        raise NoText(_("No column “%(name)s”. The file has: %(columns)s.") % _there(missing, table))
    return found


def voices(table: Table, fields: Mapping[str, Value], zone: ZoneInfo) -> Iterator[tuple[Said | None, str]]:
    """Each row as a voice, or None with what is wrong with it."""
    take: dict[str, Take] = {field: taker(value) for field, value in fields.items()}
    for line, raw in table.rows:
        said = {field: one(raw) for field, one in take.items()}
        title, text = said.get("title", ""), said.get("text", "")
        try:
            at = moment(said.get("heard_at", ""), zone=zone, formats=fields["heard_at"].formats if "heard_at" in fields else ())
        except Undated:
            at = None
        if at is None or not (title or text):
            yield None, _("Line %(line)d: no time or no words") % {"line": line}
            continue
        yield (
            Said(
                key=line,
                at=at,
                title=title or text[:40],
                text=text,
                who=said.get("who", ""),
                place=said.get("place", ""),
                topic=said.get("category", ""),
                up=_number(said.get("up", "")),
                down=_number(said.get("down", "")),
                again=said_before(text),
            ),
            "",
        )


def _names() -> dict[str, tuple[str, ...]]:
    known = {field: names for (_section, field), names in guessing.NAMES.items() if field in FIELDS}
    return {**known, "place": guessing.NAMES["place", "name"], **OTHER}


def _there(missing: list[str], table: Table) -> dict[str, str]:
    return {"name": missing[0] if missing else "text", "columns": ", ".join(table.columns)[:400]}


def _number(text: str) -> int:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return 0
