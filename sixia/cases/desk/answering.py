"""Writing to the resident: the answer's form with texts to start from, a checklist, a boilerplate meter and a preview."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views import View

from sixia.cases.desk.base import CasePage
from sixia.cases.desk.move import MovePage
from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.forms.desk_moves import form_for
from sixia.cases.queries import drafting
from sixia.cases.queries.desk_start import start_with
from sixia.ui.http import invalid_response, is_partial
from sixia.ui.riders import Riding, riding


class AnswerPage(MovePage):
    """`/desk/cases/<pk>/answer` and `/interim`: the shared move page with what helps to write well."""

    template = "cases/desk/answering/answer.html"
    part = "cases/desk/answering/answer_form.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The last part of the address is the move."""
        super().setup(request, *args, **{**kwargs, "move": request.path.rstrip("/").rpartition("/")[2]})

    @cached_property
    def riding(self) -> Riding:
        """What rooms above ask in the same breath."""
        return riding("case.answer", self.request, self.case, self.request.POST if self.request.method == "POST" else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or say why not."""
        if not self.riding.valid():
            form = self.bound(form_for(self.move), request.POST)
            return invalid_response(request, form, self.template, self.context(form))
        return super().post(request, *args, **kwargs)

    @transaction.atomic
    def act(self, form: DeskForm) -> None:
        """The answer, and what rides along: both or neither."""
        super().act(form)
        self.riding.keep(by=self.actor, now=self.now)

    def context(self, form: DeskForm) -> dict[str, Any]:
        """The move's page, with the rule book's texts and the checklist for what stands in the form."""
        text, basis = (str(form[name].value() or "") if name in form.fields else "" for name in ("text", "basis"))
        return {
            **super().context(form),
            "texts": drafting.start_texts(self.case, self.move.name),
            "check": drafting.check(self.case, self.case.lead_unit_id, text, basis),
            "draft": draft(form),
            "riding": self.riding,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, with one of the texts in it when asked for, alone when htmx asks for it beside the case."""
        initial = start_with(self.case, self.move.name, self.actor, self.now) | drafting.sent_back(self.case)
        chosen = request.GET.get("start", "")
        row = next((row for row in drafting.start_texts(self.case, self.move.name) if row.code == chosen), None)
        if row is not None:
            phone = self.case.lead_unit.phone if self.case.lead_unit else ""
            initial["text"] = drafting.filled(row, self.case, phone, self.now)
        form = self.bound(form_for(self.move), initial=initial)
        return render(request, self.part if is_partial(request, "move") else self.template, self.context(form))


class CheckPage(CasePage, View):
    """The checklist and the preview for a draft, while it is being written. Keeps nothing."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        words = {name: request.POST.get(name, "")[:12_000] for name in ("text", "basis", "remedies")}
        found = drafting.check(self.case, self.case.lead_unit_id, words["text"], words["basis"])
        return render(request, "cases/desk/answering/check.html", {"case": self.case, "check": found, "draft": words})


def draft(form: DeskForm) -> dict[str, str]:
    """The words as the resident would read them."""
    return {name: str(form[name].value() or "") for name in ("text", "basis", "remedies") if name in form.fields}
