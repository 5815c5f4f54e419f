"""Whole installations in folders of their own, driven through the command line as their keepers do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

RUN = "import sys; from sixia.config.cli import main; sys.exit(main())"


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder and a database that no other test knows."""

    folder: Path
    database_url: str

    def sixia(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run `sixia ...` here; settings beyond the folder and the database are given by their environment names."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("SIXIA_")}
        env |= {
            "SIXIA_MODE": "demo",
            "SIXIA_DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "SIXIA_LANGUAGE": "en",
        }
        return subprocess.run([sys.executable, "-c", RUN, *words], env=env | more, capture_output=True, text=True, check=False)

    def connect(self) -> Any:
        """A database connection beside Django's, in autocommit."""
        if self.database_url:
            import psycopg

            return psycopg.connect(self.database_url, autocommit=True)
        import sqlite3

        return sqlite3.connect(self.folder / "sixia.sqlite3", timeout=30, isolation_level=None)

    def rows(self, table: str) -> int:
        """How many rows a table holds."""
        line = self.connect()
        try:
            return int(line.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        finally:
            line.close()


@contextmanager
def installation(folder: Path, pattern: Installation | None = None) -> Iterator[Installation]:
    """An installation on the kind of database that this run is about: empty, or a copy of `pattern`."""
    if pattern:
        shutil.copytree(pattern.folder, folder)
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor != "postgresql":
        yield Installation(folder, "")
        return
    import psycopg

    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"sixia_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{folder.parent.name}_{folder.name}".replace("-", "_")[-60:]
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{_name(pattern) if pattern else "template0"}"')
        yield Installation(folder, urlunsplit(parts._replace(path=f"/{name}")))
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _name(house: Installation) -> str:
    return urlsplit(house.database_url).path.removeprefix("/")
