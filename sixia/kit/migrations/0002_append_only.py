"""Triggers that let nobody change or delete a journal entry or a checkpoint, whatever program asks."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("kit_entry", "kit_checkpoint")
REFUSE = """
CREATE OR REPLACE FUNCTION kit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""


def guard(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE, None)
    for table in TABLES:
        for statement in triggers(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, None)


def unguard(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away again."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for verb in ("update", "delete", *(["truncate"] if postgres else [])):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{f' ON {table}' if postgres else ''}")
    if postgres:
        schema_editor.execute("DROP FUNCTION kit_refuse_change()")


def triggers(vendor: str, table: str) -> list[str]:
    """The statements that guard one table; the tests set them again after emptying their database."""
    if vendor == "postgresql":
        each = {"update": "ROW", "delete": "ROW", "truncate": "STATEMENT"}
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH {level} EXECUTE FUNCTION kit_refuse_change()"
            for verb, level in each.items()
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("update", "delete")
    ]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("kit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(guard, unguard)]
