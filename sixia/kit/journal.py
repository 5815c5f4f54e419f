"""The journal: one append-only record that is audit trail, timeline, outbox and statistics at once."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import Any, Protocol

from django.db import connection
from django.db.models import Exists, OuterRef

from sixia.kit import bulk
from sixia.kit.chain import GENESIS, canonical, commitment, entry_hash
from sixia.kit.events import Event
from sixia.kit.jobs import deliver
from sixia.kit.models import Entry, Wording


class Doer(Protocol):
    """Whoever acts: anything with a reference such as `account:7`, `voice:12` or `system`."""

    @property
    def ref(self) -> str: ...


def tell(event: Event, *, by: Doer, about: str, now: datetime, fresh: bool = False) -> Entry:
    """Write one fact at the end of the stream `about`, and a delivery per reaction, in the caller's transaction.

    `fresh` promises that the stream is new in this transaction, which saves looking for its end.
    """
    seq, prev = (0, GENESIS) if fresh else _end_of(about)
    entry, wordings = _compose(event, by=by, about=about, now=now, seq=seq + 1, prev=prev)
    entry.save(force_insert=True)
    for wording in wordings:
        wording.entry = entry
    if wordings:
        Wording.objects.bulk_create(wordings)
    deliver([entry])
    return entry


def tell_many(facts: Iterable[tuple[Event, str]], *, by: Doer, now: datetime) -> list[Entry]:
    """`tell` for many (event, stream) with a handful of statements; a stream may be given several times, in order."""
    told = list(facts)
    return _write_all(told, _ends_of({about for _event, about in told}), by=by, now=now, quiet=False)


def tell_fresh(facts: Iterable[tuple[Event, str]], *, by: Doer, now: datetime, quiet: bool = False) -> list[Entry]:
    """Write the first facts of many new streams at once: `facts` are (event, stream), each stream given once or in order.

    `quiet` writes no deliveries: for history that is brought in, to which nobody must react any more.
    """
    return _write_all(facts, {}, by=by, now=now, quiet=quiet)


def _write_all(
    facts: Iterable[tuple[Event, str]], ends: dict[str, tuple[int, str]], *, by: Doer, now: datetime, quiet: bool
) -> list[Entry]:
    entries: list[Entry] = []
    worded: list[tuple[Entry, Wording]] = []
    for event, about in facts:
        seq, prev = ends.get(about, (0, GENESIS))
        entry, words = _compose(event, by=by, about=about, now=now, seq=seq + 1, prev=prev)
        ends[about] = (entry.seq, entry.hash)
        entries.append(entry)
        worded += [(entry, wording) for wording in words]
    bulk.insert(entries)
    for entry, wording in worded:
        wording.entry = entry  # its key is known only now
    bulk.insert([wording for _entry, wording in worded])
    if not quiet:
        deliver(entries)
    return entries


def hold(*streams: str) -> None:
    """Wait until nobody else writes to these streams, and keep others out until the caller's transaction ends.

    Locks are taken in one order everywhere: first all streams an act needs, sorted, then rows. So nobody waits in a ring.
    On SQLite there is one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(stream, 0)) FROM unnest(%s::text[]) AS stream", [sorted(streams)]
            )


def hold_free(streams: Collection[str]) -> set[str]:
    """`hold` those of these streams to which nobody else writes now, without waiting; returns which these are."""
    if connection.vendor != "postgresql":
        return set(streams)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream FROM unnest(%s::text[]) AS stream WHERE pg_try_advisory_xact_lock(hashtextextended(stream, 0))",
            [sorted(streams)],
        )
        return {row[0] for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline: what was told, when, by whom, with its facts and those words that still exist."""

    id: int
    seq: int
    at: datetime
    by: str
    event: str
    facts: dict[str, Any]
    words: dict[str, str]


def timeline(stream: str, *, events: Sequence[str] = (), newest_first: bool = False) -> list[Line]:
    """The lines of one stream in order, optionally only of some events; two queries."""
    rows = Entry.objects.filter(stream=stream).order_by("-seq" if newest_first else "seq")
    if events:
        rows = rows.filter(event__in=events)
    entries = list(rows)
    words: dict[int, dict[str, str]] = {}
    for wording in Wording.objects.filter(entry__in=entries):
        words.setdefault(wording.entry_id, {})[wording.name] = wording.text
    return [_line(entry, words.get(entry.pk, {})) for entry in entries]


def entries_after(last_id: int, *, events: Sequence[str], limit: int = 1000) -> Iterator[Line]:
    """Facts told since entry `last_id`, oldest first, without their words: for incremental figures."""
    rows = Entry.objects.filter(pk__gt=last_id, event__in=events).order_by("pk")[:limit]
    for entry in rows:
        yield _line(entry, {})


def erase_words(streams: Sequence[str], *, names: Sequence[str] = ()) -> int:
    """Empty the words of these streams (all, or those of some names); the chain stays whole. Returns how many were erased."""
    rows = Wording.objects.filter(entry__stream__in=streams).exclude(text="")
    if names:
        rows = rows.filter(name__in=names)
    return rows.update(text="", salt="")


def erase_words_about(stream: str, **facts: Any) -> int:
    """Empty the words of those entries of a stream whose facts are these, such as `voice=7`; returns how many were erased."""
    entries = [entry.pk for entry in Entry.objects.filter(stream=stream) if facts.items() <= loads(entry.body).items()]
    return Wording.objects.filter(entry__in=entries).exclude(text="").update(text="", salt="")


def _line(entry: Entry, words: dict[str, str]) -> Line:
    return Line(entry.pk, entry.seq, entry.at, entry.by, entry.event, loads(entry.body), words)


def _compose(event: Event, *, by: Doer, about: str, now: datetime, seq: int, prev: str) -> tuple[Entry, list[Wording]]:
    facts, words = event.split()
    wordings = [Wording(name=name, salt=secrets.token_hex(16), text=text) for name, text in words.items()]
    body = canonical({**facts, **{w.name: {"sha256": commitment(w.salt, w.text)} for w in wordings}})
    name = type(event).__name__
    digest = entry_hash(stream=about, seq=seq, at=now, by=by.ref, event=name, body=body, prev=prev)
    return bulk.new(Entry, stream=about, seq=seq, at=now, by=by.ref, event=name, body=body, prev=prev, hash=digest), wordings


def _end_of(stream: str) -> tuple[int, str]:
    """(sequence, hash) of the stream's last entry. On PostgreSQL first waits for others who write to the same stream."""
    hold(stream)
    return Entry.objects.filter(stream=stream).order_by("-seq").values_list("seq", "hash").first() or (0, GENESIS)


def _ends_of(streams: set[str]) -> dict[str, tuple[int, str]]:
    """The same for many streams, without those that are new. All wait for each other's streams in one order."""
    hold(*streams)
    later = Entry.objects.filter(stream=OuterRef("stream"), seq__gt=OuterRef("seq"))
    last = Entry.objects.filter(~Exists(later), stream__in=streams)
    return {stream: (seq, digest) for stream, seq, digest in last.values_list("stream", "seq", "hash")}
