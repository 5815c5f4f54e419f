"""`sixia export voices|cases|journal OUT`: arguments and progress; the work is `interop.exporting`."""

import argparse
from argparse import ArgumentParser
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from sixia.interop.exporting import Unwritable, Wanted, sheet, write
from sixia.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """Exit code 0 when the file is there, 2 when nothing was written."""

    help = gettext_lazy("Write voices, cases or the journal to a file, without anybody's identity.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, where to, and how it is narrowed."""
        parser.add_argument("what", choices=("voices", "cases", "journal"))
        parser.add_argument("out", type=Path, metavar="OUT", help=_("a file that ends in .csv, .xlsx, .jsonl or .parquet"))
        parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help=_("first day"))
        parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help=_("last day"))
        parser.add_argument("--place", default="", metavar="CODE", help=_("only this place and what lies in it"))
        parser.add_argument("--state", default="", help=_("only what is in this state"))
        parser.add_argument(
            "--with-text", action="store_true", help=_("words as written, personal numbers too; handle with care")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; say in a sentence what was written or why nothing was."""
        names = ("what", "since", "until", "place", "state", "with_text")
        try:
            found = sheet(Wanted(**{name: options[name] for name in names}))
            bar = tqdm(found.rows, total=found.count, desc=options["what"], unit="", disable=None)
            write(options["out"], replace(found, rows=bar))
        except Unwritable as error:
            self.stdout.write(str(error))
            raise SystemExit(2) from error
        self.stdout.write(_("%(count)d rows are in %(file)s.") % {"count": found.count, "file": options["out"]})


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“%(given)s” is not a day such as 2026-06-30") % {"given": text}) from None
