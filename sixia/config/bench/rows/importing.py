"""P5: a hundred thousand voices from a CSV file by the product's own command, with what it held in memory."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.db import connection, connections
from django.utils import timezone

from sixia.cases.models import Voice
from sixia.config.bench import machine
from sixia.config.bench.house import House
from sixia.config.bench.measured import Measured
from sixia.config.bench.server import RUN
from sixia.config.bench.words import sentence

MOST: Final = 100_000
GOALS: Final = {"sqlite": 2000, "postgresql": 3000}
MEMORY: Final = 400.0
MAP: Final = """
source = "{source}"
desk = "hotline"
[voice]
source_id = "number"
text = "words"
heard_at = "said"
name = "name"
phone = "phone"
kind = {{ column = "kind", table = {{ "求助" = "help", "投诉" = "complaint" }}, default = "help" }}
[place]
mentions = "words"
[outcome]
reply = "reply"
answered_at = "answered"
closed_at = "closed"
"""


def measure(house: House) -> list[Measured]:
    """Once the whole file, and once more to see that nothing comes in twice."""
    count = min(MOST, max(1000, house.size))
    with tempfile.TemporaryDirectory(prefix="sixia-bench-") as folder:
        file, mapping = Path(folder, "voices.csv"), Path(folder, "map.toml")
        source = f"bench{time.time_ns()}"
        mapping.write_text(MAP.format(source=source), "utf-8")
        _write(file, count, [place.name for place in house.villages])
        connections.close_all()
        seconds, memory = _run(file, mapping)
        kept = Voice.objects.filter(source=source).count()
        connections.close_all()
        again, _memory = _run(file, mapping)
        twice = Voice.objects.filter(source=source).count() - kept
    goal = GOALS[connection.vendor]
    whole = kept == count and not twice
    what = f"import of {count:,} voices, {memory:.0f} MB" + ("" if whole else f", {kept:,} kept, {twice:,} twice")
    rate = count / seconds
    return [
        Measured(
            *("P5", what, house.size),
            rate=rate,
            goal=f"≥ {goal:,}/s, ≤ {MEMORY:.0f} MB, nothing twice",
            passed=whole and rate >= goal and memory <= MEMORY,
        ),
        Measured("P5", "the same file once more", house.size, rate=count / again),
    ]


def _write(file: Path, count: int, names: list[str]) -> None:
    """Concerns of the last two years, nine of ten answered and closed."""
    first = timezone.localtime() - timedelta(days=730)
    with file.open("w", newline="", encoding="utf-8-sig") as out:
        lines = csv.writer(out)
        lines.writerow(["number", "words", "said", "name", "phone", "kind", "reply", "answered", "closed"])
        for number in range(count):
            said = first + timedelta(days=700) * (number / count)
            done = number % 10 != 0
            times = [f"{said + timedelta(days=days):%Y-%m-%d %H:%M:%S}" if done else "" for days in (3, 6)]
            words, kind = sentence(number, names[number % len(names)], "路灯不亮"), "投诉" if number % 3 else "求助"
            person = ("演示", f"136{number % 10**8:08d}")
            reply = "已经处理，请再看看。" if done else ""
            lines.writerow([f"B{number}", words, f"{said:%Y-%m-%d %H:%M:%S}", *person, kind, reply, *times])


def _run(file: Path, mapping: Path) -> tuple[float, float]:
    """Seconds, and the largest memory in MB seen meanwhile."""
    command = [sys.executable, "-c", RUN, "import", "voices", str(file), "--map", str(mapping)]
    began, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=dict(os.environ))  # noqa: S603  # our own command
    while process.poll() is None:
        peak = max(peak, *(machine.resident_mb(pid) for pid in machine.family(process.pid)))
        time.sleep(0.05)
    return time.perf_counter() - began, peak
