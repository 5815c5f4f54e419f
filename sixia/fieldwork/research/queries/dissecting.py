"""What a case cost, read from its own journal, and its tree of reasons."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sixia.cases.models import Case, Voice
from sixia.fieldwork.research.models import Dissection
from sixia.fieldwork.research.rules.tree import Drawing, Node, Reason, drawn, nested
from sixia.kit.journal import timeline
from sixia.orders.models import Order
from sixia.people.actors import Actor

SPOKE = ("ResidentAdded", "VerdictGiven")


@dataclass(frozen=True, slots=True)
class Cost:
    """What it cost: `days` from the first word to the end (or until now), `hops` from unit to unit, `units` at work on it,
    how often residents had to `speak` up, how many of these were `trips` to a counter, `contacts` with them, and how often it
    was `reopened`."""

    days: int
    over: bool
    hops: int
    units: int
    speaks: int
    trips: int
    contacts: int
    reopened: int


def cost(case: Case, who: Actor, now: datetime) -> Cost:
    """Read from the journal of the case; nobody types it. Four queries."""
    told = Counter(line.event for line in timeline(case.stream, events=(*SPOKE, "ResidentContacted", "CaseReopened")))
    voices = list(Voice.objects.visible_to(who).filter(case=case).values_list("channel", flat=True))
    units = Order.objects.on("case", case.pk).values("unit").distinct().count()
    return Cost(
        days=((case.closed_at or now) - case.first_at).days,
        over=case.closed_at is not None,
        hops=case.hops,
        units=units,
        speaks=len(voices) + sum(told[name] for name in SPOKE),
        trips=voices.count("counter"),
        contacts=told["ResidentContacted"],
        reopened=told["CaseReopened"],
    )


def tree(dissection: Dissection) -> list[Node]:
    """The reasons as they hang together."""
    return nested(Reason(row.pk, row.parent_id, row.text) for row in dissection.whys.order_by("seq"))


def drawing(dissection: Dissection, nodes: list[Node]) -> Drawing:
    """The same laid out for drawing, the case on the left."""
    return drawn(dissection.case.title, nodes)
