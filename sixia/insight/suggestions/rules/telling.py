"""Which words of a text led to a guess, from how much each run of characters speaks for it. Pure; only words that stand there."""

from collections.abc import Mapping
from typing import Final

from sixia.insight.words.rules.text import LOOSE

WORD: Final = 6
"""Characters of a word at most; words in Latin letters are told whole."""
FADES: Final = 0.5
"""A word goes on where a character speaks for the guess at least half as much as its strongest one."""


def telling(text: str, pull: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    """(word, weight), strongest first, at most `most`: each stands in the text, none within another.

    `pull` says how much each run of two or more letters speaks for the guess (above 0) or against it.
    """
    heat = _heat(text, pull)
    found: dict[str, float] = {}
    for _try in range(2 * most):
        peak = max(range(len(heat)), key=heat.__getitem__, default=0)
        if not heat or heat[peak] <= 0:
            break
        start, end = _around(text, heat, peak)
        word, weight = text[start:end].strip(LOOSE), sum(heat[start:end])
        heat[start:end] = [0.0] * (end - start)
        if len(word) > 1 and not any(word in other for other in found):
            found = {other: value for other, value in found.items() if other not in word}
            found[word] = weight
    ordered = sorted(found.items(), key=lambda one: -one[1])
    return [(word, round(weight, 3)) for word, weight in ordered[:most]]


def _heat(text: str, pull: Mapping[str, float]) -> list[float]:
    """How much each character speaks for the guess: the mean of the runs that hold it, so that the ends of a clause, which fewer
    runs hold, count alike."""
    heat, held = [0.0] * len(text), [0] * len(text)
    for size in {len(run) for run in pull}:
        for start in range(len(text) - size + 1):
            run = text[start : start + size]
            if run.isalpha():
                weight = pull.get(run, 0.0) / size
                for place in range(start, start + size):
                    heat[place] += weight
                    held[place] += 1
    return [warmth / number if number else 0.0 for warmth, number in zip(heat, held, strict=True)]


def _around(text: str, heat: list[float], peak: int) -> tuple[int, int]:
    """From where to where the word around the peak reaches: on the warmer side first."""
    start, end, least = peak, peak + 1, FADES * heat[peak]
    while True:
        left = heat[start - 1] if start and _goes_on(text, start, end, heat[start - 1], least) else -1.0
        right = heat[end] if end < len(text) and _goes_on(text, end, start, heat[end], least) else -1.0
        if left < 0 and right < 0:
            return start, end
        if left >= right:
            start -= 1
        else:
            end += 1


def _goes_on(text: str, edge: int, other: int, warmth: float, least: float) -> bool:
    """Whether the character beyond the edge belongs to the word."""
    beyond, within = (text[edge - 1], text[edge]) if edge < other else (text[edge], text[edge - 1])
    if beyond.isascii() or within.isascii():
        return beyond.isascii() and within.isascii() and beyond.isalpha()
    return abs(edge - other) < WORD and warmth >= least and beyond.isalpha()
