"""The mapping file: which column of a foreign file becomes what of a voice; pure, knows no file format and no database."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

TEXTS: Final = ("text", "source_id", "name", "phone", "email", "address", "place_note")
WORDS: Final = ("kind", "channel", "category", "wants")
FLAGS: Final = ("secret", "minor", "urgent")
VOICE: Final = (*TEXTS, *WORDS, *FLAGS, "heard_at")
PLACE: Final = ("code", "name", "mentions", "lat", "lon")
OUTCOME: Final = ("reply", "answered_at", "closed_at", "closed")
SECTIONS: Final = {"voice": VOICE, "place": PLACE, "outcome": OUTCOME}
SETTINGS: Final = ("source", "desk", "time_zone", "language", "encoding", "sheet")


class BadMapping(Exception):
    """A mapping file that cannot be used; the sentence names the line."""


@dataclass(frozen=True, slots=True)
class Value:
    """Where one field's value comes from: columns in turn (`first_of`), put together (`join`), or a constant; and what is
    then done with it: looked up in a `table` (capitals do not matter), `default` when nothing stands there or the table has
    no such word, read by `formats` as a time, or true when it is one of `words`."""

    columns: tuple[str, ...] = ()
    joined: bool = False
    between: str = "\n"
    constant: str = ""
    table: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    formats: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportMap:
    """One mapping file. Each section holds fields by name; `lines` says where a column is named, for refusals."""

    source: str
    voice: Mapping[str, Value]
    place: Mapping[str, Value]
    outcome: Mapping[str, Value]
    desk: str = ""
    time_zone: str = ""
    language: str = "zh-hans"
    encoding: str = ""
    sheet: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, int]:
        """Every column that is asked for, with the line that asks for it."""
        return dict(self.lines)


def read_map(text: str) -> ImportMap:
    """Read a mapping file. Raises BadMapping with a sentence that names the line and says what may stand there."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(_("The map cannot be read: %(reason)s.") % {"reason": error}) from error
    where = _Lines(text)
    _only(raw, (*SETTINGS, *SECTIONS), where)
    said: dict[str, Any] = {name: _setting(raw[name], name, where) for name in SETTINGS if name in raw}
    said.setdefault("source", "")
    sections: dict[str, dict[str, Value]] = {}
    lines: dict[str, int] = {}
    for section, known in SECTIONS.items():
        rows = raw.get(section, {})
        if not isinstance(rows, dict):
            raise _bad(where.of(section), _("“%(name)s” must be a section: [%(name)s].") % {"name": section})
        _only(rows, known, where, section)
        sections[section] = {name: _value(given, where, section, name) for name, given in rows.items()}
        for name, value in sections[section].items():
            lines |= {column: where.of(section, name) for column in value.columns if column not in lines}
    made = ImportMap(**said, voice=sections["voice"], place=sections["place"], outcome=sections["outcome"], lines=lines)
    _complete(made, where)
    return made


def _complete(made: ImportMap, where: "_Lines") -> None:
    if not re.fullmatch(r"[\w.:-]{1,40}", made.source):
        raise _bad(where.of("source"), _("“source” must be a short name without spaces, at most 40 characters."))
    if "text" not in made.voice:
        raise _bad(where.of("voice"), _("[voice] must say which column holds the text."))
    if ("lat" in made.place) != ("lon" in made.place):
        raise _bad(where.of("place"), _("A point needs both “lat” and “lon”."))
    if "closed" in made.outcome and not made.outcome["closed"].words:
        raise _bad(where.of("outcome", "closed"), _('“closed” must say which words mean closed: is = ["…"].'))
    if made.time_zone:
        try:
            ZoneInfo(made.time_zone)
        except (KeyError, ValueError, OSError) as error:
            sentence = _("“%(given)s” is not a time zone such as Asia/Shanghai.")
            raise _bad(where.of("time_zone"), sentence % {"given": made.time_zone}) from error


def _setting(given: Any, name: str, where: "_Lines") -> str:
    if not isinstance(given, str):
        raise _bad(where.of(name), _("“%(name)s” must be a text in quotes.") % {"name": name})
    return given


def _only(raw: Mapping[str, Any], known: tuple[str, ...], where: "_Lines", *section: str) -> None:
    for name in raw:
        if name not in known:
            sentence = _("“%(name)s” is not known here. Known are: %(known)s.")
            raise _bad(where.of(*section, name), sentence % {"name": name, "known": ", ".join(known)})


_KEYS: Final = ("column", "first_of", "join", "with", "constant", "table", "default", "formats", "is")
_SOURCES: Final = ("column", "first_of", "join", "constant")


def _value(given: Any, where: "_Lines", *path: str) -> Value:
    line = where.of(*path)
    if isinstance(given, str):
        return Value(columns=(given,))
    if not isinstance(given, dict):
        raise _bad(line, _('“%(name)s” must be a column\'s name, or a table such as { column = "…" }.') % {"name": path[-1]})
    _only(given, _KEYS, where, *path)
    named = [name for name in _SOURCES if name in given]
    if len(named) != 1:
        sentence = _("“%(name)s” needs exactly one of: %(known)s.")
        raise _bad(line, sentence % {"name": path[-1], "known": ", ".join(_SOURCES)})
    return Value(
        columns=_columns(given, named[0], line),
        joined=named[0] == "join",
        between=_text(given.get("with", "\n"), line, "with"),
        constant=_text(given.get("constant", ""), line, "constant"),
        table={key.strip().casefold(): value for key, value in _table(given.get("table", {}), line).items()},
        default=_text(given.get("default", ""), line, "default"),
        formats=_list(given.get("formats", []), line, "formats"),
        words=tuple(word.strip().casefold() for word in _list(given.get("is", []), line, "is")),
    )


def _columns(given: Mapping[str, Any], name: str, line: int) -> tuple[str, ...]:
    if name == "constant":
        return ()
    return (_text(given[name], line, name),) if name == "column" else _list(given[name], line, name)


def _text(given: Any, line: int, name: str) -> str:
    if isinstance(given, str):
        return given
    raise _bad(line, _("“%(name)s” must be a text in quotes.") % {"name": name})


def _list(given: Any, line: int, name: str) -> tuple[str, ...]:
    if isinstance(given, list) and all(isinstance(item, str) for item in given):
        return tuple(given)
    raise _bad(line, _('“%(name)s” must be a list of texts: ["…", "…"].') % {"name": name})


def _table(given: Any, line: int) -> Mapping[str, str]:
    if isinstance(given, dict) and all(isinstance(value, str) for value in given.values()):
        return given
    raise _bad(line, _('“%(name)s” must be a table of texts: { "…" = "…" }.') % {"name": "table"})


def _bad(line: int, sentence: str) -> BadMapping:
    return BadMapping(_("Line %(line)d of the map: %(sentence)s") % {"line": line, "sentence": sentence})


class _Lines:
    """Where a name stands in the text of a mapping file: TOML readers do not say it."""

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, ...], int] = {}
        section: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), 1):
            if head := re.match(r"\s*\[([^\[\]]+)\]", line):
                section = tuple(part.strip().strip("\"'") for part in head[1].split("."))
                self._at.setdefault(section, number)
            elif key := re.match(r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*[\w-]+)*)\s*=", line):
                parts = tuple(part.strip().strip("\"'") for part in key[1].split("."))
                self._at.setdefault((*section, *parts), number)

    def of(self, *path: str) -> int:
        """The line of this name, or of what it stands in; 1 when it stands nowhere."""
        return next((self._at[end] for end in _shrinking(path) if end in self._at), 1)


def _shrinking(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(len(path), 0, -1):
        yield path[:length]
