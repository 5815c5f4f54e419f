"""The code book of a topic: what answers say, counted, with the answers behind each number, and how coders agree."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage, TopicPage
from sixia.fieldwork.research.flow import OPEN, OVERSEER
from sixia.fieldwork.research.forms.material import CodeForm
from sixia.fieldwork.research.models import Code
from sixia.fieldwork.research.queries import answers, coding
from sixia.ui.parts import Bar


class CodesView(FormPage):
    """`/desk/research/<pk>/codes`: the book, and one more code."""

    form_class = CodeForm
    template = "research/desk/codes.html"
    title = _("Code book")
    done = _("It stands in the code book now.")

    def guard(self) -> None:
        """Whoever may see the topic reads the book; only its team writes it."""
        if self.request.method == "POST" and not self.works:
            raise Http404

    def context(self) -> dict[str, Any]:
        """The book with its counts."""
        book = coding.book(self.topic)
        reads_words = self.works or OVERSEER in self.topic_roles
        return {
            **super().context(),
            "book": book,
            "works": self.works,
            "writes": self.works and self.topic.state in OPEN,
            "reads_words": reads_words,
            "asked": self.topic.surveys.exists(),
            "surveys": list(answers.readable(self.topic, self.actor)) if reads_words else [],
            "bars": [Bar(row.code.word, row.answers) for row in book.codes if row.answers],
        }

    def do(self, form: Any) -> str:
        """Write the code."""
        actions.define(self.topic, **form.cleaned_data, by=self.actor, now=self.now)
        return self.request.path


class CodeView(TopicPage, View):
    """`/desk/research/<pk>/codes/<code>`: the answers behind a number; for whoever may read what people said."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        code = self._code()
        context = {
            "topic": self.topic,
            "code": code,
            "lines": coding.behind(code),
            "written": answers.behind(self.topic, code, self.actor),
            "most": answers.MOST_BEHIND,
            "now": self.now,
        }
        return render(request, "research/desk/code.html", context)

    def _code(self) -> Code:
        found = self.topic.codes.filter(pk=self.kwargs["code"]).first()
        if found is None or not (self.works or OVERSEER in self.topic_roles):
            raise Http404
        return found
