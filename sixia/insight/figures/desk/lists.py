"""The list behind a number: the rows themselves, as the reader may see them, to filter on and to take along."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.cases.desk.today import CaseCut
from sixia.insight.figures.desk.asking import Asked
from sixia.insight.figures.desk.board import indicator
from sixia.insight.figures.queries import lists
from sixia.insight.figures.queries.reach import READERS
from sixia.insight.figures.rules.indicators import BOTTOM, TOP, WAITING, Indicator
from sixia.insight.figures.rules.parts import CASES, ORDERS, PROBLEMS, PROMISES, VERDICTS, VILLAGES
from sixia.people.desk.base import DeskMixin
from sixia.ui.lists import Column, ListPage, Order


class Behind(DeskMixin, ListPage):
    """`/desk/insight/figures/<key>/<side>`: what is counted; the kind of row is the subclass."""

    roles = READERS
    template_name = "figures/desk/behind.html"
    related: ClassVar[tuple[str, ...]] = ()
    page_name: ClassVar[str] = ""
    kwargs: dict[str, Any]

    @cached_property
    def one(self) -> Indicator:
        """The indicator."""
        return indicator(self.kwargs["key"])

    @cached_property
    def asked(self) -> Asked:
        """The question of the address."""
        return Asked(self.request.GET, self.actor, self.now)

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the indicator's name
        """The indicator's name."""
        return self.one.title

    def queryset(self) -> QuerySet[Any]:
        """Exactly the rows that were counted."""
        rows = lists.behind(self.one, self.kwargs["side"], self.asked.cut, self.asked.reach, self.actor)
        return rows.select_related(*self.related)

    def row_url(self, row: Any) -> str:
        """Where a row leads."""
        return reverse(self.page_name, args=[row.pk]) if self.page_name else ""

    def context(self) -> dict[str, Any]:
        """What is counted, and the way back."""
        says = {TOP: self.one.numerator, BOTTOM: self.one.denominator, WAITING: _("Of these, what is still waiting.")}
        return {"one": self.one, "asked": self.asked, "says": says[self.kwargs["side"]]}


class CasesBehind(Behind):
    """Cases."""

    columns, orders = CaseCut.columns, CaseCut.orders
    related = ("place__parent", "lead_unit")
    page_name = "desk_case"


class OrdersBehind(Behind):
    """Orders."""

    columns = (
        Column("issued", _("Issued"), "issued_at", cell="orders/cells/issued.html"),
        Column("brief", _("Matter"), "brief", cell="orders/cells/brief.html", lead=True),
        Column("number", _("Number"), "matter_id", screen=False),
        Column("unit", _("Unit"), "unit.said"),
        Column("contacted", _("Reached"), "contacted_at", cell="figures/cells/reached.html"),
    )
    orders = (Order("new", _("Issued"), ("-issued_at",)),)
    related = ("unit",)
    page_name = "desk_order"


class VerdictsBehind(Behind):
    """Verdicts."""

    columns = (
        Column("at", _("Given"), "at", cell="figures/cells/given.html"),
        Column("title", _("Matter"), "case.title", lead=True),
        Column("number", _("Number"), "case_id", screen=False),
        Column("unit", _("Unit"), "unit.said"),
        Column("solved", _("Solved?"), "get_solved_display"),
        Column("satisfied", _("Satisfied?"), "get_satisfied_display"),
        Column("agree", _("Agrees to close"), "agree", cell="figures/cells/agree.html"),
        Column("times", _("Which verdict"), "number", css="num"),
    )
    orders = (Order("new", _("Given"), ("-at",)),)
    related = ("case", "unit")

    def row_url(self, row: Any) -> str:
        """The case's page."""
        return reverse("desk_case", args=[row.case_id])


class PromisesBehind(Behind):
    """Promises."""

    columns = (
        Column("first", _("Day first named"), "first_due_on"),
        Column("words", _("What was promised"), "words", lead=True),
        Column("state", _("State"), "state_label"),
        Column("unit", _("Unit"), "unit.said"),
        Column("place", _("Place"), "place.name", css="whole"),
        Column("number", _("Case"), "case_id", screen=False),
    )
    orders = (Order("due", _("Day first named"), ("-first_due_on",)),)
    related = ("unit", "place")
    page_name = "desk_promise"


class ProblemsBehind(Behind):
    """Problems."""

    columns = (
        Column("title", _("Problem"), "title", lead=True),
        Column("state", _("State"), "state_label"),
        Column("place", _("Place"), "place.name", css="whole"),
        Column("unit", _("Responsible unit"), lambda row: row.unit.said if row.unit else "–"),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Order("new", _("Raised"), ("-raised_at",)),)
    related = ("unit", "place")
    page_name = "desk_problem"


class VillagesBehind(Behind):
    """Villages."""

    columns = (
        Column("name", _("Village or community"), "name", lead=True),
        Column("town", _("Town"), "parent.name"),
        Column("code", _("Code"), "code", screen=False),
    )
    orders = (Order("place", _("By place"), ("path",)),)
    related = ("parent",)


PAGES = {
    CASES: CasesBehind.as_view(),
    ORDERS: OrdersBehind.as_view(),
    VERDICTS: VerdictsBehind.as_view(),
    PROMISES: PromisesBehind.as_view(),
    PROBLEMS: ProblemsBehind.as_view(),
    VILLAGES: VillagesBehind.as_view(),
}


def behind(request: HttpRequest, key: str, side: str) -> HttpResponseBase:
    """The list of the indicator's kind of rows; 404 for no such number."""
    rows = indicator(key).rows(side)
    if not rows:
        raise Http404
    return PAGES[rows](request, key=key, side=side)
