"""Everything the case page shows, read in a fixed number of queries. Knows no request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sixia.cases.flow import HEAD, HELPER, LEAD, PART
from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.cases.queries.desk_story import CLOCKS, told
from sixia.cases.queries.files import any_kept
from sixia.cases.queries.telling import may_know
from sixia.cases.standing import MAY_READ, MAY_READ_SECRET
from sixia.catalog.queries import rulebook
from sixia.kit.files import store
from sixia.kit.journal import Line, timeline
from sixia.kit.masking import mask_name, mask_phone
from sixia.kit.models import Clock, StoredFile
from sixia.orders.models import Order
from sixia.ui.parts import Happening

HANDLING_SIDE = frozenset({LEAD, PART, HEAD})


@dataclass(slots=True)
class Said:
    """One voice as its reader may see it: who says it is masked, and empty where the reader may not even ask."""

    voice: Voice
    name: str
    phone: str
    hidden: bool
    may_reveal: bool
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def plain(self) -> bool:
        """Whether pictures stand in the page: not of somebody who wants to stay secret, since each look is written down."""
        return not self.voice.secret


@dataclass(frozen=True, slots=True)
class Owed:
    """One order with its clocks."""

    order: Order
    clocks: list[Clock]


@dataclass(frozen=True, slots=True)
class File:
    """The whole page. `verdicts` stand apart from their voices where the reader is of a unit that handles the case."""

    case: Case
    roles: frozenset[str]
    voices: list[Said]
    verdicts: list[Verdict]
    orders: list[Owed]
    clocks: list[Clock]
    answers: list[Answer]
    story: list[Happening]
    category: Any
    files: dict[str, list[StoredFile]]

    @property
    def proof(self) -> list[StoredFile]:
        """What officials attached to orders, contacts and notes, the newest first."""
        rows = [row for on, found in self.files.items() if not on.startswith(("voice:", "answer:")) for row in found]
        return sorted(rows, key=lambda row: row.pk, reverse=True)


def case_file(case: Case, roles: frozenset[str], who: Any) -> File:
    """Read the case for `who`, who has these roles in it: nine queries, whatever the case has been through."""
    book = rulebook(case.edition_id)
    rows = (
        Voice.objects.visible_to(who).filter(case=case).select_related("place", "helper", "origin", "split_from").order_by("pk")
    )
    voices = [_said(voice, roles) for voice in rows]
    orders = list(Order.objects.on("case", case.pk).select_related("unit", "proposed_unit").order_by("pk"))
    ticking = _clocks([case.key, *(order.key for order in orders)])
    verdicts = list(Verdict.objects.filter(voice__in=[said.voice for said in voices]).order_by("at", "pk"))
    apart = bool(roles & HANDLING_SIDE) and not roles - HANDLING_SIDE
    if not apart:
        for said in voices:
            said.verdicts = [verdict for verdict in verdicts if verdict.voice_id == said.voice.pk]
    answers = list(case.answers.select_related("author", "checked_by", "unit").order_by("-pk"))
    lines = timeline(case.key, newest_first=True)
    return File(
        case=case,
        roles=roles,
        voices=voices,
        verdicts=verdicts if apart else [],
        orders=[Owed(order, ticking.get(order.key, [])) for order in orders],
        clocks=ticking.get(case.key, []),
        answers=answers,
        story=told(_lines(lines, roles, {said.voice.pk for said in voices}), book, _unit_names(case, orders)),
        category=book.category(case.category) if book.chain(case.category) else None,
        files=_files(case, roles, [said.voice for said in voices], answers, lines),
    )


def _files(
    case: Case, roles: frozenset[str], voices: list[Voice], answers: list[Answer], lines: list[Line]
) -> dict[str, list[StoredFile]]:
    """The case's files by what they are attached to; looked for only where the journal tells of any. Whoever only helped a
    resident to speak sees that resident's own, and those that were sent to them."""
    if not any_kept(lines) and not any(voice.origin_id for voice in voices):
        return {}
    about = {line.facts["on"] for line in lines if line.event == "FileKept"} | {voice.key for voice in voices}
    found = store.of(*sorted(about))
    if roles - {HELPER}:
        return found
    told = {voice.key for voice in voices} | {answer.key for answer in answers if answer.state == Answer.SENT}
    return {on: [row for row in rows if row.shared] for on, rows in found.items() if on in told}


def _lines(lines: list[Line], roles: frozenset[str], voices: set[int]) -> list[Line]:
    """What happened, newest first; to somebody who only helped a resident to speak, as far as that resident may know."""
    if roles - {HELPER}:
        return [line for line, newer in zip(lines, [None, *lines], strict=False) if not _one_more_file(line, newer)]
    return [line for line in lines if any(may_know(line.event, line.facts, voice) for voice in voices)]


def _one_more_file(line: Line, newer: Line | None) -> bool:
    """Whether this is another file of one act, which is told once."""
    both = newer is not None and line.event == newer.event == "FileKept"
    return both and newer is not None and (line.by, line.at) == (newer.by, newer.at)


def clock_label(clock: Clock) -> str:
    """What the clock measures, for people."""
    return str(CLOCKS.get(clock.kind, clock.kind))


def same_caller(case: Case, who: Any, *, most: int = 5) -> list[Voice]:
    """Other voices by the telephone numbers of this case, newest first, as far as `who` may see them; two queries."""
    indexes = {index for index in case.voices.values_list("phone_index", flat=True) if index}
    return callers(indexes, who, most=most, besides=case.pk) if indexes else []


def callers(indexes: Sequence[str] | set[str], who: Any, *, most: int = 5, besides: int | None = None) -> list[Voice]:
    """Voices by these blind indexes of telephone numbers, newest first, as far as `who` may see them; one query."""
    rows = Voice.objects.visible_to(who).filter(phone_index__in=indexes).select_related("case", "place")
    rows = rows.exclude(case_id=besides) if besides else rows
    return list(rows.prefetch_related("verdicts").order_by("-pk")[:most])


def running(clocks: Sequence[Clock], now: datetime) -> list[Clock]:
    """Those that still run or stand still, the next due first."""
    return sorted((clock for clock in clocks if clock.stopped_at is None), key=lambda clock: clock.due_at)


def _unit_names(case: Case, orders: Sequence[Order]) -> dict[int, str]:
    units = [case.desk, case.lead_unit, *(order.unit for order in orders), *(order.proposed_unit for order in orders)]
    return {unit.pk: unit.said for unit in units if unit is not None}


def _clocks(owners: Sequence[str]) -> dict[str, list[Clock]]:
    found: dict[str, list[Clock]] = {}
    for clock in Clock.objects.filter(owner__in=owners).order_by("pk"):
        found.setdefault(clock.owner, []).append(clock)
    return found


def _said(voice: Voice, roles: frozenset[str]) -> Said:
    hidden = voice.secret and not roles & MAY_READ_SECRET
    may = bool(roles & (MAY_READ_SECRET if voice.secret else MAY_READ))
    if hidden or not (voice.name or voice.phone):
        return Said(voice, "", "", hidden, may and not voice.anonymous)
    return Said(voice, mask_name(voice.name), mask_phone(voice.phone) if voice.phone else "", hidden, may)
