"""Whatever is sent, nobody sees an internal error, nothing is run, and nothing that was taken is changed."""

from io import BytesIO
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.kit.journal import timeline
from sixia.ui.lists import ListPage
from tests.town import HOUR, NOW
from tests.trust.scene import Scene
from tests.walks.addresses import Address, addresses

pytestmark = pytest.mark.django_db
INJECTIONS = (
    "{{ 7*7 }}{% load static %}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "'; DROP TABLE cases_case; --",
    '" OR 1=1) UNION SELECT * FROM people_account --',
    "灯\x00坏\x1b[31m了\x7f",
    "\u202eexe.gpj\u2066灯\u2069",
    "%(name)s %s %d {0} {name} $(id) `id`",
    "=cmd|'/c calc'!A1",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "😀" * 500,
    "e\u0301" * 2000,
    "../../../../etc/passwd",
)
VALUES = (
    *("", "-1", "1" * 30, "１２", "1e999", "[]", "'\"", "\x00", "\u202e😀", "%", "2026-99-99", "9999-12-31"),
    *("a" * 10_000, "灯" * 3000, "AAAA", "?&=", "\ud7ff"),
)
WHO = (
    "anonymous",
    "dispatcher",
    "head",
    "supervisor",
    "officer",
    "callback",
    "system",
    "auditor",
    "leader",
    "principal",
    "registrar",
)


def browser(scene: Scene, name: str) -> Client:
    """Somebody's browser that shows errors as pages."""
    client = Client(raise_request_exception=False)
    if name != "anonymous":
        client.force_login(scene.town.accounts[name])
    return client


def lists() -> list[Address]:
    """Every list that has an address without values in it."""
    found = [one for one in addresses() if issubclass(getattr(one.view, "view_class", object), ListPage)]
    return [one for one in found if "<" not in one.route]


def parameters(address: Address) -> set[str]:
    """Every name that a list's address may carry."""
    filters = address.view.view_class.filterset
    return {"tab", "order", "at", "export", "q", "page", *(filters.base_filters if filters else ())}


def answered_well(answer: Any, what: str) -> None:
    """Some page, and no internal error."""
    assert answer.status_code < 500, f"{what}: {answer.status_code}"


def readers(scene: Scene) -> dict[Address, Client]:
    """Each list with the first of WHO that may open it."""
    clients = {name: browser(scene, name) for name in WHO}
    found: dict[Address, Client] = {}
    for address in lists():
        opened = (client for client in clients.values() if client.get(f"/{address.route}").status_code == 200)
        found[address] = next(opened, clients["anonymous"])
        assert found[address].get(f"/{address.route}").status_code == 200, f"add to WHO somebody who may open /{address.route}"
    return found


def test_absurd_addresses_of_every_list(scene: Scene, at_later: Any) -> None:
    wrong = (("export", "csv"), ("export", "xlsx"), ("export", "../x"), ("at", "x" * 500), ("at", "bnVsbA"), ("order", "pk"))
    for address, client in readers(scene).items():
        names = sorted(parameters(address) - {"export"})
        for value in VALUES:
            answer = client.get(f"/{address.route}", dict.fromkeys(names, value))
            answered_well(answer, f"{address.route} with {value[:20]!r}")
        for given in wrong:
            answered_well(client.get(f"/{address.route}", dict([given])), f"{address.route} {given}")


