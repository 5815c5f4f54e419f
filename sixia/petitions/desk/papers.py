"""A document as a file to be printed, signed, sealed and served."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views import View

from sixia.kit.flow import Refused
from sixia.papers.files import FORMS, download
from sixia.people.desk.base import DeskMixin
from sixia.petitions import actions
from sixia.petitions.queries.panel import visible_notice


class NoticePaper(DeskMixin, View):
    """`/desk/petitions/notices/<pk>/<form>`: POST alone, because taking it is written down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, form: str, **kwargs: Any) -> HttpResponse:
        """The file; 404 where the document is not seen."""
        notice = visible_notice(pk, self.actor)
        if notice is None or form not in FORMS:
            raise Http404
        try:
            made = actions.take_paper(notice, form, by=self.actor, now=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("petition_notice", args=[pk]))
        return download(made, f"{notice.get_kind_display()} {notice.number}", form)
