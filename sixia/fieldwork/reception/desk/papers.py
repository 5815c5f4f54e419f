"""Register, ledger, plan and public notice as Word files: for the office that plans, and written down as exports are."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views import View

from sixia.fieldwork.reception import papers
from sixia.fieldwork.reception.desk.days import READERS, RELATED
from sixia.fieldwork.reception.desk.planning import OfficePage
from sixia.fieldwork.reception.flow import LIVE, OFFICE
from sixia.fieldwork.reception.forms.days import SpanForm
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.queries import planning
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.papers.files import download
from sixia.people import actions as people
from sixia.people.desk.base import DeskMixin
from sixia.people.models import Unit
from sixia.ui.lists import ListPage

WORD = "docx"


class WordList(DeskMixin, ListPage):
    """A list that the office also takes as a Word file, as it is narrowed."""

    @cached_property
    def host(self) -> Unit | None:
        """The office in whose name it is printed; None for readers without one."""
        return planning.host_of(self.actor, self.now)

    @property
    def as_word(self) -> bool:
        """Whether the page offers it."""
        return self.host is not None

    def made(self, rows: Any, host: Unit) -> bytes:
        """The file of these rows."""
        raise NotImplementedError

    @property
    def narrowed_words(self) -> str:
        """By what the list is narrowed, in words."""
        asked = [f"{field.label} {field.value()}" for field in self.form or () if field.value()]
        return "；".join([str(self.tab.label) if self.tab else "", *asked]).strip("；")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The page, its table files, or the Word file."""
        if request.GET.get("export") != WORD:
            return super().get(request, *args, **kwargs)
        if self.host is None:
            raise Http404
        rows = list(self.shown.order_by(*self.order.by)[: papers.MOST_ROWS + 1])
        try:
            if len(rows) > papers.MOST_ROWS:
                said = gettext_lazy("That is more than %(rows)s rows. Narrow the list for Word, or take Excel or CSV.")
                raise Refused("guard", str(said) % {"rows": papers.MOST_ROWS})
            if not rows:
                raise Refused("missing", gettext("There is nothing to print. Choose another part of the list."))
            self.exported(WORD)
            return download(self.made(rows, self.host), f"{self.title} {self.now:%Y-%m-%d}", WORD)
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(request.path + self.url())


class NoticePaper(Moment, View):
    """`/desk/receptions/<pk>/paper`: the public notice of a day; POST alone, because taking it is written down."""

    roles = READERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """The file; 404 for whoever does not run the day, and for a day that is over or called off."""
        day = Day.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=pk, state__in=LIVE).first()
        if day is None or OFFICE not in day.roles_of(self.actor):
            raise Http404
        back = HttpResponseRedirect(reverse("desk_reception", args=[pk]))
        return _taken(self, lambda: papers.notice(day, self.now), f"{gettext('Public notice')} {day.date:%Y-%m-%d}", back)


class PlanPaper(OfficePage, View):
    """`/desk/receptions/plan/paper`: the planned days of a span; POST alone, because taking it is written down."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The file, or back to the plan with the reason why not."""
        host, form = self.host, SpanForm(request.POST)
        back = HttpResponseRedirect(reverse("desk_reception_plan"))
        if not form.is_valid():
            messages.warning(request, gettext("Choose from when until when, then take the plan."))
            return back
        since, until = form.cleaned_data["since"], form.cleaned_data["until"]
        rows = Day.objects.visible_to(self.actor).filter(host=host, state__in=LIVE)
        rows = rows.filter(starts_at__date__gte=since, starts_at__date__lte=until).select_related(*RELATED).order_by("starts_at")
        shown = list(rows[: papers.MOST_ROWS])
        if not shown:
            messages.warning(request, gettext("No day of this span is planned yet. Keep the plan first."))
            return back
        return _taken(self, lambda: papers.plan(shown, since, until, host, self.now), gettext("Plan of reception days"), back)


def _taken(view: Any, make: Any, name: str, back: HttpResponse) -> HttpResponse:
    """The file, told of before it is made."""
    people.record_export(page=view.request.path, kind=WORD, filters="", by=view.actor, now=view.now)
    try:
        return download(make(), name, WORD)
    except Refused as refused:
        messages.warning(view.request, str(refused))
        return back
