"""What each number on the boards counts: numerator, denominator, and what is left out."""

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
        every = {**boards.CASES, **boards.ORDERS, **boards.VERDICTS}
        rates = [(rate, every[rate.part], every[rate.whole]) for rate in today.RATES]
        context = {
            "rates": rates,
            "cuts": [boards.CASES[name] for name in today.SHOWN],
            "endings": [boards.CASES[name] for name in today.WAYS if name != "verdict"],
            "grounds": [label for _word, label in Exclusion.REASONS],
            "now": timezone.now(),
        }
        return render(request, "cases/desk/boards/about.html", context)
