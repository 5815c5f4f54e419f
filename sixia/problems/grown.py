"""Where that can be read from which a problem grows and which is no case: rooms above say it at start-up.

This room calls whoever is there and knows none of them by name.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sixia.problems.models import Source


@dataclass(frozen=True, slots=True)
class Where:
    """The address of a thing, and of the first words that somebody said behind it ("" where there are none to read)."""

    url: str
    words: str = ""


Find: TypeAlias = Callable[[Collection[int], Any], Mapping[int, Where]]
_finders: Final[dict[str, Find]] = {}


def register(word: str, find: Find) -> None:
    """Name who knows the things that a source calls “`word`:12”: by their numbers, those that a reader may see."""
    _finders[word] = find


def places(sources: Iterable[Source], who: Any) -> dict[str, Where]:
    """Where `who` may read on, by the name of the source; one question for each kind of thing among them."""
    asked: dict[str, set[int]] = {}
    for row in sources:
        word, _colon, number = row.ref.partition(":")
        if word in _finders and number.isascii() and number.isdigit():
            asked.setdefault(word, set()).add(int(number))
    found = {word: _finders[word](numbers, who) for word, numbers in asked.items()}
    return {f"{word}:{pk}": where for word, rows in found.items() for pk, where in rows.items()}
