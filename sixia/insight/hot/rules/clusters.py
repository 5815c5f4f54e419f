"""Which voices speak of one issue: alike in place or body, in the matter and in time; pure. Nothing is chained from one voice to
the next: a voice is compared with all that an issue holds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import sqrt
from typing import Any, Final

from sixia.insight.hot.rules.marks import PLACE, TOWN, Mark

NEAR: Final = 0.18
"""How alike a voice must be to what an issue holds while people are speaking of it…"""
FAR: Final = 0.35
"""…and how alike when nobody has for SPAN days: the nearer in time, the less the words need to say."""
SPAN: Final = 45
ELSEWHERE: Final = 0.15
"""So much more alike where both name places or bodies and have none in common."""
OTHER_VILLAGE: Final = 0.30
"""So much more alike where the villages of both are known and differ; of different towns nothing is one issue."""
MATTER: Final = 0.10
"""How alike the words besides the names must be: an estate has many matters."""
WHOLE: Final = 0.10
"""Two halves of one issue must be so much more alike than a voice and its issue: they hold more words to be alike in."""
CARRIED: Final = 0.2
"""A name that this share of the voices carries is the issue's own."""
SIGNS: Final = 16
"""An issue and a voice that share none of their so many heaviest words are not looked at."""
KEPT: Final = 60
"""So many words about the matter, and as many names, are kept of an issue."""

Weights = dict[str, float]


@dataclass(slots=True)
class Cluster:
    """One issue as it grows: the sum of its voices' weights, and how many voices carry each name."""

    what: Weights = field(default_factory=dict)
    where: Weights = field(default_factory=dict)
    carries: Counter[str] = field(default_factory=Counter)
    size: int = 0
    first: datetime | None = None
    last: datetime | None = None
    _what: float = 0.0
    _where: float = 0.0

    @classmethod
    def of(cls, body: Mapping[str, Any], size: int, first: datetime, last: datetime) -> "Cluster":
        """From what `plain` gave."""
        made = cls(dict(body["what"]), dict(body["where"]), Counter(body["carries"]), size, first, last)
        made._measure()
        return made

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        rounded = {
            name: {w: round(x, 4) for w, x in table.items()} for name, table in (("what", self.what), ("where", self.where))
        }
        return {**rounded, "carries": dict(self.carries.most_common(KEPT))}

    def fit(self, mark: Mark, at: datetime) -> float:
        """By how much a voice is more alike than it must be; below 0 it is another issue."""
        needed = _needed(self._gap(at, at)) + self._beside(mark.where)
        return self.nearness(mark) - needed

    def same(self, other: "Cluster") -> float:
        """By how much two issues are more alike than one issue's halves must be."""
        needed = WHOLE + _needed(self._gap(other.first, other.last)) + self._beside(other.own())
        return self._alike(other.what, other.where) - needed

    def take(self, mark: Mark, at: datetime) -> None:
        """Let a voice in."""
        self._add(mark.what, mark.where)
        self.carries.update(mark.where.keys())
        self.size += 1
        self._lasts(at, at)

    def join(self, other: "Cluster") -> None:
        """Let another issue's voices in."""
        self._add(other.what, other.where)
        self.carries.update(other.carries)
        self.size += other.size
        self._lasts(other.first, other.last)

    def nearness(self, mark: Mark) -> float:
        """How much a voice says of what all its voices say: the cosine, whatever the time."""
        return self._alike(mark.what, mark.where)

    def own(self) -> list[str]:
        """The names it is about, the commonest first."""
        least = max(1.0, CARRIED * self.size)
        return [name for name, n in self.carries.most_common() if n >= least]

    def heaviest(self, most: int = SIGNS) -> list[str]:
        """Its so many heaviest words."""
        return Mark(self.what, self.where).heaviest(most)

    def _gap(self, first: datetime | None, last: datetime | None) -> float:
        """The days between its voices and others'; 0 where the two overlap."""
        if not (first and last and self.first and self.last):
            return 0.0
        return max((first - self.last).total_seconds(), (self.first - last).total_seconds(), 0.0) / 86_400

    def _lasts(self, first: datetime | None, last: datetime | None) -> None:
        self.first = min((at for at in (self.first, first) if at), default=None)
        self.last = max((at for at in (self.last, last) if at), default=None)

    def _beside(self, names: Iterable[str]) -> float:
        """How much more alike voices must be that name these places and bodies; more than any can be in different towns."""
        asked, own = frozenset(names), frozenset(self.own())
        if _differ(asked, own, TOWN):
            return 2.0
        if _differ(asked, own, PLACE):
            return OTHER_VILLAGE
        named, known = _named(asked), _named(self.carries)
        return 0.0 if not named or not known or not named.isdisjoint(own) else ELSEWHERE

    def _alike(self, what: Mapping[str, float], where: Mapping[str, float]) -> float:
        """The cosine of all words; -1 where those about the matter have too little in common."""
        matter = sum(x * self.what[word] for word, x in what.items() if word in self.what)
        size, beside = _size(what), _size(where)
        if matter < MATTER * size * self._what or not matter:
            return -1.0
        dot = matter + sum(x * self.where[word] for word, x in where.items() if word in self.where)
        return dot / sqrt((size**2 + beside**2) * (self._what**2 + self._where**2))

    def _add(self, what: Mapping[str, float], where: Mapping[str, float]) -> None:
        for table, more in ((self.what, what), (self.where, where)):
            for word, x in more.items():
                table[word] = table.get(word, 0.0) + x
        self.what, self.where = _kept(self.what), _kept(self.where)
        self._measure()

    def _measure(self) -> None:
        self._what, self._where = _size(self.what), _size(self.where)


