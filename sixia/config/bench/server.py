"""Web servers to measure: the product's own command and the bare floor, as processes of their own, with what they used."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Final

from django.db import connection

from sixia.config.bench import machine

RUN: Final = "import sys; from sixia.config.cli import main; sys.exit(main())"
WORKERS: Final = 2
PATIENCE: Final = 120.0


class NotUp(Exception):
    """A server did not answer in time."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens and its topmost process."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of CPU used so far."""
        return machine.cpu_seconds(self.pid)


@contextmanager
def product(*, env: dict[str, str] | None = None, path: str = "/help") -> Iterator[Server]:
    """`sixia serve` without its background worker, until the page at `path` answers."""
    port = free_port()
    words = ["serve", "--no-worker", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    with running([sys.executable, "-c", RUN, *words], port, env=env, path=path) as server:
        yield server


@contextmanager
def running(command: list[str], port: int, *, env: dict[str, str] | None = None, path: str = "/") -> Iterator[Server]:
    """Any server that listens on `port`."""
    given = {**os.environ, "SIXIA_PROXIES": "1", **(env or {})}
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL)  # noqa: S603  # our own commands
    try:
        _wait(process, port, path)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_pid() -> int:
    """The topmost process of the database server when it runs on this machine as one that can be seen; else 0."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    return machine.parent(backend)


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and process.poll() is None:
        line = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            line.request("GET", path)
            if line.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            line.close()
    raise NotUp(f"the server on port {port} did not answer {path}")
