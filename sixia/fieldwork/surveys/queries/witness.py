"""Whether filled forms still are what the journal committed to when they came in: reads only."""

from collections.abc import Callable, Iterator
from json import loads
from typing import Final

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.models import Submission
from sixia.fieldwork.surveys.rules.promised import promised
from sixia.kit.chain import commitment
from sixia.kit.crypto import SealBroken
from sixia.kit.models import Entry
from sixia.kit.proof import Fault

CHUNK: Final = 1000


def altered_forms(progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """A fault for each filled form that is missing or whose answers, open or sealed, differ from the commitment; in pieces."""
    last, read = 0, 0
    while entries := list(Entry.objects.filter(pk__gt=last, event="FormFilled").order_by("pk")[:CHUNK]):
        facts = [(entry, loads(entry.body)) for entry in entries]
        rows = _rows([body["submission"] for _entry, body in facts])
        for entry, body in facts:
            row = rows.get(body["submission"])
            if row is None or commitment(row.salt, promised(row.answers, row.sealed)) != body["answers"]["witness"]:
                what = _("The answers of filled form %(number)d are not those that came in.") % {"number": body["submission"]}
                yield Fault("answers", f"{entry.stream} #{entry.seq}", what)
        last, read = entries[-1].pk, read + len(entries)
        if progress:
            progress(read)


def _rows(wanted: list[int]) -> dict[int, Submission]:
    """Those that are there and open; where a seal is broken, each alone, so that only the broken one is missing."""
    rows = Submission.objects.only("salt", "answers", "sealed")
    try:
        return rows.in_bulk(wanted)
    except SealBroken:
        return {pk: row for pk in wanted for row in _one(pk)}


def _one(pk: int) -> list[Submission]:
    try:
        return list(Submission.objects.only("salt", "answers", "sealed").filter(pk=pk))
    except SealBroken:
        return []
