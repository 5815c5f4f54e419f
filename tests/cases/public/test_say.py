"""Saying it: what goes wrong is said kindly, nothing typed is lost, hostile input breaks nothing, twice is once."""

import re
from typing import Any

import pytest
from django.test import Client

from sixia.cases.models import Case, Voice
from sixia.cases.rules import MOST_TEXT
from tests.cases.public.conftest import Tell, details
from tests.town import LAMP_OUT, Town

HOSTILE = [
    "\x00\x01路灯\x1b[31m坏了\u202e",
    "{{ request }}{% load ui %}{% url 'x' %} 路灯",
    "<script>alert(1)</script>路灯",
    "💡" * 3000,
    "' OR 1=1 --",
    "%(name)s %s %d {0}",
    "\ud7ff\uffff" * 20 + "路灯",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_break_nothing(client: Client, town: Town, text: str) -> None:
    for address in ("/", "/understood", "/preview"):
        assert client.post(address, {"text": text}).status_code == 200
    answer = client.post("/tell", details(text=text), follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "\x00" not in Voice.objects.get().text


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\x00"])
def test_nothing_said_is_asked_for(client: Client, text: str) -> None:
    for address in ("/", "/tell"):
        answer = client.post(address, details(text=text))
        assert answer.status_code == 422
        assert "请写下" in answer.content.decode() or "请填写" in answer.content.decode() or "说说" in answer.content.decode()
    assert not Voice.objects.exists()


@pytest.mark.parametrize("address", ["/", "/tell"])
def test_too_long_is_said_with_numbers_and_kept(client: Client, address: str) -> None:
    answer = client.post(address, details(text="灯" * (MOST_TEXT + 1)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "12001" in page
    assert "灯" * (MOST_TEXT + 1) in page


def test_as_long_as_may_be_is_heard(tell: Tell) -> None:
    assert len(tell(text="灯" * MOST_TEXT).text) == MOST_TEXT


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": "12"},
        {"phone": "💡"},
        {"email": "nobody"},
        {"wants": "sms"},
        {"wants": "mail"},
        {"for_other": "on"},
        {"kind": "bribe"},
        {"kind": ""},
        {"category": "no-such"},
        {"place": "999999999999999999999999"},
        {"place": "-1"},
        {"spot": "1e999,2"},
        {"spot": "nan,nan"},
        {"spot": "91,0"},
        {"spot": "1,2,3"},
        {"spot": "9" * 400 + ",1"},
        {"spot": "10.0,10.0"},
        {"into": "123456"},
        {"into": "9" * 40},
        {"about_unit": "0", "kind": "accusation"},
        {"name": "名" * 81},
        {"place_note": "x" * 201},
    ],
    ids=str,
)
def test_each_error_keeps_what_was_typed(client: Client, wrong: dict[str, Any]) -> None:
    answer = client.post(
        "/tell",
        details(text="这句话要留住。", name=wrong.get("name", "演示甲"), **{k: v for k, v in wrong.items() if k != "name"}),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "这句话要留住。" in page
    assert "data-focus" in page
    assert (wrong.get("name") or "演示甲") in page
    assert not Voice.objects.exists()


def test_the_same_form_twice_is_one_voice(client: Client) -> None:
    number = "6a3f63a8-3c0e-4b6f-9d54-6a4d3f1d2c11"
    first = client.post("/tell", details(number=number))
    again = client.post("/tell", details(number=number))
    assert first["Location"] == again["Location"]
    assert Voice.objects.count() == 1
    sheet = client.get(first["Location"]).content.decode()
    assert re.search(r'figure code">\d{6}<', sheet)


@pytest.mark.parametrize("corrected", [{"text": "路灯还是不亮，另外井盖也没了。"}, {"phone": "13800000077", "wants": "sms"}])
def test_sent_again_with_something_corrected_nothing_is_lost(client: Client, corrected: dict[str, str]) -> None:
    number = "6a3f63a8-3c0e-4b6f-9d54-6a4d3f1d2c11"
    first = client.post("/tell", details(number=number))
    again = client.post("/tell", details(number=number, **corrected))
    assert first["Location"] != again["Location"]
    kept = Voice.objects.order_by("pk")[1]
    assert all(getattr(kept, name) == value for name, value in corrected.items())


def test_a_spoilt_number_is_replaced(tell: Tell) -> None:
    assert tell(number="not a uuid").source_id


def test_numbers_are_shown_and_hidden_on_request(client: Client, town: Town) -> None:
    text = "请打13812345678找我，东一村路灯坏了"
    part = client.post("/understood", {"text": text}).content.decode()
    assert "<mark>13812345678</mark>" in part
    page = client.post("/", {"text": text, "step": "mask"}).content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page


def test_what_was_understood_is_shown_while_typing(client: Client, town: Town) -> None:
    part = client.post("/understood", {"text": LAMP_OUT}).content.decode()
    assert "路灯不亮" in part
    assert "东一村" in part


def test_contact_decides_how_to_be_told(tell: Tell) -> None:
    assert tell(phone="13800000001").wants == "sms"
    assert tell(email="a@example.org").wants == "mail"
    assert tell().wants == "none"
    assert tell().anonymous


def test_for_somebody_else_with_consent(tell: Tell) -> None:
    assert tell(for_other="on", consent="我母亲，她让我写的").consent == "我母亲，她让我写的"
    assert tell(consent="没有勾选").consent == ""


def test_the_preview_follows_the_form(client: Client, town: Town) -> None:
    open_ = client.post("/preview", {"category": "lamp", "kind": "help"}).content.decode()
    secret = client.post("/preview", {"category": "lamp", "kind": "help", "secret": "on"}).content.decode()
    report = client.post("/preview", {"category": "lamp", "kind": "accusation"}).content.decode()
    assert len({open_, secret, report}) == 3
    assert "永远不会" in report


def test_too_many_at_once_are_told_to_wait(client: Client) -> None:
    codes = [client.post("/tell", details(text="")).status_code for _ in range(14)]
    assert codes[:12] == [422] * 12
    assert codes[-1] == 429


def test_urgent_words_stop_the_form(client: Client, town: Town) -> None:
    stop = client.post("/", {"text": "东一村着火了，快来人"}).content.decode()
    assert 'href="tel:119"' in stop
    assert 'name="calm" value="fire"' in stop
    assert "东一村着火了，快来人" in stop
    on = client.post("/", {"text": "东一村着火了，快来人", "calm": "fire"}).content.decode()
    assert 'name="kind"' in on
    refused = client.post("/tell", details(text="东一村着火了，快来人"))
    assert refused.status_code == 422
    assert 'href="tel:119"' in refused.content.decode()
    assert not Case.objects.exists()
    assert client.post("/tell", details(text="东一村着火了，快来人", calm="fire")).status_code == 302


def test_without_rules_it_says_whom_to_call(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.cases.forms.building.desk_for", lambda place, now, among=None: None)
    answer = client.post("/", {"text": LAMP_OUT})
    assert answer.status_code == 422
    assert "12345" in answer.content.decode()
    assert LAMP_OUT in answer.content.decode()
    assert client.post("/tell", details(text=LAMP_OUT)).status_code == 422
