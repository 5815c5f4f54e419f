"""What a dispatcher decides from: the queue, a suggestion with its reasons, refusals, and what a duty row would have done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from json import loads
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from sixia.cases import standing
from sixia.cases.flow import HEARD
from sixia.cases.models import Case
from sixia.cases.queries import desk_assist as assist
from sixia.catalog.queries import DutyMatch, current_book, rulebook, unit_for
from sixia.catalog.rules.rows import CategoryRow
from sixia.kit.models import Clock, Wording
from sixia.orders import standing as orders_standing
from sixia.orders.flow import ARBITER, ARBITRATE, DECIDE
from sixia.orders.models import Order
from sixia.people.models import Unit, in_words
from sixia.people.rules import DISPATCHER, RESTRICTED_OFFICER
from sixia.places.models import Place

LOOKED_AT: Final = 100
ENOUGH: Final = 3
MOSTLY: Final = 0.6
MONTH: Final = timedelta(days=30)
REASONED: Final = ("OrderRefused", "ExtensionAsked")
"""Events whose words say why a unit objects or needs more time."""


@dataclass(frozen=True, slots=True)
class Similar:
    """How many of the last cases of a category a unit was given: `count` of `whole`."""

    unit: Unit
    count: int
    whole: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggestion to confirm or to change. `unit` None: nothing fits, a person must choose."""

    category: CategoryRow | None
    guesses: list[assist.Guess]
    unit: Unit | None
    matches: list[DutyMatch]
    similar: list[Similar]
    place: Place | None
    emergencies: list[Any] = field(default_factory=list)

    @property
    def assisting(self) -> tuple[Unit, ...]:
        """The assisting units of the duty lists."""
        return tuple(match.unit for match in self.matches if match.role != "lead")


def queue(who: Any) -> QuerySet[Case]:
    """Cases that `who` may dispatch; petitions are passed on by the petition office."""
    return Case.objects.filter(_as(standing.CASE, who, DISPATCHER, RESTRICTED_OFFICER), state=HEARD, open=True, track="service")


def contested(who: Any) -> QuerySet[Order]:
    """Orders about which `who` may decide: refused ones, and those for which more time is asked."""
    return Order.objects.filter(_as(orders_standing.STANDING, who, ARBITER, RESTRICTED_OFFICER), open=True)


def propose(case: Case, who: Any, now: datetime, *, text: str, category: str = "") -> Proposal:
    """A suggestion for the case; with `category`, for that one. At most a dozen queries, whatever the tables hold."""
    book = rulebook(case.edition_id)
    found = assist.understand(text, book, under=case.desk.place.path, now=now)
    code = category if book.chain(category) else case.category or found.category
    place: Place = case.place or found.place or case.desk.place
    matches = unit_for(book, code, place, now) if code else []
    past = similar(who, code, besides=case.pk)
    lead = next((match.unit for match in matches if match.role == "lead"), None)
    spot = case.place or found.place
    return Proposal(
        category=book.category(code) if code else None,
        guesses=found.guesses,
        unit=lead or _usual(past),
        matches=matches,
        similar=past,
        place=spot,
        emergencies=found.emergencies,
    )


def similar(who: Any, category: str, *, besides: int = 0, most: int = 3) -> list[Similar]:
    """Which units had the last cases of this category; two queries."""
    if not category:
        return []
    rows = Case.objects.visible_to(who).filter(category=category, lead_unit__isnull=False).exclude(pk=besides)
    given = list(rows.order_by("-heard_at").values_list("lead_unit_id", flat=True)[:LOOKED_AT])
    units = Unit.objects.in_bulk(set(given))
    return [Similar(units[unit], count, len(given)) for unit, count in Counter(given).most_common(most)]


def decorate(orders: Sequence[Order]) -> None:
    """Give each order of a page its `why` (the unit's words), `first` (who received the matter first) and `decide_by`
    (until when it must be decided); three queries."""
    streams = {order.stream for order in orders}
    words = Wording.objects.filter(entry__stream__in=streams, entry__event__in=REASONED).select_related("entry").order_by("pk")
    said = {loads(wording.entry.body).get("order"): wording.text for wording in words}
    matters = Q(pk__in=[])
    for order in orders:
        matters |= Q(matter_kind=order.matter_kind, matter_id=order.matter_id)
    leads = Order.objects.filter(matters, part=Order.LEAD).select_related("unit").order_by("-pk")
    first = {(lead.matter_kind, lead.matter_id): lead.unit for lead in leads}
    clocks = Clock.objects.filter(owner__in=[order.key for order in orders], kind__in=(ARBITRATE, DECIDE), stopped_at=None)
    ends = dict(clocks.values_list("owner", "due_at"))
    for order in orders:
        order.decide_by = ends.get(order.key)  # type: ignore[attr-defined] # for the cells of this one page
        order.why = said.get(order.pk, "")  # type: ignore[attr-defined] # for the cells of this one page
        order.first = first.get((order.matter_kind, order.matter_id))  # type: ignore[attr-defined] # the same


@dataclass(frozen=True, slots=True)
class Tried:
    """What the duty list says of a category, and where the cases of the last month went: `agreed` of `whole` to that function."""

    category: CategoryRow
    function: str
    agreed: int
    whole: int
    others: list[tuple[str, int]]


def tried(who: Any, now: datetime) -> list[Tried]:
    """Every category of last month's dispatched cases, most disputed first: two queries."""
    book = current_book(now)
    rows = Case.objects.visible_to(who).filter(heard_at__gte=now - MONTH, lead_unit__isnull=False)
    grouped = (
        rows.order_by()
        .values_list("category", "lead_unit__function", "lead_unit__name", "lead_unit__name_en")
        .annotate(n=Count("pk"))
    )
    found: dict[str, Counter[tuple[str, str]]] = {}
    for category, function, name, name_en, number in grouped:
        if book.chain(category):
            found.setdefault(category, Counter())[function, in_words(name, name_en)] += number
    return sorted((_tried(book, code, went) for code, went in found.items()), key=lambda one: one.agreed - one.whole)


def _tried(book: Any, code: str, went: Counter[tuple[str, str]]) -> Tried:
    functions = {duty.function for duty in book.duties(code) if duty.role == "lead"}
    others = Counter({name: number for (function, name), number in went.items() if function not in functions})
    whole = went.total()
    named = "、".join(str(book.term("function", function)) for function in sorted(functions))
    return Tried(book.category(code), named, whole - others.total(), whole, others.most_common(3))


def _usual(past: Sequence[Similar]) -> Unit | None:
    """The unit that had most of the last cases, where they are enough to say so."""
    top = past[0] if past else None
    return top.unit if top and top.whole >= ENOUGH and top.count / top.whole >= MOSTLY else None


def _as(table: Any, who: Any, *roles: str) -> Q:
    """Rows in which `who` has one of these roles."""
    found: Q | None = None
    for role in roles:
        condition = table[role](who)
        if condition is not None:
            found = condition if found is None else found | condition
    return Q(pk__in=[]) if found is None else found
