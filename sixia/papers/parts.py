"""One XML part of a Word file read by its elements, so that no other way to write the same thing hides anything. Pure."""

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

LIVE_KINDS: Final = frozenset(
    {"afchunk", "attachedtemplate", "control", "externallink", "frame", "oleobject", "package", "subdocument", "vbaproject"}
)
"""Relationships that put something foreign or living into a document, by the last word of their type."""
LIVE_FIELDS: Final = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON)\b|^\s*(?:IMPORT|LINK|DATABASE|RD)\b|\{[{%#]",
    re.IGNORECASE | re.MULTILINE,
)
"""Field codes that fetch or run something, and placeholders within a field code, which could put one together."""
FIELD_TEXTS: Final = frozenset({"instrText", "delInstrText"})
XML_ENDINGS: Final = (".xml", ".rels", ".svg")


class Unreadable(Exception):
    """The part is no plain XML in UTF-8."""


@dataclass(slots=True)
class Part:
    """What of one part could act: `outside` it fetches something, `living` it holds or names something that runs, `fields` the
    code of its fields; `misnamed` that a content type takes a part for XML whose name does not say so."""

    outside: bool = False
    living: bool = False
    misnamed: bool = False
    codes: list[str] = field(default_factory=list)

    @property
    def fields(self) -> bool:
        """Whether a field fetches or runs something; a field's code may be spread over many runs."""
        return bool(LIVE_FIELDS.search("".join(self.codes)))


def read(body: bytes) -> Part:
    """Look at every element. Raises Unreadable for what is broken, not UTF-8, or declares entities."""
    found, parser = Part(), expat.ParserCreate(namespace_separator=" ")
    inside: list[bool] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        inside.append(local in FIELD_TEXTS)
        _element(found, local, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def words(text: str) -> None:
        if inside and inside[-1]:
            found.codes.append(text)

    parser.StartElementHandler, parser.CharacterDataHandler = begin, words
    parser.EndElementHandler = lambda _name: inside.pop()
    parser.XmlDeclHandler = _declared
    parser.StartDoctypeDeclHandler = _entities
    try:
        body.decode("utf-8")
        parser.Parse(body, True)
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise Unreadable from error
    return found


def _declared(_version: str, encoding: str | None, _alone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
        raise Unreadable


def _entities(*_given: object) -> None:
    raise Unreadable


def _element(found: Part, local: str, given: dict[str, str]) -> None:
    if local == "Relationship":
        kind = given.get("Type", "").rpartition("/")[2].lower()
        found.outside |= given.get("TargetMode") == "External" and kind != "hyperlink"
        found.living |= kind in LIVE_KINDS
    elif local in ("Override", "Default"):
        name = given.get("PartName") or "." + given.get("Extension", "")
        found.misnamed |= given.get("ContentType", "").lower().endswith("xml") and not name.endswith(XML_ENDINGS)
    elif local == "fldChar":
        found.codes.append("\n")
    elif "instr" in given:
        found.codes.append(f"\n{given['instr']}\n")
