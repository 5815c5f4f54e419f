"""Where livelihood falls short: by sector and place, what was said and what of it was not met, as far as the reader sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import JOINED
from sixia.cases.models import Case
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import SEGMENT
from sixia.problems.queries.countable import countable_for, inside

OTHER: Final = "other"
"""Categories without a sector."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number: its name, and what it counts."""

    name: str
    label: str | Promise
    about: str | Promise


MEASURES: Final = (
    Measure("said", _("Said"), _("Cases heard in the span; what joined another case stands there.")),
    Measure("unmet", _("Not met"), _("Of those, what is overdue, not accepted, or explained without being solved.")),
    Measure("late", _("Overdue"), _("Open, and its time limit has passed.")),
    Measure("refused", _("Not accepted"), _("Open again because a resident did not accept the answer.")),
    Measure("explained", _("Explained, not solved"), _("Ended by a lawful explanation by two people.")),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers of one sector in one place, or of several together."""

    said: int = 0
    unmet: int = 0
    late: int = 0
    refused: int = 0
    explained: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(
            self.said + other.said,
            self.unmet + other.unmet,
            self.late + other.late,
            self.refused + other.refused,
            self.explained + other.explained,
        )


@dataclass(frozen=True, slots=True)
class Table:
    """Sectors with their words and places in their order, and a cell for each pair that has something in it."""

    sectors: list[tuple[str, str]]
    places: list[Place]
    cells: dict[tuple[str, str], Cell]

    def of_sector(self, sector: str) -> Cell:
        """All places of a sector."""
        return sum((cell for (one, _path), cell in self.cells.items() if one == sector), Cell())

    def of_place(self, path: str, sector: str = "") -> Cell:
        """All sectors of a place, or one."""
        if sector:
            return self.cells.get((sector, path), Cell())
        return sum((cell for (_one, other), cell in self.cells.items() if other == path), Cell())


def where(measure: str, now: datetime) -> Q:
    """The cases that a measure counts."""
    parts = {
        "late": Q(open=True, due_at__lt=now),
        "refused": Q(open=True, negatives__gt=0),
        "explained": Q(open=False, ending="explained"),
    }
    if measure == "unmet":
        return parts["late"] | parts["refused"] | parts["explained"]
    return parts.get(measure, Q())


def base(who: Any, root: Place, days: int, now: datetime) -> QuerySet[Case]:
    """Cases heard in the span in the territory that may be counted."""
    rows = inside(countable_for(who), root.path).filter(heard_at__gte=now - timedelta(days=days))
    return rows.exclude(Q(category="") | Q(state=JOINED))


def table(who: Any, root: Place, days: int, now: datetime) -> Table:
    """The whole table by the parts of the territory; two queries. What is known only for the whole territory stands under it."""
    book = current_book(now)
    inner = list(territory.children(root, timezone.localdate(now)))
    counted = {one.name: Count("pk", filter=where(one.name, now)) for one in MEASURES if one.name != "said"}
    rows = base(who, root, days, now).annotate(spot=Substr("place_path", 1, len(root.path) + SEGMENT)).order_by()
    cells: dict[tuple[str, str], Cell] = {}
    for code, spot, *numbers in rows.values_list("category", "spot").annotate(n_said=Count("pk"), **counted):
        key = sector_of(code, book), spot
        cells[key] = cells.get(key, Cell()) + Cell(*numbers)
    return Table(sectors(book, {sector for sector, _path in cells}), [*inner, *_whole(root, cells)], cells)


def sectors(book: RuleBook, present: Iterable[str]) -> list[tuple[str, str]]:
    """The sectors of the rules in their order, then what has none."""
    known = [(row.code, str(row.name)) for row in book.terms("sector")]
    extra = sorted(set(present) - {code for code, _name in known} - {OTHER})
    found = [*known, *((code, code) for code in extra)]
    return [*found, (OTHER, str(_("No sector")))] if OTHER in set(present) else found


def sector_of(code: str, book: RuleBook) -> str:
    """The sector of a category, by itself or the nearest above it."""
    for one in book.chain(code):
        if sector := book.category(one).sector:
            return sector
    return OTHER


def cases(who: Any, root: Place, days: int, now: datetime, *, sector: str, path: str, measure: str) -> QuerySet[Case]:
    """Exactly the cases behind a number; without a path those of the whole territory, without a sector of all."""
    rows = base(who, root, days, now)
    if sector:
        book = current_book(now)
        codes = [row.code for row in book.categories() if sector_of(row.code, book) == sector]
        rows = rows.filter(category__in=codes)
    if path:
        rows = rows.filter(place_path=path) if path == root.path else inside(rows, path)
    return rows.filter(where(measure, now))


def _whole(root: Place, cells: dict[tuple[str, str], Cell]) -> list[Place]:
    return [root] if any(path == root.path for _sector, path in cells) else []
