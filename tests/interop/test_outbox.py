"""The outbox: who reads it, what is masked, and trying again."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from sixia.interop import actions
from sixia.interop.models import Message
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.kit.models import Delivery, Entry
from tests.town import NOW, Town


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Pages say the time of the shared cast."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW


def _at(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.accounts[name])
    return client


def _message(town: Town, state: str = Message.FAILED) -> Message:
    voice = town.voice(town.heard())
    draft = actions.Draft(way="sms", address="13800000001", subject="", text="密语一二三", voice=voice.pk, not_before=NOW)
    entry = Entry.objects.filter(stream=f"case:{voice.case_id}").first()
    assert entry is not None
    actions.queue(entry, [draft], now=NOW)
    Message.objects.update(state=state, error="HTTP 400")
    Delivery.objects.all().delete()
    return Message.objects.get()


def test_only_administrators_and_nobody_reads_the_words(town: Town) -> None:
    row = _message(town)
    for name in ("handler", "clerk", "security", "auditor", "principal", "outsider"):
        assert _at(town, name).get("/desk/outbox").status_code == 404
        assert _at(town, name).get(f"/desk/outbox/{row.pk}").status_code == 404
    client = _at(town, "system")
    for url in ("/desk/outbox", f"/desk/outbox/{row.pk}", "/desk/outbox?export=csv"):
        page = client.get(url)
        body = b"".join(page.streaming_content) if page.streaming else page.content
        assert b"13800000001" not in body
        assert "密语" not in body.decode("utf-8-sig")
        assert "138****0001" in body.decode("utf-8-sig")


def test_in_the_demo_the_words_are_shown(town: Town, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    row = _message(town)
    assert "密语一二三" in _at(town, "handler").get(f"/desk/outbox/{row.pk}").content.decode()
    assert _at(town, "outsider").get("/desk/outbox").status_code == 200


def test_a_failed_message_is_tried_again_and_told(town: Town) -> None:
    row = _message(town)
    client = _at(town, "system")
    assert client.post(f"/desk/outbox/{row.pk}").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.error) == ("waiting", "")
    assert Delivery.objects.get().payload == {"message": row.pk}
    (line,) = timeline(f"message:{row.pk}")
    assert (line.event, line.by) == ("MessageRetried", town.who("system").ref)


@pytest.mark.parametrize("state", [Message.WAITING, Message.SENT])
def test_what_was_sent_is_not_sent_twice(town: Town, state: str) -> None:
    row = _message(town, state)
    with pytest.raises(Refused) as refused:
        actions.retry_message(row, by=town.who("system"), now=NOW)
    assert refused.value.code == "state"
    assert not Delivery.objects.exists()


def test_work_given_up_is_listed_with_its_error_and_runs_again(town: Town) -> None:
    dead = Delivery.objects.create(
        job="interop.actions.messages.send_message", run_at=NOW, attempts=12, dead=True, error="no route"
    )
    Delivery.objects.create(job="interop.actions.messages.send_message", run_at=NOW)
    client = _at(town, "system")
    page = client.get("/desk/outbox/given-up")
    assert [row.pk for row in page.context["list"].page.rows] == [dead.pk]
    assert "no route" in page.content.decode()
    assert client.post("/desk/outbox/given-up", {"delivery": dead.pk}).status_code == 302
    dead.refresh_from_db()
    assert (dead.dead, dead.attempts) == (False, 0)
    assert [line.event for line in timeline(f"delivery:{dead.pk}")] == ["DeliveryRevived"]
    assert client.post("/desk/outbox/given-up", {"delivery": dead.pk}).status_code == 404
    assert _at(town, "handler").get("/desk/outbox/given-up").status_code == 404


def test_only_an_administrator_runs_it_again(town: Town) -> None:
    dead = Delivery.objects.create(job="x.y", run_at=NOW, dead=True)
    with pytest.raises(Refused) as refused:
        actions.revive_delivery(dead, by=town.who("principal"), now=NOW)
    assert refused.value.code == "role"


def test_what_a_message_is_about_is_said_in_words(town: Town) -> None:
    row = _message(town)
    for path in ("/desk/outbox", f"/desk/outbox/{row.pk}"):
        page = _at(town, "system").get(path).content.decode()
        assert f"事项 #{row.entry.stream.partition(':')[2]}" in page
        assert row.entry.stream not in page
