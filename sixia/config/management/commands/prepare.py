"""`sixia prepare`: after installing or upgrading, before serving."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sixia.config import serve_prepare


class Command(BaseCommand):
    """Idempotent: a second run finds nothing to do."""

    help = _("Bring the database and the static files up to this version.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static-only", action="store_true", help=_("leave the database alone"))

    def handle(self, *args: Any, **options: Any) -> None:
        if serve_prepare.static_is_stale():
            serve_prepare.bring_static_up()
            self.stdout.write(_("Static files are collected."))
        if not options["static_only"]:
            count = serve_prepare.bring_database_up()
            self.stdout.write(_("Database: %(count)d steps applied.") % {"count": count})
