"""A text as numbered features: runs of characters of its title and of all its words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from sixia.insight.words.rules.text import normalise

BITS: Final = 19
BUCKETS: Final = 1 << BITS
TITLE, TEXT = "\x01", ""
"""Put before a run, so that the same run counts apart in the title and in the words."""


@dataclass(frozen=True, slots=True)
class Block:
    """Runs of `size` characters of one part; its features together have the length `weight`."""

    part: str
    size: int
    weight: float


BLOCKS: Final = (
    Block(TITLE, 1, 0.6),
    Block(TITLE, 2, 0.85),
    Block(TITLE, 3, 0.6),
    Block(TEXT, 1, 0.7),
    Block(TEXT, 2, 1.0),
    Block(TEXT, 3, 0.7),
)
LONGEST: Final = 2_000
"""Characters of a text that are read: more says no more of its topic."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is read of a voice: its title and all its words."""

    title: str
    text: str


def bucket(feature: str) -> int:
    """The number of a feature, 0 to BUCKETS - 1; the same on every machine."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & (BUCKETS - 1)


def counts(said: Said, blocks: Sequence[Block] = BLOCKS) -> list[Counter[str]]:
    """Per block how often each of its features occurs."""
    parts = {TITLE: normalise(said.title)[:200], TEXT: normalise(said.text)[:LONGEST]}
    return [Counter(_runs(parts[block.part], block)) for block in blocks]


def _runs(text: str, block: Block) -> Iterable[str]:
    size, part = block.size, block.part
    return (part + text[start : start + size] for start in range(len(text) - size + 1))