PATHS = (
    *(
        "/track/{}",
        "/track/{}/proof",
        "/track/{}/proof.json",
        "/receipt/{}",
        "/v/{}",
        "/places/{}/children",
        "/places/{}/outlines",
    ),
    *("/cases/{}", "/desk/cases/{}", "/desk/cases/{}/dispatch", "/desk/cases/1/{}", "/desk/orders/{}", "/desk/orders/1/{}"),
    *(
        "/desk/people/{}/",
        "/desk/units/{}/",
        "/desk/posts/{}/end/",
        "/desk/callback/{}",
        "/desk/today/{}/open",
        "/desk/outbox/{}",
    ),
    *("/accounts/password/new/{}/{}/", "/open311/v2/{}", "/open311/v2/requests/{}.json", "/desk/help-someone/{}", "/{}"),
    *("/places/find?q={}", "/places/at?lat={}&lon={}", "/cases/map?place={}", "/desk/find?q={}", "/track?code={}", "/?into={}"),
    *(
        "/desk/dispatch/{}",
        "/desk/dispatch/{}/panel",
        "/desk/dispatch/rules?category={}&place={}",
        "/desk/catalog/change?sheet={}&key={}",
    ),
    *("/open311/v2/requests.json?status={}&start_date={}&page={}&page_size={}&service_request_id={}",),
)
PIECES = (
    "%00",
    "%0d%0aX:%20y",
    "%ff%fe",
    "9" * 30,
    "-1",
    "%E2%80%AE",
    "%2e%2e%2f",
    "%27%22",
    "a" * 2000,
    "%F0%9F%98%80",
    "SX3F7K92M4-P",
    "%7B%7B7*7%7D%7D",
)


@pytest.mark.parametrize("name", ["anonymous", "dispatcher", "system"])
def test_malformed_pieces_in_every_address(scene: Scene, at_later: Any, name: str) -> None:
    client = browser(scene, name)
    own = [path for path in PATHS if path.startswith("/desk/") is (name != "anonymous")]
    for path, piece in product(own, PIECES):
        where = path.replace("{}", piece)
        answer = client.get(where, REMOTE_ADDR=f"10.1.{len(piece) % 250}.{hash(where) % 250}")
        answered_well(answer, where[:80])
        assert "X" not in answer.headers, "a header of the sender's own"


def told(client: Client, text: str, **given: str) -> Any:
    """The details page, sent."""
    form = {"text": text, "kind": "help", "wants": "none", **given}
    return client.post(reverse("tell"), form, REMOTE_ADDR=f"10.2.{len(text) % 250}.{hash(text) % 250}")


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_words_are_kept_as_words(scene: Scene, at_later: Any, text: str) -> None:
    client = browser(scene, "anonymous")
    answer = told(client, f"灯坏了{text}", name=text, place_note=text, phone="", email="")
    answered_well(answer, "tell")
    if answer.status_code == 422:
        assert Case.objects.count() >= len(scene.cases)
        return
    assert answer.status_code == 302
    voice = Voice.objects.order_by("-pk")[0]
    page = client.get(f"/track/{voice.receipt}").content.decode()
    desk = browser(scene, "dispatcher").get(f"/desk/cases/{voice.case_id}").content.decode()
    for shown in (page, desk):
        assert "<script>alert" not in shown
        assert "onerror=alert(1)>" not in shown
        assert "灯坏了49" not in shown
        assert "\u202e" not in shown
        assert "\x00" not in shown
    case = Case.objects.get(pk=voice.case_id)
    cases.note(case, text=text, by=scene.town.who("clerk"), now=NOW)
    cases.add_words(voice, text=text, by=scene.town.resident(voice), now=NOW + HOUR)
    assert browser(scene, "dispatcher").get(f"/desk/cases/{case.pk}").status_code == 200
    assert len(timeline(case.key)) == 3


def test_twelve_thousand_characters_and_one_more(scene: Scene, at_later: Any) -> None:
    client = browser(scene, "anonymous")
    before = Voice.objects.count()
    assert told(client, "灯" * 12_000).status_code == 302
    assert Voice.objects.order_by("-pk")[0].text == "灯" * 12_000
    answer = told(client, "灯" * 12_001)
    assert answer.status_code == 422
    assert "灯" * 100 in answer.content.decode(), "what was typed stays"
    assert Voice.objects.count() == before + 1


