"""What a brief and an outline are made of, which line of a text is quoted, and what is worth discussing; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from sixia.insight.words.rules.text import bare, clauses, plain
from sixia.kit.masking import mask
from sixia.ui.text import SMALLEST_SHARE

LONGEST: Final = 80
LEAST: Final = 6
"""A clause with fewer characters, such as a greeting, says nothing of the matter."""
UNNAMED: Final = 10
"""So many voices without any problem raised: what lies beneath them is worth a question."""
TODAY, WEEK = "today", "week"
SPANS: Final = (TODAY, WEEK)
DAYS: Final = {TODAY: 1, WEEK: 7}
Some = TypeVar("Some")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the words, where or who, a day, how it stands, and where it opens."""

    words: str
    where: str = ""
    when: date | None = None
    more: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One question with the rows that answer it; `many` is how many there are in all, of which `rows` are shown.

    `quoted` says that the words are residents' own.
    """

    key: str
    many: int = 0
    rows: tuple[Row, ...] = ()
    quoted: bool = False
    url: str = ""

    @property
    def left(self) -> int:
        """How many are not shown."""
        return max(0, self.many - len(self.rows))


def line(text: str) -> str:
    """A short line as it was said: the first clause that says something, numbers of people masked before anything is cut off."""
    said = clauses(mask(text))
    found = next((clause for clause in said if len(bare(plain(clause))) >= LEAST), said[0] if said else "")
    found = " ".join(found.split())
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1]}…"


def spread(rows: Sequence[Some], most: int) -> list[Some]:
    """No more than `most` of the rows, evenly apart, the first and the last among them: nobody chooses."""
    if len(rows) <= most:
        return list(rows)
    return [rows[number * (len(rows) - 1) // (most - 1)] for number in range(most)]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The numbers behind an outline: what its questions are asked from. Pairs are (part, whole)."""

    heard: int = 0
    problems: int = 0
    unowned: int = 0
    failed: int = 0
    worked: int = 0
    rules: int = 0
    late: int = 0
    silent: int = 0
    solved: tuple[int, int] = (0, 0)
    repeats: tuple[int, int] = (0, 0)


def questions(seen: Evidence) -> list[tuple[str, dict[str, int]]]:
    """What to discuss, each with the numbers that raise it, in a fixed order; a share is asked about only where the whole can
    carry it."""
    no = seen.solved[1] - seen.solved[0]
    asked: list[tuple[bool, str, dict[str, int]]] = [
        (seen.heard >= UNNAMED and not seen.problems, "unnamed", {"n": seen.heard}),
        (bool(seen.unowned), "unowned", {"n": seen.unowned}),
        (seen.solved[1] >= SMALLEST_SHARE and no > 0, "unsolved", {"n": no, "whole": seen.solved[1]}),
        (seen.repeats[1] >= SMALLEST_SHARE and seen.repeats[0] > 0, "again", {"n": seen.repeats[0], "whole": seen.repeats[1]}),
        (bool(seen.failed), "failed", {"n": seen.failed}),
        (bool(seen.worked) and not seen.rules, "keep", {"n": seen.worked}),
        (bool(seen.rules), "rules", {"n": seen.rules}),
        (bool(seen.late), "late", {"n": seen.late}),
        (bool(seen.silent), "silent", {"n": seen.silent}),
    ]
    return [("first", {}), *((key, numbers) for holds, key, numbers in asked if holds)]
