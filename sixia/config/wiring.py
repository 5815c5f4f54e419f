"""Who reacts to what, which jobs exist and what ticks: the one place that knows all rooms' reactions."""

from collections.abc import Sequence
from datetime import timedelta

from sixia.catalog.queries import calendar
from sixia.kit import clocks, jobs
from sixia.kit.events import Event
from sixia.kit.jobs import Job, Reaction, TickJob

REACTIONS: dict[type[Event], Sequence[Reaction]] = {}
JOBS: Sequence[Job] = ()
TICKS: dict[TickJob, timedelta] = {}


def wire() -> None:
    """Called once, when Django is ready."""
    clocks.use_calendars(calendar)
    jobs.wire(REACTIONS, JOBS, TICKS)
