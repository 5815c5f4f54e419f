"""Reception days at the desk: the list, one day with what can be done, and the moves."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.fieldwork.reception import actions, norms
from sixia.fieldwork.reception.flow import CANCELLED, CLOSED, DRAFTED, LIVE, OFFICE, OPEN, RECEIVER
from sixia.fieldwork.reception.forms.days import CallOffForm, DayForm, PlainForm, PutOffForm, SwapForm
from sixia.fieldwork.reception.models import FORMS, Day
from sixia.fieldwork.reception.queries import bookings as booking_reads
from sixia.fieldwork.reception.queries import days as reads
from sixia.fieldwork.reception.queries import planning
from sixia.kit.journal import timeline
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES, ROLES
from sixia.ui.lists import Column, ListPage, Order, Tab

READERS = tuple(set(ROLES) - ADMIN_ROLES)
RELATED = ("account", "unit__place", "place__parent", "host__place", "case", "replaces")


def _settle(day: Day, given: dict[str, Any], *, by: Any, now: datetime) -> None:
    actions.settle(day, new=given["new"], by=by, now=now)


def _move(day: Day, given: dict[str, Any], *, by: Any, now: datetime) -> None:
    actions.move(day, **given, by=by, now=now)


def _plain(action: Any) -> Any:
    def call(day: Day, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(day, **given, by=by, now=now)

    return call


def _as_it_is(day: Day, now: datetime) -> dict[str, Any]:
    starts, ends = timezone.localtime(day.starts_at), timezone.localtime(day.ends_at)
    return {
        "leader": day.account,
        "unit": day.unit,
        "portfolio": day.portfolio,
        "form": day.form,
        "day": day.date,
        "opens": starts.time(),
        "closes": ends.time(),
        "place": day.place,
        "address": day.address,
        "case": day.case_id,
        "units": list(day.units.all()),
        "capacity": day.capacity,
        "wheelchair": day.wheelchair,
        "interpreter": day.interpreter,
    }


def _when(day: Day, now: datetime) -> dict[str, Any]:
    return {name: value for name, value in _as_it_is(day, now).items() if name in ("opens", "closes", "place", "address")}


ACTS = {
    "announce": Act(PlainForm, _plain(actions.announce), _("It is public. From now on it can be booked.")),
    "settle": Act(DayForm, _settle, _("Changed."), _as_it_is),
    "swap": Act(SwapForm, _plain(actions.swap), _("Swapped. Both leaders and everybody who has booked are told.")),
    "move": Act(PutOffForm, _move, _("Put off. Everybody who had booked is told and has a new appointment."), _when),
    "cancel": Act(CallOffForm, _plain(actions.cancel), _("Called off. Everybody who had booked is told.")),
    "open": Act(PlainForm, _plain(actions.open_day), _("The reception is open.")),
    "close": Act(PlainForm, _plain(actions.close), _("The reception is over.")),
}


class DayFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By leader, place and form."""

    leader = filters.CharFilter(label=_("Who receives"), field_name="account__name", lookup_expr="contains")
    place = filters.CharFilter(label=_("Place"), field_name="place__name", lookup_expr="contains")
    form = filters.ChoiceFilter(label=_("Form"), choices=FORMS, empty_label=_("Any form"))


