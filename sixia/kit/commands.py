"""What commands of the command line have in common. Knows no word of the domain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sixia.kit.flow import Text


class SpokenCommand(BaseCommand):
    """A command whose `help` may be a lazy text: it is put into the reader's language when the command is built, for the
    parser takes plain texts alone."""

    help: Text  # type: ignore[assignment]  # wider than in Django

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """As Django does, with the help in plain words."""
        self.help = str(self.help)
        return super().create_parser(prog_name, subcommand, **kwargs)
