"""What tests of the catalog share: profile folders to break, a small territory with units, and a book made of few rows."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sixia.catalog.rules.book import Content, RuleBook
from sixia.catalog.rules.reading import with_paths
from sixia.catalog.rules.rows import SHEETS, CategoryRow, Row, Text
from sixia.people.models import Unit
from sixia.places.models import Place

PROFILES = Path(__file__).parents[2] / "profiles"
COUNTY, CITY = PROFILES / "cn-county", PROFILES / "generic-311"
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the county's profile that a test may break."""
    return Path(shutil.copytree(COUNTY, tmp_path / "cn-county"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace a piece of one file of the copy; the piece must be there once."""

    def replace(file: str, old: str, new: str) -> Path:
        path = folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), "utf-8")
        return folder

    return replace


def make_book(*rows: Row, places: dict[str, str] | None = None) -> RuleBook:
    """A book of these rows alone."""
    sheets: dict[str, tuple[Any, ...]] = {}
    for name, kind in SHEETS.items():
        own = [row for row in rows if isinstance(row, kind)]
        sheets[name] = with_paths(own) if kind is CategoryRow else tuple(own)
    return RuleBook(Content(profile="t", title=Text({"en": "T"}), languages=("en",), sheets=sheets), places=places)


class Land:
    """A county with two towns, a village in each, and the units that answer for them."""

    def __init__(self) -> None:
        self.county = self._place("990101", "county", None, "00001")
        self.north = self._place("990101101", "town", self.county, "00002")
        self.south = self._place("990101102", "town", self.county, "00003")
        self.village = self._place("990101101201", "village", self.north, "00004")
        self.government = self._unit("county", "leadership", self.county, None)
        self.transport = self._unit("transport", "transport", self.county, self.government)
        self.north_town = self._unit("north", "town", self.north, self.government)
        self.north_office = self._unit("north-roads", "town", self.north, self.north_town)
        self.south_town = self._unit("south", "town", self.south, self.government)
        self.committee = self._unit("v1", "village", self.village, self.north_town)

    def _place(self, code: str, level: str, parent: Place | None, segment: str) -> Place:
        path = (parent.path if parent else "") + segment
        return Place.objects.create(code=code, name=code, level=level, parent=parent, path=path, valid_from=date(2020, 1, 1))

    def _unit(self, code: str, function: str, place: Place, parent: Unit | None) -> Unit:
        path = (parent.path if parent else "") + code + "/"
        return Unit.objects.create(
            code=code, name=code, function=function, place=place, parent=parent, path=path, active_from=BEGIN
        )


@pytest.fixture
def land(db: None) -> Land:
    """The small territory with its units."""
    return Land()
