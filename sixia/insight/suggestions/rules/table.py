"""The learnt table: weights of numbered features for each label, and how sure the best is. Pure Python; never learns."""

import json
import zlib
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt
from typing import Any, Final

from sixia.insight.suggestions.rules.features import BUCKETS, LONGEST, TITLE, Block, Said, bucket, counts
from sixia.insight.suggestions.rules.telling import telling
from sixia.insight.words.rules.text import normalise

MAGIC: Final = b"sixia1"
IDF_STEP: Final = 16.0
"""Rarities are kept in sixteenths."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A label with the chance that it is right (0 to 1)."""

    label: str
    share: float


@dataclass(frozen=True, slots=True)
class Reading:
    """Labels best first with chances that add up to 1; words that speak for the first with their weight, strongest first."""

    guesses: tuple[Guess, ...]
    words: tuple[tuple[str, float], ...] = ()

    @property
    def best(self) -> Guess:
        """The likeliest label."""
        return self.guesses[0]


class Table:
    """Weights by feature and label. `idf[bucket]` says how rare a feature is (0: never learnt), `weights[bucket * width ...]` its
    pairs of label and weight: `width` of them, all labels in order when `codes` is None."""

    def __init__(self, head: Mapping[str, Any], idf: bytes, weights: "array[int]", codes: bytes | None) -> None:
        self.labels: tuple[str, ...] = tuple(head["labels"])
        self.bias: tuple[float, ...] = tuple(head["bias"])
        self.scale: float = head["scale"]
        self.heat: float = head["heat"]
        self.sureness: tuple[float, float, float] = tuple(head["sureness"])
        self.threshold: float = head["threshold"]
        self.width: int = head["width"]
        self.blocks: tuple[Block, ...] = tuple(Block(*row) for row in head["blocks"])
        self.head, self.idf, self.weights, self.codes = dict(head), idf, weights, codes

    @classmethod
    def load(cls, data: bytes) -> "Table":
        """Of what `dump` gave; ValueError for anything else."""
        if not data.startswith(MAGIC):
            raise ValueError("not a learnt table")
        raw = zlib.decompress(data[len(MAGIC) :])
        size = int.from_bytes(raw[:4], "big")
        head = json.loads(raw[4 : 4 + size])
        at = 4 + size
        idf, at = raw[at : at + BUCKETS], at + BUCKETS
        cells = BUCKETS * head["width"]
        weights = array("b")
        weights.frombytes(raw[at : at + cells])
        return cls(head, idf, weights, raw[at + cells : at + 2 * cells] if head["sparse"] else None)

    def dump(self) -> bytes:
        """The whole table, packed."""
        head = json.dumps(self.head, ensure_ascii=False, sort_keys=True).encode()
        body = b"".join((len(head).to_bytes(4, "big"), head, self.idf, self.weights.tobytes(), self.codes or b""))
        return MAGIC + zlib.compress(body, 6)

    @cached_property
    def _idf(self) -> tuple[float, ...]:
        return tuple(step / IDF_STEP for step in range(256))

    def vector(self, said: Said) -> list[tuple[str, int, float]]:
        """(feature, bucket, value) of all known features; each block's values have the block's weight as their length."""
        found: list[tuple[str, int, float]] = []
        for block, seen in zip(self.blocks, counts(said, self.blocks), strict=True):
            rows = self._weighed(seen)
            length = sqrt(sum(value * value for _feature, _number, value in rows))
            found += [(feature, number, value * block.weight / length) for feature, number, value in rows]
        return found

    def _weighed(self, seen: Counter[str]) -> list[tuple[str, int, float]]:
        idf, steps = self.idf, self._idf
        rows = []
        for feature, times in seen.items():
            number = bucket(feature)
            rare = idf[number]
            if rare:
                rows.append((feature, number, steps[rare] if times == 1 else steps[rare] * (1.0 + log(times))))
        return rows

    def scores(self, vector: Sequence[tuple[str, int, float]]) -> list[float]:
        """Of each label, uncalibrated."""
        width, weights, total = self.width, self.weights, [0.0] * len(self.labels)
        if self.codes is None:
            for _feature, number, value in vector:
                at = number * width
                for label, weight in enumerate(weights[at : at + width]):
                    if weight:
                        total[label] += value * weight
        else:
            codes = self.codes
            for _feature, number, value in vector:
                at = number * width
                for place in range(at, at + width):
                    if not (weight := weights[place]):
                        break
                    total[codes[place]] += value * weight
        return [bias + self.scale * one for bias, one in zip(self.bias, total, strict=True)]

    def read(self, said: Said, *, most: int = 5, words: int = 6) -> Reading:
        """What the text may be; at most `most` labels and `words` reasons."""
        vector = self.vector(said)
        shares = self.shares(self.scores(vector))
        order = sorted(range(len(shares)), key=lambda label: -shares[label])
        guesses = tuple(Guess(self.labels[label], shares[label]) for label in order[:most])
        return Reading(guesses, self._because(vector, order[0], order[1] if len(order) > 1 else None, said, words))

    def shares(self, scores: Sequence[float]) -> list[float]:
        """The chance of each label: of the best by how far it is ahead, of the others what is left by their scores."""
        shares = chances(scores, self.heat)
        best = max(range(len(scores)), key=scores.__getitem__)
        sure, rest = sure_of(scores, self.sureness), sum(shares[:best]) + sum(shares[best + 1 :])
        if rest > 0:
            found = [min(share * (1.0 - sure) / rest, sure) for share in shares]
        else:  # so far ahead that nothing tells the others apart
            found = [(1.0 - sure) / max(1, len(shares) - 1)] * len(shares)
        found[best] = sure
        return found

    def _weight(self, number: int, label: int) -> int:
        at = number * self.width
        if self.codes is None:
            return self.weights[at + label]
        row = self.codes[at : at + self.width]
        place = row.find(label)
        return self.weights[at + place] if place >= 0 else 0

    def _because(
        self, vector: Sequence[tuple[str, int, float]], label: int, other: int | None, said: Said, most: int
    ) -> tuple[tuple[str, float], ...]:
        """The words of the text that speak most for the label against the next one."""
        if not most:
            return ()
        pull: dict[str, float] = {}
        for feature, number, value in vector:
            run = feature.removeprefix(TITLE)
            if len(run) > 1 and run.isalpha():
                weight = self._weight(number, label) - (self._weight(number, other) if other is not None else 0)
                pull[run] = pull.get(run, 0.0) + weight * value * self.scale
        return tuple(telling(normalise(said.text or said.title)[:LONGEST], pull, most))


def chances(scores: Sequence[float], heat: float) -> list[float]:
    """Scores as chances that add up to 1; a higher `heat` makes the surest surer."""
    if not scores:
        return []
    top = max(scores)
    raw = [exp(heat * (one - top)) for one in scores]
    whole = sum(raw)
    return [one / whole for one in raw]


def lead_of(scores: Sequence[float]) -> float:
    """How far the best score is ahead of the next; 0 for a single one."""
    first, second = sorted(scores, reverse=True)[:2] if len(scores) > 1 else (0.0, 0.0)
    return first - second


def logistic(value: float) -> float:
    """From 0 to 1."""
    return 1.0 / (1.0 + exp(-max(-40.0, min(40.0, value))))


def sure_of(scores: Sequence[float], sureness: tuple[float, float, float]) -> float:
    """The chance that the best score is the right one; see `calibration.sureness_of`."""
    margin, top, base = sureness
    return logistic(margin * lead_of(scores) + top * max(scores) + base)
