"""What devices ask and send over the wire: sessions, signatures, other people's devices, the pack, the shell."""

import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.offline import actions, rules
from sixia.fieldwork.offline.models import Device, Line, Packet
from sixia.fieldwork.reception.models import Booking, Day
from sixia.kit.models import Entry
from tests.fieldwork.offline.making import ABOUT, Tablet, opened, talk
from tests.fieldwork.reception.making import booked
from tests.refusals import refused
from tests.town import Town

pytestmark = pytest.mark.usefixtures("at_day")
Enter = Callable[..., Client]
API = "/desk/field/api/"


def send(client: Client, tablet: Tablet, path: str, raw: bytes, signature: str | None = None, **headers: str) -> Any:
    """As the app sends it."""
    signed = tablet.sign(raw) if signature is None else signature
    given = {"X-Field-Device": str(tablet.device.uuid), "X-Field-Signature": signed, **headers}
    return client.post(API + path, raw, content_type="application/octet-stream", headers=given)


def ask(client: Client, path: str, device: Device | None = None, **headers: str) -> Any:
    """As the app asks."""
    return client.get(API + path, headers={**({"X-Field-Device": str(device.uuid)} if device else {}), **headers})


def test_a_device_is_prepared_and_its_first_packet_taken(enter: Enter, town: Town, day: Day) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.accounts["clerk"])
    told = ask(client, "state").json()
    assert (told["device"], told["account"]) == ("unknown", town.accounts["clerk"].pk)
    assert client.post(API + "enrol", {"name": "x"}, content_type="application/json").status_code == 403
    made = client.post(
        API + "enrol", {"name": "演示平板"}, content_type="application/json", headers={"X-CSRFToken": told["csrf"]}
    ).json()
    device, raw = Device.objects.get(), json.dumps({"packet": str(uuid4()), "acts": [opened(day).plain()]}).encode()
    headers = {"X-Field-Device": made["uuid"], "X-Field-Signature": rules.signature(b64decode(made["secret"]), raw)}
    answer = client.post(API + "packets", raw, content_type="application/octet-stream", headers=headers)
    assert [act["state"] for act in answer.json()["acts"]] == ["kept"]
    assert str(device.uuid) == made["uuid"]
    assert Entry.objects.filter(event="DeviceEnrolled").count() == 1
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("given", [b"", b"x", b"[]", b'{"name": 1}', b'{"name": " "}'])
def test_a_device_without_a_name_is_not_prepared(enter: Enter, town: Town, given: bytes) -> None:
    answer = enter("clerk").post(API + "enrol", given, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "missing")
    assert not Device.objects.exists()


def test_too_many_devices(tablet: Tablet, town: Town, enter: Enter) -> None:
    for _number in range(rules.DEVICES_MOST - 1):
        Tablet(town, tablet.now)
    assert enter("clerk").post(API + "enrol", {"name": "再一台"}, content_type="application/json").status_code == 422


def test_signed_out_it_is_led_to_the_sign_in_and_nothing_is_lost(tablet: Tablet, day: Day, enter: Enter) -> None:
    raw = tablet.pack([opened(day), *talk(day)])
    assert send(enter(), tablet, "packets", raw).status_code == 302
    assert not Packet.objects.exists()
    again = send(enter("clerk"), tablet, "packets", raw)
    assert {act["state"] for act in again.json()["acts"]} == {"kept"}


def test_signed_in_as_somebody_else_nothing_is_taken(tablet: Tablet, day: Day, enter: Enter) -> None:
    answer = send(enter("dispatcher"), tablet, "packets", tablet.pack([opened(day)]))
    assert (answer.status_code, answer.json()["code"]) == (403, "other")
    assert ask(enter("dispatcher"), "pack", tablet.device).status_code == 403
    assert ask(enter("dispatcher"), "state", tablet.device).json()["device"] == "unknown"
    assert not Packet.objects.exists()


def test_who_keeps_the_system_has_no_field_app(enter: Enter, tablet: Tablet) -> None:
    for path in ("", "worker.js", "app.webmanifest", "api/state", "api/pack"):
        assert enter("security").get(f"/desk/field/{path}").status_code == 404, path


def test_a_device_taken_off_the_list_hears_of_it(tablet: Tablet, day: Day, town: Town, enter: Enter) -> None:
    security = enter("security")
    assert "演示平板" in security.get("/desk/devices").content.decode()
    assert security.post(f"/desk/devices/{tablet.device.pk}/end").status_code == 302
    client = enter("clerk")
    assert send(client, tablet, "packets", tablet.pack([opened(day)])).status_code == 410
    assert ask(client, "pack", tablet.device).json()["code"] == "gone"
    assert ask(client, "state", tablet.device).json()["device"] == "ended"
    assert not Packet.objects.exists()


def test_devices_of_others_are_out_of_reach(tablet: Tablet, enter: Enter) -> None:
    client = enter("handler")
    assert "演示平板" not in client.get("/desk/devices").content.decode()
    assert client.post(f"/desk/devices/{tablet.device.pk}/end").status_code == 404
    assert Device.objects.live().count() == 1


@pytest.mark.parametrize("path", ["packets", "drop", "goodbye", f"photos/{UUID(int=7)}/{UUID(int=8)}"])
def test_a_wrong_signature_is_refused_everywhere(tablet: Tablet, day: Day, enter: Enter, path: str) -> None:
    answer = send(enter("clerk"), tablet, path, tablet.pack([opened(day)]), "0" * 64)
    assert (answer.status_code, answer.json()["code"]) == (403, "role")
    assert not Packet.objects.exists()
    assert Device.objects.live().exists()


