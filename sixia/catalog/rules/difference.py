"""What two contents have different: rows added, changed and removed per sheet. Knows no table."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sixia.catalog.rules.book import Content
from sixia.catalog.rules.rows import SHEETS, Row


@dataclass(frozen=True, slots=True)
class Changed:
    """One row that both have, with the fields that differ: name → (before, after) as JSON values."""

    key: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class SheetDifference:
    """The differences of one sheet."""

    added: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences, and the number of the edition they became: None when there was nothing new, or on a dry run."""

    head: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    sheets: dict[str, SheetDifference] = field(default_factory=dict)
    edition: int | None = None

    def __bool__(self) -> bool:
        return bool(self.head or self.sheets)

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rows were added, changed and removed."""
        found = self.sheets.values()
        return sum(len(s.added) for s in found), sum(len(s.changed) for s in found), sum(len(s.removed) for s in found)

    def lines(self) -> Iterator[str]:
        """The differences for people: `+` added, `~` changed with before and after, `-` removed."""
        if not self:
            yield _("Nothing has changed.")
        for name, (before, after) in self.head.items():
            yield f"~ {name}: {before} → {after}"
        for sheet, found in self.sheets.items():
            yield _("%(sheet)s: %(added)s added, %(changed)s changed, %(removed)s removed") % {
                "sheet": sheet,
                "added": len(found.added),
                "changed": len(found.changed),
                "removed": len(found.removed),
            }
            yield from (f"  + {key}" for key in found.added)
            for row in found.changed:
                yield from (f"  ~ {row.key}.{name}: {before} → {after}" for name, (before, after) in row.fields.items())
            yield from (f"  - {key}" for key in found.removed)

    def plain(self) -> dict[str, Any]:
        """The differences as JSON values."""
        return {
            "edition": self.edition,
            "head": {name: list(pair) for name, pair in self.head.items()},
            "sheets": {
                sheet: {
                    "added": list(found.added),
                    "changed": [{"key": r.key, "fields": {n: list(p) for n, p in r.fields.items()}} for r in found.changed],
                    "removed": list(found.removed),
                }
                for sheet, found in self.sheets.items()
            },
        }


def compare(before: Content | None, after: Content) -> Difference:
    """What changes when `after` takes the place of `before` (None: there was nothing).

    The order of rows counts as a field, `seq`, only where a row has moved past another one: a row put in the middle is one
    difference and not hundreds.
    """
    sheets = {}
    for sheet in SHEETS:
        found = _sheet(before.rows(sheet) if before else (), after.rows(sheet))
        if found:
            sheets[sheet] = found
    return Difference(head=_head(before, after), sheets=sheets)


def _head(before: Content | None, after: Content) -> dict[str, tuple[Any, Any]]:
    old = before.plain() if before else {}
    new = after.plain()
    return {name: (old.get(name), new[name]) for name in ("profile", "title", "languages") if old.get(name) != new[name]}


def _sheet(before: tuple[Row, ...], after: tuple[Row, ...]) -> SheetDifference:
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    changed = [Changed(key, found) for key in new if key in old and (found := _fields(old[key], new[key], moved=key in moved))]
    return SheetDifference(
        added=tuple(key for key in new if key not in old),
        changed=tuple(changed),
        removed=tuple(key for key in old if key not in new),
    )


def _fields(old: Row, new: Row, *, moved: bool) -> dict[str, tuple[Any, Any]]:
    before, after = old.plain(), new.plain()
    return {name: (before[name], after[name]) for name in after if before[name] != after[name] and (name != "seq" or moved)}


def _moved(before: list[str], after: list[str]) -> frozenset[str]:
    """The keys that stand elsewhere among those that both have."""
    return frozenset(new for old, new in zip(before, after, strict=True) if old != new)
