"""The list behind each part of a score: exactly the rows that were counted, as the reader may see them."""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property

from sixia.cases.desk.today import CaseCut
from sixia.fieldwork.visits.desk.visits import VisitList
from sixia.fieldwork.visits.queries import places
from sixia.insight.ahead import norms, texts
from sixia.insight.ahead.desk.pages import Ahead
from sixia.insight.ahead.queries import needs
from sixia.insight.ahead.rules import weighing
from sixia.insight.figures.desk.lists import PromisesBehind
from sixia.insight.figures.queries.reach import READERS
from sixia.places.models import Place
from sixia.ui.lists import ListPage

SHOWN: Final = ("when", "title", "purposes", "place", "unit", "met", "state")


class Behind(Ahead, ListPage):
    """`/desk/insight/ahead/<place>/<part>`: the kind of row is the subclass."""

    roles = READERS
    template_name = "ahead/desk/behind.html"
    related: ClassVar[tuple[str, ...]] = ()
    page_name: ClassVar[str] = ""

    @cached_property
    def place(self) -> Place:
        """The village; 404 where it is none of the reader's."""
        found = places.place(self.kwargs["pk"])
        if found is None or not any(found.path.startswith(path) for path in needs.territories(self.actor)):
            raise Http404
        return found

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the part's
        """What is counted."""
        return texts.NAMES[self.kwargs["part"]]

    def counted(self, part: str) -> QuerySet[Any]:
        """Rows of the whole territory."""
        raise NotImplementedError

    def queryset(self) -> QuerySet[Any]:
        """Those of the village."""
        rows = needs.mine(self.counted(self.kwargs["part"]), self.actor, under=self.place.path)
        return rows.select_related(*self.related)

    def row_url(self, row: Any) -> str:
        """The row's page."""
        return reverse(self.page_name, args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Where it is."""
        return {"place": self.place}


class CasesBehind(Behind):
    """Cases."""

    columns, orders = CaseCut.columns, CaseCut.orders
    related = ("place__parent", "lead_unit")
    page_name = "desk_case"

    def counted(self, part: str) -> QuerySet[Any]:
        """Open cases; of silence those that were heard."""
        if part == weighing.SILENT:
            return needs.heard_of(self.place.path, self.actor, self.now, norms.weights(self.now))
        return needs.cases(part, self.actor, self.now)


class PromisesDue(Behind):
    """Promises."""

    columns, orders = PromisesBehind.columns, PromisesBehind.orders
    related = ("unit", "place")
    page_name = "desk_promise"

    def counted(self, part: str) -> QuerySet[Any]:
        """Those overdue or due soon."""
        return needs.promises(self.actor, self.now, norms.weights(self.now))


class VisitsHeld(Behind):
    """Visits."""

    columns = tuple(column for column in VisitList.columns if column.name in SHOWN)
    orders = VisitList.orders
    related = ("place", "unit", "led_by")
    page_name = "desk_visit"

    def counted(self, part: str) -> QuerySet[Any]:
        """Those that were held."""
        return needs.visits(self.actor, self.now)


PAGES = {
    weighing.PROMISES: PromisesDue.as_view(),
    weighing.MONTHS: VisitsHeld.as_view(),
    weighing.NEVER: VisitsHeld.as_view(),
}
CASES = CasesBehind.as_view()


def behind(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """The list of the part's kind of rows; 404 for no such part, once it is known who asks."""
    if part not in texts.NAMES and request.user.is_authenticated:
        raise Http404
    return PAGES.get(part, CASES)(request, pk=pk, part=part)
