"""`sixia hot FILE`: the hot issues of a list of voices, hottest first, and why; it reads the file and keeps nothing."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sixia.config import hot_file
from sixia.insight.hot.rules import finding, heat
from sixia.insight.hot.rules.finding import Found
from sixia.insight.hot.rules.marks import Said
from sixia.insight.hot.texts import PART_WORDS
from sixia.interop.importing import voices
from sixia.interop.importing.files import Unreadable, open_table
from sixia.interop.importing.mapping import BadMapping, Value, read_map
from sixia.kit.commands import SpokenCommand

SHOWN: Final = 10
FAULTS: Final = 5


class Command(SpokenCommand):
    """Exit code 0 when the list was read, 2 when it could not be."""

    help = gettext_lazy("Find the hot issues in a list of voices, and say why they are hot.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and where its columns are called otherwise."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, help=_("a map as of `sixia import`; else columns are found by name"))
        parser.add_argument("--encoding", default="")
        parser.add_argument("--sheet", default="")
        parser.add_argument("--yes", action="store_true", help=_("take the likely encoding without asking"))
        parser.add_argument("--most", type=int, default=SHOWN, help=_("so many issues"))
        parser.add_argument("--everywhere", action="store_true", help=_("also kinds of trouble that are everywhere"))
        parser.add_argument("--json", action="store_true", help=_("print the result for a machine"))
        for field in hot_file.FIELDS:
            parser.add_argument(f"--{field.replace('_', '-')}", default="", metavar="COLUMN", help=_("the column that holds it"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, find, print."""
        try:
            said, faults, fields = self._read(options)
        except (Unreadable, voices.Unusable, BadMapping, hot_file.NoColumn, OSError) as error:
            self.stderr.write(str(error))
            raise SystemExit(2) from error
        found = finding.find(said)
        shown = [one for one in found if options["everywhere"] or not one.everywhere][: options["most"]]
        if options["json"]:
            rows = [{"rank": rank, **one.plain()} for rank, one in enumerate(shown, 1)]
            result = {"voices": len(said), "left_out": len(faults), "issues": len(found), "hot": rows}
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=1))
            return
        self._table(shown, len(said), faults, fields)

    def _read(self, options: dict[str, Any]) -> tuple[list[Said], list[str], dict[str, Value]]:
        """Voices, what is wrong with the rows that are none, and the columns that were read."""
        path: Path = options["file"]
        rules = read_map(options["map"].read_text("utf-8-sig")) if options["map"] else None
        given = options["encoding"] or (rules.encoding if rules else "")
        encoding, expected = voices.encoding_of_choice(path, given, yes=options["yes"], out=self.stderr)  # type: ignore[arg-type]  # OutputWrapper writes like a file
        sheet = options["sheet"] or (rules.sheet if rules else "")
        table = open_table(path, encoding=encoding, sheet=sheet, expected=expected)
        fields = hot_file.columns(table, {field: options[field] for field in hot_file.FIELDS}, rules)
        zone = ZoneInfo((rules.time_zone if rules else "") or settings.TIME_ZONE)
        rows = list(hot_file.voices(table, fields, zone))
        return [one for one, _fault in rows if one is not None], [fault for one, fault in rows if one is None], fields

    def _table(self, shown: list[Found], voices_read: int, faults: list[str], fields: dict[str, Value]) -> None:
        said = ngettext("%(n)d voice read.", "%(n)d voices read.", voices_read) % {"n": voices_read}
        self.stdout.write(said + ("" if not faults else " " + _("Left out: %(n)d.") % {"n": len(faults)}))
        for fault in faults[:FAULTS]:
            self.stdout.write(f"  {fault}")
        read = ", ".join(f"{field} = {'+'.join(value.columns)}" for field, value in fields.items())
        self.stdout.write(_("Columns read: %(columns)s") % {"columns": read})
        head = (_("Heat"), _("Voices"), _("Different people"), _("Votes"), _("Earliest"), _("Latest"), _("What people say"))
        widths = (5, 6, 16, 6, 10, 10, 0)
        self.stdout.write("\n" + "  ".join(_fill(word, width) for word, width in zip(("#  ", *head), (3, *widths), strict=True)))
        for rank, one in enumerate(shown, 1):
            facts = one.heat.facts
            cells = (
                *(str(n) for n in (rank, one.heat.total, facts.voices, facts.people, facts.votes)),
                *(f"{at:%Y-%m-%d}" for at in (one.first, one.last)),
                one.line,
            )
            self.stdout.write("  ".join(_fill(cell, width) for cell, width in zip(cells, (3, *widths), strict=True)))
            self.stdout.write("       " + _("why: %(parts)s") % {"parts": _why(one.heat)})
            if one.phrases:
                self.stdout.write("       " + _("they say: %(words)s") % {"words": "、".join(one.phrases)})


def _why(hot: heat.Heat) -> str:
    return " · ".join(f"{PART_WORDS[part]} +{points}" for part, points in hot.why)


def _fill(text: str, width: int) -> str:
    """Padded for a terminal, where a Chinese character is two wide."""
    wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * max(0, width - wide)
