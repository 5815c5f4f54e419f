"""Taking over one level of a list within one province: compare, close, carry, add, hand over, correct."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import starmap
from typing import Final

from django.db.models import Q

from sixia.places.actions import moving
from sixia.places.actions.ids import reserve
from sixia.places.actions.report import Loaded
from sixia.places.actions.tree import Tree
from sixia.places.models import Place
from sixia.places.rules import codes
from sixia.places.rules.listing import Difference, Fault, Known, Row, difference

BATCH: Final = 2000
COLUMNS: Final = tuple(Known.__annotations__)
DETAILS: Final = ("kind", "lat", "lon", "households", "population")


class Level:
    """One level within one prefix of codes, valid from a day."""

    def __init__(self, level: str, prefix: str, tree: Tree, on: date, out: Loaded) -> None:
        self.level, self.prefix, self.tree, self.on, self.out = level, prefix, tree, on, out
        self.parents: dict[str, tuple[int, str] | None] = {}

    def take(self, rows: Sequence[Row]) -> int:
        """Bring the database to the list; how many places were known before in what the list speaks of.

        A place whose row is faulty stays as it is: dirt in a list is no reason to end a place.
        """
        rows = [row for row in rows if self._has_parent(row)]
        scopes = {self._row_scope(row) for row in rows}
        listed, faulty = {row.code for row in rows}, {fault.code for fault in self.out.faults} - {""}
        known = [
            place
            for place in self._known()
            if place.code in listed or (place.code not in faulty and self._known_scope(place) in scopes)
        ]
        current = [place for place in known if place.valid_to is None]
        dormant = {place.code: place for place in known if place.valid_to is not None}
        found = difference(current, rows, self._keys_of_known, self._keys_of_row)
        self._close(found)
        self._follow(found)
        self._add(found.added, dormant)
        self._correct(found.same)
        return len(current)

    def _has_parent(self, row: Row) -> bool:
        try:
            self.parents[row.code] = self.tree.parent_of(row)
        except KeyError as missing:
            self.out.faults.append(Fault(row.source, row.line, "orphan", str(missing.args[0]), row.code))
            return False
        return True

    def _known(self) -> Iterable[Known]:
        rows = Place.objects.at_level(self.level).filter(
            Q(valid_to__isnull=True) | Q(valid_from=self.on),
            code__gte=self.prefix,
            code__lt=self.prefix + codes.AFTER,
        )
        return starmap(Known, rows.values_list(*COLUMNS))

    def _parent_path(self, row: Row) -> str:
        parent = self.parents[row.code]
        return parent[1] if parent else ""

    def _row_scope(self, row: Row) -> str:
        return self.tree.scope(self._parent_path(row), self.level)

    def _known_scope(self, place: Known) -> str:
        return self.tree.scope(place.path[: -codes.SEGMENT], self.level)

    def _keys_of_known(self, place: Known) -> tuple[str, str]:
        return place.path[: -codes.SEGMENT], self._known_scope(place)

    def _keys_of_row(self, row: Row) -> tuple[str, str]:
        return self._parent_path(row), self._row_scope(row)

    def _close(self, found: Difference) -> None:
        moving.close((place.id for place in found.closed), on=self.on)
        for place in found.closed:
            self.out.count("closed", f"{place.code} {place.name}")
        if found.closed:
            self.out.closed_at[self.level] = self.out.closed_at.get(self.level, 0) + len(found.closed)

    def _follow(self, found: Difference) -> None:
        """Places that go on under another name or code; a correction on the very first day changes the row itself."""
        today = [(old, row) for old, row, _note in found.followers if old.valid_from == self.on]
        later = [item for item in found.followers if item[0].valid_from != self.on]
        self._park_codes([old for old, _row in today])
        for old, row in today:
            self._rewrite(old, row)
            self.out.count("updated", f"{old.code} {old.name} → {row.code} {row.name}")
        moving.close((old.id for old, _row, _note in later), on=self.on)
        places = []
        for (old, row, note), pk in zip(later, reserve(len(later)), strict=True):
            path = self._parent_path(row) + old.path[-codes.SEGMENT :]
            moving.carry(old.path, path)
            places.append(self._place(row, pk, path, old))
            self.out.count(note, f"{old.code} {old.name} → {row.code} {row.name}")
        Place.objects.bulk_create(places, batch_size=BATCH)
        links = [(old.id, place.pk, note) for (old, _row, note), place in zip(later, places, strict=True)]
        for old_id, new_id, note in links:
            moving.hand_over(old_id, new_id, on=self.on, note=note)

    def _park_codes(self, places: Sequence[Known]) -> None:
        """Two places that swap their codes on one day would meet at the unique index: step aside first."""
        for place in places:
            Place.objects.filter(pk=place.id).update(code=f"#{place.id}"[:15])

    def _rewrite(self, old: Known, row: Row) -> None:
        parent = self.parents[row.code]
        path = self._parent_path(row) + old.path[-codes.SEGMENT :]
        moving.carry(old.path, path)
        Place.objects.filter(pk=old.id).update(
            code=row.code,
            name=row.name,
            parent_id=parent[0] if parent else None,
            valid_to=None,
            **{name: value for name in DETAILS if (value := getattr(row, name)) not in (None, "")},
        )

    def _add(self, rows: Sequence[Row], dormant: dict[str, Known]) -> None:
        for row in rows:
            if row.code in dormant:
                self._rewrite(dormant[row.code], row)
                self.out.count("reopened", f"{row.code} {row.name}")
        fresh = [row for row in rows if row.code not in dormant]
        places = []
        for row, pk in zip(fresh, reserve(len(fresh)), strict=True):
            places.append(self._place(row, pk, self._parent_path(row) + codes.segment(pk), None))
            self.out.count("added", f"{row.code} {row.name}")
        Place.objects.bulk_create(places, batch_size=BATCH)

    def _place(self, row: Row, pk: int, path: str, old: Known | None) -> Place:
        parent = self.parents[row.code]
        details = {
            name: getattr(row, name) if getattr(row, name) not in (None, "") else getattr(old, name, None) for name in DETAILS
        }
        details["kind"] = details["kind"] or ""
        return Place(
            id=pk,
            code=row.code,
            name=row.name,
            level=row.level,
            parent_id=parent[0] if parent else None,
            path=path,
            valid_from=self.on,
            **details,
        )

    def _correct(self, same: Sequence[tuple[Known, Row]]) -> None:
        changed = []
        for place, row in same:
            parent = self.parents[row.code]
            if place.parent_id != (parent[0] if parent else None):
                self._rewrite(place, row)
                self.out.count("moved", f"{place.code} {place.name}")
                continue
            news = {name: value for name in DETAILS if (value := getattr(row, name)) not in (None, "", getattr(place, name))}
            if news:
                changed.append(Place(id=place.id, **{name: news.get(name, getattr(place, name)) for name in DETAILS}))
                self.out.count("updated", f"{place.code} {place.name}")
        if changed:
            Place.objects.bulk_update(changed, DETAILS, batch_size=500)
