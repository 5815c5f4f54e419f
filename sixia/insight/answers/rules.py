"""Which of many answered questions is nearest to what is asked. Pure; knows no table."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from sixia.insight.words.rules.text import gram_set, plain

NEAR: Final = 0.12
"""How much of the weight of a question must be shared before its answer is offered: below, only the sort is the same."""


def nearest(asked: str, questions: Sequence[str], *, most: int) -> list[tuple[int, float]]:
    """(place in `questions`, nearness 0 to 1), nearest first, without those that share too little.

    Pairs of characters that many of the questions hold count less: within one sort of matters everybody uses its words.
    """
    own = gram_set(plain(asked))
    others = [gram_set(plain(question)) for question in questions]
    held = Counter(pair for other in others for pair in other)
    weight = {pair: math.log((len(others) + 2) / (held[pair] + 1)) for pair in own | held.keys()}
    mine = sum(weight[pair] for pair in own)
    scored = []
    for at, other in enumerate(others):
        theirs = sum(weight[pair] for pair in other)
        shared = sum(weight[pair] for pair in own & other)
        scored.append((at, shared / math.sqrt(mine * theirs) if mine and theirs else 0.0))
    return sorted((row for row in scored if row[1] >= NEAR), key=lambda row: (-row[1], row[0]))[:most]
