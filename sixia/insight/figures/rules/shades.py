"""How dark a place stands on a map: from the least to the most that is shown, so that near values can be told apart. Pure."""

from collections.abc import Hashable, Mapping
from typing import Final

SHADES: Final = 5


def shades(values: Mapping[Hashable, float | None]) -> dict[Hashable, int]:
    """1 for the least to 5 for the most, 3 where all are the same, 0 where there is nothing to say."""
    known = [value for value in values.values() if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    return {key: 0 if value is None else _shade(value, low, high) for key, value in values.items()}


def _shade(value: float, low: float, high: float) -> int:
    return 1 + round((SHADES - 1) * (value - low) / (high - low)) if high > low else (SHADES + 1) // 2
