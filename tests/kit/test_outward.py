"""Jobs that speak to other machines hold no transaction open meanwhile."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from sixia.interop.actions import send_message
from sixia.kit import jobs
from sixia.kit.models import Delivery

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def depth_within(monkeypatch: pytest.MonkeyPatch, name: str) -> int:
    """How many transactions, nested in the test's own, are open while the job of this name runs."""
    seen: list[int] = []

    def job(payload: dict[str, Any], now: datetime) -> None:
        seen.append(len(connection.savepoint_ids))

    monkeypatch.setitem(jobs.WIRING.functions, name, job)
    before = len(connection.savepoint_ids)
    Delivery.objects.create(job=name, payload={}, run_at=NOW)
    assert jobs.run_due(NOW) == 1
    assert not Delivery.objects.exists()
    return seen[0] - before


def test_messages_are_sent_outside_any_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    assert depth_within(monkeypatch, jobs.name_of(send_message)) == 0


def test_other_jobs_commit_together_with_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert depth_within(monkeypatch, "house.tidy") == 1


def test_an_outward_job_that_fails_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(payload: dict[str, Any], now: datetime) -> None:
        raise OSError("busy")

    name = jobs.name_of(send_message)
    monkeypatch.setitem(jobs.WIRING.functions, name, fail)
    Delivery.objects.create(job=name, payload={}, run_at=NOW)
    jobs.run_due(NOW)
    row = Delivery.objects.get()
    assert (row.error, row.claim, row.run_at > NOW) == ("OSError: busy", "", True)
