"""Handing in by Open311: what is kept of it, what its sender is told, and each refusal."""

import json
import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.links import read_token
from sixia.cases.models import Voice
from sixia.interop.actions import revoke_key
from sixia.interop.models import ApiKey
from sixia.kit.files import store
from sixia.kit.models import Entry
from sixia.people.actors import SYSTEM
from sixia.places.models import Boundary
from tests.files import HTML, PDF, picture
from tests.interop.open311.conftest import BASE, Ask, words, xml
from tests.town import NOW, Town

SQUARE = '{"type": "Polygon", "coordinates": [[[119, 26], [120, 26], [120, 27], [119, 27], [119, 26]]]}'


def heard(found: tuple[int, Any]) -> Voice:
    assert found[0] == 200, found
    return Voice.objects.select_related("case", "place").get(receipt=found[1][0]["service_request_id"])


def sentence(found: tuple[int, Any], code: int) -> str:
    assert found[0] == found[1][0]["code"] == code
    return str(found[1][0]["description"])


@pytest.fixture
def village(town: Town) -> None:
    """The first village of the east has an outline."""
    place = town.places["990101100001"]
    Boundary(place=place, geojson=SQUARE, min_lat=26, max_lat=27, min_lon=119, max_lon=120).save()


def test_what_was_sent_is_heard_as_it_was_said(send: Ask, town: Town) -> None:
    voice = heard(send())
    case = voice.case
    assert (voice.channel, voice.source, voice.kind, voice.wants) == ("api", "open311:city-app", "help", "sms")
    assert voice.text == "路灯坏了快一个月，老人晚上出门看不清。"
    assert (voice.name, voice.phone, voice.place_note) == ("演示甲", "13800000001", "东一村村口")
    assert (case.category, case.desk, case.public, case.place) == (
        "lamp",
        town.units["hotline"],
        True,
        town.places["990101100001"],
    )
    entry = Entry.objects.get(stream=case.key)
    assert (entry.event, entry.by) == ("VoiceHeard", f"voice:{voice.pk}")
    assert "13800000001" not in entry.body


def test_the_answer_has_the_receipt_and_the_link_but_no_passcode(send: Ask) -> None:
    found = send()
    answer = found[1][0]
    assert set(answer) == {"service_request_id", "service_notice"}
    opened = read_token(answer["service_notice"].rsplit("/v/", 1)[1])
    assert opened is not None
    assert opened[0] == heard(found).pk


def test_the_answer_in_xml(client: Client, key: str) -> None:
    answer = client.post(BASE + "requests.xml", words(key))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "text/xml; charset=utf-8", "no-store")
    assert xml(answer.content).findtext("request/service_request_id", "").startswith("SX")


def test_the_key_may_stand_in_the_address(client: Client, key: str) -> None:
    fields = {name: value for name, value in words(key).items() if name != "api_key"}
    assert client.post(f"{BASE}requests.json?api_key={key}", fields).status_code == 200


@pytest.mark.parametrize("given", [{"api_key": None}, {"api_key": ""}, {"api_key": "sx_wrong"}, {"api_key": "\x00"}])
def test_without_a_valid_key_nothing_is_heard(send: Ask, given: dict[str, Any]) -> None:
    assert "api_key" in sentence(send(**given), 403)
    assert not Voice.objects.exists()


def test_a_revoked_key_opens_nothing(send: Ask) -> None:
    revoke_key(ApiKey.objects.get(), by=SYSTEM, now=NOW)
    sentence(send(), 403)


@pytest.mark.parametrize(
    ("given", "code", "word"),
    [
        ({"service_code": None}, 400, "service_code"),
        ({"service_code": "none"}, 404, "服务"),
        ({"service_code": "conduct"}, 404, "服务"),
        ({"jurisdiction_id": "elsewhere.example"}, 404, "jurisdiction_id"),
        ({"address_string": None}, 400, "address_string"),
        ({"address_string": None, "lat": "26.5"}, 400, "long"),
        ({"lat": "26.5", "long": "abc"}, 400, "long"),
        ({"address_string": None, "address_id": "123"}, 400, "address_id"),
        ({"description": "字" * 4001}, 400, "description"),
        ({"email": "not an address"}, 400, "电子邮箱"),
        ({"phone": "1" * 41}, 400, "phone"),
        ({"media_url": "javascript:alert(1)"}, 400, "media_url"),
        ({"attribute[secret]": "perhaps"}, 400, "secret"),
        ({f"attribute[{n}]": "x" for n in range(51)}, 400, "50"),
        ({f"attribute[{n}]": "字" * 400 for n in range(40)}, 400, "12000"),
    ],
)
def test_each_refusal_is_said_and_nothing_is_kept(send: Ask, given: dict[str, Any], code: int, word: str) -> None:
    assert word in sentence(send(**given), code)
    assert not Voice.objects.exists()


def test_a_spot_finds_its_village_and_is_kept(send: Ask, village: None, town: Town) -> None:
    voice = heard(send(address_string=None, lat="26.5", long="119.5"))
    assert (voice.place, voice.case.lat, voice.case.lon) == (town.places["990101100001"], 26.5, 119.5)


def test_a_spot_outside_every_outline_is_taken_all_the_same(send: Ask, village: None) -> None:
    voice = heard(send(address_string=None, lat="-33", long="18"))
    assert (voice.place, voice.case.lat) == (None, -33.0)


def test_an_address_id_is_a_place_code(send: Ask, town: Town) -> None:
    assert heard(send(address_string=None, address_id="990101200001")).place == town.places["990101200001"]


