"""Texts as characters: one form for all ways of writing, and n-grams. Knows no word of any county."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

LOOSE: Final = "的了在是和与及都也还很就又再请说我你您他她它们这那吗呢吧啊"
"""Characters at the ends of a run of words that say nothing."""

_SPACES: Final = re.compile(r"\s+")
_BETWEEN_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff，。；：！？、]) (?=[\u3400-\u9fff，。；：！？、])")
_NOT_SAID: Final = re.compile(r"[^\w]+|_+")
_CLAUSE_END: Final = re.compile(r"[。！？!?；;\n]+")
_POLITE: Final = re.compile(
    r"(?:尊敬的|敬爱的)?(?:各位)?(?:市|县|区|省|书记|市长|县长|区长|局长|厅长|领导|政府|同志|先生|女士|们|/|、)*(?:您|你|大家)?好[!！，,。:：]?"
    r"|尊敬的[^，。：:！!\n]{0,12}[，：:！!\n]|此致|敬礼|盼(?:复|回复|望回复)|望(?:予|给予)?(?:回复|答复)|谢谢[!！。]?"
)


def normalise(text: str) -> str:
    """One form for all ways of writing: half-width Latin and digits, small letters, single spaces, none between Chinese."""
    said = _SPACES.sub(" ", normalize("NFKC", text).casefold()).strip()
    # NFKC makes Chinese punctuation half-width: clauses are found by either, so nothing is lost.
    return _BETWEEN_HAN.sub("", said)


def bare(text: str) -> str:
    """Letters and digits alone, in one form: what two ways of punctuating the same words share."""
    return _NOT_SAID.sub("", normalise(text))


def plain(text: str) -> str:
    """Without greetings and closing formulas, which say nothing of the matter; never empty where the text was not."""
    short = _POLITE.sub(" ", text).strip()
    return short or text.strip()


def clauses(text: str) -> list[str]:
    """Sentences in order, trimmed, without empty ones."""
    return [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]


def grams(text: str, least: int, most: int) -> Iterator[str]:
    """All runs of `least` to `most` characters of `text`, overlapping, shortest first; the text is taken as it is."""
    for size in range(least, most + 1):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def gram_set(text: str, size: int = 2) -> frozenset[str]:
    """The runs of `size` characters of the bare text; the whole where it is shorter; empty for nothing."""
    said = bare(text)
    if len(said) <= size:
        return frozenset((said,)) if said else frozenset()
    return frozenset(said[start : start + size] for start in range(len(said) - size + 1))


def gram_counts(text: str, least: int = 1, most: int = 3) -> Counter[str]:
    """How often each run of characters stands in the bare text."""
    return Counter(grams(bare(text), least, most))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard: what both sets share of what either has, 0 to 1; 0 when both are empty."""
    return len(a & b) / len(a | b) if a or b else 0.0
