"""What one voice is compared by: its words with their weight, the places and bodies it names, its place and topic; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Final

from sixia.insight.hot.rules.lexicon import Lexicon
from sixia.insight.words.rules.text import normalise, plain

HEAD: Final = 240
"""What a voice is about stands within so many characters."""
TITLE: Final = 80
IN_TITLE: Final = 3.0
COMMON: Final = 0.05
RARE: Final = 40
"""Words in more than this share of all texts, and in more than so many, say nothing of the matter."""
MOST: Final = 40
PLACE, TOWN, TOPIC = "@", "&", "#"
PLACE_SAYS, TOWN_SAYS, TOPIC_SAYS = 9.0, 3.0, 6.0
"""A known village and a known topic say about as much as a rare and a middling word of the title, a town a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One voice, from the county or from a file. `who` is one person's key, empty where nobody knows; `place` a path or name,
    `town` what holds it, `topic` a code. `up` and `down` are votes of others, `bad` whether its verdict was bad, `again` whether
    it was said before."""

    key: int
    at: datetime
    title: str
    text: str = ""
    who: str = ""
    place: str = ""
    town: str = ""
    topic: str = ""
    up: int = 0
    down: int = 0
    bad: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Weights of a voice's words, of length 1 together: `what` they say of the matter, and `where` or of whom."""

    what: Mapping[str, float]
    where: Mapping[str, float]

    def heaviest(self, most: int) -> list[str]:
        """Its so many heaviest words."""
        whole = {**self.what, **self.where}
        return sorted(whole, key=lambda word: (-whole[word], word))[:most]


def form(said: Said) -> tuple[str, str]:
    """Title and head of the text in their one form."""
    return normalise(said.title)[:TITLE], normalise(plain(said.text))[:HEAD]


def mark(said: Said, lexicon: Lexicon) -> Mark:
    """What it is compared by. Words of the title count threefold; single characters and everybody's words do not count."""
    title, head = form(said)
    times: dict[str, float] = dict.fromkeys(lexicon.all_of(lexicon.split(head)), 1.0)
    for word in set(lexicon.all_of(lexicon.split(title))):
        times[word] = times.get(word, 0.0) + IN_TITLE
    most = max(COMMON * lexicon.texts, RARE)
    said_words = {w: n * lexicon.rare(w) for w, n in times.items() if len(w) > 1 and lexicon.spread.get(w, 0) <= most}
    kept = dict(sorted(((w, x) for w, x in said_words.items() if x > 0), key=lambda one: (-one[1], one[0]))[:MOST])
    if said.place:
        kept[PLACE + said.place] = PLACE_SAYS
    if said.town:
        kept[TOWN + said.town] = TOWN_SAYS
    if said.topic:
        kept[TOPIC + said.topic] = TOPIC_SAYS
    size = sqrt(sum(x * x for x in kept.values())) or 1.0
    what: dict[str, float] = {}
    where: dict[str, float] = {}
    for word, x in kept.items():
        (where if word[0] in PLACE + TOWN or word in lexicon.names else what)[word] = x / size
    return Mark(what, where)
