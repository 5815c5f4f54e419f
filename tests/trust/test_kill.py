"""kill -9 of web and worker at random under load: what was acknowledged is there once, and nothing was done twice.

SIXIA_KILL_ROUNDS says how many processes are killed; `SIXIA_KILL_ROUNDS=200` is the full measure.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.config.installations import RUN, Installation, installation
from tests.trust.residents import Browser, Crowd

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROUNDS = int(os.environ.get("SIXIA_KILL_ROUNDS", "6"))
RESIDENTS = 4
PATIENCE = 40.0
SEED = "from tests.town import build; town = build(); print(town.accounts['dispatcher'].pk)"
DRAIN = """
from datetime import timedelta
from django.utils import timezone
from sixia.kit import clocks, jobs
later = timezone.localtime(timezone.now() + timedelta(days=1)).replace(hour=12)  # no message waits for the morning then
while jobs.run_due(later) or clocks.sweep(timezone.now()):
    pass
"""


class Server:
    """One installation that is served, killed, and served again."""

    def __init__(self, house: Installation) -> None:
        self.house = house
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.start()

    @property
    def env(self) -> dict[str, str]:
        """As `Installation.sixia` has it, behind one proxy so that each resident has an address."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SIXIA_")}
        here = {"SIXIA_DATA_DIR": str(self.house.folder), "DATABASE_URL": self.house.database_url}
        return {**kept, **here, "SIXIA_MODE": "demo", "SIXIA_PROXIES": "1", "SIXIA_LANGUAGE": "en"}

    def start(self) -> None:
        """Serve it."""
        command = [sys.executable, "-c", RUN, "serve", "--bind", f"127.0.0.1:{self.port}"]
        with (self.house.folder / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)

    def run(self, code: str) -> str:
        """What a piece of Python prints, run inside the installation."""
        setup = "import django; django.setup()\n"
        settings = {"DJANGO_SETTINGS_MODULE": "sixia.config.settings", "PYTHONPATH": str(Path.cwd())}
        done = subprocess.run(
            [sys.executable, "-c", setup + code], env=self.env | settings, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def wait(self) -> None:
        """Until it answers."""
        last = time.monotonic() + PATIENCE
        while (answer := Browser(self.port, "10.0.0.1").ask("/healthz")) is None or answer[0] != 200:
            assert time.monotonic() < last, "it does not come back"
            time.sleep(0.05)

    def below(self, pid: int) -> list[int]:
        """Every process under this one."""
        with suppress(OSError):
            children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
            return [one for child in children for one in (child, *self.below(child))]
        return []

    def kill_one(self, dice: random.Random) -> None:
        """Any process below; one time in ten everything at once, as when the power fails."""
        if dice.random() < 0.1:
            self.kill_all()
            self.start()
        elif victims := self.below(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(dice.choice(victims), signal.SIGKILL)

    def kill_all(self) -> None:
        """No process is left, and none could tidy up."""
        victims = [self.process.pid, *self.below(self.process.pid)]
        for pid in victims:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        last = time.monotonic() + PATIENCE
        while any(Path(f"/proc/{pid}").exists() and _alive(pid) for pid in victims):
            assert time.monotonic() < last
            time.sleep(0.02)


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with installation(tmp_path / "killed") as house:
        assert house.sixia("migrate").returncode == 0
        running = Server(house)
        yield running
        running.kill_all()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are found through /proc")
def test_what_was_acknowledged_is_kept_once(server: Server) -> None:
    server.wait()
    dispatcher, dice = server.run(SEED), random.Random(4)
    crowd = Crowd(server.port)
    with crowd.speaking(RESIDENTS, dispatcher):
        for _ in range(ROUNDS):
            time.sleep(dice.uniform(0.2, 0.8))
            server.kill_one(dice)
            if dice.random() < 0.3:
                server.wait()
        server.wait()
    server.kill_all()
    server.run(DRAIN)
    assert not crowd.faults, crowd.faults[:5]
    assert len(crowd.taken) >= ROUNDS // 4
    _nothing_lost(server.house, crowd)
    said = server.house.sixia("verify")
    assert said.returncode == 0, said.stdout + said.stderr
    print(f"{ROUNDS} killed, {len(crowd.taken)} voices, {len(crowd.dispatched)} dispatched")  # noqa: T201  # the measure


def _nothing_lost(house: Installation, crowd: Crowd) -> None:
    line = house.connect()
    try:
        rows = line.execute("SELECT id, case_id, source_id, receipt, text FROM cases_voice WHERE source = 'web'").fetchall()
        kept = {row[2].partition(":")[0]: row for row in rows}
        assert len(kept) == len(rows), "one form became two voices"
        for once, receipt in crowd.taken.items():
            assert kept[once][3:] == (receipt, crowd.words[once])
        assert set(kept) <= set(crowd.words)
        assert len({row[1] for row in rows}) == len(rows), "each voice has a case of its own"

        def counted(sql: str) -> list[tuple[int, int]]:
            return [tuple(row) for row in line.execute(sql).fetchall()]

        heard = counted("SELECT stream, count(*) FROM kit_entry WHERE event = 'VoiceHeard' GROUP BY stream")
        assert {int(str(stream).split(":")[1]): number for stream, number in heard} == {row[1]: 1 for row in rows}
        told = counted(
            "SELECT m.voice_id, count(*) FROM interop_message m JOIN kit_entry e ON e.id = m.entry_id "
            "WHERE e.event = 'VoiceHeard' GROUP BY m.voice_id"
        )
        assert dict(told) == {row[0]: 1 for row in rows}, "the reaction's effect is there once for each"
        found = counted("SELECT id, 1 FROM kit_search")
        assert len(found) == len(rows)
        orders = dict(counted("SELECT matter_id, count(*) FROM orders_order GROUP BY matter_id"))
        assert set(orders.values()) <= {1}
        assert crowd.dispatched <= set(orders), "an order was lost"
        issued = counted("SELECT stream, count(*) FROM kit_entry WHERE event = 'OrderIssued' GROUP BY stream")
        assert {int(str(stream).split(":")[1]): number for stream, number in issued} == orders
        clocks = counted("SELECT owner, count(*) FROM kit_clock WHERE stopped_at IS NULL AND owner LIKE 'case:%' GROUP BY owner")
        assert {number for _, number in clocks} == {1}
        assert len(clocks) == len(rows)
        assert counted("SELECT count(*), 0 FROM kit_delivery")[0][0] == 0, "nothing is left undone"
    finally:
        line.close()
