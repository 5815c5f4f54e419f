"""Weekly counts by town and topic, and the warnings that follow from them; run daily by the worker."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from sixia.insight.hot import flow
from sixia.insight.hot.events import WarningRaised
from sixia.insight.hot.models import EarlyWarning, Week, Wordbook
from sixia.insight.hot.queries import weeks
from sixia.insight.hot.queries.weeks import Series
from sixia.insight.hot.rules import rise
from sixia.insight.hot.rules.rise import Expected
from sixia.kit.journal import hold, tell
from sixia.people.actors import SYSTEM
from sixia.places.models import Place

PAST: Final = 2 * rise.YEAR + rise.RECENT
"""So many weeks are kept."""
LATE: Final = 6
"""A category may be given or corrected later: so many of the last weeks are counted anew each time."""


def watch(now: datetime) -> None:
    """Count the weeks, and warn of this week and the one before where more came than the season explains. Run daily."""
    monday = weeks.monday_of(timezone.localdate(now))
    with transaction.atomic():
        hold("hot:weeks")
        _count(monday)
        known = weeks.series(monday)
        for at in (monday - weeks.WEEK, monday):
            _warn(known, at, now)
        _play_back(known, monday)


def _count(monday: date) -> None:
    kept = Week.objects.order_by("-monday").values_list("monday", flat=True).first()
    behind = (monday - kept).days // 7 + 1 if kept else PAST
    first = monday - weeks.WEEK * min(PAST, max(LATE, behind))
    rows = [
        Week(place_path=path, topic=topic, monday=at, voices=n, people=m)
        for (path, topic, at), (n, m) in weeks.count(first).items()
    ]
    Week.objects.filter(monday__gte=first).delete()
    Week.objects.filter(monday__lt=monday - weeks.WEEK * PAST).delete()
    Week.objects.bulk_create(rows, batch_size=1000)


def _warn(known: Mapping[tuple[str, str], Series], at: date, now: datetime) -> None:
    whole: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for (_path, topic), counts in known.items():
        for monday, (n, _people) in counts.items():
            whole[topic][monday] += n
    begun = min((monday for counts in known.values() for monday in counts), default=at)
    for (path, topic), counts in known.items():
        n, people = counts.get(at, (0, 0))
        if n < rise.FEWEST:
            continue
        past = weeks.row({monday: both[0] for monday, both in counts.items()}, begun, at)
        expected = rise.expect(past, rise.season(weeks.row(whole[topic], begun, at)))
        if expected is not None and rise.warns(n, people, expected):
            _raise(path, topic, at, n, people, expected, now)


def _raise(path: str, topic: str, at: date, n: int, people: int, expected: Expected, now: datetime) -> None:
    """Tell once of a place, topic and week; while the last warning of them is open, a further week is told in it."""
    place = Place.objects.filter(path=path).order_by("-valid_from").first()
    if place is None:
        return
    same = EarlyWarning.objects.filter(place_path=path, topic=topic)
    if same.filter(monday=at).update(voices=n, people=people) or same.filter(monday__gte=at - 4 * timedelta(days=7)).exists():
        return
    made = EarlyWarning(
        state=flow.NEW, place=place, place_path=path, topic=topic, monday=at, voices=n, people=people, usual=expected.usual,
        season=expected.season, middle=expected.middle, unusual=expected.unusual, weeks=expected.weeks, once_in=rise.ONCE_IN,
        raised_at=now,
    )  # fmt: skip
    made.save(force_insert=True)
    event = WarningRaised(warning=made.pk, place=place.pk, topic=topic, week=at.isoformat(), count=n, unusual=expected.unusual)
    tell(event, by=SYSTEM, about=made.stream, now=now, fresh=True)


def _play_back(known: Mapping[tuple[str, str], Series], monday: date) -> None:
    """Keep what warnings would have been worth on the county's own weeks."""
    begun = min((at for counts in known.values() for at in counts), default=monday)
    rows = [weeks.row({at: both[0] for at, both in counts.items()}, begun, monday) for counts in known.values()]
    if not rows or not rows[0]:
        return
    worth = rise.worth(rows)
    kept = {"series": len(rows), "weeks": worth.weeks, "false": worth.false, "injected": worth.injected, "found": worth.found}
    Wordbook.objects.update(trial=kept)
