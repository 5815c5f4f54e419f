"""Kinds of papers as rooms above tell them at start-up: their parts, those the law requires, their words. Knows no table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Part:
    """One placeholder: its name, what people call it, whether the law requires it.

    `columns` make it a list of rows, each a mapping with these keys: a table, or a paragraph for each row.
    """

    name: str
    label: Text
    required: bool = False
    columns: tuple[tuple[str, Text], ...] = ()


FRAME: Final = (
    Part("title", _("Title of the paper")),
    Part("unit", _("Unit"), required=True),
    Part("number", _("Number of the paper")),
    Part("to", _("To whom it is addressed")),
    Part("day", _("Day of issue"), required=True),
    Part("attachments", _("Enclosures")),
    Part("phone", _("Public telephone")),
    Part("address", _("Public address")),
)
"""Placeholders of every paper."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is printed of a kind in one language: its title, and its body as lines.

    A line is a paragraph with placeholders. `# text` is a heading; `? part: text` is printed where the part is not empty;
    `* part: text` once for each row of the part, called `one`; `| part` is a table of its rows.
    """

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. `outlines` are its built-in words by language; a language without one shows every part under its name.

    `addressed` is whether it begins with the name of whoever gets it.
    """

    code: str
    title: Text
    parts: tuple[Part, ...]
    outlines: Mapping[str, Outline] = field(default_factory=dict)
    addressed: bool = True

    @property
    def all_parts(self) -> dict[str, Part]:
        """Its own parts and those of every paper, by name."""
        return {part.name: part for part in (*FRAME, *self.parts)}

    @property
    def required(self) -> list[Part]:
        """What the law requires."""
        return [part for part in self.all_parts.values() if part.required]

    def missing(self, values: Mapping[str, Any]) -> list[Part]:
        """Required parts of which there is nothing in `values`."""
        return [part for part in self.required if not there(values.get(part.name))]


KINDS: Final[dict[str, Kind]] = {}


def register(*kinds: Kind) -> None:
    """Make these kinds known; told twice, the later word holds, so that start-up may run twice.

    Raises ValueError for a part that has the name of one that every paper has: it would never be printed.
    """
    taken = {part.name for part in FRAME}
    if doubled := {f"{kind.code}.{part.name}" for kind in kinds for part in kind.parts if part.name in taken}:
        raise ValueError(doubled)
    KINDS.update({kind.code: kind for kind in kinds})


def there(value: Any) -> bool:
    """Whether anything would be printed."""
    return bool(value.strip() if isinstance(value, str) else value)
