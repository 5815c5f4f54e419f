"""`sixia figures`: brings the figures up to date, counts them all anew, writes their facts, or shows them on another engine."""

import json
import sys
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from sixia.config import figures_elsewhere
from sixia.insight.figures.actions import catch_up, count_again, publish, publish_again
from sixia.insight.figures.engines import Unusable
from sixia.insight.figures.queries.exporting import to_parquet


class Command(BaseCommand):
    """The worker does the first by itself; the rest is for whoever looks after the installation. Exit code 2 where an engine,
    its files or what is asked cannot be used."""

    help = _("Bring the figures up to date with the journal, or count them all anew.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do; without anything, what is new."""
        parser.add_argument("--again", action="store_true", help=_("count everything anew and say what was wrong"))
        parser.add_argument("--since", type=date.fromisoformat, help=_("only what lies on or after this day, such as 2026-01-01"))
        parser.add_argument("--until", type=date.fromisoformat, help=_("only what lies before this day"))
        parser.add_argument("--parquet", type=Path, metavar="FILE", help=_("write the facts as Parquet, for other engines"))
        parser.add_argument("--tell-again", type=int, metavar="YEAR", help=_("tell the public a year anew, since it was wrong"))
        figures_elsewhere.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, show or count."""
        if options["engine"] or options["files"] or options["parquet"]:
            try:
                (self._write if options["parquet"] else self._show)(options)
            except (Unusable, OSError) as error:
                self.stderr.write(str(error))
                raise SystemExit(2) from error
            return
        now = timezone.now()
        self._count(options, now)
        months = publish_again(options["tell_again"], now) if options["tell_again"] else publish(now)
        if months:
            self.stdout.write(_("Made public: %(months)d months.") % {"months": months})

    def _count(self, options: dict[str, Any], now: datetime) -> None:
        if options["again"]:
            with tqdm(unit="", disable=not sys.stderr.isatty()) as bar:
                done = count_again(now, since=options["since"], until=options["until"], progress=lambda many: _move(bar, many))
        else:
            done = catch_up(now)
        words = _(
            "%(things)d things looked at: %(written)d facts written, %(dropped)d taken away, %(mended)d monthly sums set right."
        )
        facts = {"things": done.things, "written": done.written, "dropped": done.dropped, "mended": done.mended}
        self.stdout.write(words % facts)

    def _write(self, options: dict[str, Any]) -> None:
        figures_elsewhere.needs_pyarrow()
        rows = to_parquet(options["parquet"], options["since"], options["until"])
        self.stdout.write(_("%(file)s holds %(rows)d rows of facts.") % {"file": options["parquet"], "rows": rows})

    def _show(self, options: dict[str, Any]) -> None:
        cut = figures_elsewhere.asked(options)
        where, found = figures_elsewhere.counted(options, cut)
        if options["json"]:
            self.stdout.write(json.dumps(figures_elsewhere.plain(where, cut, options["by"], found), ensure_ascii=False, indent=1))
            return
        said = {"engine": where, "since": cut.since.isoformat(), "until": cut.until.isoformat()}
        self.stdout.write(_("%(engine)s: from %(since)s to before %(until)s") % said)
        for line in figures_elsewhere.lines(options["by"], found):
            self.stdout.write(line)


def _move(bar: Any, many: int) -> None:
    bar.update(many)
