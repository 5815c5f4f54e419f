"""Reading what callers ask and spelling answers: pure."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sixia.interop.open311.render import render
from sixia.interop.open311.rules import Fault, Params, Window, moment, place_of, search, shown
from tests.town import NOW

ZONE = ZoneInfo("Asia/Shanghai")
SECOND = timedelta(seconds=1)


def at(text: str) -> tuple[datetime, datetime]:
    return moment(text, "start_date", ZONE)


def asked(**given: str) -> Any:
    return search(Params(given.items()), now=NOW, zone=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-11T02:00:00Z",
        "2026-05-11T10:00:00+08:00",
        "2026-05-11T10:00:00 08:00",
        "2026-05-11T10:00:00+0800",
        "2026-05-11T10:00:00.999999+08:00",
        "2026-05-11t02:00:00z",
        "2026-05-11 10:00:00",
    ],
)
def test_one_moment_in_many_spellings(text: str) -> None:
    assert at(text) == (NOW, NOW + SECOND)


def test_a_minute_and_a_day_reach_to_their_ends() -> None:
    assert at("2026-05-11T02:00Z") == (NOW, NOW + timedelta(minutes=1))
    assert at("2026-05-11") == (datetime(2026, 5, 10, 16, tzinfo=UTC), datetime(2026, 5, 11, 16, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2024-13-45T00:00:00Z",
        "0000-01-01",
        "9999-12-31T23:59:59-14:00",
        "2026-05-11T25:00:00Z",
        "2026-05-11T10:00:00+99:00",
        "2026-05-11T10:00:00+08:99",
        "２０２６-05-11",
        "2026-05-11T02:00:00Z\x00",
        "2026",
    ],
)
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(Fault) as fault:
        at(text)
    assert fault.value.status == 400


def test_without_dates_the_last_ninety_days_are_meant() -> None:
    assert asked().requested == Window(NOW - timedelta(days=90), NOW + SECOND)


def test_a_start_reaches_ninety_days_on_and_an_end_ninety_days_back() -> None:
    ninety = timedelta(days=90)
    assert asked(start_date="2026-01-01T00:00:00Z").requested.after == datetime(2026, 1, 1, tzinfo=UTC) + ninety
    assert asked(end_date="2026-01-01T00:00:00Z").requested.first == datetime(2026, 1, 1, 0, 0, 1, tzinfo=UTC) - ninety


@pytest.mark.parametrize(
    "given",
    [
        {"start_date": "2026-01-01", "end_date": "2026-05-01"},
        {"start_date": "2026-05-02", "end_date": "2026-05-01"},
        {"status": "done"},
        {"page": "0"},
        {"page": "٣"},
        {"page_size": "1001"},
        {"service_code": ",".join(map(str, range(1001)))},
    ],
)
def test_what_cannot_be_answered_is_said(given: dict[str, str]) -> None:
    with pytest.raises(Fault) as fault:
        asked(**given)
    assert fault.value.status == 400


def test_ids_override_even_what_cannot_be_read() -> None:
    assert asked(service_request_id="a, b,a", status="done", page="x").ids == ("a", "b")


def test_status_and_codes_are_read_leniently() -> None:
    assert asked(status="OPEN").open is True
    assert asked(status="open, closed").open is None
    assert asked(service_code="lamp, road ,").codes == ("lamp", "road")
    assert search(Params([("status", "open"), ("status", "closed")]), now=NOW, zone=ZONE).open is None


def test_asking_for_changes_alone_drops_the_bound_on_the_request() -> None:
    found = asked(updated_after="2026-05-01T00:00:00Z", updated_before="2026-05-11T00:00:00Z")
    assert found.requested is None
    assert found.updated.first == datetime(2026, 5, 1, tzinfo=UTC)
    long = asked(updated_after="2020-01-01", start_date="2026-05-01")
    assert long.updated.after > NOW
    assert long.requested is not None
    with pytest.raises(Fault):
        asked(updated_after="2020-01-01", updated_before="2026-05-01")


def test_empty_is_absent_and_attributes_come_in_two_spellings() -> None:
    params = Params([("phone", " "), ("attribute[A]", "1"), ("attribute[A]", "2"), ("attribute[B][]", "3"), ("attribute[]", "x")])
    assert params.one("phone") == ""
    assert params.attributes() == {"A": ["1", "2"], "B": ["3"]}


def test_half_a_spot_and_a_spot_off_the_earth_are_refused() -> None:
    assert place_of("", "") is None
    assert place_of("26.65", "119.55") == (26.65, 119.55)
    for lat, lon in (("26", ""), ("91", "0"), ("nan", "1"), ("inf", "1"), ("x", "1")):
        with pytest.raises(Fault):
            place_of(lat, lon)


def test_shown_moments_have_whole_seconds_and_a_zone() -> None:
    assert shown(NOW.astimezone(ZONE) + timedelta(microseconds=5)) == "2026-05-11T02:00:00Z"


def test_xml_and_json_say_the_same() -> None:
    value = [{"a": True, "b": None, "c": "坑<&>\x00\x0b\ufffe\ud800", "values": [{"key": "1"}]}]
    assert render("json", "services", []) == b"[]"
    assert render("xml", "services", []).endswith(b"<services />")
    found = render("xml", "services", value).decode()
    assert "<service><a>true</a><b /><c>坑&lt;&amp;&gt;</c><values><value><key>1</key></value></values></service>" in found
    assert '"a": true, "b": null' in render("json", "services", value).decode()
