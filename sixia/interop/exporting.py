"""Voices, cases and the journal as files for others: streamed, without anybody's identity, harmless in a spreadsheet."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Voice
from sixia.kit.chain import instant
from sixia.kit.files import store
from sixia.kit.masking import mask
from sixia.kit.models import Entry
from sixia.places.queries import by_code
from sixia.ui.export import csv_response, xlsx_response

CHUNK: Final = 2000
MOST_IN_SHEET: Final = 1_048_575
VOICES: Final = (
    "id", "case_id", "channel", "kind", "case__category", "place__code", "place__name", "state", "heard_at", "taken_at",
    "ended_at", "anonymous", "language", "source", "secret", "text",
)  # fmt: skip
CASES: Final = (
    "id", "track", "kind", "category", "triage", "place__code", "place__name", "lat", "lon", "state", "ending", "level",
    "voices_count", "negatives", "hops", "desk__code", "lead_unit__code", "first_at", "heard_at", "dispatched_at",
    "contacted_at", "answered_at", "closed_at", "due_at", "secret", "title",
)  # fmt: skip
JOURNAL: Final = ("id", "stream", "seq", "at", "by", "event", "body", "prev", "hash")
_BEHIND_DOORS: Final = Q(restricted=True) | Q(barred=True)


class Unwritable(Exception):
    """Nothing can be exported; says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export: days are local and `until` is the last one; `place` is a code; `with_text` gives words as written."""

    what: str
    since: date | None = None
    until: date | None = None
    place: str = ""
    state: str = ""
    with_text: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The heads, how many rows there are, and the rows one by one."""

    heads: tuple[str, ...]
    count: int
    rows: Iterable[Sequence[Any]]


def sheet(wanted: Wanted) -> Sheet:
    """The rows asked for. Confidential cases, and those in which somebody is complained about, are never among them.

    There are no names, telephones, addresses or receipts. Personal numbers in texts are starred unless `with_text`, and
    always where the resident asked for secrecy. Points are rounded to about a hundred metres. Raises Unwritable.
    """
    make = {"voices": _voices, "cases": _cases, "journal": _journal}[wanted.what]
    rows, columns, finish = make(wanted)
    heads = tuple(name.replace("case__", "").replace("__", "_") for name in columns if name != "secret")
    found = rows.order_by("pk").values_list(*columns)
    cells = (finish(row) for row in found.iterator(chunk_size=CHUNK))
    if wanted.what == "voices":
        return Sheet((*heads[:-1], "files", heads[-1]), rows.count(), _with_files(cells))
    return Sheet(heads, rows.count(), cells)


