"""How much is never reported, and which places are too silent to believe. Pure.

After somebody has told of a matter, others who tell of it too show how readily people report: further voices over the days
in which they could come are a Poisson rate that needs no knowledge of what was never reported (Liu, Bhandaram and Garg,
"Quantifying spatial under-reporting disparities in resident crowdsourcing", Nature Computational Science 4, 2024). It holds
for matters that several people can notice, such as a dark street; a quarrel at home has one witness.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from typing import Final

Z: Final = 1.96
FALSE_ALARMS: Final = 0.05
LEAST_DAYS: Final = 100
"""Fewer days of watching say nothing about how readily people report."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """`more` further voices in `days` of watching: `rate` a day, truly between `low` and `high` in 95 of 100 such counts."""

    more: int
    days: int
    rate: float
    low: float
    high: float

    def unseen(self, days: int) -> tuple[float, float, float]:
        """Of matters that last so many days, the share nobody ever reports: the estimate, the least and the most."""
        return exp(-self.rate * days), exp(-self.high * days), exp(-self.low * days)

    @property
    def wait(self) -> float | None:
        """Days until somebody reports, on the average; None when nobody ever did."""
        return 1 / self.rate if self.more else None


def reporting(more: int, days: int) -> Reporting | None:
    """How readily people report, by further voices on the same matters; None below 100 days of watching."""
    if days < LEAST_DAYS:
        return None
    low = _chi(2 * more, -Z) / 2 if more else 0.0
    return Reporting(more, days, more / days, low / days, _chi(2 * more + 2, Z) / 2 / days)


def _chi(freedom: int, z: float) -> float:
    """A quantile of the chi-square distribution (Wilson and Hilferty 1931); off by less than a hundredth for our use."""
    part = 2 / (9 * freedom)
    return freedom * float(max(0.0, 1 - part + z * sqrt(part))) ** 3


@dataclass(frozen=True, slots=True)
class Silent:
    """A place that told `heard` where `expected` would be usual; `chance` that it is silent by chance alone."""

    place: Hashable
    heard: int
    expected: float
    chance: float


def at_most(heard: int, expected: float) -> float:
    """The chance that a Poisson count with this expectation is `heard` or less."""
    if expected <= 0:
        return 1.0
    return min(1.0, sum(exp(-expected + n * log(expected) - lgamma(n + 1)) for n in range(heard + 1)))


def silent(
    heard: Mapping[Hashable, int], weight: Mapping[Hashable, int], around: Mapping[Hashable, Hashable]
) -> Sequence[Silent]:
    """Places (those of `weight`, households) that told far less than their neighbours would: neighbours have the same
    `around`, such as a town; where these told nothing either, the whole county stands for them. Most certain first.

    Of those named, no more than one in twenty is silent by chance alone (Benjamini and Hochberg 1995).
    """
    told: dict[Hashable, int] = {}
    people: dict[Hashable, int] = {}
    for place, many in weight.items():
        told[around[place]] = told.get(around[place], 0) + heard.get(place, 0)
        people[around[place]] = people.get(around[place], 0) + many
    all_told, all_people = sum(told.values()), sum(people.values())
    found = []
    for place, many in weight.items():
        mine, here = heard.get(place, 0), around[place]
        near_told, near_people = told[here] - mine, people[here] - many
        if not near_told or not near_people:
            near_told, near_people = all_told - mine, all_people - many
        expected = many * near_told / near_people if near_people else 0.0
        found.append(Silent(place, mine, expected, at_most(mine, expected)))
    found.sort(key=lambda one: one.chance)
    last = max((n for n, one in enumerate(found, 1) if one.chance <= FALSE_ALARMS * n / len(found)), default=0)
    return found[:last]
