"""Named things in a text: areas, towns, villages, roads, estates, schools, firms… by their endings and by names known before.

Knows no table: the names of the territory and those learnt from the county's voices are given as a `Gazetteer`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sixia.insight.words.rules.endings import AFTER, AREA, COMMON, INSIDE, KIND, LINE, NAMELY, STEMLESS, WALL, WALL_WORDS

WIDE: Final = frozenset((AREA,))
"""Kinds that hold too many matters to say that two voices mean the same."""

_ENDING: Final = re.compile(
    "|".join(end + (f"(?![{AFTER[end]}])" if end in AFTER else "") for end in sorted(KIND, key=len, reverse=True))
)
_CODED: Final = re.compile(r"[A-Z]\d{0,2}(?:市|县|区|州)")
_LINE: Final = re.compile(
    r"(?:[A-Z]|(?<![A-Za-z\d]))\d{1,4}路(?:公交车?)?|(?:地铁)?(?<!\d)\d{1,2}号线|(?<![A-Z])[GSXY]\d{2,4}(?![\dA-Z])"
)
_STEM: Final = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]")
MOST: Final = 8
"""Characters before an ending that are looked at."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: its kind, its name in one form, and `text[start:end]` where it stands. `sure`: the name was known before."""

    kind: str
    name: str
    start: int
    end: int
    sure: bool = False


class Gazetteer:
    """Names known before with their kinds; the longest name at a position is taken. Made once, then only asked."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """`names`: name to kind. Names of a single character are left out."""
        self._kinds = {name: kind for name, kind in names.items() if len(name) > 1}
        self._lengths: dict[str, list[int]] = {}
        lengths = defaultdict(set)
        for name in self._kinds:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def within(self, text: str) -> list[Entity]:
        """Known names in the text, left to right, none overlapping."""
        found, at = [], 0
        while at < len(text) - 1:
            name = self._longest(text, at)
            if name:
                found.append(Entity(self._kinds[name], name, at, at + len(name), sure=True))
            at += len(name) or 1
        return found

    def _longest(self, text: str, at: int) -> str:
        lengths = self._lengths.get(text[at : at + 2], ())
        return next((text[at : at + size] for size in lengths if text[at : at + size] in self._kinds), "")


NONE: Final = Gazetteer({})


def entities(text: str, known: Gazetteer = NONE) -> list[Entity]:
    """Named things in order, none overlapping: area codes and line numbers first, then known names, then names by their ending.

    Work grows with the length of the text only. Names by ending are guesses: their left end is cut at the nearest character
    that no name holds.
    """
    taken = bytearray(len(text))
    found: list[Entity] = []
    for kind, pattern in ((AREA, _CODED), (LINE, _LINE)):
        for match in pattern.finditer(text):
            _take(Entity(kind, match[0], *match.span(), sure=True), taken, found)
    for one in known.within(text):
        _take(one, taken, found)
    for match in _endings(text):
        one_more = _by_ending(text, match, taken)
        if one_more:
            _take(one_more, taken, found)
    return sorted(found, key=lambda one: one.start)


def names(text: str, known: Gazetteer = NONE) -> frozenset[tuple[str, str]]:
    """(kind, name) of all named things of a text, for comparing texts."""
    return frozenset((one.kind, one.name) for one in entities(text, known))


def stem(name: str) -> str:
    """The name without 小区, where three characters or more remain: 财富名园小区 and 财富名园 are one estate."""
    short = name.removesuffix("小区")
    return short if len(short) > 2 else name


def _take(one: Entity, taken: bytearray, found: list[Entity]) -> None:
    if not any(taken[one.start : one.end]):
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
        found.append(one)


def _by_ending(text: str, match: re.Match[str], taken: bytearray) -> Entity | None:
    """The name that ends here; None when too little stands before the ending, or only a word everybody uses."""
    ending, end = match[0], match.end()
    start = _left(text, match.start(), taken)
    if match.start() - start < _least(ending):
        return None
    name = text[start:end]
    return None if name in COMMON or name.isascii() else Entity(KIND[ending], name, start, end)


def _least(ending: str) -> int:
    """How many characters must stand before it: endings of one character also stand inside words."""
    return 2 if len(ending) == 1 or ending in STEMLESS else 1


def _endings(text: str) -> list[re.Match[str]]:
    """Where names may end. An ending right before another is a part of the longer name: 真人桥村, 洋湖街道, 万家丽路小学."""
    found = list(_ENDING.finditer(text))
    ahead = {match.start(): match[0] for match in found}
    return [match for match in found if (follower := ahead.get(match.end())) is None or follower in INSIDE]


def _left(text: str, at: int, taken: bytearray) -> int:
    """How far a name that ends at `at` reaches to the left."""
    start, least = at, max(0, at - MOST)
    while start > least and not taken[start - 1] and _may_stand(text, start):
        start -= 1
    return start


def _may_stand(text: str, at: int) -> bool:
    """Whether the character before `at` may belong to a name that goes on at `at`."""
    char = text[at - 1]
    if not _STEM.match(char) or text[max(0, at - 2) : at] in WALL_WORDS:
        return False
    return char not in WALL or text[at - 1 : at + 1] in NAMELY or text[max(0, at - 2) : at] in NAMELY


def learn(texts: Iterable[str], *, least: int = 3, besides: Collection[str] = ()) -> dict[str, str]:
    """Names (to kind) that several texts have in common: runs before an ending that often begin where a name may begin.

    A name is kept when at least `least` texts hold it, a third of them with something before it that no name holds,
    and no longer name stands for nearly all its uses. Names in `besides` are left out. One pass; memory grows with the number of
    different runs.
    """
    seen: Counter[str] = Counter()
    free: Counter[str] = Counter()
    for text in texts:
        runs = _runs(text)
        seen.update(runs.keys())  # a mapping would add its values
        free.update(run for run, begins in runs.items() if begins)
    firm = {run: n for run, n in seen.items() if n >= least and free[run] >= max(2, n / 3) and run not in COMMON}
    longer: Counter[str] = Counter()
    for run, number in firm.items():
        for cut in range(1, len(run) - 1):
            longer[run[cut:]] = max(longer[run[cut:]], number)
    return {run: _kind_of(run) for run, number in firm.items() if run not in besides and longer[run] < 0.7 * number}


def _runs(text: str) -> dict[str, bool]:
    """Every run that could be a name, once per text, and whether it begins where a name may begin."""
    taken = bytearray(len(text))
    for pattern in (_CODED, _LINE):
        for match in pattern.finditer(text):
            taken[match.start() : match.end()] = b"\1" * len(match[0])
    found: dict[str, bool] = {}
    for match in _endings(text):
        first = _left(text, match.start(), taken)
        for start in range(first, match.start() - _least(match[0]) + 1):
            run = text[start : match.end()]
            if not run.isascii():
                found[run] = found.get(run, False) or start == first
    return found


def _kind_of(run: str) -> str:
    match = max((m for m in _ENDING.finditer(run) if m.end() == len(run)), key=lambda m: len(m[0]))
    return KIND[match[0]]
