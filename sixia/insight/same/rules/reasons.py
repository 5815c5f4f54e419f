"""Why two concerns may be the same, in parts that fit one line: names both hold, words both use, how far apart in time. Pure."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sixia.insight.same.rules.likeness import Sketch
from sixia.insight.same.rules.weights import pairs
from sixia.insight.words.rules import endings
from sixia.insight.words.rules.entities import Entity, entities, stem
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


def same_words(text: str, asked: Sketch, other: Sketch, *, besides: Collection[str] = ()) -> list[str]:
    """Runs of the text whose rare pairs the other one holds too, weightiest first; runs inside `besides` are left out."""
    shared = {pair for pair, weight in asked.whole.items() if weight >= HEAVY and pair in other.whole}
    runs: dict[str, float] = {}
    for word in normalise(text).split():
        numbers = pairs(word)
        start = 0
        while start < len(numbers):
            end = start
            while end < len(numbers) and numbers[end] in shared:
                end += 1
            if end > start:
                runs[word[start : end + 1]] = sum(asked.whole[number] for number in numbers[start:end])
            start = end + 1
    ranked = sorted(runs, key=lambda run: -runs[run])
    fresh = [run for run in ranked if not any(run in name or name in run for name in besides)]
    return fresh[:MOST_WORDS]


def days_between(one: datetime, other: datetime) -> int:
    """Whole days between two moments, either way; 0 within a day."""
    return abs(one - other) // timedelta(days=1)
