"""The invented county: complete, the same each time, and with borders that fit."""

from collections import Counter
from itertools import pairwise

import pytest

from sixia.config.demo import territory as demo
from sixia.places import queries
from sixia.places.models import Place
from sixia.places.rules import geometry
from tests.places.conftest import NOW, Clerk

PIECES = demo.territory()


def edges(level: str) -> Counter[tuple[tuple[float, ...], ...]]:
    found: Counter[tuple[tuple[float, ...], ...]] = Counter()
    for piece in PIECES:
        if piece.row.level == level:
            (ring,) = piece.geometry["coordinates"]
            found.update(tuple(sorted((tuple(a), tuple(b)))) for a, b in pairwise(ring))
    return found


def test_it_is_a_county_of_the_usual_size() -> None:
    levels = Counter(piece.row.level for piece in PIECES)
    assert (levels["county"], levels["town"]) == (1, 20)
    assert 280 <= levels["village"] <= 350
    assert 400_000 < (PIECES[0].row.population or 0) < 600_000
    assert {piece.row.kind for piece in PIECES if piece.row.level == "village"} == {"111", "112", "121", "210", "220"}


def test_every_code_is_invented_and_stands_once() -> None:
    codes = [piece.row.code for piece in PIECES]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("990101") for code in codes)


@pytest.mark.parametrize(
    ("town", "village"), [("清源镇", "东风社区"), ("新河乡", "南湾村"), ("白鹭乡", "柳树沟村"), ("石桥镇", "后山村")]
)
def test_the_places_everybody_speaks_of_exist(town: str, village: str) -> None:
    codes = {piece.row.name: piece.row.code for piece in PIECES}
    assert codes[village].startswith(codes[town])


def test_it_is_the_same_each_time() -> None:
    demo.territory.cache_clear()
    assert demo.territory() == PIECES


def test_neighbours_share_their_borders_and_the_rim_is_the_countys() -> None:
    villages, towns, county = edges("village"), edges("town"), edges("county")
    assert set(villages.values()) == set(towns.values()) == {1, 2}
    rim = set(county)
    assert {edge for edge, count in villages.items() if count == 1} == rim
    assert {edge for edge, count in towns.items() if count == 1} == rim
    assert set(towns) <= set(villages)


def test_every_centre_lies_in_its_own_outline() -> None:
    for piece in PIECES:
        shape = geometry.polygons(piece.geometry)
        assert geometry.holds(shape, piece.row.lat or 0, piece.row.lon or 0), piece.row.name


def test_loaded_it_answers_which_village_a_spot_is_in(db: None) -> None:
    demo.load(by=Clerk(), now=NOW)
    on = NOW.date()
    county = Place.objects.get(level="county")
    for name in ("东风社区", "柳树沟村"):
        place = Place.objects.get(name=name)
        assert place.lat is not None
        assert place.lon is not None
        assert queries.at(place.lat, place.lon, on) == place
    text = "清源镇东风社区3号楼后面那条路灯坏了快一个月"
    assert queries.label(queries.mentions(text, under=county, on=on)[0]) == "清源镇 东风社区"
    demo.load(by=Clerk(), now=NOW)
    assert Place.objects.count() == len(PIECES)
