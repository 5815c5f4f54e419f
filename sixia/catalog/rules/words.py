"""Finding a profile's words in what people wrote: emergencies and likely categories. Knows no table and no model."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from sixia.catalog.rules.rows import CategoryRow, EmergencyRow, Text

_LATIN = re.compile(r"[\x00-\u024f]+")
_NUMBER = re.compile(r"\W{0,2}\w{0,4}?\W{0,2}\d{15}")
"""Digits as many as an identity or bank card has, right behind the word for it."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """A danger that a text speaks of: the words that say so, the number to call, what to tell the person."""

    code: str
    words: tuple[str, ...]
    number: str
    advice: Text


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A likely category: the words that led to it, and a score that only orders suggestions for one text."""

    category: str
    words: tuple[str, ...]
    score: float


class Finder:
    """The words of one edition, ready to be looked for."""

    def __init__(self, categories: Sequence[CategoryRow], emergencies: Sequence[EmergencyRow], doubt: Sequence[str] = ()) -> None:
        self._emergencies = [(row, _any(row.words), _unless(row, doubt)) for row in emergencies]
        self._holders: dict[str, list[CategoryRow]] = {}
        for row in categories:
            names = (part for name in row.name.said.values() for part in name.split("、"))
            for word in {_fold(word) for word in (*names, *row.synonyms, *row.keywords)}:
                self._holders.setdefault(word, []).append(row)
        self._words = _any(self._holders, overlapping=True)

    def emergency(self, text: str) -> list[Emergency]:
        """Dangers in the text. Expressions that only look like one (`unless`) are blotted out before the words are sought."""
        folded = _fold(text)
        found = []
        for row, words, unless in self._emergencies:
            rest = unless.sub("\0", folded) if unless else folded
            if words and (hits := tuple(dict.fromkeys(words.findall(rest)))):
                found.append(Emergency(row.code, hits, row.number, row.advice))
        return found

    def classify(self, text: str, *, most: int) -> list[Suggestion]:
        """Categories by the total length of their words in the text; a word that several categories have counts less for each."""
        hits: dict[str, tuple[CategoryRow, list[str]]] = {}
        for word in self._found(_fold(text)):
            for row in self._holders[word]:
                hits.setdefault(row.code, (row, []))[1].append(word)
        scored = [(self._score(words), row, tuple(words)) for row, words in hits.values()]
        scored.sort(key=lambda one: (-one[0], -one[1].depth, one[1].seq))
        return [Suggestion(row.code, words, round(score, 2)) for score, row, words in scored[:most]]

    def _found(self, text: str) -> list[str]:
        """The words in the text, longest first, without those that stand only inside a longer one.

        What a long number follows (“my identity card is 11…”) says who speaks, not what about.
        """
        if self._words is None:
            return []
        said = (m for m in self._words.finditer(text) if not _NUMBER.match(text, m.end(1)))
        seen = sorted({_known(m.group(1), self._holders) for m in said}, key=lambda w: (-len(w), w))
        kept: list[str] = []
        for word in seen:
            if not any(word in longer for longer in kept):
                kept.append(word)
        return kept

    def _score(self, words: Iterable[str]) -> float:
        return sum(_weight(word) / len(self._holders[word]) for word in words)


def _fold(text: str) -> str:
    return normalize("NFKC", text).casefold().strip()


def _weight(word: str) -> float:
    """A Chinese character says about as much as three Latin letters."""
    return len(word) / 3 if _LATIN.fullmatch(word) else len(word)


def _any(words: Iterable[str], *, overlapping: bool = False) -> re.Pattern[str] | None:
    """One expression for all words, longer ones first; Latin words only whole, with their plural."""
    parts = [_part(word) for word in sorted({_fold(word) for word in words if word.strip()}, key=lambda w: (-len(w), w))]
    if not parts:
        return None
    body = "|".join(parts)
    return re.compile(f"(?=({body}))" if overlapping else body)


def _unless(row: EmergencyRow, doubt: Sequence[str]) -> re.Pattern[str] | None:
    """What is blotted out: the row's own expressions, and its words shortly after a word of doubt in the same clause."""
    parts = [_part(_fold(word)) for word in row.unless]
    if doubt and not row.always:
        before, words = "|".join(_part(_fold(word)) for word in doubt), "|".join(_part(_fold(word)) for word in row.words)
        parts.append(rf"(?:{before})[^,.;:!?，。；：！？、\n]{{0,8}}?(?:{words})")
    return re.compile("|".join(sorted(parts, key=len, reverse=True))) if parts else None


def _part(word: str) -> str:
    return rf"(?<![a-z0-9]){re.escape(word)}(?:e?s)?(?![a-z0-9])" if _LATIN.fullmatch(word) else re.escape(word)


def _known(found: str, words: Iterable[str]) -> str:
    """The listed word behind what stood in the text: itself, or its singular."""
    return next(one for one in (found, found.removesuffix("s"), found.removesuffix("es")) if one in words)
