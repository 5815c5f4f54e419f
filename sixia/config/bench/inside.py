"""What runs inside the throw-away installation: makes its tables, fills it, measures row after row, hands the figures back."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from tqdm import tqdm

from sixia.config import serve_prepare
from sixia.config.bench import county, fill
from sixia.config.bench.lives import SPAN


def prepare(size: int, say: Callable[[str], None]) -> float:
    """Tables, county and `size` cases; returns the seconds that the filling took."""
    now = timezone.now()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    serve_prepare.bring_static_up()
    founded = county.settle(since=now - SPAN - timedelta(days=30), now=now)
    began = time.perf_counter()
    with tqdm(total=size, unit="case", unit_scale=True, file=sys.stderr, disable=None) as bar:
        fill.fill(founded, size, now=now, progress=lambda done: bar.update(done - bar.n))
    return time.perf_counter() - began
