"""One page for every move on an order: what it will do, what must be filled in, one button. Refusals keep what was typed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from sixia.kit.flow import Move, Refused
from sixia.orders import queries
from sixia.orders.desk.moves import ACTS, given
from sixia.orders.forms import OrderForm, form_for
from sixia.orders.models import Order
from sixia.people.desk.base import DeskMixin
from sixia.people.queries import unit_options
from sixia.ui.http import invalid_response, is_partial, refusal_response, safe_next


def matter_url(order: Order) -> str:
    """The page of the matter an order is on: rooms above name theirs `desk_<kind>`; the worklist where there is none."""
    try:
        return reverse(f"desk_{order.matter_kind}", args=[order.matter_id])
    except NoReverseMatch:
        return reverse("desk_orders")


class OrderMixin(DeskMixin):
    """A page about one order, absent for whoever has no part in it."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def order(self) -> Order:
        """The order; 404 when the reader has no role in it."""
        rows = Order.objects.visible_to(self.actor).select_related("unit", "proposed_unit", "parent")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class OrderPage(OrderMixin, View):
    """`/desk/orders/<pk>`: the page of the matter, opened at this order."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead there."""
        return HttpResponseRedirect(f"{matter_url(self.order)}#order-{self.order.pk}")


class MovePage(OrderMixin, View):
    """`/desk/orders/<pk>/<move>`: for whoever has the role for it, whatever the state; the action decides."""

    template = "orders/move.html"
    part = "orders/move_form.html"

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach."""
        name, mine = self.kwargs["move"], self.order.roles_of(self.actor)
        rows = [row for row in Order.FLOW.moves if row.name == name and name in ACTS and row.who & mine]
        if not rows:
            raise Http404
        return rows[0]

    def context(self, form: OrderForm) -> dict[str, Any]:
        """What the page shows."""
        order, move = self.order, self.move
        asked = queries.undecided(order) if move.name.endswith("_extension") and move.name != "ask_extension" else None
        return {
            "order": order,
            "move": move,
            "form": form,
            "possible": order.state in move.source,
            "foretold": ACTS[move.name].foretold,
            "asked": asked,
            "unit_names": unit_options(self.now) if {"proposed", "to"} & set(form.fields) else (),
            "back": safe_next(self.request, matter_url(order)),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, alone when htmx asks for it beside the matter."""
        initial = {"proposed": request.GET.get("unit", ""), "to": request.GET.get("unit") or self.order.proposed_unit or ""}
        form = form_for(self.move)(initial=initial, order=self.order, now=self.now)
        return render(request, self.part if is_partial(request, "move") else self.template, self.context(form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the move, or say why not."""
        form = form_for(self.move)(request.POST, request.FILES, order=self.order, now=self.now)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context(form))
        act = ACTS[self.move.name]
        try:
            act.call(self.order, **given(self.move, form.cleaned_data), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(form))
        messages.success(request, str(act.done))
        return HttpResponseRedirect(safe_next(request, self.onward()))

    def onward(self) -> str:
        """The matter's page while the reader may still see it, else the worklist."""
        still = Order.objects.visible_to(self.actor).filter(pk=self.order.pk).exists()
        return matter_url(self.order) if still else reverse("desk_orders")
