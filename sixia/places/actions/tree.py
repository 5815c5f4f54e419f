"""The part of the tree a list hangs on, in memory while the list is taken over."""

from typing import Final

from sixia.places.models import Place
from sixia.places.rules import codes
from sixia.places.rules.listing import Row

_COMPLETE_WITHIN: Final = {
    codes.CITY: codes.PROVINCE,
    codes.COUNTY: codes.PROVINCE,
    codes.TOWN: codes.COUNTY,
    codes.VILLAGE: codes.COUNTY,
    codes.GRID: codes.COUNTY,
}


class Tree:
    """Places above the level at hand: current ones by code, and which paths are counties."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.by_code: dict[str, tuple[int, str]] = {}
        self._level_at: dict[str, str] = {}
        self._scopes: dict[tuple[str, str], str] = {}

    def load_above(self, level: str) -> None:
        """Read what lies above `level`, within the prefix."""
        above = codes.LEVELS[: codes.RANK[level]]
        rows = Place.objects.at_level(*above).filter(code__gte=self.prefix, code__lt=self.prefix + codes.AFTER)
        self.by_code, self._level_at, self._scopes = {}, {}, {}
        for pk, code, path, at, valid_to in rows.values_list("id", "code", "path", "level", "valid_to"):
            if at in _COMPLETE_WITHIN.values():
                self._level_at[path] = at
            if valid_to is None:
                self.by_code[code] = (pk, path)

    def parent_of(self, row: Row) -> tuple[int, str] | None:
        """(id, path) of the row's parent; None for a root. Raises KeyError when a town or below has no parent.

        A county may stand without its city and province: a county's own installation has no use for them.
        """
        wanted = row.parent or codes.parent_code(row.code)
        while wanted:
            found = self.by_code.get(wanted) or self.by_code.get(codes.canonical(wanted))
            if found:
                return found
            if codes.RANK[row.level] > codes.RANK[codes.COUNTY]:
                raise KeyError(wanted)
            wanted = codes.parent_code(wanted)
        return self._country(row)

    def _country(self, row: Row) -> tuple[int, str] | None:
        if row.level == codes.COUNTRY:
            return None
        return self.by_code.get(codes.WHOLE)

    def scope(self, parent_path: str, level: str) -> str:
        """The path within which a list is complete: the county for towns and below, the province for cities and counties."""
        within = _COMPLETE_WITHIN.get(level, "")
        key = (parent_path, within)
        if key not in self._scopes:
            parts = codes.path_parts(parent_path)
            top = parts[0] if parts else ""
            self._scopes[key] = next((part for part in parts if self._level_at.get(part) == within), top)
        return self._scopes[key]
