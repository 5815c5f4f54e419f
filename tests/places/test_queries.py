"""Which place is meant, and that the index answers."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoAssertNumQueries

from sixia.places import actions, queries
from sixia.places.models import Boundary, Place, PlaceQuerySet
from tests.places.conftest import FIRST, LIST, NEXT, NOW, Clerk, Load


def square(west: float, south: float, size: float, *holes: list[list[float]]) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring, *holes]}


def draw(*shapes: tuple[str, Any]) -> actions.Loaded:
    features = [{"type": "Feature", "properties": {"code": code}, "geometry": shape} for code, shape in shapes]
    return actions.load_boundaries(features, by=Clerk(), now=NOW, on=FIRST, source="map")


POND = [[100.4, 40.4], [100.6, 40.4], [100.6, 40.6], [100.4, 40.6], [100.4, 40.4]]


def _plan(rows: PlaceQuerySet) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


def test_within_is_a_range_of_the_index(load: Load) -> None:
    load(LIST)
    plan = _plan(Place.objects.under(Place.objects.get(code="990101100")))
    if connection.vendor == "postgresql":
        condition = next(line for line in plan.splitlines() if "Index Cond" in line)  # of whichever index holds the path
        assert "path)::text >=" in condition
        assert "path)::text <" in condition
    else:
        assert "(path>? AND path<?)" in plan


def test_names_that_begin_so_are_a_range_of_the_index(load: Load) -> None:
    load(LIST)
    plan = _plan(Place.objects.named("东"))
    assert "place_name_path" in plan
    assert "Index Cond" in plan or "name>? AND name<?" in plan


def test_under_is_the_place_and_what_lies_within_and_nothing_else(load: Load) -> None:
    load(LIST)
    town = Place.objects.get(code="990101100")
    expected = {"清源镇", "东风社区", "石坪村"}
    assert set(Place.objects.under(town).values_list("name", flat=True)) == expected
    assert set(Place.objects.under(town.path).at_level("village").values_list("name", flat=True)) == expected - {"清源镇"}


def test_a_code_is_understood_with_its_padding(load: Load) -> None:
    load(LIST)
    assert str(queries.by_code("990101000000", FIRST)) == "清源县"
    assert queries.by_code("990101999", FIRST) is None
    assert queries.by_code("990101", date(2020, 1, 1)) is None


def test_the_deepest_outline_that_holds_the_point(load: Load) -> None:
    load(LIST)
    draw(("990101", square(100, 40, 2)), ("990101100", square(100, 40, 1, POND)), ("990101100001", square(100, 40, 0.2)))
    assert str(queries.at(40.1, 100.1, FIRST)) == "东风社区"
    assert str(queries.at(40.3, 100.3, FIRST)) == "清源镇"
    assert str(queries.at(40.5, 100.5, FIRST)) == "清源县"
    assert queries.at(50, 50, FIRST) is None
    assert queries.at(40.1, 100.1, date(2020, 1, 1)) is None


def test_drawing_again_changes_only_what_differs(load: Load) -> None:
    load(LIST)
    draw(("990101", square(100, 40, 2)), ("990101100", square(100, 40, 1)))
    report = draw(("990101", square(100, 40, 2)), ("990101100", square(100, 40, 0.5)))
    assert (report.counts["added"], report.counts["updated"]) == (0, 1)
    assert Boundary.objects.get(place__code="990101100").max_lat == 40.5
    assert Place.objects.get(code="990101").lat == pytest.approx(41)


def test_shapes_that_cannot_be_drawn_are_told(load: Load) -> None:
    load(LIST)
    report = draw(
        ("990101", {"type": "Point"}), ("x", square(1, 1, 1)), ("990199", square(1, 1, 1)), ("990101100", square(100, 40, 1))
    )
    assert [(fault.line, fault.reason) for fault in report.faults] == [(1, "shape"), (2, "code"), (3, "orphan")]
    assert Boundary.objects.count() == 1


def test_an_address_names_town_and_village(load: Load, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load(LIST)
    places = list(Place.objects.order_by("code"))
    with django_assert_num_queries(1):
        found = queries.labels(places)
    assert {found[place.pk] for place in places} >= {"清源县", "清源镇", "清源镇 东风社区", "新河乡 南湾村"}
    assert [str(place) for place in queries.ancestors(Place.objects.get(name="南湾村"))] == ["清源县", "新河乡"]


def test_an_ended_place_keeps_the_address_of_its_day(load: Load) -> None:
    load(LIST)
    load(LIST.replace("新河乡", "新河镇").replace("南湾村", "南湾社区"), NEXT)
    assert queries.label(Place.objects.get(name="南湾村")) == "新河乡 南湾村"
    assert queries.label(Place.objects.get(name="南湾社区")) == "新河镇 南湾社区"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("清", ["清源县", "清源镇"]),
        ("东风", ["东风社区"]),
        ("湾", ["南湾村"]),
        ("清源镇 石", ["石坪村"]),
        ("新河乡和平", ["和平村"]),
        ("村", ["石坪村", "南湾村", "和平村"]),
        ("没有", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_type_ahead(load: Load, text: str, names: list[str]) -> None:
    load(LIST)
    assert [str(place) for place in queries.find(text, on=FIRST)] == names


def test_type_ahead_stays_within_and_below_the_limit(load: Load) -> None:
    load(LIST)
    town = Place.objects.get(code="990101200")
    assert [str(place) for place in queries.find("村", under=town, on=FIRST, limit=1)] == ["南湾村"]
    assert queries.find("东风", under=town, on=FIRST) == []


def test_what_a_resident_wrote(load: Load, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    load(LIST)
    county = Place.objects.get(code="990101")
    text = "东风社区3号楼后面那条路灯坏了快一个月"
    assert [str(place) for place in queries.mentions(text, under=county, on=FIRST)] == ["东风社区"]
    with django_assert_max_num_queries(2):
        queries.mentions(text, under=county, on=FIRST)
    load(LIST.replace("东风社区", "东方社区"), NEXT)
    assert queries.mentions(text, under=county, on=NEXT) == []


def test_maps_show_outlines_or_centres(load: Load) -> None:
    load(LIST)
    draw(("990101", square(100, 40, 2)))
    found = queries.geojson(Place.objects.filter(code__in=["990101", "990101100"]))
    assert [feature["id"] for feature in found["features"]] == ["990101"]
    assert found["features"][0]["geometry"]["type"] == "Polygon"