def _with_files(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Each voice with the names of its files, never the files; one question per chunk."""
    for chunk in _chunks(rows):
        found = store.of(*(f"voice:{row[0]}" for row in chunk))
        for row in chunk:
            names = mask(" | ".join(file.name for file in found.get(f"voice:{row[0]}", ())))
            yield [*row[:-1], names, row[-1]]


Made = tuple[QuerySet[Any], tuple[str, ...], Callable[[tuple[Any, ...]], Sequence[Any]]]


def _voices(wanted: Wanted) -> Made:
    open_ones = Voice.objects.filter(case__restricted=False, case__barred=False)
    rows = _narrowed(open_ones, wanted, column="heard_at", path="case__place_path")
    return rows, VOICES, lambda row: [*row[:-2], row[-1] if wanted.with_text and not row[-2] else mask(row[-1])]


def _cases(wanted: Wanted) -> Made:
    rows = _narrowed(Case.objects.exclude(_BEHIND_DOORS), wanted, column="heard_at", path="place_path")
    points = [CASES.index("lat"), CASES.index("lon")]

    def finish(row: tuple[Any, ...]) -> Sequence[Any]:
        cells = list(row)
        for at in points:
            cells[at] = None if cells[at] is None else round(cells[at], 3)
        return [*cells[:-2], cells[-1]]

    return rows, CASES, finish


def _journal(wanted: Wanted) -> Made:
    if wanted.place or wanted.state or wanted.with_text:
        raise Unwritable(_("The journal can only be narrowed by --since and --until; it holds no words."))
    hidden = Case.objects.filter(_BEHIND_DOORS).values_list(Concat(Value("case:"), Cast("pk", CharField())))
    rows = _between(Entry.objects.exclude(stream__in=hidden), wanted, "at")
    return rows, JOURNAL, lambda row: [*row[:3], instant(row[3]), *row[4:]]


def _narrowed(rows: QuerySet[Any], wanted: Wanted, *, column: str, path: str) -> QuerySet[Any]:
    if wanted.place:
        place = by_code(wanted.place, timezone.localdate())
        if place is None:
            raise Unwritable(_("There is no place with the code “%(code)s”.") % {"code": wanted.place})
        rows = rows.filter(**{f"{path}__gte": place.path, f"{path}__lt": place.path + "~"})
    if wanted.state:
        known = rows.model.FLOW.states
        if wanted.state not in known:
            sentence = _("“%(state)s” is not a state. Known are: %(known)s.")
            raise Unwritable(sentence % {"state": wanted.state, "known": ", ".join(known)})
        rows = rows.filter(state=wanted.state)
    return _between(rows, wanted, column)


def _between(rows: QuerySet[Any], wanted: Wanted, column: str) -> QuerySet[Any]:
    if wanted.since:
        rows = rows.filter(**{f"{column}__gte": _start(wanted.since)})
    if wanted.until:
        rows = rows.filter(**{f"{column}__lte": datetime.combine(wanted.until, time.max, timezone.get_current_timezone())})
    return rows


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def write(path: Path, what: Sheet) -> None:
    """Write the rows by the file's ending: .csv, .xlsx, .jsonl, or .parquet where pyarrow is installed.

    The file takes its name only when it is complete. Raises Unwritable.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Unwritable(_("%(file)s: only .csv, .xlsx, .jsonl and .parquet can be written.") % {"file": path.name})
    part = path.with_name(path.name + ".part")
    try:
        writer(part, what)
        part.replace(path)
    except OSError as error:
        raise Unwritable(_("%(file)s cannot be written: %(reason)s.") % {"file": path, "reason": error}) from error
    finally:
        part.unlink(missing_ok=True)


def _csv(path: Path, what: Sheet) -> None:
    _spool(path, csv_response("export", what.heads, what.rows))


def _xlsx(path: Path, what: Sheet) -> None:
    if what.count > MOST_IN_SHEET:
        raise Unwritable(_("%(count)d rows are more than a sheet can hold. Export as CSV.") % {"count": what.count})
    _spool(path, xlsx_response("export", what.heads, what.rows))


def _spool(path: Path, response: Any) -> None:
    """Write what would be sent; closing the response would tell Django to end the connection, so it is left open."""
    with path.open("wb") as out:
        for chunk in response.streaming_content:
            out.write(chunk)


def _jsonl(path: Path, what: Sheet) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in what.rows:
            cells = {head: _plain(cell) for head, cell in zip(what.heads, row, strict=True)}
            out.write(json.dumps(cells, ensure_ascii=False) + "\n")


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, datetime | date) else cell


def _parquet(path: Path, what: Sheet) -> None:
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ModuleNotFoundError as error:
        raise Unwritable(
            _("Parquet files need pyarrow: pip install --require-hashes -r requirements/analytics.txt. Or export as CSV.")
        ) from error
    schema = pyarrow.schema([(head, _arrow_type(pyarrow, head)) for head in what.heads])
    with ParquetWriter(path, schema) as out:
        for rows in _chunks(what.rows):
            columns = {head: [row[at] for row in rows] for at, head in enumerate(what.heads)}
            out.write_table(pyarrow.table(columns, schema=schema))


def _arrow_type(pyarrow: Any, head: str) -> Any:
    if head.endswith("_at"):
        return pyarrow.timestamp("us", tz="UTC")
    if head in ("id", "case_id", "seq", "level", "voices_count", "negatives", "hops"):
        return pyarrow.int64()
    if head in ("lat", "lon"):
        return pyarrow.float64()
    return pyarrow.bool_() if head == "anonymous" else pyarrow.string()


def _chunks(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    chunk: list[Sequence[Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


_WRITERS: Final = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl, ".parquet": _parquet}
