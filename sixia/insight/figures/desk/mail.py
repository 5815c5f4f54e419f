"""Boards by mail: wanted and given up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from sixia.insight.figures.actions import want_board
from sixia.insight.figures.desk.asking import Asked
from sixia.insight.figures.queries.reach import READERS
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin


class Mail(DeskMixin, View):
    """POST `/desk/insight/figures/mail`."""

    roles = READERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Want this board, or no more; back to it."""
        now = timezone.now()
        asked = Asked(QueryDict(request.POST.get("asked", "")[:400]), self.actor, now).query
        every = request.POST.get("every", "")
        try:
            want_board(asked=asked, every=every, by=self.actor, now=now)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        else:
            messages.success(request, _("It will come by mail.") if every else _("It will not come any more."))
        return HttpResponseRedirect(f"{reverse('desk_figures')}?{asked}")
