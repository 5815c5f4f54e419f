"""Where to go: which places can be chosen, how much each needs it and why, and who else asks the same there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from sixia.cases.models import Case
from sixia.fieldwork.research.flow import DROPPED
from sixia.fieldwork.research.models import LOT, Outing, Site, Suggestion, Topic
from sixia.fieldwork.research.rules import lots, need
from sixia.fieldwork.research.rules.need import Weights
from sixia.fieldwork.visits.flow import HELD
from sixia.fieldwork.visits.models import Visit
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.places.rules import codes

BELOW = (codes.TOWN, codes.VILLAGE, codes.GRID)
SAME_TIME = timedelta(days=180)


def levels(topic: Topic, now: datetime) -> list[str]:
    """The levels of places below the territory asked about, the largest first."""
    rows = candidates(topic, now).filter(level__in=BELOW).order_by()
    found = set(rows.values_list("level", flat=True).distinct())
    return [level for level in BELOW if level in found]


def candidates(topic: Topic, now: datetime, level: str = "") -> QuerySet[Place]:
    """Places within the territory asked about, at one level where it is given."""
    rows = Place.objects.current(timezone.localdate(now)).under(topic.place).order_by("path")
    return rows.filter(level=level) if level else rows


def facts(topic: Topic, places: Sequence[Place], weights: Weights, who: Actor, now: datetime) -> dict[int, need.Facts]:
    """What is known of each place: cases the reader may see that are not confidential, of the topic's category where it has one,
    and visits that were held. Three queries."""
    paths = {place.path: place.pk for place in places}
    cases = Case.objects.visible_to(who).filter(restricted=False, place_path__startswith=topic.place_path)
    if topic.category:
        cases = cases.filter(category=topic.category)
    recent = cases.filter(heard_at__gte=now - timedelta(days=weights.silent_days)).values("place_path")
    open_rows = cases.filter(open=True).values("place_path")
    counted = open_rows.annotate(
        n=Count("pk"), repeats=Count("pk", filter=Q(voices_count__gt=1)), negatives=Count("pk", filter=Q(negatives__gt=0))
    )
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in counted.order_by("place_path"):
        _add(sums, paths, row["place_path"], open=row["n"], repeats=row["repeats"], negatives=row["negatives"])
    for path, voices in recent.annotate(n=Sum("voices_count")).order_by("place_path").values_list("place_path", "n"):
        _add(sums, paths, path, voices=voices)
    seen: dict[int, datetime] = {}
    held = Visit.objects.filter(state=HELD, place_path__startswith=topic.place_path, starts_at__lte=now)
    for path, at in held.values_list("place_path").annotate(at=Max("starts_at")):
        pk = _of(paths, path)
        if pk is not None:
            seen[pk] = max(at, seen.get(pk, at))
    return {place.pk: need.Facts(**sums[place.pk], months=_months(seen.get(place.pk), now)) for place in places}


def _add(sums: dict[int, dict[str, int]], paths: dict[str, int], path: str, **amounts: int) -> None:
    pk = _of(paths, path)
    if pk is not None:
        for name, amount in amounts.items():
            sums[pk][name] += amount


def _of(paths: dict[str, int], path: str) -> int | None:
    """The place in which a path lies, among places that do not lie in each other."""
    ordered = list(paths)
    at = bisect_right(ordered, path)
    return paths[ordered[at - 1]] if at and path.startswith(ordered[at - 1]) else None


def _months(seen: datetime | None, now: datetime) -> int | None:
    return None if seen is None else max((now - seen).days, 0) // need.MONTH_DAYS


@dataclass(frozen=True, slots=True)
class Lot:
    """One place of a list: with its lot, or the parts of its score; whether it was suggested, and whether it was taken."""

    place: Place
    lot: str
    parts: list[need.Part]
    score: int
    suggested: bool
    taken: bool


def shown(suggestion: Suggestion, sites: Iterable[Site], places: dict[int, Place]) -> list[Lot]:
    """What was suggested, beside what was taken of it; `places` by id."""
    taken = {site.place_id for site in sites if site.left_at is None}
    made = []
    for pk in suggestion.suggested:
        place = places[pk]
        parts = [part for part in (need.Part(*row) for row in suggestion.shown.get(str(pk), [])) if part.points]
        lot = lots.lot(suggestion.seed, place.code)[:12] if suggestion.way == LOT else ""
        made.append(Lot(place, lot, parts, sum(part.points for part in parts), suggested=True, taken=pk in taken))
    return made


def places_of(lists: Iterable[Suggestion]) -> dict[int, Place]:
    """Every place these lists name, by id."""
    return Place.objects.select_related("parent").in_bulk({pk for one in lists for pk in one.suggested})


def site(pk: int, who: Actor) -> Site | None:
    """One site, not left out, of a topic the reader may see."""
    rows = Site.objects.filter(topic__in=Topic.objects.visible_to(who).values("pk"))
    return rows.select_related("topic", "place").filter(pk=pk, left_at=None).first()


def in_two_topics(topic: Topic, places: Iterable[Place], who: Actor) -> list[Site]:
    """Sites of other units' topics on the same matter within half a year: asked twice. Only what the reader may know: topics they
    may see, and those for which somebody has been there already, since a visit nobody announced must stay a surprise.

    Source: domain 4.4 (重复调研): the same topic at the same site by different units.
    """
    been = Outing.objects.filter(site=OuterRef("pk"), visit__state=HELD)
    known = Q(topic__in=Topic.objects.visible_to(who).values("pk")) | Q(Exists(been))
    rows = Site.objects.filter(known, place__in=[place.pk for place in places], left_at=None)
    rows = rows.exclude(topic__unit=topic.unit_id).exclude(topic__state=DROPPED)
    rows = rows.filter(topic__since__lte=topic.until + SAME_TIME, topic__until__gte=topic.since - SAME_TIME)
    found = rows.select_related("topic__unit", "place").order_by("-topic__since", "pk")
    return [site for site in found if _same_matter(topic, site.topic)]


def _same_matter(one: Topic, other: Any) -> bool:
    return (bool(one.category) and one.category == other.category) or lots.alike(one.title, other.title)


def moment(day: date, at: time) -> datetime:
    """A local day and time as a moment."""
    return timezone.make_aware(datetime.combine(day, at))
