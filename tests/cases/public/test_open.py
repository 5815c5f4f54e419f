"""Opening one's matter: by code and passcode or by link; guesses lead nowhere and read alike."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from sixia.cases.links import voice_token
from sixia.cases.models import Voice
from sixia.cases.public import track
from sixia.cases.rules import new_receipt
from tests.cases.public.conftest import Tell, details


@pytest.fixture
def passcode(client: Client) -> tuple[Voice, str]:
    """A voice told in one browser, and its passcode."""
    sheet = client.post("/tell", details(), follow=True).content.decode()
    found = re.search(r'figure code">(\d{6})<', sheet)
    assert found
    return Voice.objects.get(), found[1]


def test_typing_is_forgiven(passcode: tuple[Voice, str]) -> None:
    voice, digits = passcode
    typed = f" {voice.receipt.lower().replace('-', ' — ')} "
    wide = "".join(chr(ord(d) + 0xFEE0) for d in digits)
    assert Client().post("/track", {"code": typed, "passcode": f"{wide[:3]} {wide[3:]}"}).status_code == 302


def test_wrong_passcode_and_unknown_receipt_read_alike(passcode: tuple[Voice, str]) -> None:
    voice, digits = passcode
    other = f"{(int(digits) + 1) % 1_000_000:06d}"
    pages = []
    for code, given in ((voice.receipt, other), ("SX22222222-2", digits), ("nonsense", digits), ("💡" * 500, "x" * 9000)):
        answer = Client().post("/track", {"code": code, "passcode": given})
        assert answer.status_code == 422
        pages.append(re.search(r'<div class="errors".*?</div>', answer.content.decode(), re.DOTALL)[0])  # type: ignore[index] # there are errors
    assert len(set(pages)) == 1


def test_guessing_is_stopped_per_address_and_per_receipt(passcode: tuple[Voice, str]) -> None:
    voice, digits = passcode
    codes = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/track", {"code": voice.receipt, "passcode": "000000"}).status_code
        for n in range(7)
    ]
    assert codes == [422] * 6 + [429]
    assert Client(REMOTE_ADDR="192.0.2.99").post("/track", {"code": voice.receipt, "passcode": digits}).status_code == 429
    many = [Client().post("/track", {"code": "SX22222222-2", "passcode": "1"}).status_code for _ in range(11)]
    assert many[-1] == 429


@pytest.mark.usefixtures("passcode")
def test_what_can_be_no_receipt_counts_for_nobody_else() -> None:
    codes = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/track", {"code": "nonsense", "passcode": "1"}).status_code for n in range(8)
    ]
    assert codes == [422] * 8


def test_patient_guessing_is_stopped_for_the_day(passcode: tuple[Voice, str], monkeypatch: pytest.MonkeyPatch) -> None:
    voice, digits = passcode
    monkeypatch.setattr(track, "TRIES_A_DAY", 2)
    for code in (voice.receipt, new_receipt()):
        tries = [Client().post("/track", {"code": code, "passcode": "000000"}).status_code for _ in range(3)]
        assert tries == [422, 422, 429]
    assert Client().post("/track", {"code": voice.receipt, "passcode": digits}).status_code == 429


def test_a_cookie_copied_before_opens_nothing(passcode: tuple[Voice, str]) -> None:
    voice, digits = passcode
    client, copied = Client(), Client()
    session = client.session
    session["any"] = 1
    session.save()
    copied.cookies = client.cookies.copy()
    assert client.post("/track", {"code": voice.receipt, "passcode": digits}).status_code == 302
    assert client.get(f"/track/{voice.receipt}").status_code == 200
    assert copied.get(f"/track/{voice.receipt}").status_code == 302


def test_a_page_not_opened_here_asks_for_the_passcode(passcode: tuple[Voice, str]) -> None:
    voice, _digits = passcode
    answer = Client().get(f"/track/{voice.receipt}")
    assert (answer.status_code, answer["Location"]) == (302, f"/track?code={voice.receipt}")
    assert Client().get("/track/SX%20%F0%9F%92%A1")["Location"] == "/track"
    for path in ("add", "verdict", "withdraw"):
        assert Client().post(f"/track/{voice.receipt}/{path}").status_code == 404
    for path in (f"/receipt/{voice.receipt}", f"/track/{voice.receipt}/proof", f"/track/{voice.receipt}/proof.json"):
        assert Client().get(path).status_code == 404


def test_the_link_opens_it_and_a_spoilt_one_does_not(passcode: tuple[Voice, str]) -> None:
    voice, _digits = passcode
    token = voice_token(voice.pk)
    assert Client().get(f"/v/{token}")["Location"] == f"/track/{voice.receipt}"
    for spoilt in (token[:-1], token + "x", "x", "💡", "0" * 3000, voice_token(10**30), voice_token(-1)):
        answer = Client().get(f"/v/{spoilt}")
        assert answer.status_code == 404
        assert 'name="passcode"' in answer.content.decode()


def test_leaving_closes_it_on_this_device(client: Client, tell: Tell) -> None:
    voice = tell()
    assert client.get(f"/track/{voice.receipt}").status_code == 200
    client.post("/leave")
    assert client.get(f"/track/{voice.receipt}").status_code == 302
    assert client.get(f"/receipt/{voice.receipt}").status_code == 404


def test_the_passcode_is_not_shown_to_whoever_opens_the_receipt_later(passcode: tuple[Voice, str]) -> None:
    voice, digits = passcode
    browser = Client()
    browser.get(f"/v/{voice_token(voice.pk)}")
    sheet = browser.get(f"/receipt/{voice.receipt}").content.decode()
    assert voice.receipt in sheet
    assert digits not in sheet


def test_a_new_passcode_ends_the_links_made_before(passcode: tuple[Voice, str]) -> None:
    voice, _digits = passcode
    token = voice_token(voice.pk)
    Voice.objects.filter(pk=voice.pk).update(renewed_at=datetime.now(UTC) + timedelta(seconds=2))
    assert Client().get(f"/v/{token}").status_code == 404


def test_a_part_asked_for_before_and_answered_after_does_not_close_what_was_opened(client: Client) -> None:
    client.post("/", {"text": details()["text"], "number": details()["number"]})
    before = client.cookies["sessionid"].value
    client.post("/tell", details())
    assert client.cookies["sessionid"].value != before, "a new key, so that a copied cookie opens nothing"
    late = Client()
    late.cookies["sessionid"] = before
    answer = late.post("/preview", details())
    assert (answer.status_code, "sessionid" in answer.cookies) == (200, False)
    assert client.get(f"/track/{Voice.objects.get().receipt}").status_code == 200
