"""Brings an installation up to this version: tables, cache table, static files. Starts nothing and knows no room."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from sixia.config.serve_tables import fold


def pending() -> list[str]:
    """Names of the migrations that the database still lacks, such as `cases.0002_search`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_database_up() -> int:
    """Apply what is pending and make the cache table; returns how many migrations ran."""
    todo = pending()
    if todo:
        loader = MigrationLoader(connection)
        if not loader.applied_migrations:
            fold(loader)
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return len(todo)


def static_is_stale() -> bool:
    """Whether a static source changed since the files were last collected."""
    stamp = _stamp()
    return not stamp.exists() or stamp.read_text("ascii") != _sources_key()


def bring_static_up() -> None:
    """Collect and compress the static files anew."""
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    _stamp().write_text(_sources_key(), "ascii")


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT, ".sources")


def _sources_key() -> str:
    """A digest of every static source's name, size and time: cheap, and different whenever a file changed."""
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list(None), key=lambda found: found[0]):
            facts = Path(storage.path(name)).stat()
            total.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return total.hexdigest()
