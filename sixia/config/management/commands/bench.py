"""`sixia bench`: fills a throw-away county, measures what is promised about speed, and prints the figures."""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.config.bench import machine
from sixia.config.bench.flatness import flatness
from sixia.config.bench.measured import Measured, as_json, table
from sixia.config.bench.server import RUN
from sixia.config.bench.throwaway import installation
from sixia.kit.commands import SpokenCommand

NAMES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11")
FEWEST, MOST = 1_000, 10_000_000


class Command(SpokenCommand):
    """Touches neither the data nor the database of this installation."""

    help = gettext_lazy("Measure speed in a made-up county of any size.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Sizes, rows, and where to keep the county."""
        parser.add_argument("--size", default="10000", help=_("cases, such as 10000 or 10000,1000000"))
        parser.add_argument("--rows", default=",".join(NAMES), help=_("which goals to measure, such as P1,P2"))
        parser.add_argument("--json", action="store_true", help=_("print the figures for a program"))
        parser.add_argument("--dir", type=Path, help=_("folder for the made-up county; a temporary one by default"))
        parser.add_argument("--keep", action="store_true", help=_("with --dir: keep the county for the next time"))
        parser.add_argument("--inside", type=Path, help=_("used by the command itself"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Outside, one process per size; inside, the measuring itself."""
        names = _names(options["rows"])
        if options["inside"]:
            from sixia.config.bench.inside import run  # imports every room, which the outer process needs not

            options["inside"].write_text(as_json(run(int(options["size"]), names), ""), "utf-8")
            return
        if options["keep"] and not options["dir"]:
            raise CommandError(_("--keep needs --dir: the folder in which the county is kept."))
        line = machine.describe()
        rows = [row for size in _sizes(options["size"]) for row in self._outside(size, options)]
        rows += flatness(rows)
        self.stdout.write(as_json(rows, line) if options["json"] else f"{line}\n{machine.describe()}\n\n{table(rows)}")

    def _outside(self, size: int, options: dict[str, Any]) -> list[Measured]:
        with installation(size, folder=options["dir"], keep=options["keep"]) as env, tempfile.TemporaryDirectory() as folder:
            answer = Path(folder, "answer.json")
            words = ["bench", "--inside", str(answer), "--size", str(size), "--rows", options["rows"]]
            done = subprocess.run([sys.executable, "-c", RUN, *words], env=dict(env), check=False)  # noqa: S603  # ourselves
            if done.returncode:
                raise CommandError(_("The measuring did not come to its end; the lines above say why."))
            return [Measured(**row) for row in json.loads(answer.read_text("utf-8"))["rows"]]


def _sizes(given: str) -> list[int]:
    sizes = [int(part) if part.strip().isdecimal() else 0 for part in given.split(",")]
    if not all(FEWEST <= size <= MOST for size in sizes):
        words = _("%(given)s is no size. Give a number of cases from %(fewest)d to %(most)d.")
        raise CommandError(words % {"given": given, "fewest": FEWEST, "most": MOST})
    return sorted(set(sizes))


def _names(given: str) -> list[str]:
    names = [part.strip().upper() for part in given.split(",") if part.strip()]
    if unknown := [name for name in names if name not in NAMES]:
        words = _("%(unknown)s is not measured. There are: %(names)s")
        raise CommandError(words % {"unknown": ", ".join(unknown), "names": ", ".join(NAMES)})
    return names
