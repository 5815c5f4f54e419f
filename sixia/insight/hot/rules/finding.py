"""The hot issues of a pile of voices, from their words alone, hottest first: what `sixia hot FILE` prints; pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sixia.insight.hot.rules import heat, lexicon, marks, telling
from sixia.insight.hot.rules.clusters import Cluster, group
from sixia.insight.hot.rules.lexicon import Lexicon
from sixia.insight.hot.rules.marks import Mark, Said

ONE_PLACE: Final = 0.4
"""So many of the voices that name a place or body must name the same one…"""
NAMED: Final = 0.25
"""…or, where fewer than this share name any…"""
SPECIFIC: Final = 0.3
"""A name that all share speaks for one issue where so many of its uses are here: the labour office is in everybody's matters."""
OWN_WORD: Final = 0.8
"""…so many of all texts with one of its common words must be the issue's own."""
SHOWN_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One issue: the keys of its voices in order of time, its heat, what it is called in residents' words, the places and bodies
    it names, and whether it is the same `everywhere`: a kind of trouble without one place."""

    keys: tuple[int, ...]
    heat: heat.Heat
    line: str
    phrases: tuple[str, ...]
    names: tuple[str, ...]
    first: datetime
    last: datetime
    everywhere: bool

    def plain(self) -> dict[str, Any]:
        """For a file."""
        return {
            **self.heat.plain(),
            "line": self.line,
            "phrases": list(self.phrases),
            "names": list(self.names),
            "first": self.first.isoformat(sep=" "),
            "last": self.last.isoformat(sep=" "),
            "everywhere": self.everywhere,
            "voices": list(self.keys),
        }


def find(voices: Sequence[Said]) -> list[Found]:
    """All issues, those of one place or body before kinds of trouble that are everywhere, each the hottest first."""
    ordered = sorted(voices, key=lambda one: (one.at, one.key))
    words = lexicon.learn(["\n".join(marks.form(one)) for one in ordered])
    said = {one.key: one for one in ordered}
    marked = {one.key: marks.mark(one, words) for one in ordered}
    issues = group((one.key, one.at, marked[one.key]) for one in ordered)
    found = [describe([said[key] for key in keys], [marked[key] for key in keys], words) for keys in issues]
    return sorted(found, key=lambda one: (one.everywhere, -one.heat.total, one.first, one.keys))


def describe(voices: Sequence[Said], marked: Sequence[Mark], words: Lexicon) -> Found:
    """An issue from its voices."""
    whole = Cluster()
    for one, mark in zip(voices, marked, strict=True):
        whole.take(mark, one.at)
    times = sorted(one.at for one in voices)
    phrases = tuple(telling.phrases(marked, words))
    return Found(
        tuple(one.key for one in sorted(voices, key=lambda one: (one.at, one.key))),
        heat.heat(heat.facts_of(voices)),
        telling.line(voices, marked, whole),
        phrases,
        tuple([name for name in whole.own() if name[0] not in marks.PLACE + marks.TOWN][:SHOWN_NAMES]),
        times[0],
        times[-1],
        everywhere(marked, words),
    )


def everywhere(marked: Sequence[Mark], words: Lexicon) -> bool:
    """Whether the voices have a kind of trouble in common but neither a place nor a body: a theme, not an issue."""
    if len(marked) < 3:
        return False
    held = Counter(name for one in marked for name in one.where)
    naming = sum(bool(one.where) for one in marked)
    if naming >= max(3, NAMED * len(marked)):
        shared = [name for name, n in held.items() if n > ONE_PLACE * naming]
        if not shared:
            return True
        if any(name[0] in marks.PLACE or held[name] >= SPECIFIC * words.spread.get(name, 0) for name in shared):
            return False
    said = Counter(word for one in marked for word in one.what if not word.startswith(marks.TOPIC))
    common = [word for word, n in said.items() if 2 * n >= len(marked)]
    return max((said[word] / words.spread[word] for word in common), default=0.0) < OWN_WORD


def is_line(line: str, one: Said) -> bool:
    """Whether this voice's title is the line."""
    return telling.shortened(one.title) == line
