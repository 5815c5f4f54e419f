"""The calendar of visits: a month or a week of one's own, of one's unit, or of all that one may see."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries import calendar
from sixia.fieldwork.visits.standing import WORKING
from sixia.oversight.desk.moving import Moment

CUTS: Final = ((calendar.UNIT, _("My unit")), (calendar.MINE, _("Mine")), (calendar.ALL, _("All I may see")))
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
WEEK = timedelta(days=7)


def _address(visit: Visit) -> str:
    return reverse("desk_visit", args=[visit.pk])


class CalendarView(Moment, View):
    """`/desk/visits/calendar?day=&span=week|month&cut=mine|unit|all`: unreadable parameters are those of today."""

    roles = WORKING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        day = day_of(request.GET.get("day", ""), timezone.localdate(self.now))
        week = request.GET.get("span") == "week"
        cut = next((name for name, _label in CUTS if name == request.GET.get("cut")), calendar.UNIT)
        weeks = [_week(day)] if week else Calendar().monthdatescalendar(day.year, day.month)
        found = calendar.days(self.actor, weeks[0][0], weeks[-1][-1], cut, _address)
        first = weeks[0][0] if week else day.replace(day=1)
        context = {
            "first": first,
            "last": weeks[-1][-1],
            "week": week,
            "cut": cut,
            "cuts": CUTS,
            "before": first - (WEEK if week else timedelta(days=1)),
            "after": first + WEEK if week else (first + timedelta(days=31)).replace(day=1),
            "weeks": [[(one, week or one.month == day.month, found.get(one, [])) for one in line] for line in weeks],
            "heads": weeks[0],
            "total": sum(len(rows) for rows in found.values()),
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "visits/desk/calendar.html", context)


def _week(day: date) -> list[date]:
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=number) for number in range(7)]


def day_of(asked: str, today: date) -> date:
    """The day that an address names, as year-month-day; today for anything else."""
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        return today
    return found if FIRST <= found <= LAST else today
