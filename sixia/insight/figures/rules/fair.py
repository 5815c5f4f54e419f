"""Like with like: what a unit or place would have had if it were like the others with the same mix of topics. Pure.

Indirect standardisation, as hospitals are compared: each topic counts as often as it came here, with the share it has
elsewhere. The span around it holds what chance alone would do to somebody quite like the others (1.96 standard errors, the
others' own uncertainty included). It says "ask why", never who is better: two units can differ in what no topic tells.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from sixia.ui.text import SMALLEST_SHARE

Shares = Mapping[Hashable, tuple[int, int]]
"""By topic: (part, whole)."""
Z: Final = 1.96
ABOVE, BELOW, WITHIN, UNSAID = "above", "below", "within", ""


@dataclass(frozen=True, slots=True)
class Fair:
    """`part` of `whole` as it was; `expected` of the same whole with the others' shares, by chance between `low` and `high`."""

    part: int
    whole: int
    expected: float
    low: float
    high: float

    @property
    def said(self) -> str:
        """Above or below what chance does to the like, within it, or "" where there is too little to say anything."""
        if self.whole < SMALLEST_SHARE:
            return UNSAID
        return ABOVE if self.part > self.high else BELOW if self.part < self.low else WITHIN

    def percent(self, number: float) -> int:
        """A number as a rounded percentage of the whole."""
        return round(100 * number / self.whole) if self.whole else 0


def compare(mine: Shares, everybody: Shares) -> Fair:
    """One beside all others; `everybody` holds it too. A topic the others hardly have takes their share of all topics."""
    part, whole = (sum(column) for column in zip(*mine.values(), strict=True)) if mine else (0, 0)
    rest = {topic: (p - mine.get(topic, (0, 0))[0], n - mine.get(topic, (0, 0))[1]) for topic, (p, n) in everybody.items()}
    all_part, all_whole = sum(p for p, _n in rest.values()), sum(n for _p, n in rest.values())
    if not all_whole or not whole:
        return Fair(part, whole, float(part), 0.0, float(whole))
    expected = spread = 0.0
    for topic, (_part, n) in mine.items():
        p, others = rest.get(topic, (0, 0))
        if others < SMALLEST_SHARE:
            p, others = all_part, all_whole
        share = p / others
        expected += n * share
        spread += n * share * (1 - share) * (1 + n / others)
    error = Z * sqrt(spread)
    return Fair(part, whole, expected, max(0.0, expected - error), min(float(whole), expected + error))
