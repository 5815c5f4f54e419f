"""Tuples by the hundred thousand into an empty table, without rows of the ORM between."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from json import dumps
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import AutoField, JSONField, Model

from sixia.kit.bulk import copy_in

SQLITE_BEFORE = (
    "PRAGMA cache_size=-1000000",
    "PRAGMA synchronous=OFF",
    "PRAGMA journal_mode=OFF",
    "PRAGMA foreign_keys=OFF",
)
POSTGRES_BEFORE = (
    "DROP INDEX IF EXISTS kit_search_keys",
    "SET synchronous_commit = off",
    "SET session_replication_role = replica",  # foreign keys are not looked up row by row
)
SEARCH_INDEX = "CREATE INDEX kit_search_keys ON kit_search USING gin (keys)"


@cache
def is_postgres() -> bool:
    """Which of the two engines is in use."""
    return connection.vendor == "postgresql"


def stamp(at: datetime | None) -> str | None:
    """A moment as the engine stores it, ready to be written many times."""
    if at is None:
        return None
    plain = at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return f"{plain}+00" if is_postgres() else plain


class Bulk:
    """One table's rows: the named columns are given with each row, all others take their defaults."""

    def __init__(self, model: type[Model], *given: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [name for name, field in fields.items() if name not in given and not isinstance(field, AutoField)]
        self.constants = tuple(_plain(fields[name]) for name in rest)
        quote = connection.ops.quote_name
        names = [*given, *rest]
        self.table, self.width = quote(model._meta.db_table), len(names)
        self.columns = ", ".join(quote(str(fields[name].column)) for name in names)

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write them all."""
        copy_in(self.table, self.columns, [(*row, *self.constants) for row in rows], marks=self.width)


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Fill without waiting for the disk and without keeping the search index up to date row by row."""
    with connection.cursor() as cursor:
        for statement in POSTGRES_BEFORE if is_postgres() else SQLITE_BEFORE:
            cursor.execute(statement)
    yield
    with connection.cursor() as cursor:
        if is_postgres():
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(SEARCH_INDEX)
            cursor.execute("VACUUM ANALYZE")
    connection.close()


def renumber(models: Iterable[type[Model]]) -> None:
    """Let the next rows that the product writes take the next numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _plain(field: Any) -> Any:
    value = field.get_default() if field.has_default() else ("" if field.empty_strings_allowed and not field.null else None)
    return dumps(value) if isinstance(field, JSONField) else value
