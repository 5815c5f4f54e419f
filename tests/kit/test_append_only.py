"""Nobody changes or deletes what the journal holds, not even with SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from sixia.kit.crypto import ring
from sixia.kit.models import Checkpoint, Entry
from sixia.kit.proof import make_checkpoint
from tests.kit.telling import mend

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(now):
    mend("bench:1", now, "一", "二")
    make_checkpoint(now, ring())


@pytest.mark.parametrize("table", ["kit_entry", "kit_checkpoint"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_a_change_is_refused(journal, table, verb):
    if verb.startswith("TRUNCATE") and connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(verb.format(table))
    assert (Entry.objects.count(), Checkpoint.objects.count()) == (2, 1)


def test_the_models_are_refused_as_well(journal):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(by="account:8")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Checkpoint.objects.get().delete()


def test_new_entries_are_welcome(journal, now):
    mend("bench:1", now, "三")
    assert Entry.objects.filter(stream="bench:1").count() == 3
