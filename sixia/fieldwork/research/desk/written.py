"""Written answers of a topic's surveys, some filled forms on a page, and the codes that the reader gives them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.views import View

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import TopicPage
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD, OVERSEER
from sixia.fieldwork.research.forms.material import WrittenForm
from sixia.fieldwork.research.queries import answers
from sixia.fieldwork.surveys.models import Survey
from sixia.kit.flow import Refused
from sixia.ui.http import invalid_response, refusal_response


class WrittenView(TopicPage, View):
    """`/desk/research/<pk>/codes/written/<survey>?after=`: for whoever reads what people said and the results of the survey."""

    template = "research/desk/written.html"

    @cached_property
    def survey(self) -> Survey:
        """The survey; 404 where the reader may not read what was answered."""
        found = answers.readable(self.topic, self.actor).filter(pk=self.kwargs["survey"]).first()
        if found is None or not (self.works or OVERSEER in self.topic_roles):
            raise Http404
        return found

    @cached_property
    def batch(self) -> answers.Batch:
        """The answers of this page."""
        asked = self.request.GET.get("after", "")
        return answers.batch(self.topic, self.survey, int(asked) if asked.isdecimal() and len(asked) < 19 else 0)

    @cached_property
    def given(self) -> dict[Any, dict[bool, tuple[int, set[int]]]]:
        """What these answers were coded as, by whom."""
        return answers.given(self.topic, self.batch.answers)

    @cached_property
    def codes(self) -> bool:
        """Whether the reader codes now."""
        return self.works and self.topic.state in (FIELD, ANALYSING, CONCLUDED) and self.topic.codes.exists()

    def mine(self, said: answers.Said) -> bool:
        """Whether the reader may code this answer: not where two others have."""
        by = {account for account, _codes in self.given.get(said.spot, {}).values()}
        return len(by) < 2 or self.actor.account_id in by

    def form(self, data: Any = None) -> WrittenForm:
        """One group of ticks per answer, with what the reader gave before and nothing of what another gave."""
        own = {spot: codes for spot, both in self.given.items() for by, codes in both.values() if by == self.actor.account_id}
        made = WrittenForm(data)
        made.offer([said for said in self.batch.answers if self.mine(said)], self.topic.codes.order_by("word"), own)
        return made

    def context(self) -> dict[str, Any]:
        """What stands around it."""
        return {
            "topic": self.topic,
            "survey": self.survey,
            "batch": self.batch,
            "codes": self.codes,
            "done": [said for said in self.batch.answers if not (self.codes and self.mine(said))],
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the codes, and go on to the next ones."""
        if not self.works:
            raise Http404
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            first, second = actions.code_written(self.topic, survey=self.survey, given=form.given(), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        n = first + second
        said = ngettext("%(n)s answer coded.", "%(n)s answers coded.", n) % {"n": n}
        twice = gettext("Coded a second time, to compare.") if second else ""
        messages.success(request, f"{said} {twice}".strip())
        after = self.batch.after
        return HttpResponseRedirect(request.path + (f"?after={after}" if after else ""))
