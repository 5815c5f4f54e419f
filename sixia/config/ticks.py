"""What runs by itself from time to time, and what follows when a calendar is announced."""

import subprocess
import sys
from datetime import datetime, timedelta

from django.core.management import call_command

from sixia.insight.figures import actions as figures
from sixia.insight.hot.actions import keeping
from sixia.insight.suggestions.actions import due
from sixia.kit import clocks
from sixia.kit.crypto import ring
from sixia.kit.files import store
from sixia.kit.models import Entry
from sixia.kit.proof import make_checkpoint
from sixia.ui.actions import forget_windows

RUN = "import sys; from sixia.config.cli import main; sys.exit(main())"
_learning: list[subprocess.Popen[bytes]] = []
"""The process that learns, while there is one."""


def checkpoint(now: datetime) -> None:
    """Sign what the journal holds, once a day."""
    make_checkpoint(now, ring())


def forget_sessions(now: datetime) -> None:
    """Drop sessions that are over, and counts of how often somebody came."""
    call_command("clearsessions")
    forget_windows(before=int((now - timedelta(days=2)).timestamp()))


def sweep_files(now: datetime) -> None:
    """Drop files of forms that never came to their end, and bytes that no row names."""
    store.sweep(now)


def count_figures(now: datetime) -> None:
    """Bring the figures up to date with the journal, and make public what may be by now."""
    if figures.catch_up(now).whole:
        figures.publish(now)


def learn_suggestions(now: datetime) -> None:
    """Learn anew when enough has been confirmed since: in a process of its own, whose memory goes with it."""
    if due(now) and not any(child.poll() is None for child in _learning):
        _learning[:] = [subprocess.Popen([sys.executable, "-c", RUN, "train"])]  # noqa: S603  # ourselves


def count_clocks_anew(entry: Entry, now: datetime) -> None:
    """The year's holidays are known now: clocks that ran provisionally get their true end."""
    clocks.recompute_provisional(now)


def keep_issues(now: datetime) -> None:
    """Group the voices that came since the last time into issues."""
    keeping.keep(now)
