"""The walk through a file: shape, leave out what is known, write in batches, and keep what was left out with its reason."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TextIO

from django.utils.translation import gettext as _

from sixia.cases.actions import check
from sixia.interop.importing.cells import text_of
from sixia.interop.importing.files import LINE, SENTENCE, Table
from sixia.interop.importing.keeping import Errand, Stored, keep
from sixia.interop.importing.shaping import Fault, Shaper
from sixia.kit.flow import Refused
from sixia.ui.export import FORMULA_STARTS, harmless

BATCH: Final = 1000
FAULTS_KEPT: Final = 20


@dataclass(slots=True)
class Report:
    """What became of the rows; `notes` counts corrections, `faults` holds the first (line, sentence) pairs."""

    rows: int = 0
    open: int = 0
    closed: int = 0
    answers: int = 0
    known: int = 0
    twice: int = 0
    left_out: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str]] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many voices came in."""
        return self.open + self.closed

    def add(self, done: Stored) -> None:
        """Count what became of a batch."""
        self.open += done.open
        self.closed += done.closed
        self.answers += done.answers
        self.known += done.known


def walk(table: Table, shaper: Shaper, errand: Errand, leave_out: "LeftOut", *, progress: Callable[[int], Any]) -> Report:
    """Take every row in, or leave it out with its reason. Each batch is one transaction: what is in stays in.

    A second walk over the same file goes on where the first was stopped, because what is there already is passed over.
    """
    report = Report(notes=shaper.notes)
    seen: set[str] = set()
    for rows in _batches(table.rows):
        shaped = []
        for line, raw in rows:
            try:
                voice = shaper.shape(_unguarded(raw))
                check(voice)
            except (Fault, Refused) as error:
                _leave(report, leave_out, line, raw, str(error))
                continue
            if voice.source_id in seen:
                report.twice += 1
                continue
            seen.add(voice.source_id)
            shaped.append(voice)
        report.rows += len(rows)
        report.add(keep(errand, shaped))
        progress(len(rows))
    return report


def _leave(report: Report, leave_out: "LeftOut", line: int, raw: dict[str, Any], sentence: str) -> None:
    report.left_out += 1
    if len(report.faults) < FAULTS_KEPT:
        report.faults.append((line, sentence))
    leave_out.add(line, sentence, raw)


def _batches(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[list[tuple[int, dict[str, Any]]]]:
    batch: list[tuple[int, dict[str, Any]]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _unguarded(raw: dict[str, Any]) -> dict[str, Any]:
    """A row of a file of left-out rows as it was before its cells were made harmless for spreadsheets."""
    if SENTENCE not in raw:
        return raw
    return {name: cell[1:] if _is_guarded(cell) else cell for name, cell in raw.items() if name not in (LINE, SENTENCE)}


def _is_guarded(cell: Any) -> bool:
    return isinstance(cell, str) and cell.startswith("'") and cell[1:].lstrip(" ").startswith(FORMULA_STARTS)


class LeftOut:
    """The file of left-out rows: line number, sentence, and all original columns; made only when there is one."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self.path = path
        self._columns = [name for name in columns if name not in (LINE, SENTENCE)]
        self._file: TextIO | None = None
        self._writer: Any = None

    def add(self, line: int, sentence: str, raw: dict[str, Any]) -> None:
        """Keep one row."""
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            self._writer = csv.writer(self._file)
            self._writer.writerow([LINE, SENTENCE, *self._columns])
        plain = _unguarded(raw)
        self._writer.writerow([line, sentence, *(harmless(text_of(plain.get(name))) for name in self._columns)])

    def close(self) -> bool:
        """Finish the file; whether there is one."""
        if self._file is not None:
            self._file.close()
        return self._file is not None


NOTES: Final = {
    "place": lambda: _("place not found; what was written is kept, the case lies with the desk"),
    "category": lambda: _("category not known to the rules; left open"),
    "default": lambda: _("category not in the map's table; the default was taken"),
    "control": lambda: _("control characters were dropped from the text"),
    "closing": lambda: _("closed, but without a date; the time it was said stands for it"),
    "day": lambda: _("answered or closed on the day it was said, without a time; the time it was said stands for it"),
    "point": lambda: _("the point 0, 0 was passed over"),
}
