"""What residents read of on-site offices: when and where, who hosts them, which units come, and in numbers what was decided."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sixia.cases.queries.public import place_name
from sixia.fieldwork.onsite.flow import CANCELLED, CONVENED, OPEN, SIGNED
from sixia.fieldwork.onsite.models import Office
from sixia.fieldwork.onsite.queries import offices as reads
from sixia.ui.lists import Column, ListPage, Order, Tab


class PublicList(ListPage):
    """`/on-site`: on-site offices that were announced."""

    title = _("On-site offices")
    base = "ui/resident.html"
    template_name = "onsite/public/offices.html"
    columns = (
        Column("when", _("When"), "visit.starts_at", cell="onsite/cells/when.html", sort="when"),
        Column("title", _("What it is about"), "visit.title", lead=True),
        Column("place", _("Where"), lambda row: place_name(row.visit.place), cell="onsite/cells/place.html"),
        Column("state", _("State"), "state_label", cell="onsite/cells/state.html"),
    )
    orders = (Order("when", _("When"), ("visit__starts_at",)), Order("last", _("Latest first"), ("-visit__starts_at",)))
    tabs = (
        Tab("ahead", _("Ahead and going on"), lambda rows, request: rows.filter(state__in=(CONVENED, OPEN))),
        Tab("over", _("Signed off"), lambda rows, request: rows.filter(state=SIGNED)),
        Tab("off", _("Called off"), lambda rows, request: rows.filter(state=CANCELLED)),
    )
    empty_title = _("No on-site office is announced now")
    empty_text = _("Leaders and units come to a place where something is stuck. You can say your matter here at any time.")

    def queryset(self) -> QuerySet[Office]:
        """Announced ones only."""
        return reads.public_offices()

    def row_url(self, row: Office) -> str:
        """Its page."""
        return reverse("onsite_office", args=[row.pk])


@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """`/on-site/<pk>`: one of them; no item is named, for behind each stands somebody."""
    found = reads.public_office(pk)
    if found is None:
        raise Http404
    page = {
        "office": found,
        "visit": found.visit,
        "units": reads.public_units(found),
        "counts": reads.public_counts(found),
        "now": timezone.now(),
    }
    return render(request, "onsite/public/office.html", page)
