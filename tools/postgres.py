"""A private PostgreSQL for the length of a command: `python -m tools.postgres -- CMD` runs CMD with DATABASE_URL set.

Nothing of it is durable, and nothing is left behind."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OLDEST = 15
PATIENCE = 30.0
FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("checkpoint_timeout=1h", "max_wal_size=2GB", "max_connections=200", "shared_buffers=128MB", "jit=off"),
)


class NoPostgres(Exception):
    """No PostgreSQL that is new enough is installed, or it did not start; the message says which."""


def find() -> Path:
    """The folder of the newest installed PostgreSQL's programs. Raises NoPostgres."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb"), shutil.which("postgres")] if found]
    folders += Path("/usr/lib/postgresql").glob("*/bin")
    versions = [(_major(folder), folder) for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()]
    newest = max(versions, default=(0, Path()))
    if newest[0] < OLDEST:
        raise NoPostgres(f"PostgreSQL {OLDEST} or newer is not installed (apt-get install postgresql)")
    return newest[1]


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server of our own on a free port; yields its DATABASE_URL and removes everything afterwards."""
    programs, user = find(), _user()
    home = Path(tempfile.mkdtemp(prefix="sixia-postgres-"))
    if user:
        shutil.chown(home, user)
    server: subprocess.Popen[bytes] | None = None
    try:
        first = [str(programs / "initdb"), "-D", str(home / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        made = subprocess.run([*first, "--locale=C.UTF-8"], user=user, cwd=home, capture_output=True, text=True, check=False)
        if made.returncode:
            raise NoPostgres(f"initdb failed: {made.stderr.strip()}")
        port = _free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={home}", *FAST]
        command = [str(programs / "postgres"), "-D", str(home / "data"), *(part for line in settings for part in ("-c", line))]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen(command, user=user, cwd=home, stdout=log, stderr=log, start_new_session=True)
        _wait(programs, port, server, home / "log")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _wait(programs: Path, port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    last = time.monotonic() + PATIENCE
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > last:
            raise NoPostgres(f"PostgreSQL did not start: {log.read_text(errors='replace')[-800:]}")
        time.sleep(0.1)


def _major(folder: Path) -> int:
    words = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+", words)
    return int(found[0]) if found else 0


def _user() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where there is none."""
    if os.geteuid() != 0:
        return None
    import pwd  # not on every system, but wherever there is a root

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(args: list[str]) -> int:
    """Run the command after `--` against a fresh server; returns its exit code."""
    if args[:1] != ["--"] or len(args) == 1:
        print("Use it like this: python -m tools.postgres -- CMD ...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with cluster() as url:
            return subprocess.run(args[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
