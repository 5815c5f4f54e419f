"""`sixia work`: runs what is due - reactions, jobs, clocks, ticks - until it is told to stop."""

import logging
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from sixia.kit import clocks, jobs

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs one worker; any number may run side by side."""

    help = "Run reactions, jobs, clocks and periodic work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds to wait when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        self.going = True
        if not options["once"]:
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, self._stop)
        while self.going:
            done = self._round()
            if options["once"] and not done:
                return
            if not done:
                time.sleep(options["pause"])

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.going = False

    def _round(self) -> int:
        """One turn over everything; a database that is away is waited for."""
        now = timezone.now()
        try:
            close_old_connections()
            return jobs.tick(now) + clocks.sweep(now) + jobs.run_due(now)
        except DatabaseError:
            log.exception("The database did not answer; trying again.")
            time.sleep(2)
            return 0