class Pile:
    """Issues that grow voice by voice, found by their heavy words."""

    def __init__(self, known: Mapping[int, Cluster] | None = None) -> None:
        """`known`: issues there are already, by number."""
        self.clusters: dict[int, Cluster] = {}
        self._index: dict[str, set[int]] = defaultdict(set)
        self._next = max(known or {}, default=-1) + 1
        for number, cluster in (known or {}).items():
            self.put(number, cluster)

    def put(self, number: int, cluster: Cluster) -> None:
        """Add an issue."""
        self.clusters[number] = cluster
        for word in cluster.heaviest():
            self._index[word].add(number)

    def take(self, mark: Mark, at: datetime) -> int:
        """Let a voice into the issue it fits best, or begin one; the issue's number."""
        signs = mark.heaviest(SIGNS)
        found = best(mark, at, ((n, self.clusters[n]) for n in _near(signs, self._index)))
        if found is None:
            found = self._next
            self._next += 1
            self.clusters[found] = Cluster()
        self.clusters[found].take(mark, at)
        for word in signs:
            self._index[word].add(found)
        return found


def group(voices: Iterable[tuple[int, datetime, Mark]]) -> list[list[int]]:
    """The keys of the voices by issue, given in order of time; issues that turn out to be one are put together at the end."""
    pile = Pile()
    held: dict[int, list[int]] = defaultdict(list)
    for key, at, mark in voices:
        held[pile.take(mark, at)].append(key)
    numbers = list(pile.clusters)
    return [[key for at in one for key in held[numbers[at]]] for one in merge(list(pile.clusters.values()))]


def best(mark: Mark, at: datetime, issues: Iterable[tuple[int, Cluster]]) -> int | None:
    """The number of the issue that a voice fits best; None where it fits none."""
    fits = [(cluster.fit(mark, at), -number) for number, cluster in issues]
    margin, number = max(fits, default=(-1.0, 0))
    return -number if margin >= 0 else None


def merge(clusters: Sequence[Cluster]) -> list[list[int]]:
    """Which of these are one issue, by their places in the row: the larger takes the smaller, whose words it gets."""
    index: dict[str, set[int]] = defaultdict(set)
    into: dict[int, list[int]] = {}
    for number in sorted(range(len(clusters)), key=lambda n: (-clusters[n].size, n)):
        small = clusters[number]
        fits = [(clusters[other].same(small), -other) for other in _near(small.heaviest(), index)]
        margin, found = max(fits, default=(-1.0, 0))
        if margin >= 0:
            clusters[-found].join(small)
            into[-found].append(number)
        else:
            into[number] = [number]
        for word in clusters[-found if margin >= 0 else number].heaviest():
            index[word].add(-found if margin >= 0 else number)
    return list(into.values())


def _near(signs: Iterable[str], index: Mapping[str, set[int]]) -> set[int]:
    return {number for word in signs for number in index.get(word, ())}


def _needed(days: float) -> float:
    return NEAR + (FAR - NEAR) * min(1.0, days / SPAN)


def _named(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name.startswith(TOWN))


def _differ(asked: Iterable[str], own: Iterable[str], kind: str) -> bool:
    """Whether both know a place of that kind, and no one place."""
    one, other = ({name for name in names if name.startswith(kind)} for names in (asked, own))
    return bool(one and other and one.isdisjoint(other))


def _kept(table: Weights) -> Weights:
    if len(table) <= 2 * KEPT:
        return table
    return {word: table[word] for word in sorted(table, key=lambda word: (-table[word], word))[:KEPT]}


def _size(table: Mapping[str, float]) -> float:
    return sqrt(sum(x * x for x in table.values()))
