"""An empty database gets its tables together: the same tables, in the same order."""

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel

from sixia.config.serve_tables import Together, folded


def test_nothing_is_lost_or_moved() -> None:
    for migration in MigrationLoader(None).disk_migrations.values():
        made = folded(migration.operations)
        flat = [one for part in made for one in (part.made if isinstance(part, Together) else [part])]
        assert flat == migration.operations


def test_tables_that_follow_one_another_are_made_together() -> None:
    cases = MigrationLoader(None).disk_migrations["cases", "0001_initial"].operations
    assert sum(type(one) is CreateModel for one in cases) > 3
    assert isinstance(folded(cases)[0], Together)
