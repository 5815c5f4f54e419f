"""The officials' first page: what waits for each of the reader's roles. Rooms add cards to the menu section `waiting`."""

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
        cards = menus.lines("waiting", request)
        roles = [ROLES[role] for role in ROLES if role in self.actor.roles]
        context = {"cards": cards, "roles": roles, "now": timezone.now()}
        return render(request, "cases/desk/home.html", context)
