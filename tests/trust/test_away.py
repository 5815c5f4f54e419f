"""The database is gone while web and worker run: residents are told so, nothing acknowledged is lost, and it goes on by itself.

SIXIA_AWAY_SECONDS says for how long; `SIXIA_AWAY_SECONDS=60` is the full measure.
"""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from tests.config.installations import Installation, installation
from tests.trust.residents import Browser, Crowd
from tests.trust.test_kill import DRAIN, SEED, Server, _nothing_lost

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECONDS = float(os.environ.get("SIXIA_AWAY_SECONDS", "6"))
RESIDENTS = 3


@dataclass
class Road:
    """The only way to the database server; while it is shut, nobody gets through and whoever was on it is thrown off."""

    target: tuple[str, int]
    port: int = 0
    open_lines: list[socket.socket] = field(default_factory=list)
    door: socket.socket | None = None

    def open(self) -> None:
        """Let everybody through."""
        self.door = socket.create_server(("127.0.0.1", self.port))
        self.port = int(self.door.getsockname()[1])
        threading.Thread(target=self._let_in, args=(self.door,), daemon=True).start()

    def shut(self) -> None:
        """Throw everybody off."""
        for line in (self.door, *self.open_lines):
            with suppress(OSError, AttributeError):
                line.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]  # None is suppressed
                line.close()  # type: ignore[union-attr]
        self.open_lines.clear()

    def _let_in(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _address = door.accept()
                far = socket.create_connection(self.target)
                self.open_lines += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
    for line in (one, other):
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


@contextmanager
def locked(house: Installation) -> Iterator[None]:
    """Another program holds the SQLite file and lets nobody in."""
    line = house.connect()
    line.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        line.execute("ROLLBACK")
        line.close()


@contextmanager
def shut(road: Road) -> Iterator[None]:
    """The database server does not answer."""
    road.shut()
    try:
        yield
    finally:
        road.open()


@pytest.fixture
def away(tmp_path: Path) -> Iterator[tuple[Server, Callable[[], object]]]:
    """A running installation, and the way to take its database from it."""
    with installation(tmp_path / "away") as house:
        assert house.sixia("migrate").returncode == 0
        road, seen = None, house
        if connection.vendor == "postgresql":
            parts = urlsplit(house.database_url)
            road = Road((parts.hostname or "127.0.0.1", parts.port or 5432))
            road.open()
            who = f"{parts.username}:{parts.password}@" if parts.password else f"{parts.username}@" if parts.username else ""
            seen = replace(house, database_url=urlunsplit(parts._replace(netloc=f"{who}127.0.0.1:{road.port}")))
        running = Server(seen)
        yield running, (lambda: shut(road)) if road else (lambda: locked(house))
        running.kill_all()
        if road:
            road.shut()


def test_the_database_is_gone_for_a_while(away: tuple[Server, Callable[[], object]]) -> None:
    server, gone = away
    server.wait()
    crowd = Crowd(server.port, patience=SECONDS + 60, waits=60)
    with crowd.speaking(RESIDENTS, server.run(SEED)):
        time.sleep(1)
        with gone():  # type: ignore[attr-defined]  # a context
            time.sleep(SECONDS)
        back = time.monotonic()
        before = len(crowd.taken)
        server.wait()
        while len(crowd.taken) == before:
            assert time.monotonic() < back + 40, "residents are not heard again"
            time.sleep(0.1)
        waited = time.monotonic() - back
    assert Browser(server.port, "10.0.0.2").ask("/healthz") == (200, "", "ok\n")
    server.kill_all()
    server.run(DRAIN)
    assert not crowd.faults, crowd.faults[:5]
    assert set(crowd.turned_away) <= {503}, crowd.turned_away
    _nothing_lost(server.house, crowd)
    assert server.house.sixia("verify").returncode == 0
    print(f"gone {SECONDS:.0f} s, heard again after {waited:.1f} s, {len(crowd.taken)} voices, {dict(crowd.turned_away)}")  # noqa: T201
