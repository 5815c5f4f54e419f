"""A place for the throw-away installation: its own folder and its own database, never the installation's."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

PREFIX = "sixia-bench-"


@contextmanager
def installation(size: int, *, folder: Path | None, keep: bool) -> Iterator[Mapping[str, str]]:
    """The environment of an installation for `size` cases; what was kept under `folder` is taken again.

    On PostgreSQL its database is made beside the one of DATABASE_URL, on SQLite its file lies in its folder.
    """
    name = f"{PREFIX}{connection.vendor}-{size}"
    if folder is None:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as made, _database(name, keep=False, fresh=True) as url:
            yield _environment(Path(made), url)
        return
    home = folder / name
    fresh = not home.exists()
    home.mkdir(parents=True, exist_ok=True)
    with _database(name, keep=keep, fresh=fresh) as url:
        yield _environment(home, url)
    if not keep:
        _remove(home)


def _environment(folder: Path, url: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SIXIA_")}
    return {**own, "SIXIA_MODE": "demo", "SIXIA_DATA_DIR": str(folder), "DATABASE_URL": url, "SIXIA_PROXIES": "1"}


@contextmanager
def _database(name: str, *, keep: bool, fresh: bool) -> Iterator[str]:
    """The address of an own database; empty for SQLite."""
    if connection.vendor != "postgresql":
        yield ""
        return
    parts = urlsplit(os.environ["DATABASE_URL"])
    with connection.cursor() as cursor:
        if fresh:
            _drop(cursor, name)
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)} TEMPLATE template0")
        yield urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))
    if not keep:
        with connection.cursor() as cursor:
            _drop(cursor, name)


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def _remove(folder: Path) -> None:
    """Only what an installation is made of, so that nothing else can be taken along by mistake."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()
