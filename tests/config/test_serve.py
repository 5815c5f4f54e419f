"""`sixia serve` answers within seconds, lives through killed children, and ends cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.installations import RUN, Installation, installation

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PATIENCE = 60.0


class Served:
    """A running installation and how to ask it."""

    def __init__(self, house: Installation) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.bind = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-c", RUN, "serve", "--bind", self.bind]
        env = {**os.environ, "SIXIA_MODE": "demo", "SIXIA_DATA_DIR": str(house.folder), "DATABASE_URL": house.database_url}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def ask(self) -> int:
        """The status of the login page, as soon as there is one."""
        last = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"http://{self.bind}/accounts/login/", timeout=PATIENCE) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as answer:
                return answer.code
            except OSError:
                if time.monotonic() > last or self.process.poll() is not None:
                    raise
                time.sleep(0.05)

    def children(self) -> list[int]:
        """The processes that the supervisor started."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with installation(tmp_path / "one") as house:
        running = Served(house)
        yield running
        running.process.kill()
        running.process.wait()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found through /proc")
def test_killed_children_come_back_and_the_end_is_clean(served: Served) -> None:
    assert served.ask() == 200
    before = served.children()
    assert len(before) == 2
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert served.ask() == 200, "the socket outlives the server behind it"
    last = time.monotonic() + PATIENCE
    while len(after := set(served.children()) - set(before)) < 2:
        assert time.monotonic() < last, "killed children are started again"
        time.sleep(0.05)
    assert served.ask() == 200
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(PATIENCE) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in after)


def test_a_taken_port_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = Installation(tmp_path, "").sixia("serve", "--bind", f"127.0.0.1:{port}")
    assert said.returncode == 78
    assert f"127.0.0.1:{port + 1}" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_production_installation_with_faults_does_not_start(tmp_path: Path) -> None:
    house = Installation(tmp_path, "")
    assert house.sixia("keys", "new", str(tmp_path / "keys.json")).returncode == 0
    said = house.sixia("serve", "--bind", "127.0.0.1:0", SIXIA_MODE="production")
    assert said.returncode == 78
    assert {"sixia.E001:", "sixia.E003:", "sixia.E005:"} <= set(said.stderr.split())
