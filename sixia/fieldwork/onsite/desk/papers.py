"""Taking the minutes of an on-site office: POST alone, because taking them is written down."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.onsite import papers
from sixia.fieldwork.onsite.desk.offices import READERS, OfficeBase
from sixia.fieldwork.onsite.flow import SIGNED
from sixia.fieldwork.onsite.queries import agenda
from sixia.fieldwork.onsite.queries import offices as reads
from sixia.kit.flow import Refused
from sixia.papers.files import download
from sixia.people import actions as people

WORD = "docx"


class MinutesPaper(OfficeBase, View):
    """`/desk/onsite/<pk>/minutes`: the Word file of one that was signed off."""

    roles = READERS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int, **kwargs: object) -> HttpResponse:
        """The file, told of before it is made; 404 before it was signed off."""
        office = self.office
        if office.state != SIGNED:
            raise Http404
        people.record_export(page=request.path, kind=WORD, filters="", by=self.actor, now=self.now)
        called = [row for row, _moves in reads.called(office, self.actor)]
        name = f"{gettext('Minutes of an on-site office')} {office.visit.date:%Y-%m-%d}"
        try:
            return download(papers.minutes(office, agenda.items(office, self.actor), called, self.now), name, WORD)
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(reverse("desk_onsite", args=[pk]))
