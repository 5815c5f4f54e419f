"""`sixia docs`: writes the reference pages that are made from the software's own tables, or says which are stale."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sixia.config.describing.pages import stale, write


class Command(BaseCommand):
    """Exit code 0 when the pages say what the software says, 1 when `--check` found one that does not."""

    help = "Write the reference pages: lifecycles, roles, events, settings, clocks, indicators."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; say which pages are stale")
        parser.add_argument("--folder", type=Path, default=Path("docs/reference"), help="where the pages lie")

    def handle(self, *args: Any, **options: Any) -> None:
        found = stale(options["folder"]) if options["check"] else write(options["folder"])
        if options["check"] and found:
            self.stdout.write(_("Stale: %(pages)s. Write them anew with: sixia docs") % {"pages": ", ".join(found)})
            sys.exit(1)
        if found:
            self.stdout.write(_("Written: %(pages)s.") % {"pages": ", ".join(found)})
        else:
            self.stdout.write(_("Every page says what the software says."))
