"""Which town a path lies in."""

from collections.abc import Callable
from functools import lru_cache

from sixia.places import queries as places
from sixia.places.models import Place
from sixia.places.rules.codes import GRID, VILLAGE


def towns() -> Callable[[str], str]:
    """A function from a path to the path of its town, or of itself where it lies above the villages."""
    return _towns(places.version())


@lru_cache(maxsize=2)
def _towns(_version: str) -> Callable[[str], str]:
    below_towns = Place.objects.filter(level__in=(VILLAGE, GRID)).values_list("path", "level", "parent__path")
    found: dict[str, str] = {}
    for path, level, parent in below_towns.order_by("path"):
        found[path] = (parent or path) if level == VILLAGE else found.get(parent or "", parent or path)
    return lambda path: found.get(path, path)
