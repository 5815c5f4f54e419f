"""`sixia backup`: everything in one file, while people work."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.config.backup.make import backup
from sixia.config.backup.manifest import BackupError
from sixia.config.backup.report import Bars, as_json


class Command(BaseCommand):
    """Runs beside a running installation."""

    help = _("Write everything but the keys into one file, while people work.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help=_("the file to write; named after the time when left out"))
        parser.add_argument("--with-keys", action="store_true", help=_("put the key file in too: whoever has the file reads all"))
        parser.add_argument("--json", action="store_true", help=_("print the outcome for machines"))

    def handle(self, *args: Any, **options: Any) -> None:
        now, began, bars = timezone.now(), time.monotonic(), Bars()
        target = options["file"] or Path(f"sixia-{timezone.localtime(now):%Y%m%d-%H%M%S}.tar")
        try:
            manifest = backup(target.absolute(), with_keys=options["with_keys"], now=now, progress=bars)
        except BackupError as error:
            raise CommandError(str(error)) from error
        finally:
            bars.close()
        seconds, size = time.monotonic() - began, target.stat().st_size
        if options["json"]:
            self.stdout.write(as_json(manifest, seconds=seconds, size=size))
            return
        words = _("%(file)s holds %(rows)d rows and %(files)d files (%(megabytes).1f MB, %(seconds).1f s).")
        facts = {"rows": sum(manifest.rows.values()), "files": len(manifest.files), "megabytes": size / 1e6, "seconds": seconds}
        self.stdout.write(words % {"file": target, **facts})
        if not manifest.with_keys:
            self.stdout.write(
                _("The key file %(path)s is not in it: keep a copy of that elsewhere.") % {"path": settings.ENV.keys}
            )
