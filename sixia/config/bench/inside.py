"""What runs inside the throw-away installation: makes its tables, fills it once, measures row after row."""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from sixia.config import serve_prepare
from sixia.config.bench import county, fill
from sixia.config.bench.house import House
from sixia.config.bench.lives import SPAN
from sixia.config.bench.measured import Measured
from sixia.config.bench.rows import engines, figures, importing, intake, offline, pages, same, search, start, sweep, topic

ROWS: Final[dict[str, Callable[[House], list[Measured]]]] = {
    "P2": pages.lists,
    "P3": search.measure,
    "P4": pages.case_page,
    "P1": intake.measure,
    "P5": importing.measure,
    "P9": start.measure,
    "P10": offline.measure,
    "P11": sweep.measure,
    "P6": figures.measure,
    "P7": engines.measure,
    "P8": lambda house: topic.measure(house) + same.measure(house),
}
"""In the order in which they are measured: first those that only read."""
FILLED: Final = "filled"


def run(size: int, names: Sequence[str]) -> list[Measured]:
    """Fill to `size` unless that was done, then measure the rows of these names."""
    rows = _prepare(size)
    house = House(size)
    for name in (name for name in ROWS if name in names):
        sys.stderr.write(f"{name} ...\n")
        rows += ROWS[name](house)
    return rows


def _prepare(size: int) -> list[Measured]:
    now, done = timezone.now(), Path(settings.DATA_DIR, FILLED)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    serve_prepare.bring_static_up()
    if done.exists():
        return []
    founded = county.settle(since=now - SPAN - timedelta(days=30), now=now)
    began = time.perf_counter()
    with tqdm(total=size, unit="case", unit_scale=True, file=sys.stderr, disable=None) as bar:
        fill.fill(founded, size, now=now, progress=lambda count: _show(bar, count))
    done.touch()
    seconds = time.perf_counter() - began
    return [Measured("fill", f"{connection.vendor}, {seconds:.0f} s", size, rate=size / seconds)]


def _show(bar: Any, count: int) -> None:
    bar.update(count - bar.n)
