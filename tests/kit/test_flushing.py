"""A test without rollback leaves an empty, guarded database behind."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from sixia.kit.crypto import ring
from sixia.kit.models import Entry
from sixia.kit.proof import make_checkpoint
from tests.kit.telling import mend


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_journal_and_guards_it_again(now):
    mend("bench:1", now, "一")
    make_checkpoint(now, ring())
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)  # keys put back by `tests.replaying` stay taken
    assert Entry.objects.count() == 0
    mend("bench:1", now, "一")
    with pytest.raises(DatabaseError, match="append-only"):
        Entry.objects.update(by="account:8")
