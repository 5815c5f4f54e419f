"""How a text is normalised and cut for searching: pure functions, no Django."""

import re
import unicodedata
from dataclasses import dataclass

MAX_PARTS = 12
# Han, kana, bopomofo and the ideographic planes: scripts that put no space between words.
_SOLID = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
_GAP = re.compile(f"(?<=[{_SOLID}]) | (?=[{_SOLID}])")


class _Letters(dict[int, str]):
    """What becomes of each character: letters, digits and marks stay, the rest becomes a space. Filled as it is used."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = kept = char if unicodedata.category(char)[0] in "LNM" else " "
        return kept


_letters = _Letters()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query: `words` that must all occur, and `parts` of them that the index can propose texts by."""

    words: tuple[str, ...]
    parts: tuple[str, ...]


def normalise(text: str) -> str:
    """`text` as it is searched: full-width forms folded, small letters, without punctuation and spaces.

    Between two characters of scripts that put spaces between words, one space stays: "12, 34" is not "1234".
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_letters)
    return _GAP.sub("", " ".join(folded.split()))


def tokens(plain: str) -> list[str]:
    """The single characters and neighbouring pairs of an already normalised text, each once; a space is written `_`."""
    line = plain.replace(" ", "_")
    found = dict.fromkeys(map(str.__add__, line, line[1:]))
    found.update(dict.fromkeys(line))
    found.pop("_", None)
    return list(found)


def wanted(query: str) -> Wanted:
    """What a query asks for: its space-separated words, each as it is searched. No words when it has no letters."""
    words = tuple(dict.fromkeys(plain for word in query.split() if (plain := normalise(word))))
    parts = dict.fromkeys(part for word in words for part in _pairs(word.replace(" ", "_")))
    return Wanted(words, _spread(tuple(parts)))


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


def _spread(parts: tuple[str, ...]) -> tuple[str, ...]:
    """At most MAX_PARTS of them, taken evenly: the words themselves are compared anyway."""
    step = -(-len(parts) // MAX_PARTS)
    return parts[::step] if parts else ()
