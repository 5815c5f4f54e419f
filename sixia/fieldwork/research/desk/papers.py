"""The report of a topic as a Word file; POST alone, because taking it is written down."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext
from django.views import View

from sixia.fieldwork.research.desk.base import TopicPage
from sixia.fieldwork.research.papers import report
from sixia.kit.flow import Refused
from sixia.papers.files import download
from sixia.people import actions as people


class ReportPaper(TopicPage, View):
    """`/desk/research/<pk>/paper`: everything the reader may see of the topic, as it stands today."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, told of before it is made; back to the topic with the reason where it cannot be."""
        topic = self.topic
        people.record_export(page=request.path, kind="docx", filters="", by=self.actor, now=self.now)
        try:
            made = report(topic, self.actor, self.now)
            return download(made, f"{gettext('Research report')} {topic.title[:60]} {self.now:%Y-%m-%d}", "docx")
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(self.topic_url())
