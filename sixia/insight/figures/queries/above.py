"""Which place above the villages a path lies in: the grain of the monthly sums."""

from collections.abc import Callable
from functools import lru_cache

from sixia.places import queries as places
from sixia.places.models import Place
from sixia.places.rules import codes


def upper() -> Callable[[str], str]:
    """A function from a path to the path of its town, or of itself where it lies above the villages."""
    return _upper(places.version())


@lru_cache(maxsize=2)
def _upper(_version: str) -> Callable[[str], str]:
    below = Place.objects.filter(level__in=(codes.VILLAGE, codes.GRID)).values_list("path", "parent__level", "parent__path")
    found: dict[str, str] = {}
    for path, level, parent in below.order_by("path"):  # a grid comes after its village
        found[path] = found.get(parent, parent) if level == codes.VILLAGE else parent or path
    return lambda path: found.get(path, path)
