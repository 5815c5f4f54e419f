"""Colours: every pair that text uses has a contrast of at least 4.5, in both schemes; edges and rings at least 3."""

import re
from pathlib import Path

import pytest

import sixia.ui

CSS = (Path(sixia.ui.__file__).parent / "static/ui/sixia.css").read_text()
BLOCKS = re.findall(r":root \{\n(.*?)\n *\}", CSS, re.DOTALL)[:2]
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink2", "teal", "teal-d", "brick") for ground in ("ground", "wash", "teal-w")],
    *[("ink", wash) for wash in ("amber-w", "brick-w", "leaf-w")],
    *[("amber", "amber-w"), ("brick", "brick-w"), ("leaf", "leaf-w"), ("amber", "ground"), ("leaf", "ground")],
    *[("on-teal", "teal"), ("on-teal", "teal-d")],
]
SHAPES = [(edge, ground) for edge in ("edge", "ring", "teal") for ground in ("ground", "wash")]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT, ids="-on-".join)
def test_text_can_be_read(scheme: int, ink: str, ground: str) -> None:
    colours = tokens(BLOCKS[scheme])
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), SHAPES, ids="-on-".join)
def test_edges_and_focus_can_be_seen(scheme: int, edge: str, ground: str) -> None:
    colours = tokens(BLOCKS[scheme])
    assert contrast(colours[edge], colours[ground]) >= 3


def test_nothing_is_italic_and_no_font_is_loaded() -> None:
    assert "italic" not in CSS
    assert "@font-face" not in CSS
