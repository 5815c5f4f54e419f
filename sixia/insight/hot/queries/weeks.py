"""Weekly counts of voices by town and topic: counted from the voices, and as they are kept."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.catalog.queries import current_book
from sixia.insight.hot.models import Week
from sixia.insight.hot.queries import voices
from sixia.insight.hot.queries.towns import towns
from sixia.places.rules.codes import AFTER
from sixia.problems.queries.countable import below, countable_for

WEEK: Final = timedelta(days=7)
Series = dict[date, tuple[int, int]]
"""Voices and people by the week's Monday."""


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def start_of(monday: date) -> datetime:
    """Midnight of that Monday, by the installation's clock."""
    return timezone.make_aware(datetime.combine(monday, time.min))


def count(first: date) -> dict[tuple[str, str, date], tuple[int, int]]:
    """Voices and people from that Monday on, by town, topic and Monday; one query. Whoever gave no number is somebody else."""
    rows = voices.grouped().filter(heard_at__gte=start_of(first)).exclude(case__category="").exclude(channel="import")
    counted = (
        rows.annotate(week=TruncWeek("heard_at"))
        .order_by()
        .values_list("case__place_path", "case__category", "week")
        .annotate(
            n=Count("pk"),
            known=Count("phone_index", filter=~Q(phone_index=""), distinct=True),
            none=Count("pk", filter=Q(phone_index="")),
        )
    )
    town, topic = towns(), topics(timezone.now())
    found: dict[tuple[str, str, date], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for path, category, week, n, known, none in counted:
        key = town(path), topic(category), timezone.localtime(week).date()
        found[key] = (found[key][0] + n, found[key][1] + known + none)
    return dict(found)


def series(until: date) -> dict[tuple[str, str], Series]:
    """What is kept, up to the week of that Monday; one query."""
    found: dict[tuple[str, str], Series] = defaultdict(dict)
    for path, topic, monday, n, people in Week.objects.filter(monday__lte=until).values_list(
        "place_path", "topic", "monday", "voices", "people"
    ):
        found[path, topic][monday] = (n, people)
    return dict(found)


def row(counts: Mapping[date, int], first: date, until: date) -> list[int]:
    """The counts of all weeks from the first on, up to but without `until`; zero where nothing was said."""
    return [counts.get(first + WEEK * n, 0) for n in range(max(0, (until - first).days // 7))]


def topics(now: datetime) -> Any:
    """A function from a category to the uppermost one above it; itself where the rules do not know it."""
    book = current_book(now)
    upper = {one.code: one.path.strip("/").split("/")[0] for one in book.categories()}
    return lambda code: upper.get(code, code)


def cases_of(who: Any, path: str, topic: str, monday: date, now: datetime) -> QuerySet[Case]:
    """The cases behind one week of a place and topic that a reader may see."""
    first, end = start_of(monday), start_of(monday + WEEK)
    heard = Voice.objects.filter(heard_at__gte=first, heard_at__lt=end, secret=False).exclude(channel="import").values("case")
    rows = countable_for(who).filter(pk__in=heard, category__in=below(topic, current_book(now)))
    return rows.filter(place_path__gte=path, place_path__lt=path + AFTER)
