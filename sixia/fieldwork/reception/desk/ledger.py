"""Register and ledger: read from what was done, filled in by nobody."""

from typing import Any

import django_filters as filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.reception import papers
from sixia.fieldwork.reception.desk.days import READERS
from sixia.fieldwork.reception.desk.papers import WordList
from sixia.fieldwork.reception.flow import ABSENT, DONE
from sixia.fieldwork.reception.models import WAYS, Act, Booking
from sixia.people.models import Unit
from sixia.ui.forms import DateInput
from sixia.ui.lists import Column, Order, Tab


def _needs(row: Booking) -> str:
    said = [str(_("wheelchair"))] if row.wheelchair else []
    said += [row.interpreter] if row.interpreter else []
    return "、".join(said + ([str(_("at home"))] if row.home_visit else []))


def _standing(row: Any) -> str:
    return str(row.case.state_label) if row.case and row.case_seen else "–"


def _responsible(row: Any) -> str:
    """The unit instructed, else the one that leads the case."""
    lead = row.case.lead_unit if row.case and row.case_seen else None
    unit = row.order.unit if row.order else lead
    return unit.said if unit else "–"


def _unordered(rows: QuerySet[Act], request: Any) -> QuerySet[Act]:
    return rows.filter(kind=Act.INSTRUCTED, order=None)


class RegisterFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By leader, way and day."""

    leader = filters.CharFilter(label=_("Who receives"), field_name="day__account__name", lookup_expr="contains")
    way = filters.ChoiceFilter(label=_("How it came"), choices=WAYS, empty_label=_("Anyhow"))
    since = filters.DateFilter(label=_("From"), field_name="day__starts_at", lookup_expr="date__gte", widget=DateInput)


class RegisterList(WordList):
    """`/desk/receptions/register`: everybody who booked or came; without names, which are only shown to whoever receives."""

    roles = READERS
    title = _("Register of visitors")
    template_name = "reception/desk/register.html"
    filterset = RegisterFilter
    columns = (
        Column("when", _("Reception day"), "day.starts_at", cell="reception/cells/visited.html", sort="when"),
        Column("about", _("What it is about"), "about", cell="reception/cells/about.html", lead=True),
        Column("leader", _("Who receives"), lambda row: f"{row.day.title} {row.day.account.name}"),
        Column("people", _("How many came"), "people", css="num"),
        Column("way", _("How it came"), "get_way_display"),
        Column("state", _("State"), "state_label", cell="reception/cells/booking_state.html"),
        Column("acts", _("Entries"), "things", css="num"),
        Column("needs", _("Special needs"), _needs, screen=False),
        Column("code", _("Booking code"), "receipt", screen=False),
    )
    orders = (
        Order("when", _("When"), ("-day__starts_at", "-number")),
        Order("first", _("Earliest first"), ("day__starts_at", "number")),
    )
    tabs = (
        Tab("done", _("Was received"), lambda rows, request: rows.filter(state=DONE)),
        Tab("coming", _("Still to come"), lambda rows, request: rows.exclude(state__in=(DONE, ABSENT, "cancelled"))),
        Tab("absent", _("Did not come"), lambda rows, request: rows.filter(state=ABSENT)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("Nobody of this kind")
    empty_text = _("Whoever books or comes to a reception day stands here by itself.")

    def queryset(self) -> QuerySet[Booking]:
        """Bookings the reader may see."""
        rows = Booking.objects.visible_to(self.actor).select_related("day__account")
        return rows.annotate(things=Count("acts"))

    def made(self, rows: list[Booking], host: Unit) -> bytes:
        """The register as a Word file."""
        acts = Act.objects.visible_to(self.actor).filter(booking__in=rows).order_by("pk")
        return papers.visits(rows, acts, self.narrowed_words, host, self.now)

    def row_url(self, row: Booking) -> str:
        """The talk."""
        return reverse("desk_sitting", args=[row.pk])


class LedgerFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By kind, unit and words."""

    kind = filters.ChoiceFilter(label=_("Kind"), choices=Act.KINDS, empty_label=_("Any kind"))
    unit = filters.CharFilter(label=_("Unit"), method="of_unit")

    def of_unit(self, rows: QuerySet[Act], name: str, value: str) -> QuerySet[Act]:
        """Those whose order went to a unit with this in its name, in either language."""
        return rows.filter(Q(order__unit__name__contains=value) | Q(order__unit__name_en__icontains=value))


WITH_CASE = Q(case__isnull=False)


class LedgerList(WordList):
    """`/desk/receptions/ledger`: what came of each talk, where it stands, and what is still open until the last verdict."""

    roles = READERS
    title = _("Reception ledger")
    template_name = "reception/desk/ledger.html"
    filterset = LedgerFilter
    columns = (
        Column("at", _("When"), "at", cell="reception/cells/acted.html", sort="at"),
        Column("kind", _("What came of it"), "get_kind_display"),
        Column("text", _("In short"), "text", cell="reception/cells/text.html", lead=True),
        Column("unit", _("Responsible unit"), _responsible),
        Column("place", _("Where it is"), lambda row: row.case.place.name if row.case_seen and row.case.place else "–"),
        Column("case", _("How it stands"), _standing, cell="reception/cells/stands.html"),
        Column("number", _("Case"), lambda row: row.case_id if row.case_seen else "", screen=False),
        Column("leader", _("Who receives"), lambda row: row.booking.day.account.name, screen=False),
    )
    orders = (Order("at", _("When"), ("-at",)), Order("first", _("Earliest first"), ("at",)))
    tabs = (
        Tab("open", _("Still open"), lambda rows, request: rows.filter(WITH_CASE, case__open=True)),
        Tab("settled", _("Settled on the spot"), lambda rows, request: rows.filter(kind=Act.SETTLED)),
        Tab("orders", _("Became an order"), lambda rows, request: rows.filter(order__isnull=False)),
        Tab("waiting", _("Instruction waits for the dispatcher"), _unordered),
        Tab("promises", _("Promises"), lambda rows, request: rows.filter(promise__isnull=False)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("Nothing of this kind")
    empty_text = _("What is written down while people sit there stands here by itself.")

    def queryset(self) -> QuerySet[Act]:
        """Acts of talks the reader may see; cases only where they may see these."""
        seen = Case.objects.visible_to(self.actor).filter(pk=OuterRef("case_id"))
        related = ("booking__day__account", "case__place", "case__lead_unit", "order__unit", "promise", "by")
        return Act.objects.visible_to(self.actor).select_related(*related).annotate(case_seen=Exists(seen))

    def made(self, rows: list[Act], host: Unit) -> bytes:
        """The ledger as a Word file."""
        return papers.ledger(((row, _responsible(row), _standing(row)) for row in rows), self.narrowed_words, host, self.now)

    def row_url(self, row: Act) -> str:
        """The talk."""
        return reverse("desk_sitting", args=[row.booking_id])

    def context(self) -> dict[str, Any]:
        """How many talks were settled, became orders, are still open: x of n."""
        rows = self.queryset()
        heard = rows.filter(kind__in=(Act.HEARD, Act.JOINED)).values("case_id").distinct().count()
        settled = rows.filter(kind__in=(Act.SETTLED, Act.EXPLAINED)).values("case_id").distinct().count()
        closed = rows.filter(kind__in=(Act.HEARD, Act.JOINED), case__ending="verdict").values("case_id").distinct().count()
        return {"heard": heard, "settled": settled, "closed": closed}
