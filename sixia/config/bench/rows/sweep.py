"""P11: a sweep over as many open clocks as there are cases, a thousand of them due, by one and by four workers at once."""

import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, connections
from django.utils import timezone

from sixia.config.bench.bulk import Bulk, stamp
from sixia.config.bench.house import House
from sixia.config.bench.measured import Measured
from sixia.kit.models import Clock, Entry

DUE: Final = 1000
GOAL: Final = 2.0
COLUMNS: Final = [
    "owner",
    "stream",
    "kind",
    "calendar",
    "amount",
    "unit",
    "started_at",
    "due_at",
    "warn_at",
    "look_at",
    "warned_at",
]
SWEEP: Final = """
import sys, time
import django
django.setup()
from datetime import datetime
from sixia.kit import clocks
from sixia.kit.models import Clock
Clock.objects.filter(pk=0).exists()
print("ready", flush=True)
sys.stdin.readline()
began = time.perf_counter()
clocks.sweep_all(datetime.fromisoformat(sys.argv[1]))
print(time.perf_counter() - began)
"""


def measure(house: House) -> list[Measured]:
    """The clocks are written once; for each number of workers another thousand becomes due."""
    now = timezone.now()
    began = now - timedelta(days=2)
    _wind(f"bench:{now:%s}", max(0, house.size - DUE), began, now + timedelta(days=5))
    return [_swept(house, workers, began, now) for workers in (1, 4)]


def _wind(owner: str, many: int, began: datetime, due: datetime) -> None:
    start, limit, warn = stamp(began), stamp(due), stamp(began + (due - began) * 0.8)
    rows = ((f"{owner}:{n}", f"{owner}:{n}", "handle", "cn", 5, "workday", start, limit, warn, limit, warn) for n in range(many))
    Bulk(Clock, *COLUMNS).write(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE kit_clock" if connection.vendor == "postgresql" else "SELECT 1")


def _swept(house: House, workers: int, began: datetime, now: datetime) -> Measured:
    owner = f"due{workers}:{time.time_ns()}"
    _wind(owner, DUE, began, now - timedelta(minutes=1))
    open_now = Clock.objects.filter(look_at__isnull=False).count()
    connections.close_all()
    took = _together(workers, [sys.executable, "-c", SWEEP, now.isoformat()])
    told = Entry.objects.filter(stream__startswith=owner, event="ClockBreached").values_list("stream", flat=True)
    once = len(told) == DUE == len(set(told))
    fate = "each once" if once else f"{len(told)} told!"
    what = f"{workers} worker{'s' * (workers > 1)}: {DUE:,} due of {open_now:,} open, {fate}"
    slowest = max(took, default=1e9)
    return Measured(
        "P11", what, house.size, p50=1000 * slowest, goal=f"≤ {GOAL:.0f} s, each once", passed=once and slowest <= GOAL
    )


def _together(workers: int, command: list[str]) -> list[float]:
    """What each of so many programs printed last, all let go at once when all are ready."""
    pool = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own program
        for _worker in range(workers)
    ]
    for process in pool:
        if process.stdout:
            process.stdout.readline()
    for process in pool:
        if process.stdin:
            process.stdin.write("\n")
            process.stdin.flush()
    return [float(out) for process in pool if (out := process.communicate()[0].strip())]
