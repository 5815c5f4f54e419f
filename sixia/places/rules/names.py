"""Place names as people write them, and finding them in what a resident says."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from sixia.places.rules import codes

_COMMITTEE: Final = re.compile(r"(?:村民|居民)?(?:委员会|委会)\Z|[村居]委会\Z")
_SUFFIX: Final = re.compile(r"(?:社区|街道|地区|新村|村|镇|乡|县|区|市|省)\Z")
_BEFORE: Final = re.compile(r"(?:在|住|到|去|从|是|叫|我们|咱们|于|，|。|\s|\A)\Z")
_AFTER: Final = re.compile(r"村|社区|小区|居委|那边|这边|这里|那里|的|[一二三四五六七八九十\d]+组")
LONGEST: Final = 20
SAFE: Final = 3


class Named(NamedTuple):
    """A place to look for; `ref` is whatever the caller knows it by."""

    ref: int
    name: str
    level: str
    path: str


class Mention(NamedTuple):
    """A name found at a position of the text, and the places it may mean."""

    start: int
    end: int
    places: tuple[Named, ...]


def base(name: str) -> str:
    """A village's name without the word for its committee: 开元路社区居委会 → 开元路社区, 石桥村民委员会 → 石桥村."""
    found = _COMMITTEE.search(name)
    if not found or found.start() == 0:
        return name
    stem, word = name[: found.start()], found.group()
    if stem.endswith(("村", "社区")):
        return stem
    return stem + ("村" if word.startswith("村") else "社区" if word.startswith("居") else "")


def bare(name: str) -> str:
    """The name without its kind of place: 东风社区 → 东风. "" when less than two characters would remain."""
    stem = _SUFFIX.sub("", base(name))
    return stem if 2 <= len(stem) < len(name) else ""


class Finder:
    """Knows the names of one area. Building takes some 10 µs a place; looking some 5 µs a character."""

    def __init__(self, places: Iterable[Named]) -> None:
        self._sure: dict[str, list[Named]] = defaultdict(list)
        self._bare: dict[str, list[Named]] = defaultdict(list)
        for place in places:
            for form in {place.name, base(place.name)}:
                self._sure[form].append(place)
            if (short := bare(place.name)) and codes.RANK[place.level] >= codes.RANK[codes.COUNTY]:
                self._bare[short].append(place)
        self._starts: dict[str, list[int]] = defaultdict(list)
        for form in {*self._sure, *self._bare}:
            if 2 <= len(form) <= LONGEST:
                self._starts[form[:2]].append(len(form))
        for start, lengths in self._starts.items():
            self._starts[start] = sorted(set(lengths), reverse=True)

    def find(self, text: str) -> list[Named]:
        """The places a text speaks of: the most specific first, then in the order of the text.

        The longest name wins. A bare name of two characters (东风) counts only where the words around it say that it is a
        place. Where a name means several places, those within or around another place of the text are meant.
        """
        mentions = list(self._mentions(text))
        chosen: dict[int, tuple[int, int, Named]] = {}
        for mention in mentions:
            for place in _meant(mention, mentions):
                chosen.setdefault(place.ref, (-len(place.path), mention.start, place))
        return [place for _depth, _start, place in sorted(chosen.values())]

    def _mentions(self, text: str) -> Iterable[Mention]:
        at, last = 0, -1
        while at < len(text) - 1:
            found = self._at(text, at, after_a_place=at == last)
            if found:
                yield found
                at = last = found.end
            else:
                at += 1

    def _at(self, text: str, at: int, *, after_a_place: bool) -> Mention | None:
        for length in self._starts.get(text[at : at + 2], ()):
            form, end = text[at : at + length], at + length
            if form in self._sure:
                return Mention(at, end, tuple(self._sure[form]))
            if form in self._bare and (length >= SAFE or after_a_place or _like_a_place(text, at, end)):
                return Mention(at, end, tuple(self._bare[form]))
        return None


def _like_a_place(text: str, start: int, end: int) -> bool:
    return bool(_AFTER.match(text, end)) and bool(_BEFORE.search(text[max(0, start - 2) : start]))


def _meant(mention: Mention, mentions: list[Mention]) -> tuple[Named, ...]:
    if len(mention.places) == 1:
        return mention.places
    others = [place for other in mentions if other is not mention for place in other.places]
    near = tuple(place for place in mention.places if any(_related(place, other) for other in others))
    if near:
        return near
    top = min(codes.RANK[place.level] for place in mention.places)
    upper = tuple(place for place in mention.places if codes.RANK[place.level] == top)
    return upper if len(upper) == 1 and mention.end - mention.start >= SAFE else mention.places


def _related(one: Named, other: Named) -> bool:
    return one.path != other.path and (one.path.startswith(other.path) or other.path.startswith(one.path))
