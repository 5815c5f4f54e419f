"""Telling waits for the disk once: the voice, this browser's right to it and the rate limit are one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from sixia.cases import actions
from sixia.cases.models import Voice
from sixia.people.middleware import VOICES
from sixia.places.models import Place
from sixia.ui.models import RateWindow
from tests.cases.public.conftest import details
from tests.town import Town

STATEMENTS = 24


@contextmanager
def statements() -> Iterator[list[str]]:
    """All statements but those that begin and end transactions; what is written outside of one is marked."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql if connection.in_atomic_block else f"alone: {sql}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every transaction that is committed."""
    seen: list[int] = []
    plain = connection.commit
    monkeypatch.setattr(connection, "commit", lambda: (seen.append(1), plain()))
    return seen


@pytest.mark.django_db(transaction=True)
def test_one_transaction_and_few_statements(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/tell", details(text="先来一件，让规则读好"))
    place = str(Place.objects.get(code="990101100001").pk)
    seen = commits(monkeypatch)
    with statements() as sent:
        answer = client.post("/tell", details(number="6a3f63a8-3c0e-4b6f-9d54-6a4d3f1d2c11", place=place))
    assert answer.status_code == 302
    assert len(seen) == 1
    assert not [sql for sql in sent if sql.startswith(("alone: INSERT", "alone: UPDATE", "alone: DELETE"))]
    assert len(sent) <= STATEMENTS
    voice = Voice.objects.latest("pk")
    assert client.session[VOICES][-1][0] == voice.pk
    assert Session.objects.count() == 1
    assert 'figure code">' in client.get(f"/receipt/{voice.receipt}").content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_fails_leaves_nothing_but_its_count(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any, **_named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(actions, "hear", fail)
    client.raise_request_exception = False
    assert client.post("/tell", details()).status_code == 500
    assert not Voice.objects.exists()
    assert not Session.objects.exists()
    assert RateWindow.objects.get().hits == 1


def test_one_too_many_is_not_heard_even_where_two_processes_count_at_once(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both may find that a use is left; only the count within the transaction decides."""
    monkeypatch.setattr("sixia.ui.limits.Meter.used_up", lambda _meter: False)
    codes = [client.post("/tell", details(text=f"第{number}件")).status_code for number in range(14)]
    assert codes == [302] * 12 + [429] * 2
    assert Voice.objects.count() == 12
