"""A profile folder read into rows: CSV for long lists, TOML for texts and rules, each row with its line. Knows no table."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from sixia.catalog.rules import lines
from sixia.catalog.rules.book import Content
from sixia.catalog.rules.checking import Problem, check
from sixia.catalog.rules.faults import Fault, ProfileError
from sixia.catalog.rules.rows import SHEETS, CategoryRow, Option, Row, Text, option

HEAD = "profile.toml"
FILES = {
    "category": "categories.csv",
    "term": "terms.csv",
    "norm": "norms.csv",
    "duty": "duties.csv",
    "calendar": "calendars.toml",
    "reply": "replies.toml",
    "question": "questions.toml",
    "redirect": "redirects.toml",
    "emergency": "emergencies.toml",
    "reception": "receptions.toml",
    "rule": "rules.toml",
}
TRUE, FALSE = frozenset({"yes", "true", "1", "是"}), frozenset({"no", "false", "0", "否", ""})
DERIVED = frozenset({"seq", "path"})
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_UNREADABLE = gettext_lazy(
    "The file cannot be read. It must be UTF-8 text: in a spreadsheet, save it as “CSV UTF-8”. (%(error)s)"
)

Record = tuple[int, dict[str, Any]]
"""A line number and the values found there."""


def read(folder: Path) -> Content:
    """All that the folder says. Raises ProfileError with every fault found, each with file, line and a sentence."""
    if not (folder / HEAD).is_file():
        raise ProfileError([Fault(str(folder / HEAD), 0, _("There is no such file; a profile folder must contain it."))])
    reader = _Reader(folder)
    content = reader.content()
    if problems := check(content):
        raise ProfileError([reader.place(problem) for problem in problems])
    return content


class _Reader:
    """One reading of one folder: collects faults, and remembers where each row stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.lines: dict[tuple[str, str], int] = {}

    def content(self) -> Content:
        head = self._toml(HEAD)
        name, languages, title = head.get("name", ""), head.get("languages", []), head.get("title", {})
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            self.faults.append(Fault(HEAD, 0, _("“name” must be a short word such as cn-county.")))
        if not _is_list_of(str, languages) or not languages:
            self.faults.append(Fault(HEAD, 0, _('“languages” must be a list such as ["zh", "en"].')))
        if not isinstance(title, dict) or not title or not _is_list_of(str, list(title.values())):
            self.faults.append(Fault(HEAD, 0, _('“title” must be a text per language, such as { zh = "...", en = "..." }.')))
        sheets = {sheet: self._sheet(sheet, kind) for sheet, kind in SHEETS.items()}
        if self.faults:
            raise ProfileError(self.faults)
        return Content(profile=name, title=Text(title), languages=tuple(languages), sheets=sheets)

    def place(self, problem: Problem) -> Fault:
        return Fault(FILES[problem.sheet], self.lines.get((problem.sheet, problem.key), 0), problem.sentence)

    def _sheet(self, sheet: str, kind: type[Row]) -> tuple[Row, ...]:
        rows: list[Row] = []
        file = FILES[sheet]
        for line, record in self._records(sheet, file):
            row = self._row(kind, record, file, line, len(rows) + 1)
            if row is None:
                continue
            if (sheet, row.key) in self.lines:
                first = self.lines[sheet, row.key]
                said = _("“%(key)s” stands here a second time; the first is in line %(line)s.")
                self.faults.append(Fault(file, line, said % {"key": row.key, "line": first}))
                continue
            self.lines[sheet, row.key] = line
            rows.append(row)
        return with_paths(rows) if sheet == "category" else tuple(rows)

    def _row(self, kind: type[Row], record: dict[str, Any], file: str, line: int, seq: int) -> Row | None:
        try:
            return kind(seq=seq, **_typed(kind, record))
        except ValueError as error:
            self.faults.append(Fault(file, line, str(error)))
        except TypeError:
            needed = [f.name for f in fields(kind) if f.name not in record and f.name != "seq"]
            said = _("Something is missing here; this row may have: %(fields)s.")
            self.faults.append(Fault(file, line, said % {"fields": ", ".join(needed)}))
        return None

    def _records(self, sheet: str, file: str) -> Iterator[Record]:
        path = self.folder / file
        if not path.is_file():
            if sheet not in ("redirect", "reply", "reception"):
                self.faults.append(Fault(file, 0, _("There is no such file; a profile folder must contain it.")))
            return
        if path.suffix == ".csv":
            yield from self._csv(file)
        elif sheet == "rule":
            yield from self._rules(file)
        else:
            yield from self._tables(sheet, file)

    def _csv(self, file: str) -> Iterator[Record]:
        text = self._text(file)
        reader = csv.DictReader(StringIO(text, newline=""))
        for record in reader:
            cells = {name: (value or "").strip() for name, value in record.items() if name is not None}
            if None in record:
                self.faults.append(Fault(file, reader.line_num, _("This line has more cells than the first line has names.")))
            elif any(cells.values()) and not next(iter(cells.values())).startswith("#"):
                yield reader.line_num, {name: value for name, value in cells.items() if value != ""}

    def _tables(self, sheet: str, file: str) -> Iterator[Record]:
        table = self._toml(file)
        found = lines.of_tables(self._text(file), sheet)
        for name in table.keys() - {sheet}:
            self.faults.append(Fault(file, 0, _("“%(field)s” means nothing here.") % {"field": name}))
        records = table.get(sheet, [])
        if not _is_list_of(dict, records):
            self.faults.append(Fault(file, 0, _("Each entry must begin with [[%(sheet)s]].") % {"sheet": sheet}))
            return
        for index, record in enumerate(records):
            line = found[index] if index < len(found) else 0
            yield line, _calendar(record) if sheet == "calendar" else dict(record)

    def _rules(self, file: str) -> Iterator[Record]:
        found = lines.of_keys(self._text(file))
        for section, values in self._toml(file).items():
            for name, value in values.items() if isinstance(values, Mapping) else [("", values)]:
                code = f"{section}.{name}".rstrip(".")
                yield found.get(code, 0), {"code": code, "value": value}

    def _toml(self, file: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text(file))
        except tomllib.TOMLDecodeError as error:
            fault = Fault(file, lines.of_error(str(error)), _("This is not valid TOML: %(error)s") % {"error": error})
            if fault not in self.faults:
                self.faults.append(fault)
            return {}

    def _text(self, file: str) -> str:
        try:
            return (self.folder / file).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            self.faults.append(Fault(file, 0, _UNREADABLE % {"error": error}))
            return ""


