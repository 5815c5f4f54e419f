"""The neutral definition of a form, as it is kept and as every face reads it: questions in order, lists of choices; pure.

A definition is plain JSON: `name`, `version`, `title`, `languages` (names as the form gives them), `nodes`, `lists`. A node has
`name`, `kind`, `label` and `hint` by language, and what applies of `number`, `list`, `required`, `relevant`, `constraint`,
`message`, `calculation`, `filter` (trees of `expressions`), `default`, `personal`, `readonly`, `appearance`, and for groups and
repeats `nodes`. A choice has `name`, `code` (what is typed from paper), `label`, and its further columns in `row`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias

Node: TypeAlias = dict[str, Any]
GROUP, REPEAT, NOTE, CALCULATE, ONE, MANY, IMAGE = (
    "group",
    "repeat",
    "note",
    "calculate",
    "select_one",
    "select_multiple",
    "image",
)
INTEGER, DECIMAL, DATE, TIME, TEXT, PLACE = "integer", "decimal", "date", "time", "text", "geopoint"
META: Final = ("start", "end", "today")
ASKED: Final = (TEXT, INTEGER, DECIMAL, DATE, TIME, ONE, MANY, PLACE, IMAGE)
"""Kinds that somebody answers."""
CHOOSING: Final = (ONE, MANY)


@dataclass(frozen=True)
class Definition:
    """A form as it was compiled, with quick ways in."""

    data: Mapping[str, Any]

    @property
    def languages(self) -> list[str]:
        """The languages as the form names them; [""] for a form in one language without a name."""
        return list(self.data["languages"])

    @cached_property
    def by_name(self) -> dict[str, Node]:
        """Every node by its name, groups and repeats too."""
        return {node["name"]: node for node, _repeat in self.walk()}

    @cached_property
    def repeat_of(self) -> dict[str, str]:
        """The repeat in which a question stands, by question; questions outside are left out."""
        return {node["name"]: repeat for node, repeat in self.walk() if repeat}

    def walk(self, nodes: list[Node] | None = None, repeat: str = "") -> Iterator[tuple[Node, str]]:
        """Every node in order, with the repeat in which it stands or ""."""
        for node in self.data["nodes"] if nodes is None else nodes:
            yield node, repeat
            if "nodes" in node:
                yield from self.walk(node["nodes"], node["name"] if node["kind"] == REPEAT else repeat)

    def asked(self) -> Iterator[tuple[Node, str]]:
        """Every question somebody answers, with its repeat or ""."""
        return ((node, repeat) for node, repeat in self.walk() if node["kind"] in ASKED)

    def choices(self, node: Node) -> list[dict[str, Any]]:
        """The choices of a question; none for other kinds."""
        found: list[dict[str, Any]] = self.data["lists"].get(node.get("list", ""), [])
        return found

    def personal(self) -> frozenset[str]:
        """The questions whose answers are sealed."""
        return frozenset(node["name"] for node, _repeat in self.walk() if node.get("personal"))


def said(texts: Mapping[str, str] | None, language: str) -> str:
    """A text in that language, else in the first in which there is one."""
    if not texts:
        return ""
    return texts.get(language) or next((text for text in texts.values() if text), "")


def is_chinese(language: str) -> bool:
    """Whether a form's own name of a language means Chinese."""
    low = language.lower()
    return "(zh" in low or "中文" in low or "chinese" in low or "汉语" in low


def language_for(languages: list[str], code: str) -> str:
    """The form's language that belongs to a site language such as `zh-hans` or `en`; the first where none does."""
    chinese = code.startswith("zh")
    for name in languages:
        low = name.lower()
        if is_chinese(name) if chinese else (f"({code[:2]}" in low or (code[:2] == "en" and "english" in low)):
            return name
    return languages[0] if languages else ""
