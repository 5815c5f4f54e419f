"""Why two concerns may be the same, in parts that fit one line: names both hold, words both use, how far apart in time. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from sixia.insight.same.rules.likeness import Sketch
from sixia.insight.same.rules.weights import pairs
from sixia.insight.words.rules import endings
from sixia.insight.words.rules.entities import Entity, entities, stem
from sixia.insight.words.rules.text import LOOSE
from sixia.kit.search import normalise

PLACES: Final = frozenset(
    (
        endings.VILLAGE,
        endings.ROAD,
        endings.ESTATE,
        endings.SCHOOL,
        endings.HOSPITAL,
        endings.SITE,
        endings.LINE,
        endings.LANDMARK,
    )
)
"""Kinds of names that stand on maps: said even to residents, who have just written them themselves."""
FIXED: Final = frozenset((endings.ESTATE, endings.ROAD, endings.VILLAGE, endings.SCHOOL, endings.HOSPITAL))
"""Kinds of names of which a matter has its own: where two texts name others, they speak of two matters."""
MOST_NAMES: Final = 2
MOST_WORDS: Final = 3
HEAVY: Final = 0.12
"""A pair that makes up less of a text than this is not worth naming."""


def named(text: str) -> list[Entity]:
    """What a text names, areas left out: a whole county is no place."""
    return [one for one in entities(text) if one.kind != endings.AREA]


def same_names(asked: Collection[Entity], text: str, *, kinds: Collection[str] | None = None) -> list[Entity]:
    """Things that the asked text names and `text` speaks of, longest first; of `kinds` only where given."""
    found: dict[str, Entity] = {}
    for one in asked:
        name = stem(one.name)
        if name in text and (kinds is None or one.kind in kinds):
            found.setdefault(name, one)
    longest = sorted(found.items(), key=lambda row: -len(row[0]))
    kept: list[tuple[str, Entity]] = []
    for name, one in longest:
        if not any(name in longer for longer, _other in kept):
            kept.append((name, one))
    return [one for _name, one in kept[:MOST_NAMES]]


def apart(asked: Collection[Entity], asked_text: str, text: str) -> bool:
    """Whether each names a fixed place of its own and neither speaks of the other's: same words, but elsewhere."""
    mine = {stem(one.name) for one in asked if one.kind in FIXED}
    if not mine or any(name in text for name in mine):
        return False
    others = {stem(one.name) for one in entities(text) if one.kind in FIXED}
    return bool(others) and not any(name in asked_text for name in others)


def same_words(text: str, asked: Sketch, other: Sketch, *, besides: Collection[str] = ()) -> list[str]:
    """Runs of the text whose rare pairs the other one holds too, weightiest first; names in `besides` are passed over."""
    for name in besides:
        text = text.replace(name, " ")
    shared = {pair for pair, weight in asked.whole.items() if weight >= HEAVY and pair in other.whole}
    runs: dict[str, float] = {}
    for clause in _BREAK.split(text):
        word = normalise(clause)
        numbers = pairs(word) if " " not in word else []
        for start, end in _stretches(numbers, shared):
            run = word[start : end + 1].strip(LOOSE)
            if len(run) > 1:
                runs[run] = sum(asked.whole[number] for number in numbers[start:end])
    return sorted(runs, key=lambda run: (-runs[run], run))[:MOST_WORDS]


_BREAK: Final = re.compile(r"[\W_]+")


def _stretches(numbers: Sequence[int], shared: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where neighbouring pairs are all shared: (first, behind the last)."""
    for hit, group in groupby(enumerate(numbers), key=lambda row: row[1] in shared):
        if hit:
            places = [at for at, _number in group]
            yield places[0], places[-1] + 1


def days_between(one: datetime, other: datetime) -> int:
    """Whole days between two moments, either way; 0 within a day."""
    return abs(one - other) // timedelta(days=1)
