"""The day at the desk: bookings by telephone and paper, walk-ins, the queue by numbers, and who sits down."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.reception import actions, norms
from sixia.fieldwork.reception.desk.days import READERS, DayPage
from sixia.fieldwork.reception.flow import ANNOUNCED, OFFICE, OPEN, RECEIVER
from sixia.fieldwork.reception.forms.bookings import DeskBookForm, FindForm, LookForm
from sixia.fieldwork.reception.models import WAYS, Booking, Day
from sixia.fieldwork.reception.queries import bookings as reads
from sixia.fieldwork.reception.queries import days as day_reads
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.people.rules import CLERK, DISPATCHER, GRID_WORKER
from sixia.ui.http import invalid_response, refusal_response

STEPS: Final = {
    "arrive": actions.arrive,
    "call": actions.call,
    "sit": actions.sit,
    "miss": actions.miss,
    "finish": actions.finish,
    "give_up": actions.give_up,
}
HERE: Final = frozenset({OFFICE, RECEIVER})


class QueuePage(DayPage):
    """A page of whoever runs the day or receives on it."""

    roles = READERS

    @cached_property
    def here(self) -> frozenset[str]:
        """The reader's roles in the day; 404 for whoever neither runs it nor receives."""
        found = self.day.roles_of(self.actor)
        if not found & HERE:
            raise Http404
        return found


class QueueView(QueuePage, View):
    """`/desk/receptions/<pk>/queue`: numbers, what can be done with each, and the one who sits there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; names stand nowhere on it."""
        roles, queue = self.here, reads.queue(self.day, self.actor)
        form = FindForm(request.GET) if "q" in request.GET else FindForm()
        found = reads.find(self.day, request.GET["q"][:40], self.actor) if "q" in request.GET else None
        context = {
            "day": self.day,
            "queue": queue,
            "runs": OFFICE in roles,
            "form": form,
            "found": found,
            "now": self.now,
        }
        return render(request, "reception/desk/queue.html", context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call whoever is next."""
        _roles = self.here
        try:
            actions.call_next(self.day, by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
        return HttpResponseRedirect(reverse("desk_reception_queue", args=[self.day.pk]))


class BookingPage(Moment):
    """A page about one booking; 404 for whoever may not see it."""

    roles = READERS

    @cached_property
    def booking(self) -> Booking:
        """The booking."""
        rows = Booking.objects.visible_to(self.actor).select_related(
            "day__account", "day__unit", "day__place", "day__host__place"
        )
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class StepView(BookingPage, View):
    """`/desk/bookings/<pk>/<step>` by POST: arrived, called, sits, is not there, finished, given up."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and back to the queue; to the talk for whoever sits down."""
        step, booking = self.kwargs["step"], self.booking
        if step not in STEPS or not booking.day.roles_of(self.actor) & HERE:
            raise Http404
        try:
            STEPS[step](booking, by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            if step == "sit":
                return HttpResponseRedirect(reverse("desk_sitting", args=[booking.pk]))
            if step == "arrive":
                messages.success(
                    request, gettext("Number %(number)s. Please wait; the number is called.") % {"number": booking.number}
                )
        return HttpResponseRedirect(reverse("desk_reception_queue", args=[booking.day_id]))


class TakeView(Moment, View):
    """`/desk/receptions/<pk>/take`: a booking by telephone, on paper or through a helper, or somebody at the door."""

    roles = (CLERK, DISPATCHER, GRID_WORKER)
    template = "reception/desk/take.html"

    @cached_property
    def day(self) -> Day:
        """The day, as far as the reader may see it; for a helper, a public one."""
        found = day_reads.public_day(self.kwargs["pk"])
        if found is None or not self.ways(found):
            raise Http404
        return found

    def ways(self, day: Day) -> list[tuple[str, Any]]:
        """How a booking may come in here now."""
        office = OFFICE in day.roles_of(self.actor)
        if office and day.state == OPEN:
            names: tuple[str, ...] = ("walk_in",)
        elif office:
            names = ("phone", "paper")
        else:
            names = ("helper",) if self.actor.has(GRID_WORKER) else ()
        return [(name, dict(WAYS)[name]) for name in names] if day.state in (ANNOUNCED, OPEN) else []

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {"day": self.day, "most": norms.representatives_most(self.now), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": DeskBookForm(ways=self.ways(self.day))})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it; the sheet to hand over shows code and passcode, once."""
        form, context = DeskBookForm(request.POST, ways=self.ways(self.day)), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        way = form.cleaned_data["way"]
        try:
            new = form.new(way, consent=form.cleaned_data.get("consent", ""))
            done = actions.book(self.day, new=new, by=self.actor, now=self.now)
            booking = Booking.objects.visible_to(self.actor).select_related("day").get(pk=done.booking)
            if way == "walk_in" and not done.again:
                actions.arrive(booking, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        response = render(request, "reception/desk/taken.html", {**context, "booking": booking, "done": done})
        response["Cache-Control"] = "no-store"
        return response


class LookView(BookingPage, View):
    """`/desk/bookings/<pk>/look` by POST: who it is, written down with the reason."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name and telephone, shown once."""
        form = LookForm(request.POST)
        if not form.is_valid():
            messages.warning(request, gettext("Say what you need it for; the resident will read it."))
            return HttpResponseRedirect(reverse("desk_reception_queue", args=[self.booking.day_id]))
        try:
            name, phone = actions.look(self.booking, reason=form.cleaned_data["reason"], by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(reverse("desk_reception", args=[self.booking.day_id]))
        page = {"booking": self.booking, "day": self.booking.day, "name": name, "phone": phone, "now": self.now}
        response = render(request, "reception/desk/look.html", page)
        response["Cache-Control"] = "no-store"
        return response
