"""`sixia figures`: brings the figures up to date, counts them all anew, or writes the facts for other engines."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from sixia.insight.figures.actions import catch_up, count_again
from sixia.insight.figures.queries.exporting import to_parquet


class Command(BaseCommand):
    """The worker does the first by itself; the rest is for whoever looks after the installation."""

    help = _("Bring the figures up to date with the journal, or count them all anew.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help=_("count everything anew and say what was wrong"))
        parser.add_argument("--since", type=date.fromisoformat, help=_("only cases heard from this day on, such as 2026-01-01"))
        parser.add_argument("--until", type=date.fromisoformat, help=_("only cases heard before this day"))
        parser.add_argument("--parquet", type=Path, metavar="FILE", help=_("write the facts as Parquet, for other engines"))

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        since, until = options["since"], options["until"]
        if options["parquet"]:
            rows = to_parquet(options["parquet"], since, until)
            self.stdout.write(_("%(file)s holds %(rows)d rows of facts.") % {"file": options["parquet"], "rows": rows})
            return
        if options["again"]:
            with tqdm(unit="", disable=not sys.stderr.isatty()) as bar:
                done = count_again(now, since=since, until=until, progress=lambda many: _show(bar, many))
        else:
            done = catch_up(now)
        words = _(
            "%(things)d things looked at: %(written)d facts written, %(dropped)d taken away, %(mended)d monthly sums set right."
        )
        facts = {"things": done.things, "written": done.written, "dropped": done.dropped, "mended": done.mended}
        self.stdout.write(words % facts)


def _show(bar: Any, many: int) -> None:
    bar.update(many)
