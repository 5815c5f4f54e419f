"""The public endpoints: what they say, refuse and cost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from sixia.places import actions
from tests.places.conftest import LIST, NOW, Clerk, Load

pytestmark = pytest.mark.urls("tests.places.addresses")
RING = [[100, 40], [101, 40], [101, 41], [100, 41], [100, 40]]


@pytest.fixture
def county(load: Load) -> None:
    load(LIST)
    shape = {"properties": {"code": "990101100"}, "geometry": {"type": "Polygon", "coordinates": [RING]}}
    actions.load_boundaries([shape], by=Clerk(), now=NOW, on=NOW.date(), source="map")


def names(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return [place["name"] for place in response.json()["places"]]


@pytest.mark.usefixtures("county")
def test_type_ahead_gives_addresses(client: Client) -> None:
    found = client.get("/places/find", {"q": "东风"}).json()["places"]
    assert [(place["code"], place["label"], place["has_children"]) for place in found] == [
        ("990101100001", "清源镇 东风社区", False)
    ]
    assert names(client, "/places/find?q=村&under=990101200&limit=1") == ["南湾村"]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("query", ["", "q=", "q=" + "x" * 41, "q=x&limit=0", "q=x&limit=999", "q=x&limit=many"])
def test_a_question_that_cannot_be_answered_says_why(client: Client, query: str) -> None:
    response = client.get(f"/places/find?{query}")
    assert response.status_code == 400
    assert response.json()["error"].endswith((".", "。"))


@pytest.mark.usefixtures("county")
def test_the_place_at_a_point(client: Client) -> None:
    assert names(client, "/places/at?lat=40.5&lon=100.5") == ["清源镇"]
    assert names(client, "/places/at?lat=4&lon=4") == []


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("query", ["", "lat=1", "lat=x&lon=y", "lat=nan&lon=nan", "lat=91&lon=0", "lat=inf&lon=0"])
def test_what_is_no_point(client: Client, query: str) -> None:
    assert client.get(f"/places/at?{query}").status_code == 400


@pytest.mark.usefixtures("county")
def test_the_tree_from_its_root(client: Client) -> None:
    assert names(client, "/places/") == ["清源县"]
    assert names(client, "/places/990101/children") == ["清源镇", "新河乡"]
    assert names(client, "/places/990101100000/children") == ["东风社区", "石坪村"]
    assert client.get("/places/123/children").status_code == 404
    assert client.get("/places/find?q=x&under=123").status_code == 404


@pytest.mark.usefixtures("county")
def test_outlines_for_maps(client: Client) -> None:
    found = client.get("/places/990101/outlines").json()
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == ["990101100"]


def test_only_places_of_today(client: Client, load: Load) -> None:
    today = timezone.localdate()
    load(LIST, today - timedelta(days=30))
    load(LIST.replace("990101200202 和平村", "990101200203 新泉村"), today)
    assert names(client, "/places/990101200/children") == ["南湾村", "新泉村"]
    assert names(client, "/places/find?q=和平") == []


@pytest.mark.usefixtures("county")
def test_an_unchanged_answer_is_not_sent_again(
    client: Client, load: Load, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get("/places/990101/children")
    assert first["Cache-Control"] == "public, max-age=300"
    with django_assert_num_queries(1):
        again = client.get("/places/990101/children", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    load(LIST.replace("清源镇", "青源镇"))
    assert client.get("/places/990101/children", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("county")
def test_the_tree_costs_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(5):
        client.get("/places/990101/children")


def test_nothing_is_written(client: Client, db: None) -> None:
    assert client.post("/places/find", {"q": "x"}).status_code == 405
