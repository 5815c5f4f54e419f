"""One item and one decision on it, on one page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from sixia.cases.flow import REVIEWING
from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.fieldwork.onsite import actions, rules
from sixia.fieldwork.onsite.desk.offices import READERS
from sixia.fieldwork.onsite.flow import HERE
from sixia.fieldwork.onsite.forms.deciding import FORMS, ActForm
from sixia.fieldwork.onsite.models import Act, Item
from sixia.fieldwork.onsite.queries import offices as reads
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.ui.files import file_response
from sixia.ui.http import invalid_response, refusal_response


class DecideView(Moment, View):
    """`/desk/onsite/items/<pk>/<kind>`: what was decided on an item."""

    roles = READERS
    template = "onsite/desk/decide.html"

    @cached_property
    def item(self) -> Item:
        """The item; 404 for whoever may not see it or does not run the office."""
        rows = Item.objects.visible_to(self.actor).filter(chosen=True, pk=self.kwargs["pk"])
        visit = ("office__visit__place", "office__visit__led_by", "office__visit__unit")
        found = rows.select_related(*visit, "case__lead_unit", "problem").first()
        if found is None or self.kwargs["kind"] not in FORMS or not found.office.roles_of(self.actor) & HERE:
            raise Http404
        return found

    def form(self, data: Any = None, files: Any = None) -> ActForm:
        """The form of this kind."""
        form = FORMS[self.kwargs["kind"]](
            data, files, actor=self.actor, now=self.now, book=current_book(self.now), initial=self._initial()
        )
        form.offer(self.item)
        return form

    def _initial(self) -> dict[str, Any]:
        case = self.item.case
        return {"unit": case.lead_unit, "category": case.category} if case is not None else {}

    def context(self) -> dict[str, Any]:
        """The item, and names to choose from."""
        asks = self.kwargs["kind"] == rules.ORDERED
        return {
            "item": self.item,
            "office": self.item.office,
            "visit": self.item.office.visit,
            "kind": self.kwargs["kind"],
            "label": dict(Act.KINDS)[self.kwargs["kind"]],
            "links": reads.links([self.item], self.actor),
            "possible": self.item.office.state == "open",
            "unit_names": names.unit_names(self.now) if asks else (),
            "back": reverse("desk_onsite", args=[self.item.office_id]),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write it down, or say why not."""
        context, form = self.context(), self.form(request.POST, request.FILES)
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            act = actions.decide(self.item.office, new=form.new(self.item), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, _said(act))
        return HttpResponseRedirect(context["back"])


def _said(act: Act) -> str:
    """What has become of it, where that is not what was asked for."""
    case = act.item.case
    if case is not None:
        case.refresh_from_db(fields=["state"])
        if case.state == REVIEWING:
            return gettext("Written down. By the rules a second person must check it before it counts as the answer.")
    return gettext("Written down.")


class FileView(Moment, View):
    """`/desk/onsite/files/<pk>`: a photo of a decision."""

    roles = READERS

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """The file, or 404."""
        row = reads.file_for(pk, self.actor)
        if row is None:
            raise Http404
        return file_response(row)
