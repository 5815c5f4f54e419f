"""What each number on the boards counts; rates are described by the room above that counts them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from sixia.cases.models import Exclusion
from sixia.cases.queries import boards, today
from sixia.people.desk.base import DeskMixin


class About(DeskMixin, View):
    """`/desk/figures/about`, for every official: whoever is measured can read how."""

    def allowed(self) -> bool:
        """For whoever holds a post."""
        return bool(self.actor.roles)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        context = {
            "cuts": [boards.CASES[name] for name in today.SHOWN],
            "endings": [boards.CASES[name] for name in today.WAYS if name != "verdict"],
            "grounds": [label for _word, label in Exclusion.REASONS],
            "now": timezone.now(),
        }
        return render(request, "cases/desk/boards/about.html", context)
