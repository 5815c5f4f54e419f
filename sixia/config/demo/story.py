"""One case's life composed in memory by the lifecycles' own tables, and many of them written at once.

Rows and journal entries are those that the rooms' actions make; a test compares the two.
"""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from sixia.cases.models import Answer, Case, Contact, Verdict, Voice
from sixia.cases.rules import SEARCH_KIND
from sixia.kit import bulk, clocks, search
from sixia.kit.chain import GENESIS, canonical, commitment, entry_hash
from sixia.kit.clocks import ClockBreached, ClockWarned, Limit
from sixia.kit.events import Event
from sixia.kit.models import Clock, Entry, Moving, Wording
from sixia.orders.models import Order
from sixia.people.actors import Actor

Make = Callable[[], Event]


@dataclass(slots=True)
class Told:
    """A fact that will be written once its rows have their keys."""

    at: datetime
    by: Actor | str | Voice
    make: Make

    @property
    def ref(self) -> str:
        """How the journal names the doer."""
        if isinstance(self.by, Voice):
            return f"voice:{self.by.pk}"
        return self.by if isinstance(self.by, str) else self.by.ref


@dataclass
class Story:
    """One case with everything that belongs to it, not written yet."""

    case: Case
    voices: list[Voice] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    clocks: list[tuple[Clock, Moving]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many voices it has."""
        return len(self.voices)

    def ended(self, voice: int) -> bool:
        """Whether this voice has come to its end."""
        return self.voices[voice].state in Voice.FLOW.ends

    def anonymous(self, voice: int) -> bool:
        """Whether nobody can be called."""
        return self.voices[voice].anonymous

    def tell(self, at: datetime, by: Actor | str | Voice, make: Make) -> None:
        """Note a fact."""
        self.told.append(Told(at, by, make))

    def start(self, thing: Moving, kind: str, limit: Limit, now: datetime) -> None:
        """Start a clock on the case or an order."""
        self.clocks.append((clocks.build("", "", kind, limit, now), thing))

    def stop(self, thing: Moving, kinds: Collection[str], now: datetime) -> None:
        """Stop the thing's clocks of these kinds, after the sweep has told what it would have told."""
        for clock, owner in self.clocks:
            if owner is thing and clock.kind in kinds and clock.stopped_at is None:
                self._sweep(clock, owner, now)
                clock.stopped_at, clock.look_at = now, None

    def _sweep(self, clock: Clock, owner: Moving, now: datetime) -> None:
        def facts() -> dict[str, str]:
            return {"owner": owner.key, "clock": clock.kind, "due": clock.due_at.isoformat()}

        if clock.warn_at is not None and clock.warn_at <= now and clock.warn_at < clock.due_at:
            clock.warned_at = clock.warn_at
            self.tell(clock.warn_at, "system", lambda: ClockWarned(**facts()))
        if clock.due_at <= now:
            clock.breached_at = clock.due_at
            self.tell(clock.due_at, "system", lambda: ClockBreached(**facts()))

    def move(
        self,
        thing: Moving,
        name: str,
        role: str,
        now: datetime,
        *,
        by: Actor | str | Voice,
        make: Make,
        given: Mapping[str, Any] | None = None,
        changes: Mapping[str, Any] | None = None,
        limits: Mapping[str, Limit | None] | None = None,
    ) -> None:
        """A row of the lifecycle's table, as `kit.advance` makes it."""
        row = thing.FLOW.check(name, state=thing.state, roles={role}, given=given or {}, thing=thing)
        self.stop(thing, row.stops, now)
        for kind, limit in (limits or {}).items():
            if limit is not None:
                self.start(thing, kind, limit, now)
        for column, value in {**(changes or {}), "state": row.target or thing.state}.items():
            setattr(thing, column, value)
        thing.version += 1
        self.tell(now, by, make)


def write(stories: Sequence[Story]) -> None:
    """Write them all: rows first, so that they have keys, then what the journal tells of them. In an open transaction."""
    cases = [story.case for story in stories]
    voices = [voice for story in stories for voice in story.voices]
    _insert(cases)
    _insert(voices)
    orders = [order for story in stories for order in _named(story)]
    _insert(orders)
    _insert([answer for story in stories for answer in story.answers])
    _insert([verdict for story in stories for verdict in story.verdicts])
    _insert([contact for story in stories for contact in story.contacts])
    for story in stories:
        for clock, thing in story.clocks:
            clock.owner, clock.stream = thing.key, story.case.key
    bulk.insert([clock for story in stories for clock, _thing in story.clocks])
    search.index_many(SEARCH_KIND, [(voice.pk, voice.text) for voice in voices], fresh=True)
    entries = [pair for story in stories for pair in _chained(story)]
    entries.sort(key=lambda pair: pair[0].at)
    bulk.insert([entry for entry, _words in entries])
    bulk.insert([_under(entry, word) for entry, words in entries for word in words])


def _named(story: Story) -> Iterable[Order]:
    for order in story.orders:
        order.matter_id, order.matter_open = story.case.pk, story.case.open
        yield order


def _insert(rows: list[Any]) -> None:
    """Insert rows whose relations have been inserted since they were made."""
    for row in rows:
        _bind(row)
    bulk.insert(rows)


def _bind(row: Model) -> None:
    columns: Sequence[Any] = row._meta.concrete_fields
    for column in columns:
        other = column.get_cached_value(row, default=None) if column.is_relation else None
        if other is not None:
            row.__dict__[column.attname] = other.pk  # set the plain way, the row would forget the other one


def _chained(story: Story) -> list[tuple[Entry, list[Wording]]]:
    about, prev = story.case.key, GENESIS
    out = []
    for seq, fact in enumerate(sorted(story.told, key=lambda fact: fact.at), 1):
        event = fact.make()
        facts, words = event.split()
        wordings = [Wording(name=name, salt=secrets.token_hex(16), text=text) for name, text in words.items()]
        body = canonical({**facts, **{w.name: {"sha256": commitment(w.salt, w.text)} for w in wordings}})
        chain: dict[str, Any] = {"stream": about, "seq": seq, "at": fact.at, "by": fact.ref}
        chain |= {"event": type(event).__name__, "body": body, "prev": prev}
        entry = Entry(hash=entry_hash(**chain), **chain)
        prev = entry.hash
        out.append((entry, wordings))
    return out


def _under(entry: Entry, wording: Wording) -> Wording:
    wording.entry = entry
    return wording
