"""Fills the throw-away installation: the rows that the product itself would have written, a thousand times faster."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from json import dumps
from random import Random
from typing import Any, Final

from django.db import connection, transaction

from sixia.cases import norms
from sixia.cases.actions.hear import passcode_index
from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.cases.rules import SEARCH_KIND, new_receipt, title_of
from sixia.catalog.rules.rows import CategoryRow
from sixia.config.bench.bulk import Bulk, in_a_hurry, renumber, stamp
from sixia.config.bench.county import County, town_of
from sixia.config.bench.lives import Life, life
from sixia.config.bench.story import Story, chapters
from sixia.config.bench.words import sentence
from sixia.kit import search
from sixia.kit.crypto import blind_index, ring, seal
from sixia.kit.models import Clock, Entry
from sixia.orders.models import Order
from sixia.people.models import Unit
from sixia.places.models import Place

CHUNK: Final = 10_000
PASSCODE: Final = "000000"
ANSWER: Final = "已到现场核实并处理完毕，联系人为演示·经办，后续每周回看一次，如再出现请拨打热线。"
CASE = [
    "id",
    "state",
    "version",
    "edition_id",
    "kind",
    "category",
    "triage",
    "title",
    "place_id",
    "place_path",
    "desk_id",
    "lead_unit_id",
    "restricted",
    "secret",
    "public",
    "open",
    "ending",
    "first_at",
    "heard_at",
    "dispatched_at",
    "contacted_at",
    "answered_at",
    "closed_at",
    "due_at",
]
VOICE = [
    "id",
    "state",
    "case_id",
    "receipt",
    "passcode",
    "kind",
    "channel",
    "text",
    "salt",
    "place_id",
    "name",
    "phone",
    "phone_index",
    "wants",
    "secret",
    "anonymous",
    "heard_at",
    "taken_at",
    "asked_at",
    "callback_at",
    "ended_at",
]
ORDER = [
    "id",
    "state",
    "version",
    "matter_kind",
    "matter_id",
    "unit_id",
    "part",
    "brief",
    "norms",
    "place_path",
    "restricted",
    "open",
    "matter_open",
    "issued_at",
    "accepted_at",
    "ended_at",
    "due_at",
]
CLOCK = [
    "owner",
    "stream",
    "kind",
    "calendar",
    "amount",
    "unit",
    "started_at",
    "due_at",
    "warn_at",
    "look_at",
    "warned_at",
    "breached_at",
    "stopped_at",
]
ENTRY = ["id", "stream", "seq", "at", "by", "event", "body", "prev", "hash"]
ANSWERS = ["id", "case_id", "kind", "state", "text", "salt", "unit_id", "author_id", "made_at", "sent_at"]
VERDICT = ["voice_id", "case_id", "answer_id", "unit_id", "number", "solved", "satisfied", "decent", "agree", "channel", "at"]


@dataclass(slots=True)
class Batch:
    """Rows waiting to be written, by table."""

    case: list[Any] = field(default_factory=list)
    voice: list[Any] = field(default_factory=list)
    order: list[Any] = field(default_factory=list)
    clock: list[Any] = field(default_factory=list)
    entry: list[Any] = field(default_factory=list)
    answer: list[Any] = field(default_factory=list)
    verdict: list[Any] = field(default_factory=list)
    text: list[tuple[int, str]] = field(default_factory=list)

    def write(self) -> None:
        """Write everything, in one transaction."""
        with transaction.atomic():
            Bulk(Case, *CASE).write(self.case)
            Bulk(Voice, *VOICE).write(self.voice)
            Bulk(Order, *ORDER).write(self.order)
            Bulk(Clock, *CLOCK).write(self.clock)
            Bulk(Entry, *ENTRY).write(self.entry)
            Bulk(Answer, *ANSWERS).write(self.answer)
            Bulk(Verdict, *VERDICT).write(self.verdict)
            search.index_many(SEARCH_KIND, self.text, fresh=True)


def fill(county: County, size: int, *, now: datetime, progress: Callable[[int], None]) -> None:
    """Write `size` cases, one voice each, over three years up to `now`; tells how many are done."""
    scribe = Scribe(county, size, now)
    with in_a_hurry():
        for start in range(1, size + 1, CHUNK):
            batch = Batch()
            for number in range(start, min(start + CHUNK, size + 1)):
                scribe.compose(batch, life(number, size, now))
            batch.write()
            progress(min(start + CHUNK - 1, size))
    renumber([Case, Voice, Order, Clock, Entry, Answer, Verdict])
    connection.close()


class Scribe:
    """Composes all rows of one case after the other; keeps the numbers that run through."""

    def __init__(self, county: County, size: int, now: datetime) -> None:
        self.county, self.now, self.ring = county, now, ring()
        self.callers = max(1, size // 3)
        self.leaves = [row for row in county.book.categories() if not county.book.children(row.code) and not row.restricted]
        self.desk = county.units["hotline"]
        self.orders, self.entries, self.answers = count(1), count(_last(Entry) + 1), count(1)
        self.owner_of = {place.pk: town_of(county, place.path) for place in county.villages}
        self.norms: dict[str, str] = {}
        self.receipts: set[str] = set()

    def compose(self, batch: Batch, one: Life) -> None:
        """Add every row of one case to the batch."""
        luck = Random(one.number)
        place, row = luck.choice(self.county.villages), luck.choice(self.leaves)
        unit = self.owner_of[place.pk] if luck.random() < 0.4 else luck.choice(self.county.offices)
        text = sentence(one.number, self._address(place), luck.choice(row.synonyms or (str(row.name),)))
        salt, receipt = secrets.token_hex(16), self._receipt()
        batch.case.append(self._case(one, place, row, unit, text))
        batch.voice.append(self._voice(one, place, text, salt, receipt))
        batch.text.append((one.number, text))
        orders = [next(self.orders)] if one.order else []
        if orders:
            batch.order.append(self._order(orders[0], one, place, row, unit, "lead"))
            if one.assisted:
                orders.append(next(self.orders))
                batch.order.append(self._order(orders[1], one, place, row, self._helper(unit), "assisting"))
        batch.clock += self._clocks(one, orders)
        if one.told:
            self._tell(batch, Story(one, receipt, salt, text, row.code, unit.pk, orders), unit)

    def _case(self, one: Life, place: Place, row: CategoryRow, unit: Unit, text: str) -> tuple[Any, ...]:
        restricted = one.kind == "accusation"
        heard, sent = stamp(one.heard), stamp(one.dispatched)
        return (
            *(one.number, one.state, 1 if one.state == "heard" else 4, self.county.book.edition, one.kind),
            *(row.code if one.order else "", row.triage or "must", title_of(text), place.pk, place.path, self.desk.pk),
            *(unit.pk if one.order else None, restricted, one.secret or restricted),
            *(bool(row.public and one.order and not one.secret and not restricted), one.open, one.ending, heard, heard, sent),
            *(sent, stamp(one.answered), stamp(one.closed), stamp(one.due)),
        )

    def _voice(self, one: Life, place: Place, text: str, salt: str, receipt: str) -> tuple[Any, ...]:
        phone = f"138{one.number % self.callers:08d}" if one.has_phone else ""
        state = {"closed": "agreed", "answered": "asked", "supervised": "disputed"}.get(one.state, "open")
        asked = stamp(one.answered) if state != "open" else None
        call = stamp(one.answered + timedelta(days=7)) if state == "asked" and one.answered else None
        return (
            *(one.number, state, one.number, receipt, passcode_index(receipt, PASSCODE), one.kind, one.channel, text, salt),
            *(place.pk, seal("演示" if phone else "", ring=self.ring, field="cases.voice.name")),
            *(seal(phone, ring=self.ring, field="cases.voice.phone"), blind_index("phone", phone, self.ring)),
            *("sms" if phone else "none", one.secret, not phone, stamp(one.heard), stamp(one.heard), asked, call),
            stamp(one.closed),
        )

    def _order(self, pk: int, one: Life, place: Place, row: CategoryRow, unit: Unit, part: str) -> tuple[Any, ...]:
        alive = one.order in ("issued", "accepted", "refused")
        issued = stamp(one.dispatched)
        accepted = None if one.order == "issued" else issued
        ended = None if alive else stamp(one.answered)
        norm = self.norms.get(row.code) or self._norms(one, place, row)
        return (
            *(pk, one.order, 2, "case", one.number, unit.pk, part, str(row.name), norm, place.path, one.kind == "accusation"),
            *(alive, one.open, issued, accepted, ended, stamp(one.handle_due)),
        )

    def _clocks(self, one: Life, orders: list[int]) -> Iterator[tuple[Any, ...]]:
        """Of quiet cases the case's own two; of told ones those of its orders as well."""
        key = f"case:{one.number}"
        yield self._clock(key, key, "dispatch", 4, "workhour", one.heard, one.heard + timedelta(hours=5), one.dispatched)
        begun = one.dispatched
        if begun is None:
            return
        ended = one.answered
        yield self._clock(key, key, "handle", 5, "workday", begun, one.handle_due, ended)
        if one.told:
            signed = None if one.order == "issued" else begun
            for pk in orders:
                yield self._clock(f"order:{pk}", key, "handle", 5, "workday", begun, one.handle_due, ended)
                yield self._clock(f"order:{pk}", key, "accept", 8, "workhour", begun, begun + timedelta(days=1), signed)

    def _clock(self, owner: str, about: str, kind: str, amount: int, unit: str, start: datetime, due: datetime, end: Any) -> Any:
        warn = start + (due - start) * 0.8
        running = end is None
        look = (warn if warn > self.now else due if due > self.now else None) if running else None
        warned = stamp(warn) if running and warn <= self.now else None
        breached = stamp(due) if running and due <= self.now else None
        times = (stamp(start), stamp(due), stamp(warn), stamp(look), warned, breached, stamp(end))
        return (owner, about, kind, "cn", amount, unit, *times)

    def _tell(self, batch: Batch, story: Story, unit: Unit) -> None:
        one = story.life
        answer = next(self.answers) if one.answered else 0
        salt = secrets.token_hex(16)
        if answer and one.answered:
            at, author = stamp(one.answered), self.county.accounts["handler"].pk
            batch.answer.append((answer, one.number, "final", "sent", ANSWER, salt, unit.pk, author, at, at))
        if answer and one.ending == "verdict":
            satisfied = 5 - one.number % 7 // 2
            row = (one.number, one.number, answer, unit.pk, 1, "yes", satisfied, True, True, "web", stamp(one.closed))
            batch.verdict.append(row)
        for entry in chapters(story, answer=answer, words=(salt, ANSWER), people=self.county.accounts):
            batch.entry.append((next(self.entries), *entry[:2], stamp(entry[2]), *entry[3:]))

    def _norms(self, one: Life, place: Place, row: CategoryRow) -> str:
        case = Case(kind=one.kind, category=row.code, triage=row.triage or "must", place_path=place.path)
        found = self.norms[row.code] = dumps(norms.order_norms(self.county.book, case).stored())
        return found

    def _helper(self, unit: Unit) -> Unit:
        offices = self.county.offices
        return offices[(unit.pk + 1) % len(offices)] if unit not in offices else offices[offices.index(unit) - 1]

    def _address(self, place: Place) -> str:
        return f"{place.parent.name}{place.name}" if place.parent else place.name

    def _receipt(self) -> str:
        code = new_receipt()
        while code in self.receipts:
            code = new_receipt()
        self.receipts.add(code)
        return code


def _last(model: Any) -> int:
    found = model.objects.order_by("-pk").values_list("pk", flat=True).first()
    return int(found or 0)
