"""Management command twin of `sixia import places`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sixia.places import importing


class Command(BaseCommand):
    help = "Take over lists of places and their outlines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The same as the command line's."""
        importing.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and end with the import's own status."""
        status = importing.handle(options, self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes like a file
        if status:
            raise SystemExit(status)
