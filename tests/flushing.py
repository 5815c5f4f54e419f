"""Lets the tests that cannot roll back (a live server, real transactions) empty an append-only database between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from sixia.kit import search

APART = ("django_migrations", "django_content_type", "auth_permission")
"""Tables that are never empty and that no builder fills."""
SEARCH = "kit_search"
"""SQLite keeps its search in tables of its own making, which cannot be emptied or put back row by row."""
guard = import_module("sixia.kit.migrations.0002_append_only")


@cache
def tables() -> list[str]:
    """The tables that builders and tests fill row by row; no test makes tables here."""
    apart = SEARCH if connection.vendor == "sqlite" else "-"
    return [name for name in connection.introspection.table_names() if name not in APART and not name.startswith(apart)]


@contextmanager
def unguarded() -> Iterator[None]:
    """The journal without its triggers; they are set again afterwards."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in guard.TABLES:
            for verb in ("update", "delete", "truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{f' ON {table}' if postgres else ''}")
        yield
        for table in guard.TABLES:
            for statement in guard.triggers(connection.vendor, table):
                cursor.execute(statement)


def empty() -> None:
    """Take every row but the installation's own out of the database and let keys begin again, in the caller's transaction."""
    with unguarded(), connection.cursor() as cursor:
        for name in tables():
            cursor.execute(f'DELETE FROM "{name}"')  # our tables
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence")
    search.clear()


@pytest.fixture(autouse=True, scope="session")
def flush_the_journal_too() -> Iterator[None]:
    """Between such tests Django empties every table, which the triggers refuse; the search tables it does not know."""
    plain = BaseDatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: Any) -> None:
        with unguarded():
            plain(self, sql_list)
        search.clear()

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
    yield
    patch.undo()
