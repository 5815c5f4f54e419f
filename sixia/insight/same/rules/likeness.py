"""How alike two texts are in what they name, and which of many are nearest. Pure; wording that everybody uses counts little.

A text becomes a `Sketch`: its opening words (or title) and the whole, each as weighted pairs of characters. Two texts about
one matter share the rare pairs, those of names of places and things, though hardly a sentence.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import Final

from sixia.insight.same.rules.weights import Weights, pairs

HEAD: Final = 40
"""Where no title is given the first so many characters stand for it."""
MOST: Final = 400
"""So many characters of the rest are read: long letters say the matter early."""
HEAD_COUNTS: Final = 3
KEPT_TERMS: Final = 8
ASKED_TERMS: Final = 24
POOL: Final = 60
NEAREST: Final = 12
SHARE: Final = 0.7
WEIGHTIEST: Final = 80
"""So many pairs of the whole are compared."""
LIKELY: Final = 0.13
SURE: Final = 0.3
"""From here on `nearness` means surely the same matter; see the decision record for how it was found."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text as weighted pairs, twice: its `head` and the `whole`, both of length one."""

    head: Mapping[int, float]
    whole: Mapping[int, float]


def sketch(text: str, weights: Weights, *, title: str = "") -> Sketch:
    """The sketch of a text; of a title and a text where it has one."""
    head, whole = _counted(text, title)
    weighed = _weighed(whole, weights)
    if len(weighed) > WEIGHTIEST:
        weighed = dict(nlargest(WEIGHTIEST, weighed.items(), key=itemgetter(1)))
    return Sketch(_unit(_weighed(head, weights)), _unit(weighed))


def terms_of(text: str, weights: Weights, *, title: str = "") -> tuple[tuple[int, float], ...]:
    """(term, weight) of the weightiest pairs, at most ASKED_TERMS, by which a text is found: an index keeps the first KEPT_TERMS.

    A pair that hardly any text holds counts no more than one that a few hold.
    """
    weighed = _weighed(_counted(text, title)[1], weights)
    capped = ((pair, weight * min(1.0, weights.cap / weights.of(pair))) for pair, weight in weighed.items())
    return tuple(sorted(capped, key=lambda row: (-row[1], row[0]))[:ASKED_TERMS])


def _counted(text: str, title: str) -> tuple[Counter[int], Counter[int]]:
    """The pairs of the head, and of the whole in which those of the head count more."""
    head = Counter(pairs(title or text[:HEAD]))
    whole = Counter({pair: HEAD_COUNTS * times for pair, times in head.items()})
    whole.update(pairs(text[:MOST] if title else text[HEAD:MOST]))
    return head, whole


def _weighed(counts: Counter[int], weights: Weights) -> dict[int, float]:
    weigh = weights.of
    return {pair: _TIMES[min(times, MANY)] * weigh(pair) for pair, times in counts.items()}


MANY: Final = 60
_TIMES: Final = (0.0, *(1 + math.log(times) for times in range(1, MANY + 1)))


def _unit(weighed: Mapping[int, float]) -> dict[int, float]:
    length = math.sqrt(sum(weight * weight for weight in weighed.values()))
    return {pair: weight / length for pair, weight in weighed.items()} if length else {}


def likeness(one: Sketch, other: Sketch) -> float:
    """0 (nothing in common) to 1 (the same words): the mean of the cosines of the heads and of the whole."""
    return (_cosine(one.head, other.head) + _cosine(one.whole, other.whole)) / 2


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    return sum([one[pair] * other[pair] for pair in one.keys() & other.keys()])


def nearness(asked: Sketch, others: Sequence[Sketch]) -> list[float]:
    """For each of the others how near it is, 0 to 1: its own likeness, and that to the nearest of the rest.

    What several others have in common with it speaks for it too: one resident names the estate, the next the firm, a third both.
    """
    own = [likeness(asked, other) for other in others]
    nearest = sorted(range(len(others)), key=lambda at: -own[at])[:NEAREST]
    total = sum(own[at] for at in nearest)
    if not total:
        return own
    return [(mine + SHARE * _through(at, others, nearest, own) / total) for at, mine in enumerate(own)]


def _through(at: int, others: Sequence[Sketch], nearest: Sequence[int], own: Sequence[float]) -> float:
    """How like the nearest it is, each counted by how like the asked one that is; to itself it is not compared."""
    return sum(own[near] * likeness(others[at], others[near]) for near in nearest if near != at)
