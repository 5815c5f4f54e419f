"""The clerk's entry: receipt, joining, answering at once, accusations, and what stands beside the words."""

import re

import pytest

from sixia.cases.models import Answer, Case, Voice
from tests.cases.desk.conftest import At
from tests.town import LAMP_OUT, Town

SAID = {"phone": "13800000009", "channel": "phone", "text": LAMP_OUT, "kind": "help", "wants": "sms"}


def test_words_become_a_receipt_with_what_was_understood(town: Town, at: At) -> None:
    page = at("clerk").post("/desk/hear", SAID)
    voice = Voice.objects.get()
    assert page.status_code == 200
    assert voice.receipt in page.content.decode()
    assert re.search(r"\d{3} \d{3}", page.content.decode())
    assert page["Cache-Control"] == "no-store"
    assert (voice.case.category, voice.case.place) == ("lamp", town.places["990101100001"])


def test_sent_twice_is_kept_once(town: Town, at: At) -> None:
    client = at("clerk")
    said = {**SAID, "token": "0f6e9c0e-51a8-4a7e-9f0a-3c1d6f7b8a90"}
    client.post("/desk/hear", said)
    page = client.post("/desk/hear", said)
    assert Voice.objects.count() == 1
    assert "已经收过" in page.content.decode() or "Kept already" in page.content.decode()


def test_only_clerks(town: Town, at: At) -> None:
    assert [at(name).get("/desk/hear").status_code for name in ("clerk", "dispatcher", "handler")] == [200, 404, 404]


def test_what_is_wrong_keeps_what_was_typed(town: Town, at: At) -> None:
    page = at("clerk").post("/desk/hear", {**SAID, "text": "", "name": "演示乙", "place": "没有这个村"})
    assert page.status_code == 422
    assert "演示乙" in page.content.decode()
    assert "没有这个村" in page.content.decode()
    assert Voice.objects.count() == 0


def test_an_inquiry_is_answered_in_the_same_act(town: Town, at: At) -> None:
    at("clerk").post("/desk/hear", {**SAID, "kind": "inquiry", "text": "医保怎么报销？", "answer": "带上发票到镇便民中心办理。"})
    case = Case.objects.get()
    assert (case.state, Answer.objects.get().text) == ("answered", "带上发票到镇便民中心办理。")


def test_a_request_for_help_cannot_be_answered_at_once(town: Town, at: At) -> None:
    page = at("clerk").post("/desk/hear", {**SAID, "answer": "好的。"})
    assert page.status_code == 422
    assert Voice.objects.count() == 0


def test_this_one_too_joins_and_keeps_its_receipt(town: Town, at: At) -> None:
    case = town.dispatched()
    client = at("clerk")
    beside = client.post("/desk/hear/assist", SAID).content.decode()
    assert f'value="{case.pk}"' in beside
    client.post("/desk/hear", {**SAID, "into": case.pk})
    assert case.voices.count() == 2


def test_a_case_one_may_not_see_cannot_be_joined_by_its_number(town: Town, at: At) -> None:
    hidden = town.heard(text="李某受贿", kind="accusation")
    at("clerk").post("/desk/hear", {**SAID, "into": hidden.pk})
    assert hidden.voices.count() == 1


def test_an_accusation_leaves_only_the_receipt(town: Town, at: At) -> None:
    client = at("clerk")
    said = {**SAID, "kind": "accusation", "text": "镇里有人吃拿卡要", "about_units": "东镇政府"}
    page = client.post("/desk/hear", said).content.decode()
    case = Case.objects.get()
    assert Voice.objects.get().receipt in page
    assert f"/desk/cases/{case.pk}" not in page
    assert client.get(f"/desk/cases/{case.pk}").status_code == 404
    assert case.restricted
    assert case.barred


@pytest.mark.parametrize(("kind", "seen"), [("help", True), ("accusation", False)])
def test_earlier_voices_of_the_caller_as_far_as_the_clerk_may_see(town: Town, at: At, kind: str, seen: bool) -> None:
    case = town.heard(text="第一次来电说的事情", kind=kind, phone="13800000009")
    beside = at("clerk").post("/desk/hear/assist", {"phone": "138 0000 0009"}).content.decode()
    assert (f"/desk/cases/{case.pk}" in beside) is seen


def test_danger_is_said_at_once(town: Town, at: At) -> None:
    beside = at("clerk").post("/desk/hear/assist", {"text": "我家楼下着火了"}).content.decode()
    assert "119" in beside


def test_found_again_by_receipt_and_by_telephone(town: Town, at: At) -> None:
    case = town.heard()
    voice, client = town.voice(case), at("clerk")
    assert client.post("/desk/find", {"what": voice.receipt.lower()})["Location"].startswith(f"/desk/cases/{case.pk}")
    assert voice.receipt in client.post("/desk/find", {"what": "13800000001"}).content.decode()
    assert client.post("/desk/find", {"what": "abc"}).status_code == 404


def test_a_new_passcode_is_shown_once(town: Town, at: At) -> None:
    voice = town.voice(town.heard())
    page = at("clerk").post(f"/desk/voices/{voice.pk}/passcode")
    assert re.search(r"\d{3} \d{3}", page.content.decode())
    assert Voice.objects.get(pk=voice.pk).passcode != voice.passcode


def test_everything_can_be_reached_by_keys(town: Town, at: At) -> None:
    page = at("clerk").get("/desk/hear").content.decode()
    for key in ("Alt+P", "Alt+T", "Alt+A", "Alt+1", "Alt+3", "Ctrl+Enter"):
        assert f'data-key="{key}"' in page
    assert page.index("autofocus") < page.index('id="id_text"')
