"""Copies a SQLite database while others write to it, by SQLite's own online backup."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from sixia.config.backup.manifest import BackupError

PAGES = 4096
MEMBER = "database.sqlite3"
TABLES = "SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' AND name NOT LIKE 'sqlite_%'"


def dump(target: Path, seen: Callable[[int, int], None]) -> dict[str, int]:
    """Copy to `target`: one moment of the database, whole, since the copy is taken inside one read transaction.
    `seen(left, total)` counts pages. Returns rows per table of the copy."""
    with closing(sqlite3.connect(target)) as copy, closing(_another()) as source:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES, progress=lambda status, left, total: seen(left, total))
        copy.execute("PRAGMA journal_mode=DELETE")
        return _count(copy)


def load(source: Path, seen: Callable[[int, int], None]) -> None:
    """Replace the whole database by `source`, also while it is open elsewhere. Raises BackupError when `source` is damaged."""
    with closing(sqlite3.connect(source)) as copy:
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise BackupError(_("The database in the backup is damaged: %(why)s") % {"why": found})
        with closing(_another()) as target:
            copy.backup(target, pages=PAGES, progress=lambda status, left, total: seen(left, total))
            target.execute("PRAGMA journal_mode=WAL")


def count() -> dict[str, int]:
    """Rows per table of the installation's database."""
    with closing(_another()) as database:
        return _count(database)


def server() -> str:
    """The library's name and version."""
    return f"SQLite {sqlite3.sqlite_version}"


def _another() -> sqlite3.Connection:
    """A connection of our own: Django's may be in the middle of something."""
    database = sqlite3.connect(connection.settings_dict["NAME"], timeout=60, isolation_level=None)
    database.execute("PRAGMA busy_timeout=60000")
    return database


def _count(database: sqlite3.Connection) -> dict[str, int]:
    """Shadow tables of the full-text index are left out: their rows are the index's own affair."""
    listed = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' AND name NOT LIKE 'sqlite_%'"
    )
    names = sorted(name for (name,) in listed)
    return {name: int(database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608  # own names
