"""What this room shows on other rooms' pages: one's next visits on the start page, visits to its place on a case."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from sixia.cases.models import Case
from sixia.fieldwork.visits.flow import CANCELLED, PLANNED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries import calendar, returns
from sixia.fieldwork.visits.standing import WORKING
from sixia.people.actors import Actor
from sixia.problems.grown import Where
from sixia.ui.slots import Filling

SOON = timedelta(days=14)
MOST = 3


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: one's own next visits, and those to come back to; nothing for whoever has neither."""
    if actor.account_id is None or not actor.has(*WORKING):
        return None
    now = timezone.now()
    mine = calendar.of(Visit.objects.visible_to(actor), calendar.MINE, actor).select_related("place")
    ahead = list(mine.filter(state=PLANNED, starts_at__lt=now + SOON).order_by("starts_at")[:MOST])
    ripe = timezone.localdate(now) + SOON
    back = list(returns.due(Visit.objects.of(actor)).filter(return_due__lte=ripe).select_related("place")[:MOST])
    if not ahead and not back:
        return None
    return "visits/slots/start.html", {"ahead": ahead, "back": back, "today": timezone.localdate(now), "now": now}


def on_case(request: Any, case: Case) -> Filling:
    """Beside a case: the last visits to its place and the next ones; nothing where nobody went or goes."""
    actor: Actor = request.actor
    if not case.place_id:
        return None
    rows = Visit.objects.visible_to(actor).filter(place_id=case.place_id).exclude(state=CANCELLED).select_related("unit")
    found = list(rows.order_by("-starts_at")[:MOST])
    if not found:
        return None
    return "visits/slots/case.html", {"visits": found, "case": case, "now": timezone.now()}


def visits(pks: Collection[int], who: Any) -> dict[int, Where]:
    """Where the visits behind a problem can be read; one query."""
    rows = Visit.objects.visible_to(who).filter(pk__in=pks).values_list("pk", flat=True)
    return {pk: Where(reverse("desk_visit", args=[pk])) for pk in rows}
