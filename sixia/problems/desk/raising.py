"""Raising a problem from a case and others like it; problems like it are shown before it becomes a second one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import Case
from sixia.catalog.queries import current_book
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES, ROLES
from sixia.problems import actions
from sixia.problems.desk.moving import options
from sixia.problems.forms.problems import RaiseForm
from sixia.problems.models import Problem
from sixia.problems.queries import reading
from sixia.problems.rules import NewSource
from sixia.ui.http import UNPROCESSABLE, invalid_response, refusal_response

READERS = tuple(sorted(set(ROLES) - ADMIN_ROLES))


class RaiseView(DeskMixin, View):
    """`/desk/problems/new?case=<pk>`: with what the case is about filled in, and none of its words; alone, an empty form."""

    roles = READERS
    template = "problems/desk/raise.html"

    @cached_property
    def now(self) -> Any:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def case(self) -> Case | None:
        """The case it begins from, if any; 404 where the reader may not see it."""
        asked = self.request.GET.get("case", "")
        if not asked:
            return None
        rows = Case.objects.visible_to(self.actor).select_related("place")
        found = rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
        if found is None or found.restricted or found.barred:
            raise Http404
        return found

    @cached_property
    def like(self) -> list[Case]:
        """Open cases about the same thing near by."""
        return reading.cases_like(self.case, self.actor) if self.case else []

    def initial(self) -> dict[str, Any]:
        """What the case already says."""
        if self.case is None:
            return {}
        case, book = self.case, current_book(self.now)
        about = str(book.category(case.category).name) if book.chain(case.category) else ""
        title = f"{case.place.name}：{about}" if about and case.place else about
        return {"title": title, "category": case.category, "place": case.place, "cases": f"#{case.pk}"}

    def form(self, data: Any = None, *, similar: bool = False) -> RaiseForm:
        """The form, bound to who raises it and when."""
        book, under = current_book(self.now), min(self.actor.scopes(*self.actor.roles), key=len, default="")
        made = RaiseForm(data, initial=self.initial(), actor=self.actor, now=self.now, book=book, under=under)
        made.offer(self.like, similar=similar)
        return made

    def context(self, form: RaiseForm, similar: list[Problem]) -> dict[str, Any]:
        """What the page shows."""
        back = reverse("desk_case", args=[self.case.pk]) if self.case else reverse("desk_problems")
        return {
            "case": self.case,
            "back": back,
            "similar": similar,
            "cases": f"#{self.case.pk}" if self.case else "",
            "now": self.now,
            **options(form.fields, self.actor, self.now),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, with open problems like it above."""
        case = self.case
        similar = reading.similar(case.place_path, case.category, self.actor) if case else []
        form = self.form(similar=False)
        return render(request, self.template, {**self.context(form, similar), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raise it; where there are open ones like it, ask first whether it is another one."""
        form = self.form(request.POST, similar=True)
        if not form.is_valid():
            form.fields.pop("apart")  # asked only where there is one like it
            return invalid_response(request, form, self.template, self.context(form, []))
        given = form.cleaned_data
        sources = self._sources(given)
        category = given["category"] or next((one.case.category for one in sources if one.case and one.case.category), "")
        similar = reading.similar(given["place"].path, category, self.actor)
        if similar and not given["apart"]:
            return render(
                request, self.template, {**self.context(form, similar), "form": form, "ask": True}, status=UNPROCESSABLE
            )
        words = {name: given[name] for name in ("title", "words", "place", "category", "scale", "cause")}
        try:
            made = actions.raise_problem(**words, sources=sources, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(form, similar))
        messages.success(request, _("Raised. Name now who answers for it, or leave that to the supervisor."))
        return HttpResponseRedirect(reverse("desk_problem", args=[made.pk]))

    def _sources(self, given: dict[str, Any]) -> list[NewSource]:
        ticked = set(given.get("also") or ())
        rows = {row.pk: row for row in (*given["cases"], *(row for row in self.like if row.pk in ticked))}
        return [NewSource("case", case=row) for row in rows.values()]
