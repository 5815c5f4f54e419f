"""What to know of a place on the way there: open matters, promises due, what was said last time, problems. One page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from sixia.cases.models import Case
from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.flow import HELD, PLANNED
from sixia.fieldwork.visits.models import Note, Visit
from sixia.fieldwork.visits.queries import returns
from sixia.fieldwork.visits.sources import Block
from sixia.oversight.flow import GIVEN
from sixia.oversight.models import Promise
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.problems.models import Problem

MOST: Final = 8
MOST_VISITS: Final = 5


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it, as far as the reader may see each part."""

    place: Place
    cases: list[Case]
    open: int
    late: int
    returned: int
    promises: list[Promise]
    promises_late: int
    problems: list[Problem]
    visits: list[Visit]
    ahead: list[Visit]
    returns: list[Visit]
    lines: list[Note]
    blocks: list[Block]


def of(place: Place, *, who: Actor, now: datetime) -> Dossier:
    """The dossier of a place and all that lies within it; a dozen queries, whatever there is."""
    inside = Q(place_path__gte=place.path, place_path__lt=place.path + "~")
    cases = Case.objects.visible_to(who).open().filter(inside)
    told: dict[str, int] = cases.aggregate(
        n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), back=Count("pk", filter=Q(negatives__gt=0))
    )
    promises = Promise.objects.visible_to(who).filter(inside, state=GIVEN).select_related("unit", "account").order_by("due_at")
    problems = Problem.objects.visible_to(who).open().filter(inside)
    visits = Visit.objects.visible_to(who).filter(inside).select_related("unit", "led_by", "place")
    due = list(promises[:MOST])
    return Dossier(
        place=place,
        cases=list(cases.select_related("lead_unit", "place").order_by("due_at", "pk")[:MOST]),
        open=told["n"],
        late=told["late"],
        returned=told["back"],
        promises=due,
        promises_late=sum(1 for row in due if row.due_at <= now),
        problems=list(problems.select_related("unit").order_by("due_on", "pk")[:MOST]),
        visits=list(visits.filter(state=HELD).order_by("-starts_at")[:MOST_VISITS]),
        ahead=list(visits.filter(state=PLANNED, ends_at__gte=now).order_by("starts_at")[:MOST_VISITS]),
        returns=list(returns.due(visits)[:MOST_VISITS]),
        lines=_lines(visits, who),
        blocks=[block for block in sources.blocks(place, who, now) if block.total],
    )


def _lines(visits: "QuerySet[Visit]", who: Actor) -> list[Note]:
    rows = Note.objects.visible_to(who).filter(visit__in=visits.order_by().values("pk")).exclude(text="")
    return list(rows.select_related("visit", "voice", "promise", "problem").order_by("-at", "-pk")[:MOST])
