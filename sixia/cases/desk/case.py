"""The case page: words, state, clocks, orders, answers, verdicts, timeline and moves, on one screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from sixia.cases.desk.base import CasePage
from sixia.cases.desk.moves import offers
from sixia.cases.queries.desk_file import case_file, same_caller
from sixia.people.rules import CLERK, DISPATCHER, RESTRICTED_OFFICER
from sixia.ui.http import is_htmx

DESK = frozenset({CLERK, DISPATCHER, RESTRICTED_OFFICER})
"""Roles that may renew a passcode, name who speaks for a group, and note a withdrawal; the actions say it again."""


class CaseView(CasePage, View):
    """`/desk/cases/<pk>`: the shared page that every official with a part in the case reads."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        file = case_file(self.case, self.mine, self.actor)
        context = {
            "case": self.case,
            "file": file,
            "offers": offers(self.case, self.mine),
            "clerk": bool(self.mine & DESK),
            "now": self.now,
        }
        return render(request, "cases/desk/case.html", context)


class Beside(CasePage, View):
    """`/desk/cases/<pk>/beside`: what other rooms know of the case, in the slot `case.later`; fetched when the page stands."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        return render(request, "cases/desk/beside.html", {"case": self.case})


class CallerView(CasePage, View):
    """What else the residents of this case have said, as far as the reader may see it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page; a page of its own where no script asks."""
        template = "cases/desk/caller.html" if is_htmx(request) else "cases/desk/caller_page.html"
        return render(request, template, {"case": self.case, "voices": same_caller(self.case, self.actor), "now": self.now})
