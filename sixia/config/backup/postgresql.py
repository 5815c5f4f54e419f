"""Copies a PostgreSQL database while others write to it, by PostgreSQL's own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sixia.config.backup.manifest import BackupError

MEMBER = "database.pgdump"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


def dump(target: Path, seen: Callable[[int, int], None]) -> dict[str, int]:
    """Dump to `target` in the custom format. Counting and dumping share one snapshot, so the counts are those of the dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        rows = count()
        _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"])
    seen(0, 1)
    return rows


def load(source: Path, seen: Callable[[int, int], None]) -> None:
    """Replace the tables of the database by those in `source`, in one transaction: all of them or none."""
    connection.close()
    flags = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*flags, f"--dbname={connection.settings_dict['NAME']}", str(source)])
    seen(0, 1)


def count() -> dict[str, int]:
    """Rows per table of the installation's database."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        rows = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # the name comes from the server's own list
            rows[name] = int(cursor.fetchone()[0])
    return rows


def server() -> str:
    """The server's name and version."""
    return f"PostgreSQL {_server_version()}"


def _server_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10000


def _run(program: str, arguments: list[str]) -> None:
    """Run a client program that is not older than the server; the password travels in the environment, where `ps` shows none."""
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    patience = {"PGOPTIONS": "-c lock_timeout=60s"}  # a table held by a running Sixia is an error, not an endless wait
    env = {**os.environ, **patience, **{name: str(given[key]) for name, key in names.items() if given[key]}}
    done = subprocess.run([_find(program), *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise BackupError(_("%(program)s failed: %(why)s") % {"program": program, "why": done.stderr.strip()[-2000:]})


def _find(program: str) -> str:
    wanted = _server_version()
    found = [shutil.which(program), *map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))]
    versions = sorted((_version(path), path) for path in found if path)
    for version, path in versions:
        if version >= wanted:
            return path
    words = _("%(program)s of PostgreSQL %(version)d or newer is not installed (apt-get install postgresql-client).")
    raise BackupError(words % {"program": program, "version": wanted})


def _version(path: str) -> int:
    words = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  # found by name
    found = re.search(r"\d+", words)
    return int(found[0]) if found else 0
