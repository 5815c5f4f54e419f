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
    "ALTER TABLE kit_search ALTER COLUMN keys SET STATISTICS 0",
    # The planner takes many keys for many hits and would rather read the whole table; here the index is always right.
    """CREATE FUNCTION kit_search_within(sets text[], words text[], low bigint, high bigint, most int) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET jit = off SET max_parallel_workers_per_gather = 0
    AS $$
    DECLARE
        each text;
        query text := 'SELECT id FROM kit_search WHERE id + 0 >= $1 AND id + 0 < $2';
    BEGIN
        FOREACH each IN ARRAY sets LOOP query := query || format(' AND keys && %L::int[]', each); END LOOP;
        FOREACH each IN ARRAY words LOOP query := query || format(' AND strpos(text, %L) > 0', each); END LOOP;
        RETURN QUERY EXECUTE query || ' ORDER BY id + 0 DESC LIMIT $3' USING low, high, most;
    END $$""",
)


def make(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the tables."""
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, None)


def unmake(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them; they can be filled again from the rooms' own texts."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION kit_search_within")
    else:
        schema_editor.execute("DROP TABLE kit_search_parts")
    schema_editor.execute("DROP TABLE kit_search")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0002_append_only")]
    operations: ClassVar = [migrations.RunPython(make, unmake)]
