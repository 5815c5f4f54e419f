"""Voices for `sixia hot` from a plain file: its columns are found by their names or named by a map of `sixia import`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


NEEDED: Final = (
    (("text", "title"), "--text", gettext_lazy("the words")),
    (("heard_at",), "--heard-at", gettext_lazy("the day or time at which they were said")),
)
"""Without one of these fields no issue can be found, the option that names its column, and what it holds."""


class NoColumn(Exception):
    """A column that is needed is not there, or nobody knows which it is; says what to do, and which columns there are."""


def columns(table: Table, chosen: Mapping[str, str], rules: ImportMap | None = None) -> dict[str, Value]:
    """Where each field comes from: the column named on the command line, else by the map, else the first one called so. Raises
    NoColumn."""
    found: dict[str, Value] = {}
    for field, names in _names().items():
        column = chosen.get(field) or guessing.first(table.columns, names)
        if column:
            found[field] = Value(columns=(column,))
    if rules is not None:
        mapped = {**rules.voice, **({"place": rules.place["name"]} if "name" in rules.place else {})}
        found |= {field: value for field, value in mapped.items() if field in FIELDS and not chosen.get(field)}
    there = ", ".join(table.columns)[:400]
    for column in (column for value in found.values() for column in value.columns):
        if column not in table.columns:
            raise NoColumn(_("No column “%(name)s”. The file has: %(columns)s.") % {"name": column, "columns": there})
    for fields, option, what in NEEDED:
        if not found.keys() & set(fields):
            given = {"what": what, "option": option, "columns": there}
            raise NoColumn(_("Which column holds %(what)s? Name it with %(option)s COLUMN. The file has: %(columns)s.") % given)
    return found


def voices(table: Table, fields: Mapping[str, Value], zone: ZoneInfo) -> Iterator[tuple[Said | None, str]]:
    """Each row as a voice, or None with what is wrong with it."""
    take: dict[str, Take] = {field: taker(value) for field, value in fields.items()}
    for line, raw in table.rows:
        said = {field: one(raw) for field, one in take.items()}
        title, text = said.get("title", ""), said.get("text", "")
        try:
            at = moment(said.get("heard_at", ""), zone=zone, formats=fields["heard_at"].formats)
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


def _number(text: str) -> int:
    try:
        return max(0, int(float(text)))
    except (ValueError, OverflowError):
        return 0
