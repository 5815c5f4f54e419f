"""The search tables, which differ by engine (see `sixia/kit/search/store.py`)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE TABLE kit_search (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    # Nothing but the index (content='', detail=none): the texts lie in the table beside it.
    """CREATE VIRTUAL TABLE kit_search_parts
    USING fts5(parts, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")""",
)
POSTGRES = (
    "CREATE TABLE kit_search (id bigint PRIMARY KEY, text text NOT NULL, keys int[] NOT NULL)",
    "CREATE INDEX kit_search_keys ON kit_search USING gin (keys)",
    # Without statistics the planner takes every key for rare, and so always uses the index, which is what the blocks make true.
    "ALTER TABLE kit_search ALTER COLUMN keys SET STATISTICS 0",
)


def make(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them; they can be filled again from the rooms' own texts."""
    schema_editor.execute("DROP TABLE IF EXISTS kit_search_parts")
    schema_editor.execute("DROP TABLE kit_search")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0002_append_only")]
    operations: ClassVar = [migrations.RunPython(make, unmake)]