def test_a_long_address_is_kept_whole_among_the_words(send: Ask) -> None:
    voice = heard(send(address_string="东一村" + "边" * 300))
    assert voice.place_note == ""
    assert "地点：东一村" + "边" * 300 in voice.text


def test_attributes_and_pictures_become_lines(send: Ask) -> None:
    given = {"attribute[COLOR]": "red", "attribute[SIDES][]": ["left", "right"], "media_url": "https://example.org/a.jpg"}
    lines = heard(send(**given)).text.split("\n")
    assert lines[1:] == ["COLOR: red", "SIDES: left, right", "图片：https://example.org/a.jpg"]


def test_without_a_description_the_service_is_what_is_said(send: Ask) -> None:
    assert heard(send(description=" ")).text == "路灯不亮"


def test_the_protections_are_asked_as_attributes(send: Ask, ask: Ask) -> None:
    voice = heard(send(**{"attribute[secret]": "yes"}))
    assert (voice.secret, voice.case.public, "secret" in voice.text) == (True, False, False)
    assert heard(send(**{"attribute[minor]": "YES"})).minor is True
    assert ask("requests.json") == (200, [])


def test_nobody_to_tell_is_anonymous(send: Ask) -> None:
    voice = heard(send(phone=None, first_name=None, last_name=None))
    assert (voice.anonymous, voice.wants, voice.name) == (True, "none", "")
    assert heard(send(phone=None, email="demo@example.org")).wants == "mail"
    assert heard(send(first_name="Demo", last_name="Person")).name == "Demo Person"


def test_danger_is_answered_with_the_number_to_call(send: Ask) -> None:
    found = send(description="灯杆着火了")
    voice = heard(found)
    assert voice.case.urgent is True
    assert found[1][0]["service_notice"].startswith("119：请立即拨打119。")


def test_control_characters_are_dropped(send: Ask) -> None:
    assert heard(send(description="坑\x00很\x07深\u202e\ufffe", first_name="\x00甲")).text == "坑很深"


def test_the_same_call_again_is_heard_once(send: Ask) -> None:
    once = {"Idempotency-Key": "7f3a"}
    first, again = send(once), send(once)
    assert first == again
    assert heard(send(once, description="另一盏灯也坏了")).text == "另一盏灯也坏了"
    assert heard(send({"Idempotency-Key": "8b1c"})) != heard(first)
    assert Voice.objects.count() == 3


def test_two_calls_at_once_are_heard_once(send: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    hear, told = cases.hear, threading.Event()

    def beaten(*args: Any, **kwargs: Any) -> Any:
        if told.is_set():
            return hear(*args, **kwargs)
        told.set()
        hear(*args, **kwargs)
        raise IntegrityError

    monkeypatch.setattr(cases, "hear", beaten)
    heard(send({"Idempotency-Key": "7f3a"}))
    assert Voice.objects.count() == 1


def test_a_key_with_a_desk_is_heard_there(client: Client, town: Town, key: str) -> None:
    row = ApiKey.objects.get()
    row.desk = town.units["east"]
    row.save()
    found = client.post(BASE + "requests.json", words(key))
    assert heard((200, json.loads(found.content))).case.desk == town.units["east"]


@pytest.mark.parametrize("name", ["media", "media[]", "photo1", "file_7"])
def test_a_picture_is_kept_under_any_name(send: Ask, settings: Any, tmp_path: Any, name: str) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    voice = heard(send(**{name: SimpleUploadedFile("a.jpg", picture(place=True), content_type="image/jpeg")}))
    rows = store.of(voice.key)[voice.key]
    assert [row.name for row in rows] == ["a.jpg"]
    assert b"SECRET-CAMERA" not in store.content(rows[0])


@pytest.mark.parametrize("raw", [b"x" * 100, PDF, HTML, b"", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024 + 1)])
def test_what_is_no_picture_is_named_and_the_words_are_kept(send: Ask, settings: Any, tmp_path: Any, raw: bytes) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    found = send(media=[SimpleUploadedFile("a.jpg", raw), SimpleUploadedFile("b.jpg", picture())])
    voice = heard(found)
    assert "“a" in found[1][0]["service_notice"]
    assert [row.name for row in store.of(voice.key)[voice.key]] == ["b.jpg"]


def test_what_is_no_form_is_refused(client: Client, key: str) -> None:
    for body, kind in (
        (b"{}", "application/json"),
        (b"x", "application/x-www-form-urlencoded; charset=gbk"),
        (b"x", "multipart/form-data"),
    ):
        answer = client.post(BASE + "requests.json", body, content_type=kind)
        assert answer.status_code == 400
        assert json.loads(answer.content)[0]["code"] == 400


def test_what_is_too_large_is_refused_in_the_format_asked_for(client: Client, key: str, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    for given in (words(key, description="字" * 3000), words(key, media=SimpleUploadedFile("a", b"x" * 5000))):
        answer = client.post(BASE + "requests.xml", given)
        assert answer.status_code == 413
        assert xml(answer.content).findtext("error/code") == "413"


def test_too_many_with_one_key_wait(client: Client, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.interop.open311.api.PER_KEY", 1)
    assert [client.post(BASE + "requests.json", words(key)).status_code for _n in range(2)] == [200, 429]


def test_a_browser_elsewhere_reads_the_answer_and_needs_no_token(key: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(BASE + "requests.json", words(key), headers={"Origin": "https://app.example"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
