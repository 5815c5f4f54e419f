"""Plans of where to go that were kept in the demo county at their time, visits that came of them, and samples drawn by lot."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.fieldwork.visits import actions as visits
from sixia.insight.ahead import actions
from sixia.insight.ahead.models import DAY, HOUSEHOLDS, MONTH, VOICES
from sixia.insight.ahead.queries import needs, plans
from sixia.people.models import Unit
from sixia.places.models import Place

NUMBERS: Final = 98_600_000
"""Journeys of this room are numbered from here."""
TOWN: Final = "友谊社区"
"""The head of its town plans as well."""
SHOWCASE: Final = "后山村"
KEPT: Final = (
    (76, "zheng", MONTH, 4),
    (44, "zheng", MONTH, 3),
    (27, "", MONTH, 2),
    (12, "zheng", MONTH, 2),
    (5, "zheng", DAY, 1),
)
"""Days ago, who (nobody named: the town's head), for how long, and to how many of its first places a visit came of it."""
TITLE: Final = "听一听最近反映最多的几件事"


def journeys(county: County, now: datetime) -> Iterator[tuple[datetime, int, Journey]]:
    """Each list and each sample at its moment, out of what was known then."""
    head = f"{county.town(county.named(TOWN)).code}-head"
    for number, (days, name, span, chosen) in enumerate(KEPT):
        at = now - timedelta(days=days, minutes=number)
        yield at, NUMBERS + number, _list(county, name or head, span, chosen, at, now)
    drawn = ((4, county.named(SHOWCASE), HOUSEHOLDS, 8), (2, county.town(county.named(TOWN)).place, VOICES, 6))
    for number, (days, place, what, most) in enumerate(drawn, len(KEPT)):
        at = now - timedelta(days=days, minutes=number)
        yield at, NUMBERS + number, _sample(county, place, what, most, at)


def _unit(county: County, name: str) -> Unit:
    post = county.who(name).posts[0].unit_id
    return next(unit for unit in county.units.values() if unit.pk == post)


def _list(county: County, name: str, span: str, chosen: int, at: datetime, until: datetime) -> Journey:
    """Kept, and visits planned to the first of its places; those whose day has come are held."""
    by, unit = county.who(name), _unit(county, name)
    ground = needs.ground(by, at)
    day = timezone.localdate(at) + timedelta(days=1 if span == DAY else 0)
    plan = plans.plan(ground, span, day, by, at)
    actions.keep(plan, unit=unit, weights=ground.weights, looked=len(ground.rows), by=by, now=at)
    planned = []
    for stop in sorted(plan.stops, key=lambda stop: stop.day)[1 : 1 + chosen]:
        starts = _moment(stop.day, stop.opens)
        at = yield min(at + timedelta(minutes=20), until)
        made = visits.plan(
            title=TITLE,
            purposes=("research",),
            place=stop.need.place,
            unit=unit,
            starts_at=starts,
            ends_at=_moment(stop.day, stop.closes),
            led_by=county.accounts[name],
            by=by,
            now=at,
        )
        planned.append((starts + timedelta(hours=2), made))
    for number, (ends, made) in enumerate(planned):
        at = yield ends
        visits.hold(made, by=by, now=at, met=6 + 3 * number)


def _moment(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def _sample(county: County, place: Place, what: str, most: int, at: datetime) -> Journey:
    by = county.who("zheng")
    actions.draw_sample(unit=_unit(county, "zheng"), place=place, what=what, most=most, by=by, now=at)
    yield at
