"""What is said at the end of an import, for people and for machines."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from sixia.interop.importing.walking import NOTES, Report


def as_text(report: Report, *, dry: bool, kept: Path | None, seconds: float) -> str:
    """The report for people, a line for each thing worth knowing."""
    return "\n".join(_lines(report, dry=dry, kept=kept, seconds=seconds)) + "\n"


def as_json(report: Report | Mapping[str, Any], *, dry: bool = False, kept: Path | None = None, seconds: float = 0) -> str:
    """The report, or a bare failure, on one line for machines."""
    if not isinstance(report, Report):
        return json.dumps(report, ensure_ascii=False) + "\n"
    counts = {
        name: getattr(report, name) for name in ("rows", "taken", "open", "closed", "answers", "known", "twice", "left_out")
    }
    faults = [{"line": line, "sentence": sentence} for line, sentence in report.faults]
    rest = {"notes": dict(report.notes), "faults": faults, "errors": str(kept) if kept else None}
    return json.dumps({"dry_run": dry, **counts, **rest, "seconds": round(seconds, 1)}, ensure_ascii=False) + "\n"


def _lines(report: Report, *, dry: bool, kept: Path | None, seconds: float) -> Iterator[str]:
    head = (
        _("%(rows)d rows checked; %(taken)d voices would come in:") if dry else _("%(rows)d rows read; %(taken)d voices came in:")
    )
    yield head % {"rows": report.rows, "taken": report.taken}
    yield "  " + _("%(count)d open, to be dispatched") % {"count": report.open}
    yield "  " + _("%(count)d closed in the older system, without clocks and verdicts") % {"count": report.closed}
    yield "  " + _("%(count)d with an answer") % {"count": report.answers}
    if report.known:
        yield _("%(count)d were here already and were passed over.") % {"count": report.known}
    if report.twice:
        yield _("%(count)d stand in the file more than once; the first was taken.") % {"count": report.twice}
    for name, count in sorted(report.notes.items()):
        yield f"{count}: {NOTES[name]()}"
    yield from _left_out(report, kept)
    if seconds > 0:
        yield _("%(seconds).1f seconds, %(rate)d rows a second.") % {"seconds": seconds, "rate": report.rows / seconds}


def _left_out(report: Report, kept: Path | None) -> Iterator[str]:
    if not report.left_out:
        return
    yield _("%(count)d rows were left out:") % {"count": report.left_out}
    for line, sentence in report.faults:
        yield "  " + _("Line %(line)d: %(sentence)s") % {"line": line, "sentence": sentence}
    if report.left_out > len(report.faults):
        yield "  …"
    if kept:
        yield _("All of them are in %(file)s. Correct them there and import that file with the same map.") % {"file": kept}
