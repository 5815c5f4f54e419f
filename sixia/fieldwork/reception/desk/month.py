"""The month at a glance: which leader receives on which day."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from sixia.fieldwork.reception.desk.days import READERS
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.queries.planning import midnight
from sixia.oversight.desk.moving import Moment

FIRST_YEAR, LAST_YEAR = 2000, 2100


class MonthView(Moment, View):
    """`/desk/receptions/calendar`: the days of one month that the reader may see, in weeks."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; an unreadable month is the present one."""
        first = self._first(request.GET.get("month", ""))
        weeks = Calendar().monthdatescalendar(first.year, first.month)
        since, until = midnight(weeks[0][0]), midnight(weeks[-1][-1] + timedelta(days=1))
        rows = Day.objects.visible_to(self.actor).filter(starts_at__gte=since, starts_at__lt=until)
        days: dict[date, list[Day]] = {}
        for row in rows.select_related("account", "place").order_by("starts_at"):
            days.setdefault(row.date, []).append(row)
        context = {
            "first": first,
            "before": first - timedelta(days=1),
            "after": (first + timedelta(days=31)).replace(day=1),
            "weeks": [[(day, day.month == first.month, days.get(day, [])) for day in week] for week in weeks],
            "heads": weeks[0],
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "reception/desk/month.html", context)

    def _first(self, asked: str) -> date:
        year, _dash, month = asked.partition("-")
        today = timezone.localdate(self.now)
        if not (asked.isascii() and year.isdigit() and month.isdigit() and len(asked) <= 7):
            return today.replace(day=1)
        fits = FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12
        return date(int(year), int(month), 1) if fits else today.replace(day=1)