def with_paths(rows: list[Row]) -> tuple[Row, ...]:
    """The categories with their paths; one whose parents are unknown or go in a circle keeps the path ""."""
    known = {row.key: row for row in rows if isinstance(row, CategoryRow)}

    def path(code: str, seen: tuple[str, ...] = ()) -> str:
        row = known.get(code)
        if row is None or code in seen:
            return ""
        above = path(row.parent, (*seen, code)) if row.parent else "/"
        return f"{above}{code}/" if above else ""

    return tuple(replace(row, path=path(code), inner=row.inner or row.name) for code, row in known.items())


def _calendar(record: Mapping[str, Any]) -> dict[str, Any]:
    data = {name: _json(value) for name, value in record.items() if name not in ("code", "source")}
    code = record.get("code", "")
    return {"code": code, "source": record.get("source", {}), "data": {"name": code, **data}}


def _is_list_of(kind: type, value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _json(value: Any) -> Any:
    if isinstance(value, list):
        return [_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: type[Row], record: Mapping[str, Any]) -> dict[str, Any]:
    """The record's values by the types of the row's fields; ValueError with a sentence for what does not fit."""
    known = {f.name: f.type for f in fields(kind) if f.name not in DERIVED}
    values: dict[str, Any] = {}
    for name, raw in record.items():
        base, _dash, language = name.rpartition("_")
        if name in known:
            values[name] = _value(name, known[name], raw)
        elif known.get(base) is Text and language:
            values[base] = Text({**(values[base].said if base in values else {}), language: _value(name, str, raw)})
        else:
            said = _("There is no column “%(field)s”. Known are: %(fields)s.")
            raise ValueError(said % {"field": name, "fields": ", ".join(known)})
    return values


def _value(name: str, kind: Any, raw: Any) -> Any:
    if kind not in _CONVERT:
        return raw
    convert, sentence = _CONVERT[kind]
    try:
        return convert(raw)
    except (TypeError, ValueError, AttributeError, KeyError):
        raise ValueError(f"{name}: {_(sentence)}") from None


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or int(raw) < 0:
        raise ValueError
    return int(raw)


def _flag(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw.lower() not in TRUE | FALSE:
        raise ValueError
    return raw.lower() in TRUE


def _words(raw: Any) -> tuple[str, ...]:
    if isinstance(raw, str):
        for mark in ";；|":
            raw = raw.replace(mark, "、")
        raw = raw.split("、")
    return tuple(dict.fromkeys(word.strip() for word in raw if word.strip()))


def _line(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError
    return raw.strip()


def _said(raw: Any) -> Text:
    return Text({language: _line(words) for language, words in raw.items()})


def _options(raw: Any) -> tuple[Option, ...]:
    return tuple(option({name: _line(words) for name, words in one.items()}) for one in raw)


_CONVERT: dict[Any, tuple[Callable[[Any], Any], str]] = {
    int: (_whole, gettext_noop("It must be a whole number.")),
    bool: (_flag, gettext_noop("It must be yes or no.")),
    str: (_line, gettext_noop("It must be a text.")),
    Text: (_said, gettext_noop('It must be a text per language, such as { zh = "...", en = "..." }.')),
    tuple[str, ...]: (_words, gettext_noop("It must be a list of words.")),
    tuple[Option, ...]: (_options, gettext_noop('It must be a list such as [{ value = "yes", zh = "...", en = "..." }].')),
}