def test_what_is_too_large_is_refused(tablet: Tablet, enter: Enter) -> None:
    assert send(enter("clerk"), tablet, "packets", b"x" * (rules.PACKET_MOST + 1)).status_code == 422
    assert send(enter("clerk"), tablet, "packets", b"x" * (12 * 1024 * 1024 + 1)).status_code == 413


def test_signing_out_of_the_device_ends_it(tablet: Tablet, enter: Enter) -> None:
    assert send(enter("clerk"), tablet, "goodbye", b'{"names": []}').status_code == 200
    assert Device.objects.get().ending == "signed_out"


def test_refused_acts_are_given_up_by_name(tablet: Tablet, day: Day, enter: Enter) -> None:
    acts = talk(day)
    tablet.send(*acts)
    assert Line.objects.filter(state="refused").count() == 6
    raw = json.dumps({"names": [str(act.name) for act in acts]}).encode()
    assert send(enter("clerk"), tablet, "drop", raw).status_code == 200
    assert Line.objects.filter(state="dropped", body="").count() == 6


def test_the_pack_holds_what_is_needed_and_no_names(tablet: Tablet, day: Day, town: Town, enter: Enter) -> None:
    booked(day, about="电话13800000001，路灯坏了")
    told = ask(enter("clerk"), "pack", tablet.device).json()
    assert [row["pk"] for row in told["days"]] == [day.pk]
    row = told["days"][0]["bookings"][0]
    assert row["key"] == str(Booking.objects.get().client)
    text = json.dumps(told, ensure_ascii=False)
    assert "路灯坏了" in text
    assert "演示甲" not in text
    assert "13800000001" not in text
    entry = Entry.objects.get(event="PackTaken")
    assert '"bookings":1' in entry.body.replace(" ", "")
    assert not ask(enter("wester"), "pack", Tablet(town, tablet.now, owner="wester").device).json()["days"]


def test_the_pack_says_what_arrived_and_what_another_device_still_has(tablet: Tablet, day: Day, town: Town, enter: Enter) -> None:
    client = enter("clerk")
    ask(client, "state", tablet.device, **{"X-Field-Waiting": "3"})
    tablet.send(opened(day))
    newer = Tablet(town, timezone.now(), name="新平板")
    told = ask(client, "pack", newer.device).json()
    assert told["earlier"] == [{"name": "演示平板", "n": 3}]
    assert [row["state"] for row in told["received"]] == ["kept"]
    ask(client, "state", tablet.device, **{"X-Field-Waiting": "-1x"})
    assert not ask(client, "pack", newer.device).json()["earlier"]


def test_the_pack_asks_a_constant_number_of_questions(
    tablet: Tablet, day: Day, enter: Enter, django_assert_max_num_queries: Any
) -> None:
    client = enter("clerk")
    for number in range(3):
        booked(day, phone=f"1380000000{number}")
    ask(client, "pack", tablet.device)
    with django_assert_max_num_queries(32):
        ask(client, "pack", tablet.device)


def test_the_shell_holds_nothing_of_anybody(enter: Enter, tablet: Tablet) -> None:
    pages = [enter(name).get("/desk/field/").content.decode() for name in ("clerk", "handler")]
    assert pages[0] == pages[1]
    assert "csrf" not in pages[0]
    worker = enter("clerk").get("/desk/field/worker.js")
    assert worker["Content-Type"].startswith("text/javascript")
    client = enter("clerk")
    for path in json.loads("[" + worker.content.decode().split("FILES = [")[1].split("]")[0].rstrip(", ") + "]"):
        assert client.get(path).status_code == 200, path
    assert client.get("/desk/field/app.webmanifest").json()["scope"] == "/desk/field/"


def test_lists_show_what_arrived(tablet: Tablet, day: Day, enter: Enter, town: Town) -> None:
    tablet.send(opened(day), *talk(day))
    page = enter("clerk").get("/desk/devices/received").content.decode()
    assert "来访登记" in page
    assert ABOUT not in page
    assert "来访登记" not in enter("dispatcher").get("/desk/devices/received").content.decode()
    person = enter("clerk").get(f"/desk/people/{town.accounts['clerk'].pk}/").content.decode()
    assert "演示平板" in person


def test_nobody_ends_the_device_of_another(tablet: Tablet, town: Town) -> None:
    with refused("role"):
        actions.end(tablet.device, by=town.who("handler"), now=tablet.now)


def test_ones_account_page_names_ones_devices_and_the_way_to_prepare_one(town: Town, enter: Enter) -> None:
    page = f"/desk/people/{town.accounts['clerk'].pk}/"
    clerk, security = enter("clerk"), enter("security")
    assert 'href="/desk/field/"' in clerk.get(page).content.decode().split('id="devices"')[1]
    assert 'id="devices"' not in security.get(page).content.decode()
    old = Tablet(town, timezone.now(), name="旧平板")
    actions.end(old.device, by=town.who("clerk"), now=timezone.now())
    live = Tablet(town, timezone.now(), name="新平板")
    for browser in (clerk, security):
        body = browser.get(page).content.decode()
        assert body.index("新平板") < body.index("旧平板"), "those in use come first on both databases"
        assert f"/desk/devices/{live.device.pk}/end" in body
    assert "新平板" not in enter("handler").get(page).content.decode()
