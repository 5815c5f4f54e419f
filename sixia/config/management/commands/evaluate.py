"""`sixia evaluate`: takes files that people have labelled and prints how good suggestions are, reproducibly."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.config.evaluating import hot, same, topic
from sixia.config.evaluating.files import NAMES
from sixia.config.evaluating.told import table
from sixia.kit.commands import SpokenCommand

QUESTIONS = (topic, same, hot)


class Command(SpokenCommand):
    """Reads the files and nothing else: neither the data nor what this installation has learnt is touched."""

    help = gettext_lazy("Measure on labelled files how good suggestions are.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each question names its files."""
        for question in QUESTIONS:
            question.ask(parser)
        words = _("a column that is called otherwise: %(fields)s") % {"fields": ", ".join(NAMES)}
        parser.add_argument("--column", action="append", default=[], metavar="FIELD=NAME", help=words)
        parser.add_argument("--json", action="store_true", help=_("print the figures for a program"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure what there are files for."""
        options["tell"] = self.stderr.write
        rows = [row for question in QUESTIONS for row in question.measure(options)]
        if not rows:
            raise CommandError(_("Give labelled files, such as: sixia evaluate --train labelled.parquet --test kept.parquet"))
        self.stdout.write(
            json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) if options["json"] else table(rows)
        )
