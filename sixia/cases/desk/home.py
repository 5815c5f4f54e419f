"""The officials' first page: what waits for each of the reader's roles. Rooms add cards to the menu section `waiting`.

For whom nothing ever waits, as an auditor, it says what the role is for and shows the ways on.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ROLES
from sixia.ui import menus


class Home(DeskMixin, View):
    """`/desk/`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        waiting = menus.lines("waiting", request)
        roles = [ROLES[role] for role in ROLES if role in self.actor.roles]
        context = {"cards": waiting or self.ways(), "queue": bool(waiting), "roles": roles, "now": timezone.now()}
        return render(request, "cases/desk/home.html", context)

    def ways(self) -> list[menus.Line]:
        """The other lines of the reader's menu."""
        found = menus.sections(self.request)
        return [line for _label, lines in found for line in lines if line.url != self.request.path]


class HomeLater(DeskMixin, View):
    """`/desk/later`: what rooms show on the first page beneath what waits, in the slot `desk.later`; fetched when it stands."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        return render(request, "cases/desk/home_later.html", {"actor": self.actor})
