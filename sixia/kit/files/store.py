"""Kept files: held while a form is being filled in, attached to a thing, read, erased, swept. Knows no room and no request."""

import logging
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.kit.crypto import ring
from sixia.kit.events import Event, Witness
from sixia.kit.files import kinds, vault
from sixia.kit.files.pictures import TooManyPixels, Unreadable, reads_heic, rewritten
from sixia.kit.flow import Refused
from sixia.kit.journal import Doer, tell
from sixia.kit.models import StoredFile

HELD_FOR: Final = timedelta(days=1)
"""A file that was handed in with a form that never came to its end is dropped after this long."""
FORMS_WAITING: Final = 40
"""How many full forms may wait for their end at a time, in all."""
HELD_AT_LEAST: Final = timedelta(hours=1)
"""Where that many wait, those that have waited for longer than this make room: whoever fills it shuts nobody out for a day."""


NO_ROOM: Final = gettext_lazy("No files can be taken at the moment. Send your words now, and add the files later.")
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class FileKept(Event):
    """A file was attached to a thing; the journal commits to its bytes. `shared`: it goes to those outside the office."""

    file: int
    on: str
    kind: str
    size: int
    shared: bool
    content: Witness


@dataclass(frozen=True, kw_only=True)
class FileErased(Event):
    """A file's bytes and name were erased; that it was there stays on record."""

    file: int
    on: str


@dataclass(frozen=True, slots=True)
class Looked:
    """An upload that was looked at: what is kept of it (pictures written anew), its kind and its name."""

    name: str
    kind: str
    content: bytes


def hold(raw: bytes, *, name: str, allowed: Collection[str], by: Doer, now: datetime) -> StoredFile:
    """Keep the bytes of an upload until its form is through: checked, pictures written anew, sealed on the disk.

    `allowed` are kinds of `kinds`. Raises Refused (guard) with a sentence for whoever chose the file.
    """
    return keep(look(raw, name=name, allowed=allowed), by=by, now=now)


def look(raw: bytes, *, name: str, allowed: Collection[str]) -> Looked:
    """The first half of `hold`, which takes long and writes nothing: for callers that hold what others wait for."""
    shown = kinds.safe_name(name, kinds.JPEG).removesuffix(".jpg") or _("file")
    kind, content = _checked(raw, shown, allowed)
    return Looked(kinds.safe_name(name, kind) or _("file") + kinds.ENDINGS[kind], kind, content)


def keep(looked: Looked, *, by: Doer, now: datetime) -> StoredFile:
    """The second half of `hold`: sealed on the disk. Raises Refused where there is no room."""
    content = looked.content
    _room_left(len(content), now)
    ticket = vault.new_name()
    try:
        vault.put(ticket, content)
    except OSError as error:
        log.exception("No file can be written.")
        raise _refused(NO_ROOM) from error
    return StoredFile.objects.create(
        ticket=ticket,
        name=looked.name,
        kind=looked.kind,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        salt=secrets.token_hex(16),
        by=by.ref,
        at=now,
    )


def _checked(raw: bytes, shown: str, allowed: Collection[str]) -> tuple[str, bytes]:
    """(kind, bytes to keep) of an upload. Raises Refused."""
    most = settings.ENV.file_megabytes
    if not raw:
        raise _refused(_("“%(name)s” is empty. Choose it again.") % {"name": shown})
    if len(raw) > most * 1024 * 1024:
        raise _refused(_("“%(name)s” is larger than %(most)d MB. Choose a smaller one.") % {"name": shown, "most": most})
    kind = kinds.kind_of(raw)
    if kind == kinds.HEIC and kind in allowed and not reads_heic():
        sentence = _("“%(name)s” is an HEIC picture, which cannot be read here. Send a screenshot of it, or save it as JPEG.")
        raise _refused(sentence % {"name": shown})
    if kind not in allowed:
        raise _refused(_sentence(allowed) % {"name": shown})
    if kind not in kinds.PICTURES:
        return kind, raw
    try:
        return kinds.JPEG, rewritten(raw)
    except TooManyPixels as error:
        sentence = _("“%(name)s” has too many pixels. Take the picture again with a lower setting, or send a screenshot of it.")
        raise _refused(sentence % {"name": shown}) from error
    except Unreadable as error:
        raise _refused(_("“%(name)s” is damaged: the picture cannot be read. Choose it again.") % {"name": shown}) from error


def _room_left(more: int, now: datetime) -> None:
    """Nobody fills the disk with forms that are never sent. Raises Refused."""
    most = FORMS_WAITING * settings.ENV.files_each * settings.ENV.file_megabytes * 1024 * 1024
    full = _waiting() + more > most
    if full:
        _drop_waiting(now - HELD_AT_LEAST)
        full = _waiting() + more > most
    if full or not vault.has_room():
        raise _refused(NO_ROOM)


def _waiting() -> int:
    """Bytes that wait for their form."""
    return StoredFile.objects.filter(about="").aggregate(size=Sum("size"))["size"] or 0


