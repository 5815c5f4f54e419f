"""The words of a county, learnt from its own voices without any dictionary: which runs of characters are words, and how rare."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Any, Final

from sixia.insight.words.rules.endings import AREA, KIND
from sixia.insight.words.rules.entities import WIDE, entities

LONGEST: Final = 6
LONG: Final = 4
"""Words of so many characters may hold others."""
LEAST: Final = 4
"""A run that stands less often is nobody's word."""
FIRM: Final = 20.0
"""So many times more often than its parts would meet by chance must a run stand together."""
LOOSE: Final = 0.75
"""A run that goes on with the same character this often is a piece of a longer word."""
FREE: Final = 0.34
"""A part whose neighbour is never more than this share of its uses stands by itself: what holds it is several words."""
NAME_MOST: Final = 0.02
NAME_RARE: Final = 30
"""A name stands in no more than this share of all texts, or in few."""
FOLLOWED: Final = 0.3
"""A word that an ending such as “road” follows this often is a name."""
_GAPS: Final = re.compile(r"[^\w]+|_+")
_FOREIGN: Final = re.compile(r"[\x00-\u02ff]+")
_WHERE: Final = frozenset(ending for ending, kind in KIND.items() if kind != AREA)

Runs = dict[str, int]


@dataclass(frozen=True)
class Lexicon:
    """Words with how often they stand, in how many of the `texts` texts they stand, and which of them are names of places or
    bodies. `total` is the number of characters it was learnt from."""

    words: Mapping[str, int] = field(default_factory=dict)
    chars: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    spread: Mapping[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    texts: int = 0

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Lexicon":
        """From what `plain` gave."""
        return cls(body["words"], body["chars"], body["total"], body["spread"], frozenset(body["names"]), body["texts"])

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "words": dict(self.words),
            "chars": dict(self.chars),
            "total": self.total,
            "spread": dict(self.spread),
            "names": sorted(self.names),
            "texts": self.texts,
        }

    @cached_property
    def _weigh(self) -> dict[str, float]:
        whole = log(max(self.total, 2))
        return {run: log(n) - whole for table in (self.chars, self.words) for run, n in table.items()}

    def split(self, text: str) -> list[str]:
        """The likeliest words of a text in its one form, in order; what no word covers falls into characters."""
        return [word for run in runs(text) for word in ((run,) if _FOREIGN.fullmatch(run) else self._best(run))]

    @cached_property
    def _within(self) -> dict[str, tuple[str, ...]]:
        return {}

    def within(self, word: str) -> tuple[str, ...]:
        """The words that a long word is made of, where it is: “街边油烟” holds “油烟” whoever writes it in one or two."""
        if len(word) < LONG or _FOREIGN.fullmatch(word):
            return ()
        if word not in self._within:
            self._within[word] = tuple(part for part in self._best(word, len(word) - 1) if len(part) > 1)
        return self._within[word]

    def all_of(self, words: Iterable[str]) -> Iterator[str]:
        """The words and those within them. A name that holds a name is that name, and what else it holds is nobody's matter."""
        for word in words:
            parts = self.within(word)
            inner = [part for part in parts if part in self.names] if word in self.names else list(parts)
            if not inner or word not in self.names:
                yield word
            yield from inner

    def rare(self, word: str) -> float:
        """How much a word says: the logarithm of how few texts hold it; 0 for what stands in all or in one alone."""
        held = self.spread.get(word, 0)
        return log(self.texts / held) if held > 1 else 0.0

    def _best(self, run: str, longest: int = LONGEST) -> Iterator[str]:
        weigh, size = self._weigh, len(run)
        unknown = -log(max(self.total, 2)) - 1
        best, back = [0.0] + [-1e12] * size, [0] * (size + 1)
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + longest) + 1):
                worth = weigh.get(run[start:end], unknown if end == start + 1 else None)
                if worth is not None and here + worth > best[end]:
                    best[end], back[end] = here + worth, start
        ends = [size]
        while ends[-1]:
            ends.append(back[ends[-1]])
        ends.reverse()
        return (run[a:b] for a, b in itertools.pairwise(ends))