class DayList(DeskMixin, ListPage):
    """`/desk/receptions`: reception days the reader may see."""

    roles = READERS
    title = _("Reception days")
    template_name = "reception/desk/days.html"
    filterset = DayFilter
    columns = (
        Column("when", _("When"), "starts_at", cell="reception/cells/when.html", sort="when"),
        Column("leader", _("Who receives"), "account.name", cell="reception/cells/leader.html", lead=True),
        Column("place", _("Where"), "place.name", cell="reception/cells/place.html"),
        Column("form", _("Form"), "get_form_display"),
        Column("state", _("State"), "state_label", cell="reception/cells/state.html"),
        Column("booked", _("Booked"), lambda row: f"{row.coming} / {row.capacity}", css="num"),
        Column("received", _("Was received"), "received", css="num"),
        Column("title", _("Post"), "title", screen=False),
        Column("portfolio", _("What they answer for"), "portfolio", screen=False),
        Column("ends", _("Ends at"), "ends_at", screen=False),
        Column("address", _("Address and room"), "address", screen=False),
    )
    orders = (Order("when", _("When"), ("starts_at",)), Order("last", _("Latest first"), ("-starts_at",)))
    tabs = (
        Tab("ahead", _("Ahead"), lambda rows, request: rows.filter(state__in=LIVE, ends_at__gte=timezone.now())),
        Tab("mine", _("Mine"), lambda rows, request: rows.filter(account_id=request.user.pk)),
        Tab("drafted", _("Not public yet"), lambda rows, request: rows.filter(state=DRAFTED)),
        Tab("open", _("Receiving now"), lambda rows, request: rows.filter(state=OPEN)),
        Tab("over", _("Reception over"), lambda rows, request: rows.filter(state=CLOSED)),
        Tab("off", _("Called off or put off"), lambda rows, request: reads.off(rows)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No reception day of this kind")
    empty_text = _("Draw the plan of a term from the rules, or add a day by hand.")

    def queryset(self) -> QuerySet[Day]:
        """Days the reader may see."""
        return reads.with_counts(Day.objects.visible_to(self.actor).select_related("account", "unit", "place__parent"))

    def row_url(self, row: Day) -> str:
        """The day's page."""
        return reverse("desk_reception", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether the reader plans."""
        return {"plans": planning.host_of(self.actor, self.now) is not None}


class DayPage(Moment):
    """A page about one day; 404 for whoever may not see it."""

    @cached_property
    def day(self) -> Day:
        """The day."""
        found = Day.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class DayView(DayPage, View):
    """`/desk/receptions/<pk>`: one day, who comes, and what can be done now."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        day = self.day
        case = Case.objects.visible_to(self.actor).filter(pk=day.case_id).first() if day.case_id else None
        roles = day.roles_of(self.actor)
        context = {
            "day": day,
            "here": bool(roles & {OFFICE, RECEIVER}),
            "runs": OFFICE in roles,
            "case": case,
            "units": list(day.units.all()),
            "counts": reads.with_counts(Day.objects.visible_to(self.actor)).get(pk=day.pk),
            "moves": [move for move in day.moves_for(roles) if move.name in ACTS and self._fits(move.name)],
            "public_by": norms.public_by(day.date, self.now),
            "hinders": actions.hindrance(day, self.now) if day.state == DRAFTED else None,
            "by_hand": booking_reads.by_hand(day, self.actor) if OFFICE in roles and day.state in (*LIVE, CANCELLED) else [],
            "tell_by": norms.tell_leader_by(day.date, self.now),
            "needs": planning.by_need(day.host, self.actor, self.now) if day.state == DRAFTED and not day.place_id else [],
            "story": timeline(day.stream, newest_first=True)[:30],
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "reception/desk/day.html", context)

    def _fits(self, move: str) -> bool:
        """Leave out buttons that would only refuse."""
        today = timezone.localdate(self.now)
        return {"open": self.day.date == today, "swap": self.now < self.day.starts_at, "move": self.now < self.day.starts_at}.get(
            move, True
        )


class DayMove(MovePage):
    """`/desk/receptions/<pk>/<move>`."""

    acts = ACTS
    template = "reception/desk/move.html"

    @cached_property
    def thing(self) -> Day:
        """The day; 404 for whoever may not see it."""
        found = Day.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """The day's page."""
        return reverse("desk_reception", args=[self.thing.pk])

    def form(self, data: Any = None) -> Any:
        """The move's form, with what the action takes of it once it is filled in."""
        form = super().form(data)
        under = self.thing.host.place.path
        for field in form.fields.values():
            if hasattr(field, "under"):
                field.under = under
        if data is not None and form.is_valid():
            if isinstance(form, DayForm):
                form.cleaned_data["new"] = form.new(self.thing.rule)
            elif isinstance(form, PutOffForm):
                given, times = form.cleaned_data, {"starts_at": form.starts_at(), "ends_at": form.ends_at()}
                form.cleaned_data = {**times, "reason": given["reason"], "place": given["place"], "address": given["address"]}
        return form

    def _asks_unit(self) -> bool:
        """The unit is the leader's, never the reader's own."""
        return False

    def context(self) -> dict[str, Any]:
        """What will happen, before it happens."""
        day = self.thing
        place_names = names.place_names(day.host.place.path, timezone.localdate(self.now))
        return {
            **super().context(),
            "day": day,
            "unit_names": names.unit_names(self.now) if self.move.name == "settle" else (),
            "place_names": place_names if self.move.name in ("settle", "move") else (),
            "booked": day.bookings.filter(state="booked").count(),
            "public_by": norms.public_by(day.date, self.now),
            "needs": planning.by_need(day.host, self.actor, self.now) if self.move.name == "settle" else [],
        }
