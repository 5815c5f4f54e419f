"""One row of a list of places, cleaned or refused with its reason; and the difference between two years."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sixia.places.rules import codes

COLUMNS: Final = {
    "code": ("code", "代码", "区划代码", "行政区划代码", "统计用区划代码"),
    "name": ("name", "名称", "区划名称", "地名"),
    "level": ("level", "级别", "层级"),
    "kind": ("kind", "城乡分类", "城乡分类代码", "urban_rural_class"),
    "lat": ("lat", "latitude", "纬度"),
    "lon": ("lon", "lng", "longitude", "经度"),
    "households": ("households", "户数"),
    "population": ("population", "人口", "人口数"),
}
PARENTS: Final = ("parent", "parent_code", "上级代码", "streetCode", "areaCode", "cityCode", "provinceCode")
LONGEST_NAME: Final = 100
MOST_PEOPLE: Final = 2_000_000_000
_SPACE = re.compile(r"\s+")
_KIND = re.compile(r"(11[12]|12[1-3]|2[12]0)?\Z")


class Row(NamedTuple):
    """A place as a list gives it. `parent` is a code, "" when the code itself says it; `kind` the urban-rural class."""

    code: str
    name: str
    level: str
    parent: str = ""
    kind: str = ""
    lat: float | None = None
    lon: float | None = None
    households: int | None = None
    population: int | None = None
    source: str = ""
    line: int = 0


class Fault(NamedTuple):
    """A row that was left out: where it stood, which rule it breaks, what was given, and the code when that was good."""

    source: str
    line: int
    reason: str
    given: str
    code: str = ""


class Known(NamedTuple):
    """A place as the database has it now."""

    id: int
    code: str
    name: str
    level: str
    parent_id: int | None
    path: str
    kind: str
    lat: float | None
    lon: float | None
    households: int | None
    population: int | None
    valid_from: Any
    valid_to: Any


class _BadError(ValueError):
    """Carries (reason, given)."""


def clean(raw: Mapping[str, Any], *, source: str, line: int) -> Row | Fault:
    """A row from a mapping of column name → cell; columns under any of the names in COLUMNS, unknown ones ignored.

    Reasons of faults: code, name, level, kind, coordinates, number.
    """
    cells = {str(key).strip(): value for key, value in raw.items()}
    code = ""
    try:
        code, parent, level = _position(cells)
        lat, lon = _spot(_cell(cells, "lat"), _cell(cells, "lon"))
        kind = _cell(cells, "kind")
        if not _KIND.match(kind):
            raise _BadError("kind", kind)
        name = _name(_cell(cells, "name"))
        households, population = _count(_cell(cells, "households")), _count(_cell(cells, "population"))
    except _BadError as bad:
        reason, given = bad.args
        return Fault(source, line, reason, given, code or codes.canonical(_cell(cells, "code")))
    return Row(code, name, level, parent, kind, lat, lon, households, population, source, line)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def _cell(cells: Mapping[str, Any], name: str) -> str:
    for column in COLUMNS[name]:
        if (value := cells.get(column)) is not None:
            return _text(value)
    return ""


def _position(cells: Mapping[str, Any]) -> tuple[str, str, str]:
    given = _cell(cells, "code")
    code = codes.canonical(given)
    if not code:
        raise _BadError("code", given)
    parent = next((text for column in PARENTS if (text := _text(cells.get(column)))), "")
    if parent and not codes.canonical(parent):
        raise _BadError("parent", parent)
    if parent and len(code) <= len(parent) < len(given) <= codes.PADDED_FROM:
        code = given  # 441900 under 4419: a city without counties, which the statistics list as its own county
    level = _cell(cells, "level") or codes.level_of(code)
    if level not in codes.RANK:
        raise _BadError("level", level)
    return code, "" if parent == codes.parent_code(code) else codes.canonical(parent), level


def _name(text: str) -> str:
    name = _SPACE.sub(" ", "".join(char for char in text if unicodedata.category(char)[0] != "C"))
    if not name or len(name) > LONGEST_NAME:
        raise _BadError("name", text[:LONGEST_NAME])
    return name


def _spot(lat: str, lon: str) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise _BadError("coordinates", f"{lat}, {lon}") from None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise _BadError("coordinates", f"{lat}, {lon}")
    return north, east


def _count(text: str) -> int | None:
    if not text:
        return None
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MOST_PEOPLE):
        raise _BadError("number", text)
    return int(digits)


@dataclass
class Difference:
    """What a new list changes at one level. `followers` are (old, row, note): the row stands where the old place stood."""

    added: list[Row] = field(default_factory=list)
    followers: list[tuple[Known, Row, str]] = field(default_factory=list)
    same: list[tuple[Known, Row]] = field(default_factory=list)
    closed: list[Known] = field(default_factory=list)


def difference(
    known: Iterable[Known],
    rows: Iterable[Row],
    keys_of_known: Callable[[Known], tuple[Hashable, ...]],
    keys_of_row: Callable[[Row], tuple[Hashable, ...]],
) -> Difference:
    """Who stayed, who follows whom, who is new, who is gone. All at one level, each code at most once on either side.

    First code and name together; then an unambiguous name within each of the keys in turn (recoded: the parent, then
    the county); then the code alone (renamed). So a code reissued to another place does not drag its history along
    when the list shows where the old place went.
    """
    out = Difference()
    old = {place.code: place for place in known}
    new = {row.code: row for row in rows}
    for code in [code for code, row in new.items() if code in old and old[code].name == row.name]:
        out.same.append((old.pop(code), new.pop(code)))
    if old and new:
        keyed_old = {code: keys_of_known(place) for code, place in old.items()}
        keyed_new = {code: keys_of_row(row) for code, row in new.items()}
        for turn in range(min(map(len, [*keyed_old.values(), *keyed_new.values()]))):
            _match_names(out, old, new, lambda c, t=turn: keyed_old[c][t], lambda c, t=turn: keyed_new[c][t])  # type: ignore[misc]
    for code in [code for code in new if code in old]:
        out.followers.append((old.pop(code), new.pop(code), "renamed"))
    out.added, out.closed = list(new.values()), list(old.values())
    return out


def _match_names(
    out: Difference,
    old: dict[str, Known],
    new: dict[str, Row],
    key_old: Callable[[str], Hashable],
    key_new: Callable[[str], Hashable],
) -> None:
    olds: dict[Hashable, list[str]] = defaultdict(list)
    for code, place in old.items():
        olds[key_old(code), place.name].append(code)
    counts = Counter((key_new(code), row.name) for code, row in new.items())
    for code, row in list(new.items()):
        key = (key_new(code), row.name)
        if counts[key] == 1 and len(olds[key]) == 1:
            out.followers.append((old.pop(olds[key][0]), new.pop(code), "recoded"))
