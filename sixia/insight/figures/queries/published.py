"""What has been made public, and what may be made public now: whole months by town."""

from dataclasses import dataclass
from datetime import date

from sixia.insight.figures.models import Fact, Publication
from sixia.insight.figures.queries.reach import PUBLIC
from sixia.insight.figures.queries.sums import PLACE, sums
from sixia.insight.figures.rules.cuts import Cut, plus
from sixia.insight.figures.rules.telling import OPEN_TO_ALL, Cells, Told, due, told


@dataclass(frozen=True, slots=True)
class Row(Told):
    """One published row, of a month (None: the rest of the year)."""

    year: int
    month: int | None
    told_on: date


def years() -> list[int]:
    """Years of which anything was told, latest first."""
    return list(Publication.objects.order_by("-year").values_list("year", flat=True).distinct())


def published(year: int) -> list[Row]:
    """Every row of a year, by indicator, month and place; one read."""
    found = [
        Row(row.one, row.place, row.value, year, kept.month or None, kept.told_on)
        for kept in Publication.objects.filter(year=year).order_by("month")
        for row in told(kept.rows)
    ]
    order = {one.key: number for number, one in enumerate(OPEN_TO_ALL)}
    return sorted(found, key=lambda row: (order[row.one.key], row.month or 13))


def waiting(today: date) -> list[date]:
    """Months, by their first day, that may be told and were not."""
    first = Fact.objects.order_by("day").filter(part="heard").values_list("day", flat=True).first()
    known = set(Publication.objects.exclude(month=0).values_list("year", "month"))
    return [month for month in due(first, today) if (month.year, month.month) not in known] if first else []


def cells(month: date, today: date) -> Cells:
    """Everything counted in a month, by place."""
    codes = {code for one in OPEN_TO_ALL for code in one.parts}
    return sums(codes, Cut(month, plus(month, 1), today), PUBLIC, by=PLACE)
