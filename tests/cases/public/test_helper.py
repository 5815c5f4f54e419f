"""A grid worker writes for a resident: with consent, as their words, and hands the passcode over once."""

import re

import pytest
from django.test import Client

from sixia.cases.models import Voice
from tests.cases.public.conftest import details
from tests.town import LAMP_OUT, Town

CONSENT = "在家念给本人听，点头同意"


def _as(town: Town, name: str) -> Client:
    browser = Client()
    browser.force_login(town.accounts[name], backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def test_only_grid_workers_have_the_page(town: Town) -> None:
    assert Client().get("/desk/help-someone").status_code == 302
    assert _as(town, "handler").get("/desk/help-someone").status_code == 404
    assert _as(town, "grid").get("/desk/help-someone").status_code == 200


def test_it_is_looked_at_then_sent(town: Town) -> None:
    browser = _as(town, "grid")
    looked = browser.post("/desk/help-someone", {"text": LAMP_OUT, "step": "look", "name": "演示甲"}).content.decode()
    assert re.search(r'<option value="lamp" selected', looked)
    assert 'value="演示甲"' in looked
    assert not Voice.objects.exists()
    missing = browser.post("/desk/help-someone", details(text=LAMP_OUT))
    assert missing.status_code == 422
    assert LAMP_OUT in missing.content.decode()
    answer = browser.post("/desk/help-someone", details(text=LAMP_OUT, consent=CONSENT, phone="13800000001"))
    voice = Voice.objects.get()
    assert (voice.helper_id, voice.consent, voice.channel) == (town.accounts["grid"].pk, CONSENT, "visit")
    sheet = browser.get(answer["Location"]).content.decode()
    passcode = re.search(r'figure code">(\d{6})<', sheet)
    assert passcode
    assert passcode[1] not in browser.get(answer["Location"]).content.decode()
    opened = Client().post("/track", {"code": voice.receipt, "passcode": passcode[1]})
    assert opened.status_code == 302


def test_another_ones_receipt_is_not_shown(town: Town) -> None:
    browser = _as(town, "grid")
    voice = town.voice(town.heard())
    assert browser.get(f"/desk/help-someone/{voice.receipt}").status_code == 404
    assert browser.get("/desk/help-someone/💡").status_code == 404


@pytest.mark.parametrize("text", ["", "\x00", "灯" * 12_001])
def test_wrong_words_are_said(town: Town, text: str) -> None:
    answer = _as(town, "grid").post("/desk/help-someone", details(text=text, consent=CONSENT))
    assert answer.status_code == 422
    assert CONSENT in answer.content.decode()


def test_the_sheet_of_a_confidential_one_is_handed_over_once(town: Town) -> None:
    browser = _as(town, "grid")
    form = details(text="村干部收了钱", kind="accusation", consent=CONSENT, phone="13800000001")
    where = browser.post("/desk/help-someone", form)["Location"]
    assert re.search(r'figure code">(\d{6})<', browser.get(where).content.decode())
    assert browser.get(where).status_code == 404
