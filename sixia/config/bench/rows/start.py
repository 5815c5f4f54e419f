"""P9: how soon the first page of an empty installation answers, and how much memory a web process holds."""

import os
import sys
import tempfile
import time

from sixia.config.bench import machine
from sixia.config.bench.house import House
from sixia.config.bench.measured import Measured, middle
from sixia.config.bench.server import RUN, WORKERS, free_port, running

START_GOAL, MEMORY_GOAL = 3.0, 150.0


def measure(house: House) -> list[Measured]:
    """From the command to the first answered page, in a folder where nothing is yet; then a second start in the same folder."""
    first, again, memory = [], [], []
    for _turn in range(house.times):
        with tempfile.TemporaryDirectory(prefix="sixia-bench-") as folder:
            env = {"SIXIA_DATA_DIR": folder, "DATABASE_URL": "", "SIXIA_MODE": "demo"}
            first.append(_start(env)[0])
            seconds, resident = _start(env)
            again.append(seconds)
            memory.append(resident)
    goal = f"≤ {START_GOAL:.0f} s"
    return [
        Measured(
            "P9", "first page, empty folder (SQLite)", 0, p50=1000 * middle(first), goal=goal, passed=middle(first) <= START_GOAL
        ),
        Measured("P9", "first page, second start", 0, p50=1000 * middle(again), goal=goal, passed=middle(again) <= START_GOAL),
        Measured(
            "P9",
            f"worker process: {middle(memory):.0f} MB resident",
            0,
            goal=f"≤ {MEMORY_GOAL:.0f} MB",
            passed=middle(memory) <= MEMORY_GOAL,
        ),
    ]


def _start(env: dict[str, str]) -> tuple[float, float]:
    """Seconds to the first answer, and the memory of the largest web process in MB."""
    port = free_port()
    command = [sys.executable, "-c", RUN, "serve", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS)]
    began = time.perf_counter()
    with running(command, port, env={**os.environ, **env}, path="/help") as server:
        seconds = time.perf_counter() - began
        return seconds, max(machine.resident_mb(pid) for pid in machine.family(server.pid)[1:])
