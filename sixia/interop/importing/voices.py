"""`sixia import voices`: arguments, what must be there before the first row, progress, and a report a person can act on."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from sixia.catalog.queries import current_book
from sixia.interop.importing.encodings import opening
from sixia.interop.importing.files import Table, Unreadable, encoding_for, open_table
from sixia.interop.importing.keeping import Errand, StartedAlready
from sixia.interop.importing.mapping import BadMapping, ImportMap, read_map
from sixia.interop.importing.placing import Placer
from sixia.interop.importing.reporting import as_json, as_text
from sixia.interop.importing.shaping import Shaper
from sixia.interop.importing.walking import LeftOut, Report, walk
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM, Actor, actor_of
from sixia.people.models import Account, Unit


class Unusable(Exception):
    """Nothing can be done; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file with its map."""

    path: Path
    rules: ImportMap
    table: Table


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments on a (sub-)parser."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("CSV, TSV, XLSX, XLS, ODS, JSONL or Parquet"))
    parser.add_argument("--map", type=Path, required=True, metavar="MAP.toml", help=_("which column becomes what"))
    parser.add_argument("--desk", default="", metavar="UNIT", help=_("code of the unit that hears them (else as the map says)"))
    parser.add_argument("--as", dest="account", default="", metavar="USERNAME", help=_("in whose name (default: the system)"))
    parser.add_argument("--encoding", default="", help=_("encoding of a text file, such as gb18030"))
    parser.add_argument("--yes", action="store_true", help=_("take the likely encoding without asking"))
    parser.add_argument("--errors", type=Path, metavar="OUT.csv", help=_("where left-out rows go (default: beside FILE)"))
    parser.add_argument("--dry-run", action="store_true", help=_("check every row, write nothing"))
    parser.add_argument("--no-resume", dest="resume", action="store_false", help=_("stop when rows of this source are there"))
    parser.add_argument("--resume", dest="resume", action="store_true", default=True, help=_("pass over what is there (default)"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def handle(options: Mapping[str, Any], out: TextIO, *, now: datetime | None = None) -> int:
    """Run it. Returns 0 when every row is in, 1 when rows were left out, 2 when nothing could be done."""
    json = bool(options["json"])
    try:
        return _run(options, out, now or timezone.now())
    except StartedAlready:
        sentence = _("Rows of this source are here already. Leave out --no-resume to go on with the others.")
    except OperationalError as error:
        sentence = _("The database stopped (%(reason)s). What is in stays in: run the same command again.") % {"reason": error}
    except (Unusable, Unreadable, BadMapping, Refused) as error:
        sentence = str(error)
    out.write(as_json({"error": sentence}) if json else f"{sentence}\n")
    return 2


def _run(options: Mapping[str, Any], out: TextIO, now: datetime) -> int:
    source = _source(options, out)
    rules, table = source.rules, source.table
    desk = _desk(options["desk"] or rules.desk, now)
    book = current_book(now)
    placer = Placer(dict(rules.place), area=desk.place, on=timezone.localdate(now))
    zone = ZoneInfo(rules.time_zone or settings.TIME_ZONE)
    shaper = Shaper(rules, book=book, placer=placer, desk=desk.pk, zone=zone, now=now)
    errand = Errand(
        book=book,
        desk=desk,
        by=_actor(options["account"], now),
        now=now,
        source=rules.source,
        dry_run=bool(options["dry_run"]),
        resume=bool(options["resume"]),
    )
    left_out = LeftOut(_errors(options, source.path), table.columns)
    began = time.monotonic()
    try:
        with tqdm(total=table.expected, desc=source.path.name, unit="", disable=options["json"] or None) as bar:
            report = walk(table, shaper, errand, left_out, progress=bar.update)
    finally:
        kept = left_out.close()
    seconds = time.monotonic() - began
    _tell(report, out, options, left_out.path if kept else None, seconds)
    return 1 if report.left_out else 0


def _tell(report: Report, out: TextIO, options: Mapping[str, Any], kept: Path | None, seconds: float) -> None:
    if options["json"]:
        out.write(as_json(report, dry=options["dry_run"], kept=kept, seconds=seconds))
    else:
        out.write(as_text(report, dry=options["dry_run"], kept=kept, seconds=seconds))


def _source(options: Mapping[str, Any], out: TextIO) -> Source:
    rules = _rules(options["map"])
    path: Path = options["file"]
    encoding, expected = encoding_of_choice(path, options["encoding"] or rules.encoding, yes=options["yes"], out=out)
    table = open_table(path, encoding=encoding, sheet=rules.sheet, expected=expected)
    for column, line in rules.lines.items():
        if column not in table.columns:
            sentence = _("Line %(line)d of the map: %(file)s has no column “%(column)s”. It has: %(columns)s.")
            given = {"line": line, "file": path.name, "column": column, "columns": ", ".join(table.columns)[:400]}
            raise Unusable(sentence % given)
    return Source(path, rules, table)


def _rules(path: Path) -> ImportMap:
    try:
        return read_map(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(_("The map %(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error}) from error


def encoding_of_choice(path: Path, given: str, *, yes: bool, out: TextIO) -> tuple[str, int | None]:
    """(encoding, about how many rows): as given, or found with certainty, or confirmed by a person. Raises Unusable."""
    found = encoding_for(path)
    if found is None:
        return "", None
    expected = max(found.lines - 1, 0)
    if given:
        return given, expected
    if found.certain or yes:
        return found.name, expected
    start = opening(path, found.name)
    if not sys.stdin.isatty():
        sentence = _("%(file)s is probably written in %(encoding)s. Say so if that is right: --encoding %(encoding)s. It begins:")
        raise Unusable(sentence % {"file": path.name, "encoding": found.name} + f"\n{start}")
    out.write(_("Read as %(encoding)s, it begins:") % {"encoding": found.name} + f"\n{start}\n")
    answer = input(_("Can you read this? [y/N] "))
    if answer.strip().lower() not in ("y", "yes", "是"):
        raise Unusable(_("Say which encoding it has: --encoding NAME."))
    return found.name, expected


def _desk(code: str, now: datetime) -> Unit:
    units = Unit.objects.active(now).select_related("place")
    if code:
        unit = units.filter(code=code).first()
        if unit is None:
            raise Unusable(_("There is no unit with the code “%(code)s”.") % {"code": code})
        return unit
    desks = list(units.filter(function="hotline")[:2])
    if len(desks) != 1:
        raise Unusable(_('Say which unit hears these voices: --desk CODE, or desk = "CODE" in the map.'))
    return desks[0]


def _actor(username: str, now: datetime) -> Actor:
    if not username:
        return SYSTEM
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise Unusable(_("There is no account “%(name)s”.") % {"name": username})
    return actor_of(account, now)


def _errors(options: Mapping[str, Any], path: Path) -> Path:
    chosen: Path = options["errors"] or path.with_name(f"{path.stem}.left-out.csv")
    if chosen.resolve() == path.resolve():
        raise Unusable(_("Left-out rows cannot go into the file that is being read."))
    if not chosen.parent.is_dir():
        raise Unusable(_("There is no folder %(folder)s for the left-out rows.") % {"folder": chosen.parent})
    return chosen
