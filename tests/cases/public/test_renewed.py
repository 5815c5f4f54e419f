"""A renewed passcode ends every browser's right to the voice; others stay open, and the new passcode opens it again."""

import pytest
from django.test import Client

from sixia.cases import actions
from sixia.cases.models import Voice
from tests.cases.public.conftest import Tell
from tests.town import NOW, Town


@pytest.fixture
def two(tell: Tell) -> tuple[Voice, Voice]:
    """Two voices told in one browser."""
    return tell(), tell(text="桥栏杆断了。")


def test_a_renewed_passcode_ends_all_open_browsers(client: Client, town: Town, two: tuple[Voice, Voice]) -> None:
    voice, other = two
    assert client.get(f"/track/{voice.receipt}").status_code == 200
    fresh = actions.renew_passcode(voice, by=town.who("clerk"), now=NOW)
    assert client.get(f"/track/{voice.receipt}")["Location"].startswith("/track")
    assert client.get(f"/receipt/{voice.receipt}").status_code in (302, 404)
    for path, form in (("add", {"add-text": "还没修"}), ("withdraw", {"reason": "算了"})):
        assert client.post(f"/track/{voice.receipt}/{path}", form).status_code == 404
    assert client.get(f"/track/{other.receipt}").status_code == 200, "the other one stays open"
    assert client.get("/track").content.decode().count(voice.receipt) == 0
    assert client.post("/track", {"code": voice.receipt, "passcode": fresh}).status_code == 302
    assert client.get(f"/track/{voice.receipt}").status_code == 200


def test_an_erased_voice_is_open_nowhere(client: Client, two: tuple[Voice, Voice]) -> None:
    voice, _other = two
    Voice.objects.filter(pk=voice.pk).update(passcode="")
    assert client.get(f"/track/{voice.receipt}").status_code == 302
    assert client.get(f"/receipt/{voice.receipt}").status_code in (302, 404)


def test_what_another_kept_in_a_session_opens_nothing_by_itself(client: Client, two: tuple[Voice, Voice]) -> None:
    voice, other = two
    session = client.session
    session["opened_voices"] = [[voice.pk, ""], [other.pk, "x"]]
    session.save()
    for one in two:
        assert client.get(f"/track/{one.receipt}").status_code == 302
