"""Makes the tables of an empty database in less time: Django draws all related models anew after each table, which takes longer
than the tables. Knows no room."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Tables that follow one another in a migration, told to Django's picture of the models at once."""

    reduces_to_sql = True

    def __init__(self, made: Iterable[CreateModel]) -> None:
        self.made = list(made)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The picture is dropped and drawn once when the first table asks for it."""
        state.__dict__.pop("apps", None)
        for one in self.made:
            one.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Each table as it would be made by itself."""
        for one in self.made:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For `migrate --plan`."""
        return "; ".join(one.describe() for one in self.made)


def fold(loader: MigrationLoader) -> None:
    """Let the migrations of this process make their tables together; it changes what they do in nothing but time."""
    for migration in loader.disk_migrations.values():
        kind: Any = type(migration)
        kind.operations = folded(kind.operations)


def folded(operations: Iterable[Operation]) -> list[Operation]:
    """The operations in their order, tables that follow one another as one."""
    found: list[Operation] = []
    for alike, run in groupby(operations, key=lambda one: type(one) is CreateModel):
        rows = list(run)
        found += [Together(row for row in rows if isinstance(row, CreateModel))] if alike and len(rows) > 1 else rows
    return found