def _sentence(allowed: Collection[str]) -> str:
    if kinds.WORD in allowed:
        return _("“%(name)s” is none of: JPEG, PNG or WebP picture, PDF, Word (.docx) or Excel (.xlsx) without macros.")
    if kinds.PDF in allowed:
        return _("“%(name)s” is neither a picture (JPEG, PNG, WebP) nor a PDF. Take a photo of it instead.")
    return _("“%(name)s” is no picture (JPEG, PNG, WebP).")


def _refused(sentence: str | Promise) -> Refused:
    return Refused("guard", sentence, move="hold")


def held(tickets: Iterable[str]) -> list[StoredFile]:
    """The files of these tickets that are not attached yet, in the order of the tickets; no query without tickets."""
    wanted = list(dict.fromkeys(tickets))
    if not wanted:
        return []
    rows = {row.ticket: row for row in StoredFile.objects.filter(ticket__in=wanted, about="")}
    return [rows[ticket] for ticket in wanted if ticket in rows]


def lost(tickets: Collection[str]) -> int:
    """How many of these tickets name no file any more, since it waited for its form too long."""
    wanted = set(tickets)
    return len(wanted) - StoredFile.objects.filter(ticket__in=wanted).count() if wanted else 0


def attach(tickets: Sequence[str], *, about: str, stream: str, by: Doer, now: datetime, shared: bool = False) -> list[StoredFile]:
    """Attach held files to the thing `about` (such as `thing:7`), told in the journal's `stream`; tickets that hold nothing
    any more are passed over. Whoever has a ticket may attach its file, once. Without tickets, no question is asked."""
    if not tickets:
        return []
    with transaction.atomic():
        return _attached(tickets, about=about, stream=stream, by=by, now=now, shared=shared)


def _attached(tickets: Sequence[str], *, about: str, stream: str, by: Doer, now: datetime, shared: bool) -> list[StoredFile]:
    kept = []
    for row in held(tickets):
        mine = StoredFile.objects.filter(pk=row.pk, about="")
        if not mine.update(about=about, shared=shared, by=by.ref, at=now):
            continue
        row.about, row.shared, row.by, row.at = about, shared, by.ref, now
        content = Witness(row.salt, row.sha256)
        event = FileKept(file=row.pk, on=about, kind=row.kind, size=row.size, shared=shared, content=content)
        tell(event, by=by, about=stream, now=now)
        kept.append(row)
    return kept


def of(*about: str) -> dict[str, list[StoredFile]]:
    """The files of these things, by thing, in the order they came; one query, none without things."""
    found: dict[str, list[StoredFile]] = {}
    if about:
        for row in StoredFile.objects.filter(about__in=about, erased_at=None).order_by("pk"):
            found.setdefault(row.about, []).append(row)
    return found


def content(row: StoredFile) -> bytes:
    """The bytes of a kept file, exactly those that the journal committed to. Raises FileBroken."""
    raw = vault.get(row.ticket)
    if sha256(raw).hexdigest() != row.sha256:
        raise vault.FileBroken(_("The file was changed on the disk."))
    return raw


@transaction.atomic
def erase(about: Collection[str], *, stream: str, by: Doer, now: datetime) -> int:
    """Erase the files of these things: bytes, name and digest go, and the journal says that they went. Returns how many."""
    rows = list(StoredFile.objects.filter(about__in=about, erased_at=None).order_by("pk"))
    for row in rows:
        StoredFile.objects.filter(pk=row.pk).update(name="", sha256="", salt="", size=0, erased_at=now)
        tell(FileErased(file=row.pk, on=row.about), by=by, about=stream, now=now)
        transaction.on_commit(lambda ticket=row.ticket: vault.drop(ticket))  # type: ignore[misc]  # bound now, run later
    return len(rows)


def sweep(now: datetime) -> int:
    """Drop files held for longer than a day, and bytes that no row names; returns how many went."""
    gone = _drop_waiting(now - HELD_FOR)
    orphans = 0
    for shelf in vault.names(older_than=(now - HELD_FOR).timestamp()):
        known = set(StoredFile.objects.filter(ticket__in=shelf, erased_at=None).values_list("ticket", flat=True))
        for name in set(shelf) - known:
            vault.drop_part(name)
            orphans += 1
    return gone + orphans


def _drop_waiting(since: datetime) -> int:
    """Drop files that have waited for their form since before then; returns how many went."""
    late = StoredFile.objects.filter(about="", at__lt=since)
    gone = list(late.values_list("ticket", flat=True))
    late.delete()
    attached = set(StoredFile.objects.filter(ticket__in=gone).values_list("ticket", flat=True))
    for ticket in set(gone) - attached:
        vault.drop(ticket)
    return len(set(gone) - attached)


def reseal() -> int:
    """Seal anew every file that is not under the current key; returns how many were. Raises FileBroken."""
    count = 0
    for ticket in StoredFile.objects.filter(erased_at=None).order_by("pk").values_list("ticket", flat=True).iterator(500):
        if vault.is_stale(ticket, ring()):
            vault.put(ticket, vault.get(ticket))
            count += 1
    return count
