"""A voice found again by its receipt or the resident's telephone."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import Voice
from sixia.cases.queries.desk_assist import phone_indexes
from sixia.cases.queries.desk_file import callers
from sixia.cases.rules import read_receipt
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import CALLBACK, CLERK, DISPATCHER, RESTRICTED_OFFICER

MOST = 30


class Find(DeskMixin, View):
    """`/desk/find`: by POST, so that neither receipt nor telephone stands in an address."""

    roles = (CLERK, DISPATCHER, CALLBACK, RESTRICTED_OFFICER)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The empty form."""
        return self._page(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the case of the receipt, or what the telephone has said before."""
        typed = request.POST.get("what", "")
        receipt = read_receipt(typed)
        if receipt is not None:
            voice = Voice.objects.visible_to(self.actor).filter(receipt=receipt).first()
            if voice is not None:
                return HttpResponseRedirect(f"{reverse('desk_case', args=[voice.case_id])}#voice-{voice.pk}")
            return self._page(request, typed, wrong=_("No voice with this receipt is open to you."))
        indexes = phone_indexes(typed)
        if not indexes:
            return self._page(
                request, typed, wrong=_("This is neither a receipt nor a whole telephone number. Check it with the caller.")
            )
        found = callers(indexes, self.actor, most=MOST)
        return self._page(request, typed, voices=found, wrong="" if found else _("No earlier voice by the same telephone."))

    def _page(self, request: HttpRequest, typed: str = "", **more: Any) -> HttpResponse:
        context = {"typed": typed, "now": timezone.now(), **more}
        return render(request, "cases/desk/find.html", context, status=404 if more.get("wrong") else 200)
