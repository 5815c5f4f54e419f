"""The report of visits: how many were held and what came of them, per purpose, unit or town; as a page, CSV or Excel."""

from dataclasses import astuple, fields
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.visits.forms import ReportForm
from sixia.fieldwork.visits.queries import report
from sixia.fieldwork.visits.standing import WORKING
from sixia.oversight.desk.moving import Moment
from sixia.ui.export import csv_response, xlsx_response

CUTS: Final = ((report.PURPOSE, _("By purpose")), (report.UNIT, _("By unit")), (report.PLACE, _("By town")))
FIRST: Final = {report.PURPOSE: _("What the visit is for"), report.UNIT: _("Unit"), report.PLACE: _("Town")}
HEADS: Final = {
    "held": _("Visits held"),
    "unannounced": _("Unannounced"),
    "returns": _("Return visits"),
    "places": _("Places visited"),
    "met": _("Residents met"),
    "lines": _("Lines"),
    "voices": _("Voices raised"),
    "orders": _("Orders issued"),
    "promises": _("Promises given"),
    "problems": _("Problems raised"),
}
FILES: Final = {"csv": csv_response, "xlsx": xlsx_response}


class ReportView(Moment, View):
    """`/desk/visits/report?since=&until=&by=purpose|unit|place&export=`: this month unless the address says otherwise."""

    roles = WORKING

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file; that one was taken is written down first."""
        today = timezone.localdate(self.now)
        form = ReportForm(request.GET if {"since", "until"} & request.GET.keys() else None, initial=_month(today))
        given = form.cleaned_data if form.is_bound and form.is_valid() else _month(today)
        by = next((name for name, _label in CUTS if name == request.GET.get("by")), report.PURPOSE)
        found = report.report(self.actor, **given, cut=by)
        kind = request.GET.get("export", "")
        if kind in FILES:
            return self.file(found, kind, by, given)
        context = {
            "form": form,
            "report": found,
            "rows": [(row.name, astuple(row.figures), _behind(by, row, given)) for row in found.rows],
            "sum": astuple(found.all),
            "heads": [HEADS[field.name] for field in fields(report.Figures)],
            "first": FIRST[by],
            "by": by,
            "cuts": CUTS,
            "asked": _asked(given),
            "spans": _spans(today),
            **given,
        }
        return render(request, "visits/desk/report.html", context)

    def file(self, found: report.Report, kind: str, by: str, given: dict[str, Any]) -> HttpResponseBase:
        """The table as it is shown, with the sum at its end."""
        self.exported(kind)
        heads = [str(FIRST[by]), *(str(HEADS[field.name]) for field in fields(report.Figures))]
        rows = [*((row.name, *astuple(row.figures)) for row in found.rows), (gettext("All together"), *astuple(found.all))]
        return FILES[kind](f"{gettext('Report of visits')} {given['since']} {given['until']}", heads, rows)


def _behind(by: str, row: report.Row, given: dict[str, Any]) -> str:
    """The visits behind a row, where the register can be asked for them."""
    asked = {report.PURPOSE: {"purpose": row.key}, report.UNIT: {"unit": row.name}}.get(by)
    return f"{reverse('desk_visits')}?{urlencode({'tab': 'held', **given, **asked})}" if asked else ""


def _month(day: date) -> dict[str, date]:
    return {"since": day.replace(day=1), "until": day}


def _spans(today: date) -> list[tuple[Any, str]]:
    """Spans that are often asked for."""
    last = today.replace(day=1) - timedelta(days=1)
    spans = ((_("This month"), _month(today)), (_("Last month"), _month(last)), (_("This year"), _year(today)))
    return [(label, _asked(span)) for label, span in spans]


def _asked(given: dict[str, Any]) -> str:
    return urlencode(given)


def _year(today: date) -> dict[str, date]:
    return {"since": today.replace(month=1, day=1), "until": today}
