"""Drawing an invented map: cells around seeds, wiggled borders that neighbours share, regions as unions of cells.

Works in kilometres on a plane; knows nothing of places.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from typing import Final

Point = tuple[float, float]
Edge = tuple[Point, Point]
SNAP: Final = 0.02
FINEST: Final = 0.5
BEND: Final = 0.11


def cells(seeds: Sequence[Point], box: float) -> list[list[Point]]:
    """The Voronoi cell of each seed within a square of half-width `box`: its corners, counter-clockwise."""
    square = [(-box, -box), (box, -box), (box, box), (-box, box)]
    return [_cell(seed, seeds, square) for seed in seeds]


def _cell(seed: Point, seeds: Sequence[Point], square: list[Point]) -> list[Point]:
    cell = square
    others = sorted((math.dist(seed, other), other) for other in seeds if other != seed)
    for distance, other in others:
        if distance > 2 * max(math.dist(seed, corner) for corner in cell):
            break
        cell = _clip(cell, seed, other)
    return cell


def _clip(cell: list[Point], seed: Point, other: Point) -> list[Point]:
    """The part of the cell that is nearer to the seed than to the other."""
    nx, ny = other[0] - seed[0], other[1] - seed[1]
    limit = (nx * (other[0] + seed[0]) + ny * (other[1] + seed[1])) / 2
    out: list[Point] = []
    before, side_before = cell[-1], nx * cell[-1][0] + ny * cell[-1][1] - limit
    for point in cell:
        side = nx * point[0] + ny * point[1] - limit
        if (side < 0) != (side_before < 0):
            share = side_before / (side_before - side)
            out.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if side < 0:
            out.append(point)
        before, side_before = point, side
    return out


def middle(cell: Sequence[Point]) -> Point:
    """The area centroid of a simple polygon."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in _around(cell):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return x / (3 * area), y / (3 * area)


class Net:
    """Cells whose corners are snapped together, so that neighbours share their edges exactly."""

    def __init__(self, found: Sequence[Sequence[Point]]) -> None:
        self._corners: dict[tuple[int, int], Point] = {}
        self._wiggles: dict[Edge, list[Point]] = {}
        self.rings = [self._snapped(cell) for cell in found]

    def _snapped(self, cell: Sequence[Point]) -> list[Point]:
        ring: list[Point] = []
        for point in map(self._snap, cell):
            if not ring or ring[-1] != point:
                ring.append(point)
        return ring[:-1] if ring[0] == ring[-1] else ring

    def _snap(self, point: Point) -> Point:
        x, y = round(point[0] / SNAP), round(point[1] / SNAP)
        for key in ((x + dx, y + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)):
            if key in self._corners:
                return self._corners[key]
        return self._corners.setdefault((x, y), point)

    def neighbours(self, members: Iterable[int]) -> dict[int, set[int]]:
        """Which of these cells share an edge."""
        owners: dict[Edge, list[int]] = defaultdict(list)
        for index in members:
            for a, b in _around(self.rings[index]):
                owners[min(a, b), max(a, b)].append(index)
        found: dict[int, set[int]] = defaultdict(set)
        for one, *others in owners.values():
            for other in others:
                found[one].add(other)
                found[other].add(one)
        return found

    def outline(self, members: Iterable[int]) -> list[list[Point]]:
        """The closed, wiggled rings around the union of these cells, counter-clockwise outside, clockwise for holes."""
        edges = {edge for index in members for edge in _around(self.rings[index])}
        following: dict[Point, list[Point]] = defaultdict(list)
        for a, b in sorted(edges):
            if (b, a) not in edges:
                following[a].append(b)
        rings = []
        while following:
            start = next(iter(following))
            corners = [start]
            while following.get(corners[-1]):
                here = corners[-1]
                corners.append(following[here].pop(0))
                if not following[here]:
                    del following[here]
            rings.append(self._wiggled(corners))
        return rings

    def _wiggled(self, corners: Sequence[Point]) -> list[Point]:
        ring = [corners[0]]
        for a, b in pairwise(corners):
            low, high = min(a, b), max(a, b)
            if (low, high) not in self._wiggles:
                self._wiggles[low, high] = _bend(low, high, Random(f"{low}{high}"))
            between = self._wiggles[low, high]
            ring += [*(between if a == low else reversed(between)), b]
        return ring


def _bend(a: Point, b: Point, luck: Random) -> list[Point]:
    """Points between two corners, each pushed a little aside, like a border along a brook."""
    length = math.dist(a, b)
    if length < FINEST:
        return []
    push = luck.uniform(-BEND, BEND)
    half = ((a[0] + b[0]) / 2 - push * (b[1] - a[1]), (a[1] + b[1]) / 2 + push * (b[0] - a[0]))
    return [*_bend(a, half, luck), half, *_bend(half, b, luck)]


def _around(ring: Sequence[Point]) -> Iterable[Edge]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
