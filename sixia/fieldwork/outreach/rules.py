"""Small numbers said honestly, questions that are the same, answers and check questions as they are typed; pure."""

import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Final

VILLAGE, COURTYARD, HOME, STUDY, LECTURE, LOUDSPEAKER, STALL = (
    "village",
    "courtyard",
    "home",
    "study",
    "lecture",
    "loudspeaker",
    "stall",
)
SEARCH_KIND: Final = "policy"
BEFORE, AFTER = "before", "after"
PAPER, HANDS, LINK = "paper", "hands", "link"
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH: Final = 6
PERCENT_FROM: Final = 20
"""Of fewer people no percentage is said: one person more or less would be five points and over."""
Z: Final = 1.96
MOST_ITEMS: Final = 5
MOST_OPTIONS: Final = 5
RIGHT: Final = "*＊√✓✔"
_MARK = re.compile(r"^\s*(?:问|答|Q|A|question|answer)\s*[:：.．、]\s*", re.IGNORECASE)
_LIST = re.compile(r"^\s*(?:[A-Ea-e]|\d{1,2})\s*[.．、)）]\s*")


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `asked`, with the 95 % interval by Wilson, and what may be said of it."""

    right: int
    asked: int

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and upper end as shares of 1; (0, 1) where nobody was asked."""
        return wilson(self.right, self.asked)

    @property
    def percent(self) -> int | None:
        """Rounded; None where too few were asked for a percentage."""
        return round(100 * self.right / self.asked) if self.asked >= PERCENT_FROM else None

    @property
    def span(self) -> tuple[int, int]:
        """The interval in people of those asked, rounded outward."""
        low, high = self.interval
        return floor(low * self.asked), ceil(high * self.asked)

    @property
    def percent_span(self) -> tuple[int, int]:
        """The interval in whole percent, rounded outward."""
        low, high = self.interval
        return floor(100 * low), ceil(100 * high)


def wilson(right: int, asked: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: E. B. Wilson, JASA 22 (1927), 209: it keeps within 0 and 1 for small numbers."""
    if asked <= 0:
        return 0.0, 1.0
    share, square = right / asked, Z * Z / asked
    middle = (share + square / 2) / (1 + square)
    half = Z * sqrt(share * (1 - share) / asked + square / (4 * asked)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def apart(one: Share, other: Share) -> bool:
    """Whether two shares are so far apart that their intervals do not meet: else the difference may be chance."""
    (low, high), (low2, high2) = one.interval, other.interval
    return high < low2 or high2 < low


def understood(right: int, asked: int, people: int, *, share: int, least: int) -> bool:
    """Whether a place may be said to have understood: enough people answered, and `share` percent of their answers were right."""
    return people >= least and asked > 0 and right * 100 >= share * asked


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a check: its options, and the number of the right one, from 0."""

    text: str
    options: tuple[str, ...]
    right: int


class Unreadable(ValueError):
    """A typed text that cannot be understood; `number` is the paragraph, from 1, `fault` what is wrong with it."""

    def __init__(self, number: int, fault: str) -> None:
        super().__init__(number, fault)
        self.number, self.fault = number, fault


NO_ANSWER, MANY, OPTIONS, ONE_RIGHT = "no_answer", "many", "options", "one_right"


def paragraphs(text: str) -> list[list[str]]:
    """The typed text as paragraphs of lines; an empty line ends a paragraph, so does a line that begins anew with 问：."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        bare = line.strip()
        if not bare or (found[-1] and re.match(r"^(?:问|Q|question)\s*[:：]", bare, re.IGNORECASE)):
            found.append([])
        if bare:
            found[-1].append(bare)
    return [part for part in found if part]


def read_answers(text: str) -> list[tuple[str, str]]:
    """Questions and answers as typed: per paragraph the question in the first line, the answer below it. Raises Unreadable."""
    found = []
    for number, lines in enumerate(paragraphs(text), start=1):
        if len(lines) < 2:
            raise Unreadable(number, NO_ANSWER)
        found.append((_MARK.sub("", lines[0]), "\n".join([_MARK.sub("", lines[1]), *lines[2:]])))
    return found


def write_answers(pairs: Iterable[Sequence[str]]) -> str:
    """The opposite of `read_answers`."""
    return "\n\n".join(f"{question}\n{answer}" for question, answer in pairs)


def read_items(text: str) -> list[Item]:
    """Check questions as typed: the question, then its options, a star before the right one. Raises Unreadable."""
    parts = paragraphs(text)
    if len(parts) > MOST_ITEMS:
        raise Unreadable(MOST_ITEMS + 1, MANY)
    return [_item(number, lines) for number, lines in enumerate(parts, start=1)]


def _item(number: int, lines: list[str]) -> Item:
    options = lines[1:]
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Unreadable(number, OPTIONS)
    right = [at for at, line in enumerate(options) if line[0] in RIGHT or line[-1] in RIGHT]
    if len(right) != 1:
        raise Unreadable(number, ONE_RIGHT)
    bare = tuple(_LIST.sub("", line.strip(RIGHT + " ")) for line in options)
    return Item(_MARK.sub("", lines[0]), bare, right[0])


def write_items(items: Iterable[Item]) -> str:
    """The opposite of `read_items`."""
    return "\n\n".join("\n".join([one.text, *(_marked(one, at) for at in range(len(one.options)))]) for one in items)


def _marked(item: Item, at: int) -> str:
    return f"* {item.options[at]}" if at == item.right else item.options[at]


def pairs(text: str) -> frozenset[str]:
    """The neighbouring pairs of letters of a text, without spaces, punctuation and case."""
    bare = "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())
    return frozenset(bare[at : at + 2] for at in range(max(1, len(bare) - 1))) - {""}


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 to 1: how many pairs two texts share, measured by both (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def same_often(questions: Sequence[tuple[int, str]], *, often: int, alike: int) -> list[list[int]]:
    """Groups of at least `often` questions that are `alike` percent alike to the group's first one; the largest group first.

    `questions` are (key, text) in the order they were asked; each stands in one group.
    """
    groups: list[tuple[frozenset[str], list[int]]] = []
    for key, text in questions:
        own = pairs(text)
        best = max(groups, key=lambda group: likeness(group[0], own), default=None)
        if best is not None and likeness(best[0], own) * 100 >= alike:
            best[1].append(key)
        else:
            groups.append((own, [key]))
    return sorted((keys for _first, keys in groups if len(keys) >= often), key=lambda keys: (-len(keys), keys[0]))


LIKELY: Final = 0.4
"""How much of a question's pairs of letters must stand in what somebody says for its answer to be offered."""


def likeness_within(said: frozenset[str], question: str) -> float:
    """How much of the question is in what was said, from 0 to 1: callers say more than they ask."""
    own = pairs(question)
    return len(said & own) / len(own) if own else 0.0


def new_code() -> str:
    """A short code for a check, such as `K7M2QX`. Not a secret: it opens the questions of a talk and nothing else."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str | None:
    """The code somebody typed, in its stored form; None when it cannot be one."""
    bare = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    return bare if len(bare) == CODE_LENGTH and set(bare) <= set(LETTERS) else None


def grade(items: Sequence[Item], chosen: Collection[tuple[int, int]]) -> list[tuple[int, bool]]:
    """(number of the item, whether the chosen option is the right one) for each item that was answered."""
    return [(at, items[at].right == option) for at, option in sorted(chosen) if 0 <= at < len(items)]
