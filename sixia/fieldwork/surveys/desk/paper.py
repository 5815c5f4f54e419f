"""Paper sheets of a survey: numbered, with codes, printed from the same definition."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import SurveyPage
from sixia.fieldwork.surveys.desk.filling import FILL, TIMES
from sixia.fieldwork.surveys.forms.acts import SheetsForm
from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.sheets import sheet_code
from sixia.fieldwork.surveys.rules.wording import only_if
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response


@dataclass
class Block:
    """Something printed: a question with its codes, a heading, or a note; for a repeat a table with a line per time."""

    kind: str
    label: str
    hint: str = ""
    number: str = ""
    only: str = ""
    codes: list[tuple[str, str]] = field(default_factory=list)
    columns: list["Block"] = field(default_factory=list)


class SheetsView(SurveyPage, View):
    """`/desk/surveys/<pk>/sheets`: choose how many; each gets a number of its own, and the page is printed."""

    needs = FILL
    template = "surveys/desk/sheets.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """How many."""
        return render(request, self.template, {"survey": self.survey, "form": SheetsForm(), "now": self.now})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The sheets, ready for the printer."""
        form, page = SheetsForm(request.POST), {"survey": self.survey, "now": self.now}
        if not form.is_valid():
            return invalid_response(request, form, self.template, page)
        try:
            numbers = actions.number_sheets(self.version, count=form.cleaned_data["count"], by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, page)
        codes = [sheet_code(self.version.pk, number) for number in numbers]
        questions = self.version.questions
        blocks = blocks_of(questions, questions.data["nodes"], self.language)
        context = {**page, "codes": codes, "blocks": blocks, "times": range(1, TIMES + 1)}
        return render(request, "surveys/desk/printed.html", context)


def blocks_of(form: d.Definition, nodes: list[d.Node], language: str) -> list[Block]:
    """What is printed, in order."""
    made: list[Block] = []
    for node in nodes:
        if node["kind"] in (d.CALCULATE, d.IMAGE, *d.META):
            continue
        label, hint = d.said(node.get("label"), language), d.said(node.get("hint"), language)
        block = Block(node["kind"], label, hint, node.get("number", ""), only_if(form, node))
        block.codes = [(choice["code"], d.said(choice["label"], language)) for choice in form.choices(node)]
        if node["kind"] == d.REPEAT:
            block.columns = [one for one in blocks_of(form, node["nodes"], language) if one.number]
        made.append(block)
        if node["kind"] == d.GROUP:
            made += blocks_of(form, node["nodes"], language)
    return made
