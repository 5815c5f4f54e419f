"""The sheet of a problem as a Word file; POST alone, because taking it is written down."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from sixia.kit.flow import Refused
from sixia.papers.files import download
from sixia.people import actions as people
from sixia.people.models import Unit
from sixia.people.rules import ADMIN_ROLES
from sixia.problems import papers
from sixia.problems.desk.moving import ProblemPage
from sixia.problems.flow import OFFICE, OVERSEER, OWNER

WORD = "docx"


class ProblemPaper(ProblemPage, View):
    """`/desk/problems/<pk>/paper`, in the name of the reader's own unit."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; 404 for readers who have no part in it."""
        problem = self.problem
        if not problem.roles_of(self.actor) & {OFFICE, OVERSEER, OWNER}:
            raise Http404
        held = [post.unit_id for post in self.actor.posts if post.role not in ADMIN_ROLES]
        unit = Unit.objects.visible_to(self.actor).filter(pk__in=held).first()
        if unit is None:
            raise Http404
        people.record_export(page=request.path, kind=WORD, filters="", by=self.actor, now=self.now)
        try:
            return download(papers.sheet(problem, unit, self.actor, self.now), f"{_('Problem')} {problem.pk}", WORD)
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(reverse("desk_problem", args=[problem.pk]))