BODIES = (
    (b"{}", "application/json"),
    (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    (b"text=%ff%fe&kind=help", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"text=a", "application/x-www-form-urlencoded; charset=nonsense"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"abc", "multipart/form-data"),
    (b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"a" * 1000, "multipart/form-data; boundary=x"),
    (b"&".join(b"a%d=1" % n for n in range(2000)), "application/x-www-form-urlencoded"),
    (b"text=" + b"a" * (13 * 1024 * 1024), "application/x-www-form-urlencoded"),
    (b"", "text/plain"),
    (b"<a/>", "text/xml"),
)


@pytest.mark.parametrize("body", range(len(BODIES)))
def test_bodies_of_the_wrong_kind_and_size(scene: Scene, at_later: Any, body: int) -> None:
    content, kind = BODIES[body]
    who = {"anonymous": ("/", "/tell", "/understood", "/preview", "/track", "/language/", "/open311/v2/requests.json", "/leave")}
    who["dispatcher"] = (f"/desk/cases/{scene.cases['heard'].pk}/dispatch", "/desk/recusals/declare/")
    for name, paths in who.items():
        client = browser(scene, name)
        for path in paths:
            with transaction.atomic():
                answer = client.generic("POST", path, content, kind, REMOTE_ADDR=f"10.3.{body}.1")
                transaction.set_rollback(True)
            answered_well(answer, f"{path} with {kind}")


def test_a_huge_upload_is_turned_away(scene: Scene, at_later: Any) -> None:
    upload = BytesIO(b"x" * (13 * 1024 * 1024))
    upload.name = "a.jpg"
    answer = browser(scene, "anonymous").post("/tell", {"text": "灯", "kind": "help", "photo": upload})
    answered_well(answer, "upload")


@pytest.mark.parametrize(
    "token", ["", "x", "MQ:1:abc", "a" * 4000, "MTIz:1uXyz1:....", "你好", ":::", "MQ", "eyJhIjoxfQ:1u:AAAA"]
)
def test_forged_links_open_nothing(scene: Scene, at_later: Any, token: str) -> None:
    client = browser(scene, "anonymous")
    answer = client.get(f"/v/{token}", REMOTE_ADDR="10.4.0.1")
    assert answer.status_code == 404
    assert not client.session.get("voices")


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b"]
)
def test_nobody_is_led_away_or_given_a_header(scene: Scene, at_later: Any, to: str) -> None:
    case = scene.cases["heard"]
    sent = [
        (browser(scene, "anonymous"), "/language/", {"language": "en", "next": to}),
        (browser(scene, "anonymous"), "/large-type/", {"next": to}),
        (browser(scene, "dispatcher"), f"/desk/cases/{case.pk}/note", {"text": "x", "next": to}),
    ]
    for client, path, form in sent:
        answer = client.post(path, form)
        answered_well(answer, path)
        assert "evil" not in answer.get("Location", "")
        assert "javascript" not in answer.get("Location", "")
        assert "a" not in answer.cookies


def test_a_strange_host_is_refused(scene: Scene) -> None:
    assert browser(scene, "anonymous").get("/", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("text", INJECTIONS)
def test_officials_forms_take_hostile_words_too(scene: Scene, at_later: Any, text: str) -> None:
    town = scene.town
    sent = {
        "dispatcher": [
            (scene.cases["heard"], move) for move in ("dispatch", "note", "reclassify", "redirect", "join", "restrict")
        ],
        "handler": [(scene.cases["inhand"], move) for move in ("note", "ask", "answer", "interim")],
        "head": [(scene.cases["answered"], "exclusion")],
    }
    names = ("text", "reason", "basis", "remedies", "unit", "assisting", "category", "place", "into", "units", "people", "note")
    for name, moves in sent.items():
        client = browser(scene, name)
        for case, move in moves:
            with transaction.atomic():
                answer = client.post(f"/desk/cases/{case.pk}/{move}", dict.fromkeys(names, text))
                transaction.set_rollback(True)
            answered_well(answer, move)
    order, client = town.lead(scene.cases["inhand"]), browser(scene, "handler")
    for move in ("ask_extension", "report", "refuse", "accept"):
        with transaction.atomic():
            given = {**dict.fromkeys(names, text), "amount": text, "report": text, "proposed": text}
            answered_well(client.post(f"/desk/orders/{order.pk}/{move}", given), move)
            transaction.set_rollback(True)
    voice = town.voice(scene.cases["inhand"])
    for act in ("reveal", "contact", "withdraw"):
        with transaction.atomic():
            given = {"purpose": text, "means": text, "reached": text, "note": text, "reason": text}
            answered_well(client.post(f"/desk/voices/{voice.pk}/{act}", given), act)
            transaction.set_rollback(True)
