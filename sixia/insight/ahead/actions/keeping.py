"""A plan is kept as it was suggested; later visits are noted beside the places to which they went."""

from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.visits.models import Visit
from sixia.insight.ahead.events import PlacesSuggested
from sixia.insight.ahead.models import Listing, Suggested
from sixia.insight.ahead.queries.plans import Plan
from sixia.insight.ahead.rules.weighing import Weights
from sixia.insight.ahead.standing import PLANNERS
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.rules.codes import path_parts


def keep(plan: Plan, *, unit: Unit, weights: Weights, looked: int, by: Actor, now: datetime) -> Listing:
    """Keep the list for the unit; the same list of the same days is kept once. Refused: role, missing."""
    if unit.pk not in by.units(*PLANNERS):
        raise Refused("role", _("You may not do this here."))
    if not plan.stops:
        raise Refused("missing", _("There is nothing to keep: no place was suggested."))
    digest = sha256(",".join(stop.need.place.code for stop in plan.stops).encode()).hexdigest()
    with transaction.atomic():
        made, fresh = Listing.objects.get_or_create(
            unit=unit,
            span=plan.span,
            since=plan.since,
            until=plan.until,
            digest=digest,
            defaults={"place_path": unit.place.path, "looked": looked, "weights": asdict(weights), "at": now},
        )
        if fresh:
            _fill(made, plan)
            event = PlacesSuggested(
                listing=made.pk,
                unit=unit.pk,
                span=plan.span,
                since=plan.since.isoformat(),
                until=plan.until.isoformat(),
                looked=looked,
                places=[stop.need.place.pk for stop in plan.stops],
            )
            tell(event, by=by, about=made.stream, now=now)
    return made


def _fill(made: Listing, plan: Plan) -> None:
    Suggested.objects.bulk_create(
        Suggested(listing=made, place=stop.need.place, number=number, why=stop.why, day=stop.day)
        for number, stop in enumerate(plan.stops, 1)
    )


def note_visit(visit: Visit, day: date) -> int:
    """Note a planned visit beside every kept list that suggested its village for days of which `day` is one, and has none there
    yet. Returns how many lists."""
    rows = Suggested.objects.filter(visit=None, place__path__in=path_parts(visit.place_path), listing__at__lte=visit.made_at)
    found = rows.filter(listing__since__lte=day, listing__until__gte=day)
    return Suggested.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(visit=visit)
