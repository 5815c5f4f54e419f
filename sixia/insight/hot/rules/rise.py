"""What is expected of a place and topic in a week, and when more came than the season explains; pure.

Weekly counts of a town are short series of small numbers: the median of the last weeks, times how the same weeks went last year,
with a band whose upper end so and so seldom is passed by chance. That seldom is the stated rate of false alarms.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from statistics import fmean, median
from typing import Final

RECENT: Final = 12
"""Weeks that say how much is usual now."""
LEAST: Final = 6
"""With fewer weeks behind it nothing is expected and nobody warned."""
YEAR: Final = 52
BESIDE: Final = 1
"""Weeks to either side that count as the same season."""
CALM: Final = 5.0
"""Added to both seasons, so that a few voices more or less do not make one."""
SEASON: Final = (0.5, 3.0)
SPREAD_OF: Final = 26
UNSURE: Final = 1.15
"""Weeks vary at least so much more than chance alone: the usual level is only estimated."""
ONCE_IN: Final = 1000
"""Of so many quiet weeks of a place and topic one is passed by chance."""
FEWEST: Final = 5
"""Fewer voices in a week are never a warning…"""
PEOPLE: Final = 3
"""…nor are those of fewer people."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a week should bring: `usual` by the last weeks, `season` how the same weeks of last year stood to those before them
    (1 where unknown), `middle` both together, and the first count that is `unusual`."""

    usual: float
    season: float
    middle: float
    unusual: int
    weeks: int


def expect(past: Sequence[int], season: float = 1.0, *, once_in: int = ONCE_IN) -> Expected | None:
    """From the counts of the weeks before, the oldest first; None where they are too few."""
    if len(past) < LEAST:
        return None
    recent = past[-RECENT:]
    usual = median(recent)
    usual = float(usual) if usual >= FEWEST else fmean(recent)
    middle = max(usual * season, 0.1)
    varies = _varies(past[-SPREAD_OF:]) * (1 + 1 / len(recent))
    return Expected(usual, season, middle, max(FEWEST, _first_unusual(middle, varies, once_in)), len(past))


def season(whole: Sequence[int], *, weeks: int = RECENT) -> float:
    """How the coming week stood to those before it a year ago, over the whole county: enough voices for a season to show.

    `whole` are the counts of the weeks before, the oldest first; 1 where no year lies behind."""
    then = len(whole) - YEAR
    if then - BESIDE - weeks < 0:
        return 1.0
    same = whole[then - BESIDE : then + BESIDE + 1]
    before = whole[then - BESIDE - weeks : then - BESIDE]
    low, high = SEASON
    return min(high, max(low, (fmean(same) + CALM) / (fmean(before) + CALM)))


def warns(count: int, people: int, expected: Expected | None) -> bool:
    """Whether a week is told of."""
    return expected is not None and count >= expected.unusual and people >= PEOPLE


@dataclass(frozen=True, slots=True)
class Worth:
    """What warnings are worth on series as they were: of `weeks` quiet weeks `false` would have been warned of, and of
    `injected` outbreaks put into them `found` were."""

    weeks: int
    false: int
    injected: int
    found: int


def worth(series: Sequence[Sequence[int]], *, outbreak: int = 8, once_in: int = ONCE_IN) -> Worth:
    """Play the warnings back over series of weekly counts: each week from what lay before it. In every fourth week that was not
    warned of, an outbreak is put, `outbreak` voices and at least twice the usual, to see whether it would have been. Real rises
    among the weeks count as false here, so the true rate is no higher."""
    whole = [sum(column) for column in zip(*series, strict=True)]
    factors = [season(whole[:at]) for at in range(len(whole))]
    weeks = false = injected = found = 0
    for counts in series:
        for at in range(LEAST, len(counts)):
            expected = expect(counts[:at], factors[at], once_in=once_in)
            if expected is None:
                continue
            weeks += 1
            warned = counts[at] >= expected.unusual
            false += warned
            if at % 4 == 0 and not warned:
                injected += 1
                found += counts[at] + max(outbreak, round(2 * expected.usual)) >= expected.unusual
    return Worth(weeks, false, injected, found)


def _varies(counts: Sequence[int]) -> float:
    """How many times more than by chance the weeks vary; the two wildest weeks are left out."""
    middle = fmean(counts)
    if middle <= 0:
        return UNSURE
    errors = sorted((n - middle) ** 2 for n in counts)[: max(len(counts) - 2, 1)]
    return max(UNSURE, fmean(errors) / middle)


def _first_unusual(middle: float, varies: float, once_in: int) -> int:
    """The first count that chance reaches no more than once in so many weeks, for counts that vary `varies` times the mean:
    negative binomial."""
    size = middle / (varies - 1)
    chance = size / (size + middle)
    left, count = 1.0, 0
    while left > 1 / once_in:
        left -= exp(lgamma(count + size) - lgamma(size) - lgamma(count + 1) + size * log(chance) + count * log(1 - chance))
        count += 1
        if count > 10_000:
            break
    return count
