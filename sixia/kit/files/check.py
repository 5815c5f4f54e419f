"""Whether every kept file still is what the journal committed to: reads all of them once, in pieces."""

from collections.abc import Callable, Iterator
from json import loads
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.kit.chain import commitment
from sixia.kit.files import vault
from sixia.kit.files.store import content
from sixia.kit.models import Entry, StoredFile
from sixia.kit.proof import Fault

CHUNK: Final = 500


def altered_files(progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """A fault for each attached file whose row or bytes are missing or differ from the commitment.

    Erased ones are no fault while the journal says that they were erased.
    """
    gone = {loads(body)["file"] for body in Entry.objects.filter(event="FileErased").values_list("body", flat=True)}
    last, read = 0, 0
    while entries := list(Entry.objects.filter(pk__gt=last, event="FileKept").order_by("pk")[:CHUNK]):
        facts = [(entry, loads(entry.body)) for entry in entries]
        rows = StoredFile.objects.in_bulk([body["file"] for _entry, body in facts])
        for entry, body in facts:
            sentence = "" if body["file"] in gone else _fault(rows.get(body["file"]), body)
            if sentence:
                yield Fault("file", f"{entry.stream} #{entry.seq}", sentence)
        last, read = entries[-1].pk, read + len(entries)
        if progress:
            progress(read)


def _fault(row: StoredFile | None, body: dict[str, Any]) -> str:
    """What is wrong with a file, in a sentence; "" when it is whole."""
    named = {"number": body["file"], "name": row.name if row else "–", "path": row.ticket if row else "–"}
    if row is None or row.erased_at is not None or row.about != body["on"] or row.shared != body["shared"]:
        return _("The entry of file %(number)d (%(name)s) was removed or altered.") % named
    if commitment(row.salt, row.sha256) != body["content"]["witness"]:
        return _("File %(number)d (%(name)s) is not the one that was handed in.") % named
    try:
        content(row)
    except vault.FileBroken as broken:
        return _("File %(number)d (%(name)s, %(path)s): %(why)s") % {**named, "why": broken}
    return ""
