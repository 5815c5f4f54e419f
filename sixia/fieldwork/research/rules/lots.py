"""Drawing sites by lot so that anybody can do it again, and how well two coders agree; pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

RECIPE: Final = "printf '%s' 'SEED:CODE' | sha256sum"
"""How one lot is computed on any computer; the smallest lots are drawn."""


def lot(seed: str, code: str) -> str:
    """The lot of one place: SHA-256 of `seed:code` in hexadecimal."""
    return sha256(f"{seed}:{code}".encode()).hexdigest()


def draw(seed: str, codes: Iterable[str], count: int) -> list[str]:
    """The `count` places with the smallest lots, smallest first. The order in which codes are given does not matter."""
    return sorted(set(codes), key=lambda code: lot(seed, code))[: max(count, 0)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the answers that two people coded got the same codes from both: `same` of `both`."""

    same: int
    both: int


def agreement(pairs: Iterable[tuple[Collection[int], Collection[int]]]) -> Agreement:
    """Simple agreement: an answer counts as agreed only when both gave exactly the same codes, none included."""
    judged = [set(first) == set(second) for first, second in pairs]
    return Agreement(sum(judged), len(judged))


def alike(one: str, other: str) -> bool:
    """Whether two titles very likely name the same matter: half of their pairs of characters are shared (Dice)."""
    mine, theirs = _pairs(one), _pairs(other)
    return bool(mine and theirs) and 4 * len(mine & theirs) >= len(mine) + len(theirs)


def _pairs(text: str) -> set[str]:
    bare: Sequence[str] = "".join(char for char in text.lower() if char.isalnum())
    return {f"{bare[at]}{bare[at + 1]}" for at in range(len(bare) - 1)}
