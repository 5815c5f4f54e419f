"""How honest a machine's certainty is, and how to make it so: pure arithmetic on scores of what it had not learnt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from sixia.insight.suggestions.rules.table import chances, lead_of, logistic, sure_of

BINS: Final = 10
HEATS: Final = tuple(round(1.5**step, 3) for step in range(10))
"""Tried from lukewarm to 38."""
TRIED: Final = 1_000
"""Rows that a heat is tried on: it only spreads what the best guess leaves over the others."""
FLOOR: Final = 1e-6
PRIOR: Final = (6.0, 0.0, 0.0)
HELD: Final = (0.02, 0.05, 0.02)
"""How strongly the three are held to PRIOR."""
HALVES: Final = 12
ENOUGH: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Judged:
    """One guess with its chance, and whether it was right."""

    share: float
    right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Guesses of about the same chance: how many, how many right, and what was said on average (0 to 1)."""

    low: float
    number: int
    right: int
    said: float

    @property
    def true(self) -> float:
        """How often they were right."""
        return self.right / self.number


def heat_of(scores: Sequence[Sequence[float]], truths: Sequence[int]) -> float:
    """The heat under which the truths were likeliest (least log loss); 8.0 when there is nothing to go by."""
    if not truths:
        return 8.0
    every = max(1, len(truths) // TRIED)
    return min(HEATS, key=lambda heat: _loss(scores[::every], truths[::every], heat))


def _loss(scores: Sequence[Sequence[float]], truths: Sequence[int], heat: float) -> float:
    return -sum(log(max(FLOOR, chances(row, heat)[truth])) for row, truth in zip(scores, truths, strict=True))


def sureness_of(scores: Sequence[Sequence[float]], truths: Sequence[int], *, rounds: int = 60) -> tuple[float, float, float]:
    """(margin, top, base): the chance that the best guess is right is the logistic of `margin` times how far it is ahead, plus
    `top` times its own score, plus `base`. Fitted by Newton's method with a slight pull to (6, 0, 0), which is also the answer
    when there is nothing to go by."""
    rows = []
    for row, truth in zip(scores, truths, strict=True):
        best = max(range(len(row)), key=row.__getitem__)
        rows.append((lead_of(row), row[best], 1.0, float(best == truth)))
    unit = max(1.0, sum(row[0] for row in rows) / max(1, len(rows)))  # scores far apart would leave no slope to go by
    rows = [(lead / unit, top / unit, one, right) for lead, top, one, right in rows]
    found, loss = list(PRIOR), _doubt(rows, PRIOR)
    for _round in range(rounds if rows else 0):
        slope, bend = _slope(rows, found)
        step = _solve(bend, slope)
        for _half in range(HALVES):  # a whole step may lead too far
            tried = [value - part for value, part in zip(found, step, strict=True)]
            less = _doubt(rows, tried)
            if less <= loss:
                found, loss = tried, less
                break
            step = [part / 2 for part in step]
        if max(map(abs, step)) < ENOUGH:
            break
    return found[0] / unit, found[1] / unit, found[2]


def _slope(rows: Sequence[Sequence[float]], found: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """Of the doubt at `found`: which way it grows, and how that bends."""
    slope = [hold * (value - start) for hold, value, start in zip(HELD, found, PRIOR, strict=True)]
    bend = [[HELD[i] if i == j else 0.0 for j in range(3)] for i in range(3)]
    for one in rows:
        chance = logistic(sum(value * part for value, part in zip(found, one, strict=False)))
        spread = chance * (1 - chance)
        for i in range(3):
            slope[i] += (chance - one[3]) * one[i]
            for j in range(3):
                bend[i][j] += spread * one[i] * one[j]
    return slope, bend


def _doubt(rows: Sequence[Sequence[float]], found: Sequence[float]) -> float:
    """How unlikely the truth is under `found`, with the pull to PRIOR."""
    pull = sum(hold * (value - start) ** 2 for hold, value, start in zip(HELD, found, PRIOR, strict=True)) / 2
    chances_of = (logistic(sum(value * part for value, part in zip(found, one, strict=False))) for one in rows)
    return pull - sum(log(max(FLOOR, chance if one[3] else 1 - chance)) for chance, one in zip(chances_of, rows, strict=True))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Three equations with three unknowns, by elimination."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(3):
        lead = rows[i][i]
        rows[i] = [value / lead for value in rows[i]]
        for j in range(3):
            if j != i:
                factor = rows[j][i]
                rows[j] = [value - factor * own for value, own in zip(rows[j], rows[i], strict=True)]
    return [row[3] for row in rows]


def judged(scores: Iterable[Sequence[float]], truths: Iterable[int], sureness: tuple[float, float, float]) -> list[Judged]:
    """The first guess of each row of scores, judged."""
    found = []
    for row, truth in zip(scores, truths, strict=True):
        best = max(range(len(row)), key=row.__getitem__)
        found.append(Judged(sure_of(row, sureness), best == truth))
    return found


def bins(guesses: Sequence[Judged], number: int = BINS) -> list[Bin]:
    """Guesses by chance in steps of equal width; empty steps are left out."""
    rows = []
    for step in range(number):
        low, high = step / number, (step + 1) / number
        inside = [one for one in guesses if low <= one.share < high or (step == number - 1 and one.share >= 1.0)]
        if inside:
            said = sum(one.share for one in inside) / len(inside)
            rows.append(Bin(low, len(inside), sum(one.right for one in inside), said))
    return rows


def calibration_error(guesses: Sequence[Judged]) -> float:
    """ECE: by how much what was said misses what was true, weighted over ten steps of certainty; 0 for nothing."""
    whole = len(guesses)
    return sum(one.number * abs(one.true - one.said) for one in bins(guesses)) / whole if whole else 0.0


def surest(guesses: Sequence[Judged], part: float) -> tuple[int, int]:
    """(right, number) among the surest `part` (0 to 1) of all guesses."""
    number = int(len(guesses) * part)
    best = sorted(guesses, key=lambda one: -one.share)[:number]
    return sum(one.right for one in best), number


def threshold_of(guesses: Sequence[Judged], *, least: float = 0.5, window: int = 25) -> float:
    """The chance below which it is better to say “do not know”: where guesses of about that chance are right less often than
    `least`. 0.5 when there are too few guesses to tell."""
    ordered = sorted(guesses, key=lambda one: one.share)
    if len(ordered) < 4 * window:
        return least
    line = 0.0
    for start in range(0, len(ordered) - window, window):
        part = ordered[start : start + window]
        if sum(one.right for one in part) / window >= least:
            break
        line = part[-1].share
    return round(max(line, 0.25), 3)


def macro_f1(truths: Sequence[int], guesses: Sequence[int], labels: int) -> float:
    """The mean over labels of the harmonic mean of precision and recall; labels that never occur count for nothing."""
    found = []
    for label in range(labels):
        hit = sum(truth == label == guess for truth, guess in zip(truths, guesses, strict=True))
        seen = sum(truth == label for truth in truths) + sum(guess == label for guess in guesses)
        if seen:
            found.append(2 * hit / seen)
    return sum(found) / len(found) if found else 0.0
