"""Makes figures public: each month once, and the rest of a year when its last month is told."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from sixia.insight.figures.models import Publication
from sixia.insight.figures.queries.published import cells, waiting
from sixia.insight.figures.rules.telling import not_told, rest_of, rows_of, told
from sixia.kit.journal import hold

DECEMBER = 12


def publish(now: datetime) -> int:
    """Tell every month whose time has come; how many. To be called when the facts are up to date with the journal."""
    today = timezone.localdate(now)
    months = waiting(today)
    for month in months:
        _publish(month, today)
    return len(months)


@transaction.atomic
def _publish(month: date, today: date) -> None:
    hold("figures")
    rows = [row.plain() for row in rows_of(cells(month, today))]
    _told, new = Publication.objects.get_or_create(year=month.year, month=month.month, defaults={"told_on": today, "rows": rows})
    if new and month.month == DECEMBER:
        _publish_rest(month.year, today)


def _publish_rest(year: int, today: date) -> None:
    """What each month was too small for, all together."""
    rows = Publication.objects.filter(year=year).exclude(month=0).order_by("month")
    missing = [(cells(date(year, row.month, 1), today), not_told(told(row.rows))) for row in rows]
    rest = [row.plain() for row in rest_of(missing)]
    Publication.objects.get_or_create(year=year, month=0, defaults={"told_on": today, "rows": rest})


@transaction.atomic
def publish_again(year: int, now: datetime) -> int:
    """Tell a year anew, because what was told was wrong; how many months. Whoever kept the old numbers can compare them."""
    Publication.objects.filter(year=year).delete()
    return publish(now)
