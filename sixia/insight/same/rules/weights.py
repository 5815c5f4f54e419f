"""How much a pair of characters says: rare ones name places and things, common ones say nothing. Pure; knows no table."""

import math
from array import array
from collections.abc import Iterable
from itertools import pairwise
from typing import Final
from zlib import compress, crc32, decompress

from sixia.kit.search import normalise

BITS: Final = 20
SLOTS: Final = 1 << BITS
STEPS: Final = 16
"""Weights are kept in sixteenths of a natural logarithm, one byte each."""
FEW: Final = 3.0
"""What fewer texts than this hold counts as if so many held it: a slip of the pen is no name."""


def pairs(text: str) -> list[int]:
    """The 32-bit numbers of all neighbouring characters of a text, in order, repeated as they are; none across punctuation."""
    words = normalise(text).split()
    return [number(a + b) for word in words for a, b in pairwise(word)]


def number(term: str) -> int:
    """The signed 32-bit number of a term, the same on each machine."""
    found = crc32(term.encode())
    return found - (1 << 32) if found >> 31 else found


class Weights:
    """How rarely each pair stands in a text, learnt from many; 1 MiB, and as quick as a look into a byte string."""

    __slots__ = ("cap", "table", "texts")

    def __init__(self, table: bytes, texts: int) -> None:
        """`table`: one byte per slot; `texts`: from how many it was learnt. An empty table weighs all alike."""
        self.table, self.texts = table, texts
        self.cap = math.log((texts + 1) / FEW) if texts > FEW else 1.0

    def of(self, pair: int) -> float:
        """Natural logarithm of texts over texts that hold it; never below a sixteenth."""
        return max(1, self.table[pair & (SLOTS - 1)]) / STEPS if self.table else 1.0

    def pack(self) -> bytes:
        """For keeping."""
        return compress(self.table, 6)


def unpack(packed: bytes, texts: int) -> Weights:
    """Weights as they were kept."""
    return Weights(decompress(packed), texts)


NONE: Final = Weights(b"", 0)


def learn(texts: Iterable[str]) -> Weights:
    """Weights from texts: half a second for ten thousand short ones."""
    counts, seen = array("L", bytes(8 * SLOTS)), 0
    for seen, text in enumerate(texts, 1):  # noqa: B007  # the last count is the answer
        for pair in {pair & (SLOTS - 1) for pair in pairs(text)}:
            counts[pair] += 1
    if not seen:
        return NONE
    by_count: dict[int, int] = {}
    for count in set(counts):
        by_count[count] = min(255, max(1, round(STEPS * math.log((seen + 1) / (count + 0.5)))))
    return Weights(bytes([by_count[count] for count in counts]), seen)
