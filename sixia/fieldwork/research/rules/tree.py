"""A tree of reasons laid out for drawing, left to right: boxes with wrapped lines, and the lines between them; pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

WIDTH: Final = 190
GAP: Final = 46
LINE: Final = 19
PAD: Final = 10
SPACE: Final = 14
UNITS: Final = 24
"""How wide a line may be, in half-width characters; Chinese ones count double."""
MOST_LINES: Final = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the tree: its key, the row it explains (None: the case itself), and its words."""

    pk: int
    parent: int | None
    text: str
    root: bool = False


@dataclass(slots=True)
class Node:
    """A row with those that explain it, and how deep it lies."""

    reason: Reason
    depth: int
    below: list["Node"] = field(default_factory=list)

    @property
    def indent(self) -> range:
        """As many steps as it lies deep."""
        return range(self.depth)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text in a box, at its place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """One box: where it lies, how large it is, and its lines."""

    x: int
    y: int
    height: int
    lines: tuple[Words, ...]
    root: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything to be drawn, and how large the sheet is."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    links: tuple[str, ...]


def nested(rows: Iterable[Reason]) -> list[Node]:
    """The rows as trees, in the order given; rows whose parent is missing stand at the top."""
    given = list(rows)
    known = {row.pk for row in given}
    children: dict[int | None, list[Reason]] = defaultdict(list)
    for row in given:
        children[row.parent if row.parent in known else None].append(row)

    def grow(parent: int | None, depth: int) -> list[Node]:
        return [Node(row, depth, grow(row.pk, depth + 1)) for row in children[parent]]

    return grow(None, 0)


def flat(nodes: Iterable[Node]) -> list[Node]:
    """Every node from top to bottom, as a list reads."""
    return [one for node in nodes for one in (node, *flat(node.below))]


def drawn(title: str, nodes: list[Node]) -> Drawing:
    """The case on the left, each reason to the right of what it explains."""
    boxes: list[Box] = []
    links: list[str] = []

    def place(text: str, below: list[Node], depth: int, top: int) -> tuple[Box, int]:
        lines = wrapped(text)
        height = len(lines) * LINE + 2 * PAD
        x, bottom = depth * (WIDTH + GAP), top
        right: list[Box] = []
        for node in below:
            box, bottom = place(node.reason.text, node.below, depth + 1, bottom)
            right.append(box)
        end = max(bottom, top + height + SPACE)
        y = (right[0].y + right[-1].y + right[-1].height) // 2 - height // 2 if right else top
        y = max(y, top)
        words = tuple(Words(x + PAD, y + PAD + (number + 1) * LINE - 5, line) for number, line in enumerate(lines))
        made = Box(x, y, height, words, root=depth == 0)
        boxes.append(made)
        links.extend(_link(made, box) for box in right)
        return made, end

    _root, height = place(title, nodes, 0, 0)
    deepest = max((node.depth for node in flat(nodes)), default=-1) + 1
    return Drawing(deepest * (WIDTH + GAP) + WIDTH, height, tuple(reversed(boxes)), tuple(links))


def _link(left: Box, right: Box) -> str:
    """A curve from the right edge of one box to the left edge of another."""
    x1, y1, x2, y2 = left.x + WIDTH, left.y + left.height // 2, right.x, right.y + right.height // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


def wrapped(text: str) -> list[str]:
    """The text in lines that fit a box; what is longer than six lines is cut, since the list beneath has it whole."""
    lines, now, wide = [], "", 0
    for char in " ".join(text.split()):
        size = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if wide + size > UNITS:
            broken = now.rsplit(" ", 1)
            now, rest = (broken[0], broken[1]) if len(broken) == 2 and len(broken[1]) < UNITS // 2 else (now, "")
            lines.append(now)
            now, wide = rest, len(rest)
        now, wide = now + char, wide + size
    lines.append(now)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][:-1] + "…"]
