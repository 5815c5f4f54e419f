"""`sixia import places`: arguments, progress, and a report a person can act on; writes only through actions."""

import argparse
import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, TextIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from sixia.kit.flow import Refused
from sixia.places import actions, files
from sixia.places.rules.listing import Fault, Row

FAULTS_SHOWN: Final = 20
REASONS: Final = {
    "code": gettext_lazy("“%(given)s” is not a division code (2, 4, 6, 9, 12 or 15 digits)"),
    "name": gettext_lazy("the name is missing or longer than 100 characters: “%(given)s”"),
    "level": gettext_lazy("“%(given)s” is not a level (country, province, city, county, town, village, grid)"),
    "parent": gettext_lazy("“%(given)s” is not the code of a parent"),
    "kind": gettext_lazy("“%(given)s” is not an urban-rural class such as 111 or 220"),
    "coordinates": gettext_lazy("“%(given)s” is not a latitude and a longitude in degrees"),
    "number": gettext_lazy("“%(given)s” is not a number of households or people"),
    "orphan": gettext_lazy("the place %(given)s it needs is neither in the files nor in the territory; add it to the list"),
    "twice": gettext_lazy("the code %(given)s stands in the list twice; the first row was taken"),
    "shape": gettext_lazy("the shape of %(given)s is not a closed Polygon or MultiPolygon in degrees"),
}
COUNTS: Final = {
    "added": gettext_lazy("new"),
    "renamed": gettext_lazy("renamed"),
    "recoded": gettext_lazy("other code"),
    "moved": gettext_lazy("moved to another parent"),
    "updated": gettext_lazy("corrected"),
    "reopened": gettext_lazy("taken up again"),
    "closed": gettext_lazy("no longer exists"),
}


@dataclass(frozen=True)
class _Importer:
    """Who imports from the command line: the installation itself."""

    ref: str = "system"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments on a (sub-)parser."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("lists of places: CSV, XLSX, JSONL or Parquet"))
    parser.add_argument("--boundaries", type=Path, metavar="FILE.geojson", help=_("outlines, matched by code"))
    parser.add_argument(
        "--on", type=_day, metavar="YYYY-MM-DD", help=_("the day from which the lists are valid (default: today)")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what would change, change nothing"))
    parser.add_argument("--sweeping", action="store_true", help=_("allow a list to end more than a quarter of the places"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def handle(options: Mapping[str, Any], out: TextIO) -> int:
    """Run it. Returns 0 when all is in, 1 when rows were left out, 2 when nothing could be done."""
    on = options.get("on") or timezone.localdate()
    try:
        reports = dict(_load(options, on))
    except (files.Unreadable, Refused) as error:
        out.write(json.dumps({"error": str(error)}, ensure_ascii=False) + "\n" if options.get("json") else f"{error}\n")
        return 2
    if not reports:
        out.write(_("Nothing to import: name at least one file.") + "\n")
        return 2
    dry = bool(options.get("dry_run"))
    if options.get("json"):
        out.write(
            json.dumps({"dry_run": dry, **{name: _as_json(report) for name, report in reports.items()}}, ensure_ascii=False)
            + "\n"
        )
    else:
        for name, report in reports.items():
            out.writelines(line + "\n" for line in _lines(name, report, dry=dry))
    return 1 if any(report.faults for report in reports.values()) else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("“%(given)s” is not a day such as 2026-06-30") % {"given": text}) from None


def _load(options: Mapping[str, Any], on: date) -> Iterator[tuple[str, actions.Loaded]]:
    shared: dict[str, Any] = {"by": _Importer(), "now": timezone.now(), "on": on, "dry_run": bool(options.get("dry_run"))}
    quiet = bool(options.get("json"))
    if names := options.get("files"):
        rows = list(_read(names, quiet=quiet))
        with tqdm(total=len(rows), desc=_("Taking over"), unit="", disable=quiet or None) as bar:
            source = ", ".join(path.name for path in names)[:200]
            sweeping = bool(options.get("sweeping"))
            yield "places", actions.load_codes(rows, source=source, progress=bar.update, sweeping=sweeping, **shared)
    if path := options.get("boundaries"):
        shapes = files.features(path)
        with tqdm(total=len(shapes), desc=_("Drawing"), unit="", disable=quiet or None) as bar:
            yield "boundaries", actions.load_boundaries(shapes, source=path.name, progress=bar.update, **shared)


def _read(names: Iterable[Path], *, quiet: bool) -> Iterator[Row | Fault]:
    for path in names:
        yield from tqdm(files.read(path), desc=path.name, unit="", disable=quiet or None)


def sentence(fault: Fault) -> str:
    """Where the row stands and what is wrong with it."""
    reason = REASONS[fault.reason] % {"given": fault.given}
    return _("%(file)s, line %(line)d: %(reason)s.") % {"file": fault.source, "line": fault.line, "reason": reason}


def _as_json(report: actions.Loaded) -> dict[str, Any]:
    found = asdict(report)
    found["faults"] = [
        {"file": fault.source, "line": fault.line, "reason": fault.reason, "given": fault.given, "sentence": sentence(fault)}
        for fault in report.faults
    ]
    return found


def _lines(name: str, report: actions.Loaded, *, dry: bool) -> Iterator[str]:
    title = _("Places") if name == "places" else _("Boundaries")
    if not report.changed:
        yield _("%(title)s: %(rows)d rows read, nothing to change.") % {"title": title, "rows": report.rows}
    else:
        text = _("%(title)s: %(rows)d rows read; this would change:") if dry else _("%(title)s: %(rows)d rows read; changed:")
        yield text % {"title": title, "rows": report.rows}
    for kind, count in report.counts.items():
        if count:
            yield f"  {COUNTS[kind]}: {count}"
            yield from (f"    {line}" for line in report.examples[kind][: FAULTS_SHOWN if dry else 3])
    if report.stranded:
        yield _("%(count)d places lie in a place that has ended: take over the lists of the levels below too.") % {
            "count": report.stranded
        }
    yield from (sentence(fault) for fault in report.faults[:FAULTS_SHOWN])
    if len(report.faults) > FAULTS_SHOWN:
        yield _("… and %(count)d more rows with faults (all of them with --json).") % {"count": len(report.faults) - FAULTS_SHOWN}
