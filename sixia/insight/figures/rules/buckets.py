"""Lengths of time as buckets, so that they can be added up, and medians and tails out of sums of them. Pure; knows no table."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

EDGES: Final = (
    *(1, 2, 4, 6, 8, 12, 18, 24, 30, 36, 48, 60, 72, 84, 96, 120, 144, 168, 192, 216, 240, 264, 288, 312, 336, 360),
    *(
        24 * days
        for days in (16, 17, 18, 20, 22, 24, 26, 28, 30, 33, 36, 40, 45, 50, 55, 60, 70, 80, 90, 105, 120, 135, 150, 180)
    ),
    *(24 * days for days in (210, 240, 270, 300, 365, 450, 545, 730, 1095, 1825, 3650)),
)
"""Upper ends in whole hours, each belonging to its bucket. Bucket 0 ends at the first; past the last is one bucket more."""
LAST: Final = len(EDGES)


def bucket_of(length: timedelta) -> int:
    """The bucket of a length; nothing is negative."""
    seconds = max(0, length.days * 86_400 + length.seconds)
    return bisect_left(EDGES, -(-seconds // 3600))


def upper(bucket: int) -> timedelta:
    """The longest length of a bucket; of the last one, which has no end, where it begins."""
    return timedelta(hours=EDGES[min(bucket, LAST - 1)])


@dataclass(frozen=True, slots=True)
class Quantile:
    """Within `hours` the given share of things was done; not `known`: it takes longer than that, since too few are done."""

    hours: int
    known: bool

    @property
    def time(self) -> timedelta:
        """The same as a length of time."""
        return timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and nine-in-ten mark of how long things take: of `n` things, `waiting` are not done yet and `cut` never will be."""

    median: Quantile | None
    tail: Quantile | None
    n: int
    waiting: int
    cut: int = 0


def spread(done: Mapping[int, int], cut: Mapping[int, int], waiting: Mapping[int, int]) -> Spread:
    """Median and tail out of counts by bucket, by the product-limit estimate (Kaplan and Meier 1958) on grouped times: what is
    still open counts as long as it has been open, what ended otherwise as long as it lasted. Within one bucket what was
    done comes first. Counts only are compared, in integers, so that every engine finds the same."""
    n = sum(done.values()) + sum(cut.values()) + sum(waiting.values())
    lost = {at: cut.get(at, 0) + waiting.get(at, 0) for at in {*cut, *waiting}}
    return Spread(_quantile(done, lost, n, 1, 2), _quantile(done, lost, n, 1, 10), n, sum(waiting.values()), sum(cut.values()))


def _quantile(done: Mapping[int, int], lost: Mapping[int, int], n: int, left_of: int, parts: int) -> Quantile | None:
    """The first bucket after which no more than `left_of` in `parts` are left: still = num / den, as whole numbers."""
    if not n:
        return None
    at_risk, num, den = n, 1, 1
    for at in sorted({*done, *lost}):
        if done.get(at):
            num, den = num * (at_risk - done[at]), den * at_risk
            if num * parts <= den * left_of:
                return Quantile(EDGES[at], True) if at < LAST else Quantile(EDGES[-1], False)
        at_risk -= done.get(at, 0) + lost.get(at, 0)
    longest = max({*done, *lost})
    return Quantile(EDGES[longest - 1] if longest else 0, False)
