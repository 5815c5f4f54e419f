"""The system administrator's pages of Word templates: what holds where, built-in ones to start from, handing in, taking out."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.kit.flow import Refused
from sixia.papers.actions import accept_template, retire_template
from sixia.papers.checking import Unfit, filled_sample
from sixia.papers.files import download
from sixia.papers.forms import TemplateForm
from sixia.papers.layout.word import builtin
from sixia.papers.models import Template
from sixia.papers.rules.kinds import KINDS
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

LANGUAGES = ("zh", "en")


class TemplateList(DeskMixin, ListPage):
    """`/desk/papers/`: every version of every unit's own template."""

    roles = (SYSTEM_ADMIN,)
    title = _("Word templates")
    template_name = "papers/list.html"
    can_export = False
    columns = (
        Column("kind", _("Kind of paper"), "kind_label", lead=True),
        Column("unit", _("Unit"), "unit.said"),
        Column("version", _("Version"), "version", css="num"),
        Column("made", _("Holds since"), "made_at", cell="papers/cells/made.html"),
        Column("note", _("Remark"), "note"),
        Column("retire", "", "pk", cell="papers/cells/retire.html", export=False),
    )
    orders = (Order("new", _("Newest first"), ("-made_at",)),)
    tabs = (
        Tab("valid", _("Valid"), lambda rows, request: rows.filter(ended_at=None)),
        Tab("old", _("Earlier ones"), lambda rows, request: rows.filter(ended_at__isnull=False)),
    )
    empty_title = _("No unit has a template of its own")
    empty_text = _("Papers take the built-in layout. Download it, change it in Word, and hand it in here.")

    def queryset(self) -> QuerySet[Any]:
        """Without the files."""
        return Template.objects.visible_to(self.actor).select_related("unit", "made_by").defer("file")

    def row_url(self, row: Template) -> str:
        """The file."""
        return reverse("papers_file", args=[row.pk])


class KindList(DeskMixin, View):
    """`/desk/papers/kinds/`: each kind with its placeholders and its built-in template."""

    roles = (SYSTEM_ADMIN,)

    def get(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return render(request, "papers/kinds.html", {"kinds": KINDS.values(), "now": timezone.now()})


class Builtin(DeskMixin, View):
    """`/desk/papers/kinds/<kind>/<language>.docx`: a built-in template, to be changed in Word."""

    roles = (SYSTEM_ADMIN,)

    def get(self, request: HttpRequest, kind: str, language: str) -> HttpResponse:
        """The file."""
        if kind not in KINDS or language not in LANGUAGES:
            raise Http404
        return download(builtin(kind, language), str(KINDS[kind].title), "docx")


class TemplateFile(DeskMixin, View):
    """`/desk/papers/<pk>/`: a template as it was handed in; with `?sample=1` filled with sample data."""

    roles = (SYSTEM_ADMIN,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file."""
        row = get_object_or_404(Template.objects.visible_to(self.actor), pk=pk)
        data, name = bytes(row.file), f"{row.kind_label}-{row.version}"
        if request.GET.get("sample") and row.kind in KINDS:
            data = filled_sample(data, KINDS[row.kind])
        return download(data, name, "docx")


class NewTemplate(DeskMixin, View):
    """`/desk/papers/new/`: hand a template in; every fault is listed, and what was chosen stays."""

    roles = (SYSTEM_ADMIN,)
    template = "papers/new.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        form = TemplateForm(initial={"kind": request.GET.get("kind", "")})
        return render(request, self.template, {"form": form, "now": timezone.now()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try it, and let it hold."""
        form, context = TemplateForm(request.POST, request.FILES), {"now": timezone.now()}
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        given = form.cleaned_data
        try:
            made = accept_template(
                given["unit"], given["kind"], data=given["file"].read(), note=given["note"], by=self.actor, now=timezone.now()
            )
        except Unfit as unfit:
            for fault in unfit.faults:
                form.add_error("file", fault)
            return invalid_response(request, form, self.template, context)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        return render(request, "papers/accepted.html", {**context, "row": made})


class RetireTemplate(Act):
    """Take a template out of use."""

    roles = (SYSTEM_ADMIN,)
    title = _("Take this template out of use")
    words = _("New papers take the template of the unit above, or the built-in one. Papers issued so far keep this one.")
    button = _("Take it out of use")
    done = _("The template is out of use.")

    @cached_property
    def thing(self) -> Any:
        """The template."""
        return get_object_or_404(
            Template.objects.visible_to(self.actor).select_related("unit").defer("file"), pk=self.kwargs["pk"]
        )

    def do(self, form: Any, now: Any) -> str:
        """Take it out."""
        retire_template(self.thing, by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("papers")
