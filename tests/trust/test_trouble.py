"""Trouble with the database or the clock: a sentence for the reader, nothing half-kept, and it goes on by itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.interop.models import Message
from sixia.kit import clocks, jobs
from sixia.kit.management.commands import work
from sixia.kit.models import Clock, Delivery, Entry
from sixia.people.actors import resident
from tests.flushing import unguarded
from tests.town import DAY, HOUR, NOW, Town, build

FORM = {"text": "东一村口的路灯坏了", "kind": "help", "phone": "13900000001", "wants": "sms"}


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The shared small county, with real transactions."""
    return build()


def browser() -> Client:
    """Shows errors as pages."""
    return Client(raise_request_exception=False)


def kept() -> tuple[int, ...]:
    """How much is there."""
    return tuple(model.objects.count() for model in (Voice, Case, Entry, Clock, Delivery))


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, words: str) -> Iterator[None]:
    """Writing fails with this, as when the disk is full or the server has gone."""
    plain = CursorWrapper.execute

    def execute(self: Any, sql: Any, params: Any = None) -> Any:
        if str(sql).lstrip().upper().startswith(("INSERT", "UPDATE")):
            raise OperationalError(words)
        return plain(self, sql, params)

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", execute)
        yield


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite can be told to be full")
def test_a_full_disk_is_said_and_keeps_nothing(town: Town) -> None:
    before = kept()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("PRAGMA freelist_count")
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        statuses = []
        for number in range(12):
            form = {**FORM, "text": f"第{number}盏灯" + "灯" * 11_000}
            answer = browser().post("/tell", form, REMOTE_ADDR=f"10.5.{number}.1")
            statuses.append(answer.status_code)
        assert set(statuses) <= {302, 503}
        assert 503 in statuses
        assert "没有给您受理编号" in answer.content.decode()
        assert answer["Retry-After"]
        acknowledged = statuses.count(302)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert Voice.objects.count() == before[0] + acknowledged
    assert browser().post("/tell", FORM).status_code == 302, "with room again it goes on by itself"
    assert Voice.objects.count() == before[0] + acknowledged + 1


def test_a_database_that_is_away_is_said_and_keeps_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept()
    with broken(monkeypatch, "server closed the connection unexpectedly"):
        answer = browser().post("/tell", FORM)
    assert answer.status_code == 503
    assert "Retry-After" in answer
    assert kept() == before
    assert browser().post("/tell", FORM).status_code == 302


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks the server to end the connection")
def test_a_connection_that_was_cut_is_made_anew(town: Town) -> None:
    psycopg = pytest.importorskip("psycopg")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_database()")
        pid, _name = cursor.fetchone()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert browser().post("/tell", FORM).status_code in (302, 503)
    connection.close_if_unusable_or_obsolete()
    assert browser().post("/tell", FORM).status_code == 302


def test_the_worker_waits_for_the_database_and_does_it_then(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    done = cases.hear(town.new(), by=resident(), now=NOW)
    monkeypatch.setattr(work.time, "sleep", lambda seconds: None)
    worker = work.Command()
    with broken(monkeypatch, "could not connect to server"):
        assert worker._round() == 0
    assert not Message.objects.exists()
    monkeypatch.setattr(work.timezone, "now", lambda: NOW)
    while worker._round():
        pass
    assert Message.objects.filter(voice=done.voice).count() == 1
    assert not Delivery.objects.exists()


def test_a_clock_that_jumps_back_tells_nothing_twice(town: Town) -> None:
    case = town.dispatched()
    assert clocks.sweep_all(NOW + 30 * DAY) > 0
    told = list(Entry.objects.filter(event__in=("ClockWarned", "ClockBreached")).values_list("stream", "event", "body"))
    assert len(told) == len(set(told))
    for jump in (-20, -1, 30, 31):
        clocks.sweep_all(NOW + jump * DAY)
    assert Entry.objects.filter(event__in=("ClockWarned", "ClockBreached")).count() == len(told)
    case.refresh_from_db()
    assert case.state == "handling"


def ticked(monkeypatch: pytest.MonkeyPatch, *moments: datetime) -> list[datetime]:
    """When a daily job ran, of these moments at which the worker looked."""
    ran: list[datetime] = []
    monkeypatch.setattr(jobs.WIRING, "ticks", {"test.daily": (timedelta(days=1), ran.append)})
    for at in moments:
        jobs.tick(at)
    return ran


def test_a_clock_that_jumps_back_runs_no_tick_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = (NOW, NOW - 3 * HOUR, NOW + HOUR, NOW - DAY, NOW + 2 * HOUR, NOW + DAY)
    assert ticked(monkeypatch, *moments) == [NOW, NOW + DAY]


def test_a_clock_that_jumps_far_ahead_does_not_stop_ticks_for_ever(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ticked(monkeypatch, NOW + 4000 * DAY, NOW, NOW + HOUR, NOW + DAY) == [NOW + 4000 * DAY, NOW, NOW + DAY]


def test_what_is_deleted_or_altered_at_case_level_is_named(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = town.dispatched(), town.dispatched(phone="13800000002")
    call_command("verify")
    Voice.objects.filter(case=first).delete()
    entry = Entry.objects.get(stream=second.key, event="OrderIssued")
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(
            body=entry.body.replace(str(entry.at.year), "2027", 1).replace('"lead"', '"assisting"')
        )
    with pytest.raises(SystemExit) as end:
        call_command("verify")
    said = capsys.readouterr()
    assert end.value.code == 1
    for where in (f"{first.key} #1", f"{second.key} #{entry.seq}"):
        assert where in said.out + said.err
