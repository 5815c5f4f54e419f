"""Which place a row speaks of: by code, by name within the desk's territory, by mention in the text, or by its point."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sixia.interop.importing.cells import Raw, taker
from sixia.interop.importing.mapping import Value
from sixia.places import queries as territory
from sixia.places.models import Boundary, Place
from sixia.places.rules.names import Finder, base


class Placer:
    """Finds places and remembers them."""

    def __init__(self, wanted: dict[str, Value], *, area: Place, on: date) -> None:
        self._area, self._on = area, on
        self._code = taker(wanted["code"]) if "code" in wanted else None
        self._name = taker(wanted["name"]) if "name" in wanted else None
        self._text = taker(wanted["mentions"]) if "mentions" in wanted else None
        self._by_code = lru_cache(maxsize=100_000)(lambda code: territory.by_code(code, on))
        self._by_name = lru_cache(maxsize=100_000)(self._named)
        self._by_id = lru_cache(maxsize=100_000)(lambda pk: Place.objects.filter(pk=pk).first())
        self._finder = territory.finder(under=area, on=on) if self._text else None
        self._outlined = "lat" in wanted and Boundary.objects.exists()

    def place(self, raw: Raw, lat: float | None, lon: float | None) -> Place | None:
        """The place of a row, or None; the surest way that finds one."""
        ways: tuple[Callable[[], Place | None], ...] = (
            lambda: self._by_code(code) if self._code and (code := self._code(raw)) else None,
            lambda: self._by_name(name) if self._name and (name := self._name(raw)) else None,
            lambda: territory.at(lat, lon, self._on) if self._outlined and lat is not None and lon is not None else None,
            lambda: self._mentioned(self._finder, self._text(raw)) if self._text and self._finder else None,
        )
        return next((place for way in ways if (place := way()) is not None), None)

    def written(self, raw: Raw) -> str:
        """What the row says of the place in words, to be kept when no place is found."""
        return " ".join(part for take in (self._code, self._name) if take and (part := take(raw)))

    def _named(self, name: str) -> Place | None:
        """Exactly one place of that name in the area; a name that only begins or ends alike is a guess and not taken."""
        last = name.rsplit(maxsplit=1)[-1]
        found = territory.find(name, under=self._area, on=self._on)
        exact = [place for place in found if {last, name.replace(" ", "")} & {place.name, base(place.name)} or _ends(name, place)]
        return exact[0] if len(exact) == 1 else None

    def _mentioned(self, finder: Finder, text: str) -> Place | None:
        return next((place for named in finder.find(text) if (place := self._by_id(named.ref))), None)


def _ends(name: str, place: Place) -> bool:
    """清源镇东风社区 is 东风社区, when nothing else of the text could be meant."""
    return len(place.name) > 2 and name.endswith((place.name, base(place.name)))
