"""Everything the case page shows, read in a fixed number of queries. Knows no request."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sixia.cases.flow import HEAD, HELPER, LEAD, PART
from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.cases.queries.desk_story import CLOCKS, told
from sixia.cases.queries.telling import may_know
from sixia.cases.standing import MAY_READ, MAY_READ_SECRET
from sixia.catalog.queries import rulebook
from sixia.kit.journal import Line, timeline
from sixia.kit.masking import mask_name, mask_phone
from sixia.kit.models import Clock
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
    return File(
        case=case,
        roles=roles,
        voices=voices,
        verdicts=verdicts if apart else [],
        orders=[Owed(order, ticking.get(order.key, [])) for order in orders],
        clocks=ticking.get(case.key, []),
        answers=list(case.answers.select_related("author", "checked_by", "unit").order_by("-pk")),
        story=told(_lines(case, roles, {said.voice.pk for said in voices}), book, _unit_names(case, orders)),
        category=book.category(case.category) if book.chain(case.category) else None,
    )


def _lines(case: Case, roles: frozenset[str], voices: set[int]) -> list[Line]:
    """What happened, newest first; to somebody who only helped a resident to speak, as far as that resident may know."""
    lines = timeline(case.key, newest_first=True)
    if roles - {HELPER}:
        return lines
    return [line for line in lines if any(may_know(line.event, line.facts, voice) for voice in voices)]


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
    return {unit.pk: unit.name for unit in units if unit is not None}


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
