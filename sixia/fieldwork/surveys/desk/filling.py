"""Filling in at the desk or on a telephone with a network, correcting what was sent back, and typing in from paper by codes."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import AnswerPage, SurveyPage
from sixia.fieldwork.surveys.flow import AUTHOR, FILLER, OFFICE, OPEN, SENT_BACK
from sixia.fieldwork.surveys.forms.acts import SheetForm
from sixia.fieldwork.surveys.forms.filling import Filling
from sixia.fieldwork.surveys.models import Form
from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.queries.own import own_answers
from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.instance import NAMES
from sixia.fieldwork.surveys.rules.sheets import read_sheet, sheet_code, typed
from sixia.kit.chain import canonical
from sixia.kit.flow import Refused

UNPROCESSABLE: Final = 422
TIMES: Final = 5
"""How many times of a repeat a paper sheet has room for."""
FILL: Final = frozenset({OFFICE, FILLER})


class FillView(SurveyPage, View):
    """`/desk/surveys/<pk>/fill`: the form for officials."""

    needs = FILL
    template = "surveys/desk/fill.html"

    def page(self, request: HttpRequest, filling: Filling, status: int = 200) -> HttpResponse:
        """The page."""
        back = reverse("desk_survey", args=[self.survey.pk])
        return render(
            request, self.template, {"survey": self.survey, "back": back, "now": self.now, **filling.context()}, status=status
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form, while the survey runs."""
        if self.survey.state != OPEN:
            raise Http404
        return self.page(request, Filling(request, self.version, self.now))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it in, and on to the next one."""
        filling = Filling(request, self.version, self.now)
        if filling.only_more:
            return self.page(request, filling)
        try:
            actions.submit(self.version, by=self.actor, now=self.now, via="web", **filling.given())
        except Refused as refused:
            filling.refuse(refused)
            return self.page(request, filling, UNPROCESSABLE)
        messages.success(request, gettext("Taken in. Here is the form for the next one."))
        return HttpResponseRedirect(request.get_full_path())


class CorrectView(AnswerPage, View):
    """`/desk/answers/<pk>/correct`: whoever filled it in corrects what was sent back; the new one takes its place."""

    template = "surveys/desk/fill.html"

    def filling(self, request: HttpRequest) -> Filling:
        """The form with what was filled in; 404 for everybody else and at any other time."""
        row = self.row
        if AUTHOR not in self.held or row.state != SENT_BACK or row.replaced:
            raise Http404
        return Filling(request, row.form, self.now, own_answers(row))

    def page(self, request: HttpRequest, filling: Filling, status: int = 200) -> HttpResponse:
        """The page, with what is to be corrected."""
        row, back = self.row, reverse("desk_answer", args=[self.row.pk])
        context = {"survey": row.survey, "row": row, "back": back, "now": self.now, **filling.context()}
        response = render(request, self.template, context, status=status)
        response["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.page(request, self.filling(request))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the corrected one in."""
        filling = self.filling(request)
        if filling.only_more:
            return self.page(request, filling)
        row = self.row
        given: dict[str, Any] = {"visit": row.visit, "place": row.place, "sheet": row.sheet, "corrects": row.client}
        try:
            new = actions.submit(row.form, by=self.actor, now=self.now, via=row.way, **given, **filling.given())
        except Refused as refused:
            filling.refuse(refused)
            return self.page(request, filling, UNPROCESSABLE)
        messages.success(request, gettext("The corrected one has taken its place."))
        return HttpResponseRedirect(reverse("desk_answer", args=[new.pk]))


class TypingView(SurveyPage, View):
    """`/desk/surveys/<pk>/typing`: a paper sheet by its number, then its codes from top to bottom, by the keyboard alone."""

    needs = FILL
    template = "surveys/desk/typing.html"

    def sheet_of(self, said: str) -> tuple[Form, str] | None:
        """The version and the number of a sheet of this survey."""
        found = read_sheet(said)
        form = reads.form_of(found[0]) if found else None
        if found is None or form is None or form.survey_id != self.survey.pk or not 1 <= found[1] <= form.sheets:
            return None
        return form, sheet_code(*found)

    def page(self, request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {"survey": self.survey, "now": self.now, **more}, status=status)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """First the number, then the questions of that sheet."""
        if "sheet" not in request.GET:
            return self.page(request, form=SheetForm())
        found = self.sheet_of(request.GET["sheet"])
        if found is None:
            form = SheetForm(request.GET)
            form.add_error("sheet", gettext("No sheet of this survey has this number. Check it digit by digit."))
            return self.page(request, UNPROCESSABLE, form=form)
        form_version, sheet = found
        return self.page(request, sheet=sheet, fields=fields_of(form_version.questions, {}, {}, self.language))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the sheet in, and on to the next number."""
        found = self.sheet_of(request.POST.get("sheet", ""))
        if found is None:
            return HttpResponseRedirect(request.path)
        form_version, sheet = found
        said = {key[2:]: str(value) for key, value in request.POST.items() if key.startswith("q-")}
        answers, faults = typed(form_version.questions, said)
        client = uuid.uuid5(NAMES, f"{sheet}/{canonical(answers)}")
        try:
            if faults:
                raise actions.Unfit(faults)
            given: dict[str, Any] = {
                "client": client,
                "answers": answers,
                "via": "paper",
                "sheet": sheet,
                "language": self.language,
            }
            actions.submit(form_version, by=self.actor, now=self.now, **given)
        except Refused as refused:
            wrong = refused.faults if isinstance(refused, actions.Unfit) else {}
            fields = fields_of(form_version.questions, said, wrong, self.language)
            return self.page(request, UNPROCESSABLE, sheet=sheet, fields=fields, refusal=str(refused))
        messages.success(request, gettext("Sheet %(sheet)s is in. The next number?") % {"sheet": sheet})
        return HttpResponseRedirect(request.path)


def fields_of(form: d.Definition, said: dict[str, str], faults: dict[str, str], language: str) -> list[dict[str, Any]]:
    """One narrow field per question, in the order of the sheet; a repeat as often as the sheet has room."""
    rows: list[dict[str, Any]] = []
    repeat_at: dict[str, int] = {}
    for node, repeat in form.asked():
        if node["kind"] == d.IMAGE:
            continue
        places = [f"{repeat}.{number}.{node['name']}" for number in range(1, TIMES + 1)] if repeat else [node["name"]]
        for number, place in enumerate(places, 1):
            repeat_at.setdefault(place, number if repeat else 0)
            codes = [(choice["code"], d.said(choice["label"], language)) for choice in form.choices(node)]
            label = d.said(node.get("label"), language)
            rows.append({"place": place, "node": node, "label": label, "time": repeat_at[place], "codes": codes,
                         "value": said.get(place, ""), "error": faults.get(place, "")})  # fmt: skip
    order = {node["name"]: number for number, (node, _repeat) in enumerate(form.walk())}
    return sorted(rows, key=lambda row: _key(form, row, order))


def _key(form: d.Definition, row: dict[str, Any], order: dict[str, int]) -> tuple[int, int, int]:
    """A repeat is typed time by time, as it stands on the sheet."""
    name = row["node"]["name"]
    repeat = form.repeat_of.get(name, "")
    return (order[repeat], row["time"], order[name]) if repeat else (order[name], 0, 0)
