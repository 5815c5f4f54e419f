"""What runs by itself from time to time, and what follows when a calendar is announced."""

from datetime import datetime, timedelta

from django.core.management import call_command

from sixia.insight.figures.actions import catch_up
from sixia.kit import clocks
from sixia.kit.crypto import ring
from sixia.kit.files import store
from sixia.kit.models import Entry
from sixia.kit.proof import make_checkpoint
from sixia.ui.actions import forget_windows


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
    """Bring the figures up to date with the journal."""
    catch_up(now)


def count_clocks_anew(entry: Entry, now: datetime) -> None:
    """The year's holidays are known now: clocks that ran provisionally get their true end."""
    clocks.recompute_provisional(now)
