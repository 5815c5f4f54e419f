"""Geometry of the small server-side charts: numbers in, coordinates out. Pure; knows no template."""

from collections.abc import Sequence
from dataclasses import dataclass

from sixia.ui.parts import Bar

ROW = 30
LABEL_WIDTH = 150
TRACK = 380
WIDTH = 600


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar with its place in the picture, in user units of the view box."""

    bar: Bar
    y: int
    middle: int
    width: float
    value_x: float
    label: str


def bars(rows: Sequence[Bar], *, top: float | None = None) -> tuple[list[DrawnBar], int]:
    """The bars laid out downwards, scaled to `top` (else the largest), and the height of the picture."""
    peak = max([row.value for row in rows] + [0]) if top is None else top
    drawn = []
    for number, row in enumerate(rows):
        width = round(TRACK * max(row.value, 0) / peak, 1) if peak else 0
        label = str(row.label)
        short = label if len(label) <= 10 else label[:9] + "…"
        drawn.append(
            DrawnBar(row, number * ROW + 6, number * ROW + 20, min(width, TRACK), LABEL_WIDTH + min(width, TRACK) + 8, short)
        )
    return drawn, max(len(rows) * ROW, ROW)


def spark(values: Sequence[float], *, width: int = 100, height: int = 24) -> list[tuple[float, float]]:
    """Points of a line through the values, from zero at the bottom to the largest at the top, with 3 units of rim."""
    if not values:
        return []
    peak = max(max(values), 0) or 1
    inner_w, inner_h = width - 6, height - 6
    gap = inner_w / (len(values) - 1) if len(values) > 1 else 0
    return [(round(3 + gap * i, 1), round(3 + inner_h * (1 - max(v, 0) / peak), 1)) for i, v in enumerate(values)]
