"""Parts of the case page that are fetched once it stands: the promises made in it, and who is in charge of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from sixia.oversight.actions.charging import MARKERS, PROPOSERS
from sixia.oversight.desk.moving import Moment
from sixia.oversight.queries import charges, promises, proposals
from sixia.people.rules import PRINCIPAL


class CasePromises(Moment, View):
    """`/desk/promises/of/<pk>`: every promise made in the case."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        case = self.case_of(self.kwargs["pk"])
        rows, held = promises.promises_of(case, self.actor), promises.held_of(case)
        return render(request, "oversight/slots/promises.html", {"promises": rows, "held": held, "now": self.now})


class CaseCharge(Moment, View):
    """`/desk/charges/beside/<pk>`: who is in charge; or why somebody should be, and the way to ask for it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page; empty for whoever has nothing to read or to do there."""
        case = self.case_of(self.kwargs["pk"])
        charge = charges.charge_of(case, self.actor)
        free = case.open and not case.restricted and (charge is None or not charge.open)
        mine = case.roles_of(self.actor) if free else frozenset()
        may = bool(mine & PROPOSERS)
        if charge is None and not may:
            return HttpResponse("")
        met = proposals.reasons_of(case, self.actor, self.now) if may else []
        context = {
            "charge": charge,
            "case": case,
            "met": proposals.in_words(met),
            "may": may,
            "may_mark": bool(mine & MARKERS),
            "marked": any(name == "important" for name, _n in met),
            "may_name": self.actor.has(PRINCIPAL),
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "oversight/slots/charge.html", context)
