"""`sixia restore`: puts an installation into the state of a backup."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sixia.config.backup.manifest import BackupError
from sixia.config.backup.report import Bars, as_json
from sixia.config.backup.take import restore


class Command(BaseCommand):
    """Needs no tables beforehand; refuses to replace what is there unless told to."""

    help = _("Bring back everything from a backup; checks it first, counts afterwards.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("the file that `sixia backup` wrote"))
        parser.add_argument("--force", action="store_true", help=_("replace what the database holds now"))
        parser.add_argument("--json", action="store_true", help=_("print the outcome for machines"))

    def handle(self, *args: Any, **options: Any) -> None:
        began, bars = time.monotonic(), Bars()
        try:
            manifest = restore(options["file"], force=options["force"], progress=bars)
        except BackupError as error:
            raise CommandError(str(error)) from error
        finally:
            bars.close()
        seconds = time.monotonic() - began
        if options["json"]:
            self.stdout.write(as_json(manifest, seconds=seconds, size=options["file"].stat().st_size))
            return
        words = _("Restored %(rows)d rows and %(files)d files of %(made_at)s in %(seconds).1f s; all counts agree.")
        facts = {"rows": sum(manifest.rows.values()), "files": len(manifest.files), "seconds": seconds}
        self.stdout.write(words % {"made_at": manifest.made_at, **facts})
        self.stdout.write(_("Now run: sixia prepare, then: sixia verify"))
