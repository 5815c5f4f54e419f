"""Early warnings: the list, one warning beside what was expected, the cases behind it, and what people decide."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.models import Case
from sixia.insight.hot.actions import deciding
from sixia.insight.hot.desk.issues import CASE_COLUMNS, called
from sixia.insight.hot.flow import DISMISSED, OPEN, TAKEN
from sixia.insight.hot.forms import DismissForm, SeeForm, TakeUpForm
from sixia.insight.hot.models import EarlyWarning
from sixia.insight.hot.queries import issues, weeks
from sixia.insight.hot.queries import warnings as reads
from sixia.insight.hot.standing import WARNED
from sixia.problems.desk.moments import FormPage, Moment
from sixia.problems.queries.standing_rules import category
from sixia.ui.lists import Column, ListPage, Order, Tab


class WarningList(Moment, ListPage):
    """`/desk/insight/hot/warnings`: every warning of the reader's territories."""

    roles = WARNED
    title = _("Early warnings")
    template_name = "hot/warnings.html"
    columns = (
        Column("topic", _("What more is said of"), "topic", cell="hot/cells/topic.html", lead=True),
        Column("place", _("Place"), "place.name"),
        Column("monday", _("Week from"), "monday", cell="hot/cells/week.html"),
        Column("voices", _("Voices"), "voices", css="num right"),
        Column("middle", _("Expected"), lambda row: f"{row.middle:.1f}", css="num right"),
        Column("unusual", _("Unusual from"), "unusual", css="num right"),
        Column("state", _("State"), "state_label", cell="hot/cells/state.html"),
        Column("words", _("What is done about it"), "words", screen=False),
    )
    orders = (Order("new", _("Newest first"), ("-raised_at",)),)
    tabs = (
        Tab("open", _("To be decided"), lambda rows, request: rows.filter(state__in=OPEN), tone="warn"),
        Tab("taken", _("Taken up"), lambda rows, request: rows.filter(state=TAKEN)),
        Tab("dismissed", _("Nothing to be done"), lambda rows, request: rows.filter(state=DISMISSED)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No warning")
    empty_text = _("A warning comes when more is said of a topic in a town in one week than the season explains.")

    def queryset(self) -> QuerySet[EarlyWarning]:
        """Warnings the reader may see."""
        return EarlyWarning.objects.visible_to(self.actor).select_related("place")

    def row_url(self, row: EarlyWarning) -> str:
        """The warning's page."""
        return reverse("desk_warning", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """How often warnings are false."""
        return reads.worth()


class WarningPage(Moment):
    """A page about one warning; 404 for whoever may not see it."""

    roles = WARNED

    @cached_property
    def warning(self) -> EarlyWarning:
        """The warning."""
        rows = EarlyWarning.objects.visible_to(self.actor).select_related("place", "decided_by")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def cases(self) -> QuerySet[Case]:
        """The cases of that week that the reader may see."""
        row = self.warning
        return weeks.cases_of(self.actor, row.place_path, row.topic, row.monday, self.now)


class WarningView(WarningPage, View):
    """`/desk/insight/hot/warnings/<pk>`: the week beside what was expected, and what may be decided."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = self.warning
        past = reads.weeks_before(row)
        hot = issues.behind(self.actor, row, self.now)
        context = {
            "warning": row,
            "topic": category(row.topic, self.book),
            "past": past,
            "counts": [n for _monday, n in past],
            "most": max((n for _monday, n in past), default=0),
            "behind": self.cases.count(),
            "cases": list(self.cases.select_related("place").order_by("-heard_at", "-pk")[:5]),
            "issues": [(seen, called(seen, category(seen.issue.category, self.book))) for seen in hot],
            "moves": [] if row.state not in OPEN else row.moves_for(row.roles_of(self.actor)),
            **reads.worth(),
            "now": self.now,
        }
        return render(request, "hot/warning.html", context)


class WarningCases(WarningPage, ListPage):
    """`/desk/insight/hot/warnings/<pk>/cases`: the cases behind the week's number."""

    template_name = "problems/lasting/cases.html"
    title = _("Cases behind the warning")
    columns = CASE_COLUMNS
    orders = (Order("new", _("Heard"), ("-heard_at",)),)
    empty_title = _("No such case")

    def queryset(self) -> QuerySet[Case]:
        """Those the reader may see."""
        return self.cases.select_related("place__parent")

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The way back."""
        label = f"{self.warning.place.name} · {category(self.warning.topic, self.book)}"
        return {"back": reverse("desk_warning", args=[self.warning.pk]), "back_label": label}


MOVES: dict[str, tuple[Any, Any]] = {
    "see": (SeeForm, deciding.see),
    "take_up": (TakeUpForm, deciding.take_up),
    "dismiss": (DismissForm, deciding.dismiss),
}


class WarningMove(WarningPage, FormPage):
    """`/desk/insight/hot/warnings/<pk>/<move>`: looked at, taken up, or nothing to be done."""

    done = _("Noted.")

    @property
    def form_class(self) -> Any:  # type: ignore[override] # a form page's form is fixed elsewhere; here it is the move's
        """The move's form; 404 for what is no move here."""
        if self.kwargs["move"] not in MOVES:
            raise Http404
        return MOVES[self.kwargs["move"]][0]

    def shown(self) -> dict[str, Any]:
        """Title and way back; 404 for whoever may not make the move now."""
        row = self.warning
        allowed = {move.name: move for move in row.moves_for(row.roles_of(self.actor))}
        move = allowed.get(self.kwargs["move"])
        if move is None:
            raise Http404
        name = f"{row.place.name} · {category(row.topic, self.book)}"
        return {"title": move.label, "name": name, "back": reverse("desk_warning", args=[row.pk])}

    def do(self, form: Any) -> str:
        """Decide."""
        MOVES[self.kwargs["move"]][1](self.warning, **form.cleaned_data, by=self.actor, now=self.now)
        return reverse("desk_warning", args=[self.warning.pk])
