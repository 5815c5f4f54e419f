"""What anybody may read by Open311, in both formats, and how faults are said."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from tests.interop.open311.conftest import BASE, Ask, xml
from tests.town import DAY, HOUR, NOW, Town

BAD = Judgement(solved="no", satisfied=1, decent=True, agree=False)


def ids(found: tuple[int, Any]) -> list[str]:
    assert found[0] == 200
    return [row["service_request_id"] for row in found[1]]


@pytest.fixture
def road(town: Town) -> Case:
    """A public case said by telephone, dispatched an hour later."""
    return town.dispatched(now=NOW - DAY)


def test_discovery_names_the_endpoint_in_both_formats(ask: Ask, client: Client) -> None:
    _status, found = ask("discovery.json")
    assert found["endpoints"][0]["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    answer = client.get(BASE + "discovery.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert xml(answer.content).findtext("endpoints/endpoint/url", "").endswith("/open311/v2")
    assert [one.text for one in xml(answer.content).findall("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]


def test_services_are_the_public_categories_alone(ask: Ask, client: Client) -> None:
    _status, found = ask("services.json")
    assert [row["service_code"] for row in found] == ["lamp", "noise", "road", "policy"]
    assert found[0] == {
        "service_code": "lamp",
        "service_name": "路灯不亮",
        "description": "路灯不亮",
        "metadata": True,
        "type": "realtime",
        "keywords": "路灯,灯坏了,没有灯",
        "group": "城市管理",
    }
    root = xml(client.get(BASE + "services.xml", headers={"Accept-Language": "en"}).content)
    assert root.findtext("service/service_name") == "Street lamp out"
    assert root.findtext("service/metadata") == "true"


def test_a_definition_is_an_object(ask: Ask, client: Client) -> None:
    _status, found = ask("services/lamp.json")
    assert found["service_code"] == "lamp"
    assert [row["code"] for row in found["attributes"]] == ["secret", "minor"]
    assert found["attributes"][0]["required"] is False
    root = xml(client.get(BASE + "services/lamp.xml").content)
    assert root.tag == "service_definition"
    assert [one.text for one in root.findall("attributes/attribute/values/value/key")] == ["yes", "no", "yes", "no"]


@pytest.mark.parametrize("code", ["none", "conduct", "city", "%00"])
def test_an_unknown_or_confidential_service_is_not_there(ask: Ask, code: str) -> None:
    status, found = ask(f"services/{code}.json")
    assert (status, found[0]["code"]) == (404, 404)


def test_a_request_shows_what_where_and_who_but_no_words(ask: Ask, road: Case, client: Client) -> None:
    _status, found = ask("requests.json")
    assert found == [
        {
            "service_request_id": str(road.pk),
            "status": "open",
            "status_notes": "办理中",
            "service_name": "路灯不亮",
            "service_code": "lamp",
            "description": "路灯不亮，东镇 东一村",
            "agency_responsible": "县住建局",
            "expected_datetime": found[0]["expected_datetime"],
            "requested_datetime": "2026-05-10T02:00:00Z",
            "updated_datetime": "2026-05-10T03:00:00Z",
            "address": "东镇 东一村",
            "address_id": "990101100001",
            "zipcode": None,
            "lat": 0.0,
            "long": 0.0,
            "media_url": None,
        }
    ]
    root = xml(client.get(BASE + "requests.xml").content)
    assert root.tag == "service_requests"
    assert root.findtext("request/service_request_id") == str(road.pk)


def test_the_spot_is_the_middle_of_the_village(ask: Ask, town: Town) -> None:
    town.heard(category="lamp", lat=26.123456, lon=119.654321)
    village = town.places["990101100001"]
    village.lat, village.lon = 26.1, 119.7
    village.save()
    assert [(row["lat"], row["long"]) for row in ask("requests.json")[1]] == [(26.1, 119.7)]


def test_a_village_without_coordinates_takes_those_around_it(ask: Ask, town: Town) -> None:
    for code, lat in (("990101100001", None), ("990101100", None), ("990101", 25.0)):
        place = town.places[code]
        place.lat = place.lon = lat
        place.save()
    town.heard(category="lamp")
    assert ask("requests.json")[1][0]["lat"] == 25.0


def test_a_receipt_that_came_by_telephone_is_not_shown_but_found_by_whoever_knows_it(ask: Ask, road: Case, town: Town) -> None:
    receipt = town.voice(road).receipt
    assert receipt not in json.dumps(ask("requests.json")[1])
    assert ids(ask(f"requests/{receipt}.json")) == [receipt]
    assert ids(ask(f"requests/{receipt.lower()[2:]}.json")) == [receipt]
    assert ids(ask("requests.json", service_request_id=f"{receipt},{road.pk},99999,x")) == [str(road.pk), receipt]


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "accusation", "category": "conduct"},
        {"secret": True, "category": "lamp"},
        {"minor": True, "category": "lamp"},
        {},
    ],
)
def test_what_is_not_public_is_nowhere(ask: Ask, town: Town, given: dict[str, Any]) -> None:
    case = town.heard(**given)
    receipt = town.voice(case).receipt
    assert ask("requests.json") == (200, [])
    assert ask("requests.json", service_request_id=f"{receipt},{case.pk}") == (200, [])
    assert ask(f"requests/{receipt}.json")[0] == ask(f"requests/{case.pk}.json")[0] == 404


def test_a_case_made_confidential_disappears(ask: Ask, road: Case, town: Town) -> None:
    cases.restrict(road, reason="涉及干部", by=town.who("dispatcher"), now=NOW)
    assert ask("requests.json") == (200, [])
    assert ask(f"requests/{road.pk}.json")[0] == 404


def test_filters_by_status_service_and_time(ask: Ask, road: Case, town: Town) -> None:
    noise = town.heard(category="noise", now=NOW - HOUR)
    old = town.heard(category="noise", now=NOW - timedelta(days=100))
    both = [str(noise.pk), str(road.pk)]
    assert ids(ask("requests.json")) == both
    assert ids(ask("requests.json", service_code="lamp, none")) == both[1:]
    assert ids(ask("requests.json", service_code="none")) == []
    assert ids(ask("requests.json", status="closed")) == []
    assert ids(ask("requests.json", status="open,closed", start_date="2026-05-10T02:00:01Z")) == both[:1]
    assert ids(ask("requests.json", end_date="2026-05-10T02:00:00Z")) == both[1:]
    assert ids(ask("requests.json", start_date="2026-01-01")) == [str(old.pk)]
    assert ids(ask("requests.json", start_date="", status="")) == both


def test_an_end_at_the_shown_second_includes_what_came_within_it(ask: Ask, town: Town) -> None:
    case = town.heard(category="lamp", now=NOW - HOUR + timedelta(microseconds=900_000))
    assert ids(ask("requests.json", end_date="2026-05-11T01:00:00Z")) == [str(case.pk)]


def test_changes_are_found_and_a_reopening_is_one(ask: Ask, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    case = town.answered(category="lamp", now=NOW - 3 * DAY)
    voice = town.voice(case)
    cases.judge(voice, BAD, by=town.resident(voice), now=NOW - HOUR)
    row = ask("requests.json")[1][0]
    assert (row["status"], row["updated_datetime"]) == ("open", "2026-05-11T01:00:00Z")
    assert ids(ask("requests.json", updated_after="2026-05-11T01:00:00Z")) == [str(case.pk)]
    assert ids(ask("requests.json", updated_after="2026-05-11T01:00:01Z")) == []
    assert ids(ask("requests.json", updated_after="2026-05-09T00:00:00Z", updated_before="2026-05-09T23:00:00Z")) == [
        str(case.pk)
    ]


def test_pages_count_from_one_and_end_empty(ask: Ask, town: Town) -> None:
    made = [str(town.heard(category="lamp", now=NOW - n * HOUR).pk) for n in range(5)]
    pages = [ids(ask("requests.json", page=page, page_size=2)) for page in (1, 2, 3, 4)]
    assert pages == [made[:2], made[2:4], made[4:], []]


@pytest.mark.parametrize("kind", ["json", "xml"])
@pytest.mark.parametrize(
    ("path", "params", "code"),
    [
        ("services", {"jurisdiction_id": "elsewhere.example"}, 404),
        ("requests", {"jurisdiction_id": "elsewhere.example"}, 404),
        ("requests", {"start_date": "2024-13-45T00:00:00Z"}, 400),
        ("requests/SX00000000-X", {}, 404),
        ("requests/99999999999999999999", {}, 404),
        ("tokens/abc", {}, 404),
        ("nothing", {}, 404),
        ("services/a/b", {}, 404),
    ],
)
def test_faults_are_said_in_the_format_asked_for(
    client: Client, town: Town, kind: str, path: str, params: Any, code: int
) -> None:
    answer = client.get(f"{BASE}{path}.{kind}", params)
    assert answer.status_code == code
    assert answer["Access-Control-Allow-Origin"] == "*"
    if kind == "json":
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        fault = json.loads(answer.content)[0]
        assert fault["code"] == code
        assert fault["description"]
    else:
        root = xml(answer.content)
        assert (root.tag, root.findtext("error/code")) == ("errors", str(code))
        assert root.findtext("error/description")


def test_the_own_jurisdiction_is_known_and_an_empty_one_is_none(ask: Ask) -> None:
    assert ask("services.json", jurisdiction_id="127.0.0.1")[0] == 200
    assert ask("services.json", jurisdiction_id="")[0] == 200


@pytest.mark.parametrize("path", ["/open311/v2", "/open311/v2/", BASE + "services", BASE + "services.csv", BASE + "a%0Ab.json"])
def test_other_addresses_are_refused_without_a_redirect(client: Client, town: Town, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"<errors>" in answer.content or b'"code": 404' in answer.content


@pytest.mark.parametrize("path", ["/open311/v2//services.json", "/open311/v2/services.json/"])
def test_a_slash_too_many_does_no_harm(client: Client, town: Town, path: str) -> None:
    assert client.get(path).status_code == 200


def test_wrong_methods_head_and_preflight(client: Client, town: Town) -> None:
    answer = client.delete(BASE + "requests.json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert json.loads(answer.content)[0]["code"] == 405
    assert client.post(BASE + "services.xml").status_code == 405
    assert client.head(BASE + "services.json").status_code == 200
    assert client.options(BASE + "requests.json")["Access-Control-Allow-Origin"] == "*"


def test_too_many_calls_are_told_when_to_go_on(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.interop.open311.api.PER_ADDRESS", 2)
    codes = [client.get(BASE + "services.json").status_code for _n in range(3)]
    assert codes == [200, 200, 429]
    assert client.get(BASE + "services.xml")["Retry-After"] == "60"


def test_a_list_costs_the_same_queries_however_long(client: Client, town: Town, django_assert_max_num_queries: Any) -> None:
    for n in range(8):
        town.dispatched(now=NOW - n * DAY)
    with django_assert_max_num_queries(3):
        assert len(json.loads(client.get(BASE + "requests.json").content)) == 8
