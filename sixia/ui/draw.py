"""Geometry of the small server-side lines: numbers in, coordinates out. Pure; knows no template."""

from collections.abc import Sequence

RIM = 3


def spark(values: Sequence[float], *, width: int = 100, height: int = 24) -> list[tuple[float, float]]:
    """Points of a line through the values, from zero at the bottom to the largest at the top, with a rim on every side."""
    if not values:
        return []
    peak = max(0, *values) or 1
    wide, high = width - 2 * RIM, height - 2 * RIM
    gap = wide / (len(values) - 1) if len(values) > 1 else 0
    return [(round(RIM + gap * i, 1), round(RIM + high * (1 - max(v, 0) / peak), 1)) for i, v in enumerate(values)]


def columns(
    values: Sequence[float], *, width: int, height: int, top: float | None = None
) -> list[tuple[float, float, float, float]]:
    """(x, y, width, height) of upright bars from zero at the bottom to `top`, else to the largest value."""
    if not values:
        return []
    peak = (max(0, *values) if top is None else top) or 1
    step = width / len(values)
    wide = round(step * 0.7, 1)
    highs = [round(min(1.0, max(v, 0) / peak) * (height - 2 * RIM), 1) for v in values]
    return [(round(step * i + step * 0.15, 1), round(height - RIM - high, 1), wide, high) for i, high in enumerate(highs)]
