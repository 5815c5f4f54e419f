"""Outlines read: lines become blocks; where a kind has none in a language, each part stands under its name."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from django.utils import translation

from sixia.papers.rules.kinds import Kind, Outline, Part

Style = Literal["body", "heading", "table"]
LINE: Final = re.compile(r"(?P<mark>[?*]) (?P<part>\w+): (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table; `when` names the part that must be there, `each` the part whose rows it repeats."""

    style: Style
    text: str
    when: str = ""
    each: str = ""


def outline_of(kind: Kind, language: str) -> Outline:
    """The built-in words of a kind, or a plain list of its parts."""
    known = kind.outlines.get(language)
    if known is not None:
        return known
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        return Outline(str(kind.title), "\n".join(line for part in kind.parts for line in _plain(part)))


def blocks(outline: Outline) -> list[Block]:
    """The body in order."""
    return [_block(line.strip()) for line in outline.body.splitlines() if line.strip()]


def _block(line: str) -> Block:
    if line.startswith("# "):
        return Block("heading", line[2:])
    if line.startswith("| "):
        return Block("table", "", when=line[2:])
    found = LINE.fullmatch(line)
    if found is None:
        return Block("body", line)
    part, text = found["part"], found["text"]
    style: Style = "heading" if text.startswith("# ") else "body"
    text = text.removeprefix("# ")
    return Block(style, text, when=part) if found["mark"] == "?" else Block(style, text, each=part)


def _plain(part: Part) -> list[str]:
    head = f"? {part.name}: # {part.label}"
    return [head, f"| {part.name}" if part.columns else f"? {part.name}: {{{{ {part.name} }}}}"]
