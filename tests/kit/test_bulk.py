"""Rows inserted in bulk are the rows that `bulk_create` would have made."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from sixia.kit import bulk
from sixia.kit.models import Clock, Delivery, Entry

NOW = datetime(2026, 5, 11, 2, 0, 0, 123456, tzinfo=UTC)


def _clock(owner: str) -> Clock:
    return Clock(
        owner=owner,
        stream=owner,
        kind="k",
        calendar="c",
        amount=3,
        unit="day",
        started_at=NOW,
        due_at=NOW + timedelta(days=3),
        provisional=True,
    )


def _plain(row: Clock) -> dict[str, object]:
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.fields if field.attname not in ("id", "owner", "stream")
    }


def test_rows_read_back_as_those_of_bulk_create(db: None) -> None:
    rows = [_clock("a:1"), _clock("a:2")]
    bulk.insert(rows)
    (same,) = Clock.objects.bulk_create([_clock("a:3")])
    read = {row.owner: row for row in Clock.objects.all()}
    assert _plain(read["a:1"]) == _plain(read["a:2"]) == _plain(read["a:3"])
    assert [row.pk for row in rows] == [read["a:1"].pk, read["a:2"].pk]
    assert same.pk > rows[1].pk


def test_keys_go_on_where_others_stopped(db: None) -> None:
    first = _clock("a:1")
    first.save()
    bulk.insert([_clock("a:2")])
    last = _clock("a:3")
    last.save()
    assert list(Clock.objects.order_by("pk").values_list("owner", flat=True)) == ["a:1", "a:2", "a:3"]


def test_a_key_once_used_is_not_given_again(db: None) -> None:
    gone = _clock("a:1")
    gone.save()
    key = gone.pk
    gone.delete()
    again = _clock("a:2")
    bulk.insert([again])
    assert again.pk > key


def test_other_kinds_of_fields_and_keys_to_rows_are_written_too(db: None) -> None:
    entry = Entry(stream="s:1", seq=1, at=NOW, by="system", event="E", body="{}", prev="0" * 64, hash="1" * 64)
    bulk.insert([entry])
    bulk.insert([Delivery(entry=entry, job="j", payload={"字": [1, None]}, run_at=NOW)])
    assert Delivery.objects.get().payload == {"字": [1, None]}
    assert Delivery.objects.get().entry_id == entry.pk


def test_tabs_newlines_and_backslashes_survive(db: None) -> None:
    row = _clock("a:1")
    row.source = "a\tb\\n\nc\\."
    bulk.insert([row])
    assert Clock.objects.get().source == "a\tb\\n\nc\\."


def test_nothing_to_insert_asks_nothing(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        bulk.insert([])


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_it_refuses() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(transaction.TransactionManagementError):
        bulk.insert([_clock("a:1")])
