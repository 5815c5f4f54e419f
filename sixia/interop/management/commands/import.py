"""`sixia import places|voices|map`: hands each word to the module that does it."""  # noqa: N999  # the command is called import

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.interop.importing import voices
from sixia.interop.importing.files import Unreadable, open_table
from sixia.interop.importing.guessing import guess
from sixia.kit.commands import SpokenCommand
from sixia.places import importing as places


class Command(SpokenCommand):
    """Exit code 0 when all is in, 1 when rows were left out, 2 when nothing could be done."""

    help = gettext_lazy("Bring in places, or what an older system holds.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command for each kind of thing."""
        kinds = parser.add_subparsers(dest="what", required=True, metavar="places|voices|map")
        places.add_arguments(kinds.add_parser("places", help=_("lists of places and their outlines")))
        voices.add_arguments(kinds.add_parser("voices", help=_("voices from a file, by a map")))
        first = kinds.add_parser("map", help=_("print a first guess of a map for a file"))
        first.add_argument("file", type=Path, metavar="FILE")
        first.add_argument("--encoding", default="")
        first.add_argument("--yes", action="store_true", help=_("take the likely encoding without asking"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, and end with the status of what was run."""
        work = {"places": places.handle, "voices": voices.handle, "map": _map}[options["what"]]
        status = work(options, self.stdout)  # type: ignore[arg-type]  # OutputWrapper writes like a file
        if status:
            raise SystemExit(status)


def _map(options: dict[str, Any], out: Any) -> int:
    path: Path = options["file"]
    try:
        encoding, _rows = voices.encoding_of_choice(path, options["encoding"], yes=options["yes"], out=out)
        out.write(guess(open_table(path, encoding=encoding).columns, source=path.stem))
    except (Unreadable, voices.Unusable) as error:
        out.write(str(error))
        return 2
    return 0
