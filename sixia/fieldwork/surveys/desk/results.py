"""What was answered: counts per question for all who see the survey, and the answers as a file for whoever runs it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import SurveyPage
from sixia.fieldwork.surveys.flow import OFFICE, OVERSEER
from sixia.fieldwork.surveys.queries import exporting, results
from sixia.ui.export import csv_response, xlsx_response


class ResultsView(SurveyPage, View):
    """`/desk/surveys/<pk>/results`; `checked=1` counts what was approved alone, `export` is csv or xlsx."""

    needs = frozenset({OFFICE, OVERSEER})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, or the file."""
        runs = OFFICE in self.survey.roles_of(self.actor)
        if request.GET.get("export") in ("csv", "xlsx"):
            if not runs:
                raise Http404
            return self.file(request)
        checked = request.GET.get("checked") == "1"
        counted = results.results(self.survey, self.version, self.language, approved=checked)
        context = {"survey": self.survey, "counted": counted, "checked": checked, "runs": runs, "most": results.MOST_READ}
        return render(
            request, "surveys/desk/results.html", {**context, "repeats": exporting.repeats(self.version), "now": self.now}
        )

    def file(self, request: HttpRequest) -> HttpResponseBase:
        """A line per filled form, or per time of a repeat; who took it is written down."""
        kind, repeat = request.GET["export"], request.GET.get("repeat", "")
        if repeat and repeat not in {node["name"] for node in exporting.repeats(self.version)}:
            raise Http404
        actions.record_export(self.survey, kind=kind, by=self.actor, now=self.now)
        given: dict[str, Any] = {"repeat": repeat, "codes": request.GET.get("as") == "codes", "language": self.language}
        heads, lines = exporting.table(self.survey, self.version, **given)
        name = f"{self.survey.title} {repeat} {timezone.localtime(self.now):%Y-%m-%d %H%M}".replace("  ", " ")
        return (csv_response if kind == "csv" else xlsx_response)(name, heads, lines)
