"""Shapes on the map without a geometry library: bounding boxes and whether a point lies inside.

A shape is a GeoJSON geometry of type Polygon or MultiPolygon in WGS 84; points there are [longitude, latitude].
"""

from collections.abc import Iterator, Sequence
from typing import Any

Ring = Sequence[Sequence[float]]
Polygon = Sequence[Ring]


def polygons(geometry: Any) -> list[Polygon]:
    """The polygons of a geometry, each a list of rings, the outer one first. Raises ValueError with the reason in a word."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValueError("shape")
    parts = geometry.get("coordinates")
    found = [parts] if geometry["type"] == "Polygon" else parts
    if not isinstance(found, list) or not found or not all(_is_polygon(part) for part in found):
        raise ValueError("shape")
    return found


def _is_polygon(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(_is_ring(ring) for ring in part)


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) >= 4 and ring[0] == ring[-1] and all(_is_point(point) for point in ring)


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(isinstance(number, int | float) for number in point[:2])
        and -180 <= point[0] <= 180
        and -90 <= point[1] <= 90
    )


def box(shape: Sequence[Polygon]) -> tuple[float, float, float, float]:
    """(min_lat, max_lat, min_lon, max_lon) of the outer rings."""
    lats = [point[1] for polygon in shape for point in polygon[0]]
    lons = [point[0] for polygon in shape for point in polygon[0]]
    return min(lats), max(lats), min(lons), max(lons)


def holds(shape: Sequence[Polygon], lat: float, lon: float) -> bool:
    """Whether the point lies in one of the polygons and in none of its holes."""
    return any(_in_ring(outer, lat, lon) and not any(_in_ring(hole, lat, lon) for hole in holes) for outer, *holes in shape)


def _in_ring(ring: Ring, lat: float, lon: float) -> bool:
    """Ray casting to the east; half-open edges, so that a point on a shared border is in exactly one neighbour."""
    inside = False
    for (x1, y1), (x2, y2) in _edges(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _edges(ring: Ring) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    before = ring[-1]
    for point in ring:
        yield (before[0], before[1]), (point[0], point[1])
        before = point


def centre(shape: Sequence[Polygon]) -> tuple[float, float]:
    """(lat, lon) of the area centroid of the largest polygon's outer ring; of its corners when it has no area."""
    area, ring = max(((abs(_twice_area(polygon[0])), polygon[0]) for polygon in shape), key=lambda pair: pair[0])
    if not area:
        return sum(p[1] for p in ring) / len(ring), sum(p[0] for p in ring) / len(ring)
    x = y = 0.0
    for (x1, y1), (x2, y2) in _edges(ring):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    signed = 3 * _twice_area(ring)
    return y / signed, x / signed


def _twice_area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _edges(ring))