def runs(text: str) -> list[str]:
    """The stretches between gaps and punctuation."""
    return [run for run in _GAPS.split(text) if run]


def learn(texts: Sequence[str]) -> Lexicon:
    """Learn from texts in their one form. Time and memory grow with their characters: some 2 s for a million characters."""
    stretches = [run for text in texts for run in runs(text)]
    han = [run for run in stretches if not _FOREIGN.fullmatch(run)]
    total = sum(map(len, stretches))
    counts = _count(han)
    foreign = Counter(run for run in stretches if len(run) > 1 and _FOREIGN.fullmatch(run))
    words = _words(counts, max(total, 1)) | {run: n for run, n in foreign.items() if n >= LEAST}
    raw = Lexicon(words, dict(counts[1]), total)
    said = [raw.split(text) for text in texts]
    spread = Counter(word for one in said for word in set(raw.all_of(one)) if len(word) > 1)
    return Lexicon(words, dict(counts[1]), total, dict(spread), _names(said, spread, len(texts)), len(texts))


def _count(stretches: Sequence[str]) -> list[Runs]:
    """How often each run of each length stands; a longer one is only looked for where its parts stand often enough."""
    counts: list[Runs] = [{}, dict(Counter(char for run in stretches for char in run))]
    for size in range(2, LONGEST + 2):
        before, found = counts[-1], Counter[str]()
        for run in stretches:
            for at in range(len(run) - size + 1):
                if size == 2 or (run[at : at + size - 1] in before and run[at + 1 : at + size] in before):
                    found[run[at : at + size]] += 1
        counts.append({run: n for run, n in found.items() if n >= LEAST})
    return counts


def _words(counts: Sequence[Runs], total: int) -> Runs:
    """The runs that are words: firm inside, free at both ends, and not several words in a row."""
    flat = {run: n for table in counts[1 : LONGEST + 1] for run, n in table.items()}
    right, left = _extended(counts)
    found: Runs = {}
    for size in range(2, LONGEST + 1):
        for run, n in counts[size].items():
            if max(right.get(run, 0), left.get(run, 0)) > LOOSE * n:
                continue
            cuts = [(run[:at], run[at:]) for at in range(1, size)]
            if min(n * total / (flat[a] * flat[b]) for a, b in cuts) < FIRM:
                continue
            if not any(_several(a, b, found, right, left) for a, b in cuts):
                found[run] = n
    return found


def _extended(counts: Sequence[Runs]) -> tuple[Runs, Runs]:
    """How often each run goes on with its commonest right and its commonest left neighbour."""
    right: Runs = {}
    left: Runs = {}
    for table in counts[3:]:
        for run, n in table.items():
            right[run[:-1]] = max(right.get(run[:-1], 0), n)
            left[run[1:]] = max(left.get(run[1:], 0), n)
    return right, left


def _several(a: str, b: str, words: Runs, right: Runs, left: Runs) -> bool:
    """Whether “ab” is two words that only happen to meet: one stands by itself at the seam, and the other is a word too."""
    ends = a in words and right.get(a, 0) < FREE * words[a] and (len(b) == 1 or b in words)
    begins = b in words and left.get(b, 0) < FREE * words[b] and (len(a) == 1 or a in words)
    return ends or begins


def _names(said: Iterable[Sequence[str]], spread: Mapping[str, int], texts: int) -> frozenset[str]:
    """Words that name a place or a body: by their own ending, or since an ending often follows them."""
    stands, followed = Counter[str](), Counter[str]()
    for words in said:
        stands.update(words)
        followed.update(a for a, b in itertools.pairwise(words) if b in _WHERE and len(a) > 1)
    most = max(NAME_MOST * texts, NAME_RARE)
    return frozenset(
        word for word, n in spread.items() if n <= most and (_ends(word) or 2 <= followed[word] >= 0.3 * stands[word])
    )


def _ends(word: str) -> bool:
    return any(one.end - one.start == len(word) and one.kind not in WIDE for one in entities(word))
