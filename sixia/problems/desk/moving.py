"""One page for every move on a problem: what will happen, what must be filled in, one button. Refusals keep what was typed."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.kit.flow import Move, Refused
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import CALLBACK
from sixia.problems.desk.acts import ACTS, Act
from sixia.problems.forms.problems import JudgeForm, UntaskForm
from sixia.problems.models import Problem
from sixia.problems.queries import reading
from sixia.problems.queries.fitness import leading_posts
from sixia.ui.http import invalid_response, refusal_response


class ProblemPage(DeskMixin):
    """A page about one problem, absent for whoever may not see it."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def problem(self) -> Problem:
        """The problem; 404 for whoever has no role in it."""
        found = self.rows().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def rows(self) -> QuerySet[Problem]:
        """Problems the reader may see, with what every page needs."""
        related = ("place__parent", "unit", "leader", "raised_by", "proposed_by")
        return Problem.objects.visible_to(self.actor).select_related(*related)


def options(fields: Any, actor: Any, now: datetime) -> dict[str, Any]:
    """The names to choose from while typing, for the fields that a form has."""
    under = min(actor.scopes(*actor.roles), key=len, default="")
    return {
        "unit_names": names.unit_names(now) if {"unit", "helpers"} & set(fields) else (),
        "leader_names": sorted({post.account.name for post in leading_posts(None, now)}) if "leader" in fields else (),
        "place_names": names.place_names(under, timezone.localdate(now)) if "place" in fields and under else (),
    }


class ProblemMove(ProblemPage, View):
    """`/desk/problems/<pk>/<move>`: shown to whoever has the role for it, whatever the state; the action decides."""

    template = "problems/desk/move.html"

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach, the one from the present state first."""
        roles, name = self.problem.roles_of(self.actor), self.kwargs["move"]
        rows = [row for row in Problem.FLOW.moves if row.name == name and row.who & roles]
        if not rows or name not in ACTS:
            raise Http404
        return next((row for row in rows if self.problem.state in row.source), rows[0])

    @cached_property
    def act(self) -> Act:
        """What the page does."""
        return ACTS[self.move.name]

    def form(self, data: Any = None, files: Any = None) -> forms.Form:
        """The move's form."""
        kind, initial = self.act.form, self.act.initial(self.problem, self.now)
        if issubclass(kind, DeskForm):
            initial |= {name: self.request.GET[name] for name in ("cases",) if name in self.request.GET}
            return kind(data, files, initial=initial, actor=self.actor, now=self.now, book=current_book(self.now))
        made = kind(data, files, initial=initial)
        if isinstance(made, JudgeForm):
            outcome = reading.outcomes_of(self.problem, self.actor, calls=self.actor.has(CALLBACK))
            made.offer(outcome[0].waiting if outcome else [])
            made.initial["voice"] = self.request.GET.get("voice", "")
        elif isinstance(made, UntaskForm):
            rows = [done.task for done in reading.tasks_of(self.problem) if done.open]
            task: Any = made.fields["task"]
            task.choices = [(row.pk, f"{row.words} · {row.unit.said}") for row in rows]
        return made

    def context(self, form: forms.Form) -> dict[str, Any]:
        """What the page shows."""
        return {
            "problem": self.problem,
            "move": self.move,
            "foretold": self.act.foretold,
            "possible": self.problem.state in self.move.source,
            "back": reverse("desk_problem", args=[self.problem.pk]),
            "now": self.now,
            **options(form.fields, self.actor, self.now),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = self.form()
        return render(request, self.template, {**self.context(form), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the move, or say why not."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context(form))
        try:
            self.act.call(self.problem, form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(form))
        messages.success(request, str(self.act.done))
        return HttpResponseRedirect(reverse("desk_problem", args=[self.problem.pk]))
