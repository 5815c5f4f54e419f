"""When a standing rule speaks: a small closed set of conditions over facts that every case has, as data. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

KINDS: Final = ("inquiry", "help", "complaint", "suggestion", "praise")
"""Accusations are missing with intent: no rule is tried on them."""
TRIAGE: Final = ("must", "now", "hard", "joint")
MOST_WORDS: Final = 12
MOST_TIMES, MOST_DAYS, MOST_VOICES = 100, 365, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Every part that is given must hold; one that is empty or 0 is not asked.

    `categories`: one of these or below; `words`: one of these in what was said; `kinds`, `triage`: one of these; `months`: heard
    in one of these (1–12); `voices`: at least so many on the case; `times` within `days`: at least the so-manieth of its
    category in the same place within so many days.
    """

    categories: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    triage: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    voices: int = 0
    times: int = 0
    days: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing is asked, so that it would speak always."""
        return not any(asdict(self).values())

    def plain(self) -> dict[str, Any]:
        """As JSON values, without what is not asked."""
        found = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {name: value for name, value in found.items() if value}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """From JSON values; raises TypeError for a part that does not exist."""
        given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        return cls(**given)

    def fault(self) -> str:
        """What is wrong with it as a word (`empty`, `choice`, `words`, `months`, `voices`, `repeat`), or "" when it is sound."""
        if self.empty:
            return "empty"
        if not (set(self.kinds) <= set(KINDS) and set(self.triage) <= set(TRIAGE)):
            return "choice"
        if len(self.words) > MOST_WORDS or any(len(word) < 2 for word in self.words):
            return "words"
        if not set(self.months) <= set(range(1, 13)):
            return "months"
        if not (self.voices == 0 or 2 <= self.voices <= MOST_VOICES):
            return "voices"
        return "" if self._repeats() else "repeat"

    def _repeats(self) -> bool:
        if not self.times and not self.days:
            return True
        return 2 <= self.times <= MOST_TIMES and 1 <= self.days <= MOST_DAYS


def words_of(text: str) -> tuple[str, ...]:
    """The words somebody typed, separated by commas or spaces, each once."""
    for mark in "，、；;\n\t ":
        text = text.replace(mark, ",")
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


@dataclass(frozen=True, slots=True)
class Catch:
    """What a trial found, as far as its reader may see the cases.

    Of `meant` cases that the rule is for it would have spoken in `caught`; in `others` it would have spoken besides.
    `joined` and `unsorted` were left out: they stand under the case they joined, or nobody has said what they are about.
    """

    caught: int = 0
    meant: int = 0
    others: int = 0
    joined: int = 0
    unsorted: int = 0

    @property
    def missed(self) -> int:
        """Cases that the rule is for and in which it would have kept silent."""
        return self.meant - self.caught

    @property
    def left(self) -> int:
        """All that was left out."""
        return self.joined + self.unsorted


def share_points(values: Iterable[int]) -> list[int]:
    """Each number as points from 0 to 100 of the largest; all 0 when there is none."""
    numbers = list(values)
    most = max(numbers, default=0)
    return [round(100 * number / most) if most else 0 for number in numbers]
