"""Goal Q5, measured: are the known incidents among the hottest issues of a file, and are warnings worth their false alarms?"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from sixia.insight.hot.rules import rise
from sixia.insight.hot.rules.finding import Found, find
from sixia.insight.hot.rules.marks import Said

TOPS: Final = (5, 10)
QUIET: Final = 150
"""Made series for the measure of warnings, each of three years."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where one known incident stands: the place of the issue that holds most of its voices (0: nowhere), how many of its voices
    that issue holds, of how many, and why it is hot."""

    incident: str
    rank: int
    held: int
    of: int
    heat: int
    why: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The ranks of all incidents; mean precision and recall of the grouping over all labelled voices (B-cubed)."""

    ranks: tuple[Rank, ...]
    precision: float
    recall: float

    def among(self, top: int) -> int:
        """How many incidents stand among the first so many."""
        return sum(0 < one.rank <= top for one in self.ranks)


def known_incidents(voices: Sequence[Said], incidents: Mapping[str, Collection[int]]) -> tuple[Measured, list[Found]]:
    """Q5 over a file: `incidents` gives the keys of the voices of each known incident. Also returns the issues, hottest first."""
    found = find(voices)
    place = {key: number for number, one in enumerate(found, 1) for key in one.keys}
    ranks = tuple(_rank(name, keys, found, place) for name, keys in incidents.items())
    labels = {key: name for name, keys in incidents.items() for key in keys if key in place}
    return Measured(ranks, *_agreement(labels, place)), found


def warnings(*, seed: int = 2019, once_in: int = rise.ONCE_IN) -> rise.Worth:
    """Warnings over made series with a season, from a voice a month to eight a week, and outbreaks put into them."""
    chance = Random(seed)
    series = []
    for number in range(QUIET):
        level = (0.25, 0.5, 1, 2, 4, 8)[number % 6]
        rises = [1.5 if at % rise.YEAR in range(22, 32) else 1.0 for at in range(3 * rise.YEAR)]
        series.append([_poisson(level * factor, chance) for factor in rises])
    return rise.worth(series, once_in=once_in)


def _rank(name: str, keys: Collection[int], found: Sequence[Found], place: Mapping[int, int]) -> Rank:
    held = Counter(place[key] for key in keys if key in place)
    if not held:
        return Rank(name, 0, 0, len(keys), 0, ())
    most = max(held.values())
    rank = min(number for number, n in held.items() if n == most)
    issue = found[rank - 1]
    return Rank(name, rank, most, len(keys), issue.heat.total, tuple(issue.heat.why))


def _agreement(labels: Mapping[int, str], place: Mapping[int, int]) -> tuple[float, float]:
    if not labels:
        return 0.0, 0.0
    by_issue = Counter(place[key] for key in labels)
    by_label = Counter(labels.values())
    both = Counter((place[key], name) for key, name in labels.items())
    precision = sum(both[place[key], name] / by_issue[place[key]] for key, name in labels.items())
    recall = sum(both[place[key], name] / by_label[name] for key, name in labels.items())
    return precision / len(labels), recall / len(labels)


def _poisson(mean: float, chance: Random) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count
