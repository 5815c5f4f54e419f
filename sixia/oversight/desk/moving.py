"""One page for every move on a promise or a charge: what must be filled in, one button. Refusals keep what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.functional import cached_property
from django.views import View

from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.kit.flow import Move, Refused
from sixia.kit.models import Moving
from sixia.people.desk.base import DeskMixin
from sixia.people.models import Unit
from sixia.people.rules import ADMIN_ROLES
from sixia.ui.http import invalid_response, refusal_response


@dataclass(frozen=True, slots=True)
class Act:
    """What a move's page does: its form, the call (`call(thing, given, by=, now=)`), what is said, what stands in it first."""

    form: type[forms.Form]
    call: Callable[..., object]
    done: str | Lazy
    initial: Callable[[Any, datetime], dict[str, Any]] = lambda thing, now: {}


def desk_form(form: type[forms.Form], page: "Moment", data: Any = None, initial: Any = None, under: str = "") -> forms.Form:
    """A form bound to who reads the page and when, where it asks for that."""
    if issubclass(form, DeskForm):
        return form(data, initial=initial, actor=page.actor, now=page.now, under=under)
    return form(data, initial=initial)


class Moment(DeskMixin):
    """A page with one moment."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def own_unit(self) -> Unit | None:
        """The reader's unit: the first in which they hold an ordinary post."""
        held = [post.unit_id for post in self.actor.posts if post.role not in ADMIN_ROLES]
        return Unit.objects.visible_to(self.actor).filter(pk=held[0]).first() if held else None

    def case_of(self, pk: int) -> Case:
        """A case the reader may see; 404 otherwise."""
        found = (
            Case.objects.visible_to(self.actor).select_related("place__parent", "desk__place", "lead_unit").filter(pk=pk).first()
        )
        if found is None:
            raise Http404
        return found


class MovePage(Moment, View):
    """`/desk/<things>/<pk>/<move>`: shown to whoever has the role for it, whatever the state; the action decides."""

    template: ClassVar[str] = "oversight/desk/move.html"
    acts: ClassVar[dict[str, Act]] = {}

    @cached_property
    def thing(self) -> Any:
        """What it is done to; 404 for whoever may not see it."""
        raise NotImplementedError

    def home(self) -> str:
        """The thing's own page."""
        raise NotImplementedError

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach."""
        thing: Moving = self.thing
        roles = thing.roles_of(self.actor)
        rows = [row for row in thing.FLOW.moves if row.name == self.kwargs["move"] and row.who & roles]
        if not rows or self.kwargs["move"] not in self.acts:
            raise Http404
        return rows[0]

    @cached_property
    def act(self) -> Act:
        """What the page does."""
        return self.acts[self.move.name]

    def form(self, data: Any = None) -> forms.Form:
        """The move's form."""
        initial = {**self.act.initial(self.thing, self.now), **({"unit": self.own_unit} if self._asks_unit() else {})}
        form = desk_form(self.act.form, self, data, initial)
        if hasattr(form, "offer"):
            form.offer(self.thing)
        return form

    def _asks_unit(self) -> bool:
        return "unit" in self.act.form.base_fields

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "thing": self.thing,
            "move": self.move,
            "possible": self.thing.state in self.move.source,
            "back": self.home(),
            "unit_names": names.unit_names(self.now) if self._asks_unit() else (),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the move, or say why not."""
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            self.act.call(self.thing, form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, str(self.act.done))
        return HttpResponseRedirect(self.home())
