"""What was suggested beside what was chosen: counts of lists, never of people, over visits that the reader may see."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.insight.ahead.models import Listing, Suggested
from sixia.insight.ahead.queries.needs import territories
from sixia.orders.standing import within
from sixia.people.actors import Actor

YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Over a year: places suggested and those to which a visit came of it; visits altogether and those that were suggested."""

    lists: int
    suggested: int
    came: int
    visits: int
    of_lists: int


def _visits(who: Actor) -> QuerySet[Visit]:
    return Visit.objects.visible_to(who).exclude(state=CANCELLED)


def lists(who: Actor) -> QuerySet[Any]:
    """The kept lists with `suggested`, how many places, and `came`, to how many a visit was planned afterwards."""
    came = Q(places__visit__in=_visits(who).values("pk"))
    told = {"suggested": Count("places", distinct=True), "came": Count("places", filter=came, distinct=True)}
    rows: QuerySet[Any] = Listing.objects.visible_to(who).select_related("unit").annotate(**told)
    return rows


def chosen(who: Actor, now: datetime) -> Chosen:
    """The sums; three queries."""
    rows = Suggested.objects.filter(listing__in=Listing.objects.visible_to(who).filter(at__gte=now - YEAR).values("pk"))
    seen = Q(visit__in=_visits(who).values("pk"))
    told: dict[str, int] = rows.aggregate(
        lists=Count("listing", distinct=True), places=Count("pk"), came=Count("pk", filter=seen)
    )
    inside = within(territories(who))
    if inside is None:
        return Chosen(told["lists"], told["places"], told["came"], 0, 0)
    visits = _visits(who).filter(inside, starts_at__gte=now - YEAR)
    ours = Q(pk__in=rows.filter(visit__isnull=False).values("visit"))
    gone = visits.aggregate(n=Count("pk", distinct=True), ours=Count("pk", filter=ours, distinct=True))
    return Chosen(told["lists"], told["places"], told["came"], gone["n"], gone["ours"])


def one(pk: int, who: Actor) -> tuple[Any, list[tuple[Suggested, Visit | None]]] | None:
    """One list with its places and, where the reader may see it, the visit that came of each; None for no such list."""
    found = lists(who).filter(pk=pk).first()
    if found is None:
        return None
    places = list(found.places.select_related("place__parent").order_by("number"))
    seen = _visits(who).in_bulk([row.visit_id for row in places if row.visit_id])
    return found, [(row, seen.get(row.visit_id)) for row in places]
