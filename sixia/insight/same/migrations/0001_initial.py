"""The tables; that of terms lies in the order of its key on both engines."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LEAN = "CREATE TABLE same_term (term integer NOT NULL, voice bigint NOT NULL, PRIMARY KEY (term, voice))"


def make(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the table of terms; on SQLite as the index alone, without rows beside it."""
    lean = " WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else ""
    schema_editor.execute(LEAN + lean, None)


def unmake(_: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop it; it can be filled again from the voices."""
    schema_editor.execute("DROP TABLE same_term")


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Kept",
            fields=[
                ("voice", models.BigIntegerField(primary_key=True, serialize=False)),
                ("terms", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Learnt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.BinaryField()),
                ("texts", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, unmake)],
            state_operations=[
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "term", "voice", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("term", models.IntegerField()),
                        ("voice", models.BigIntegerField()),
                    ],
                ),
            ],
        ),
    ]
