"""`sixia verify`: reads the whole journal and says whether anything was lost or altered."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from sixia.cases.queries.witness import altered_words
from sixia.fieldwork.surveys.queries.witness import altered_forms
from sixia.kit.files.check import altered_files
from sixia.kit.models import Checkpoint, Entry
from sixia.kit.proof import Fault, verify

MOST_SHOWN = 100


class Command(BaseCommand):
    """Exit code 0 when the journal is whole, 1 when it is not."""

    help = "Read the whole journal and say whether anything was lost or altered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--key", default="", help="the published public key in hex, instead of this installation's own")
        parser.add_argument("--json", action="store_true", help="print the result for a machine")

    def handle(self, *args: Any, **options: Any) -> None:
        entries = Entry.objects.count()
        quiet = options["json"] or not sys.stderr.isatty()
        with tqdm(total=2 * entries, unit="", disable=quiet) as bar:

            def show(read: int) -> None:
                bar.update(read - bar.n)

            faults = verify(show, key=options["key"])
        faults += altered_words()
        faults += altered_forms()
        faults += altered_files()
        if options["json"]:
            self.stdout.write(self._json(faults, entries))
        else:
            self.stdout.write(self._text(faults, entries))
        if faults:
            sys.exit(1)

    def _json(self, faults: list[Fault], entries: int) -> str:
        rows = [{"code": fault.code, "where": fault.where, "sentence": fault.sentence} for fault in faults]
        return json.dumps({"whole": not faults, "entries": entries, "faults": rows}, ensure_ascii=False)

    def _text(self, faults: list[Fault], entries: int) -> str:
        if not faults:
            counts = {"entries": entries, "checkpoints": Checkpoint.objects.count()}
            return (
                _(
                    "The journal is whole: %(entries)s entries, %(checkpoints)s checkpoints, every word and file as it was "
                    "taken down."
                )
                % counts
            )
        lines = [f"{fault.where}  {fault.code}  {fault.sentence}" for fault in faults[:MOST_SHOWN]]
        if len(faults) > MOST_SHOWN:
            lines.append(_("... and %(more)s more.") % {"more": len(faults) - MOST_SHOWN})
        return "\n".join([_("The journal is NOT whole: %(count)s faults.") % {"count": len(faults)}, *lines])
