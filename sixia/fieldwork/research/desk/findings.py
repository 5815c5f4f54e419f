"""Findings: written down with what they rest on, raised to problems, and said what they have become."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.catalog.queries import current_book
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage, TopicPage
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD
from sixia.fieldwork.research.forms.material import ConvertForm, FindingForm, RaiseForm, place_of
from sixia.fieldwork.research.models import Finding
from sixia.fieldwork.research.queries import topics as reads


class FindView(FormPage):
    """`/desk/research/<pk>/findings/new`: a finding is written down."""

    form_class = FindingForm
    title = _("Write down a finding")
    words = _("A finding says what is so, and rests on something that was heard, seen or done.")
    button = _("Write it down")
    done = _("Written down.")

    def offer(self, form: Any) -> None:
        """What it can rest on."""
        form.offer(self.topic, [one.outing for one in reads.outings(self.topic, self.actor)])

    def initial(self) -> dict[str, Any]:
        """What the topic is about."""
        return {"category": self.topic.category}

    def do(self, form: Any) -> str:
        """Write it down."""
        made = actions.find(self.topic, new=form.new(), by=self.actor, now=self.now)
        return reverse("desk_research_finding", args=[made.pk])


class FindingPage(TopicPage):
    """A page about one finding; 404 for whoever may not see its topic."""

    @cached_property
    def finding(self) -> Finding:
        """The finding with its places and what it rests on."""
        rows = Finding.objects.visible_to(self.actor).filter(pk=self.kwargs["pk"])
        found = reads.findings(rows.select_related("topic", "by"), self.actor)
        if not found:
            raise Http404
        return found[0]

    @property
    def topic_pk(self) -> int:
        """The finding's topic."""
        return self.finding.topic_id

    def back(self) -> str:
        """The finding's page."""
        return reverse("desk_research_finding", args=[self.finding.pk])


class FindingView(FindingPage, View):
    """`/desk/research/findings/<pk>`: the finding, what it rests on, the problem, and what it has become."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        finding, state = self.finding, self.topic.state
        category = current_book(self.now).category(finding.category) if finding.category else None
        open_words = not finding.problem_id and not finding.into
        context = {
            "topic": self.topic,
            "finding": finding,
            "category": category.name if category else "",
            "works": self.works,
            "rewords": self.works and open_words and state in (FIELD, ANALYSING),
            "raises": self.works and not finding.problem_id and state in (FIELD, ANALYSING, CONCLUDED),
            "converts": self.works and state in (ANALYSING, CONCLUDED),
            "now": self.now,
        }
        return render(request, "research/desk/finding.html", context)


class RewordView(FindingPage, FindView):
    """`/desk/research/findings/<pk>/change`: other words or evidence, while it has become nothing yet."""

    title = _("Change the finding")
    button = _("Keep the change")
    done = _("Changed.")

    def initial(self) -> dict[str, Any]:
        """As it stands."""
        rests = self.finding.evidence.select_related("case")
        return {
            "words": self.finding.words,
            "category": self.finding.category,
            "places": list(self.finding.places.all()),
            "interviews": [row.interview_id for row in rests if row.interview_id],
            "outings": [row.outing_id for row in rests if row.outing_id],
            "cases": [row.case for row in rests if row.case],
        }

    def do(self, form: Any) -> str:
        """Change it."""
        actions.reword(self.finding, new=form.new(), by=self.actor, now=self.now)
        return self.back()


class RaiseView(FindingPage, FormPage):
    """`/desk/research/findings/<pk>/raise`: it becomes a problem somebody answers for."""

    form_class = RaiseForm
    title = _("Raise it as a problem")
    words = _("It enters the list of problems with the finding as its source; a unit and a leader are named there.")
    button = _("Raise the problem")
    done = _("Raised. It stands in the list of problems.")

    def initial(self) -> dict[str, Any]:
        """The beginning of the finding, and its first place."""
        return {"title": self.finding.words[:60], "place": place_of(self.topic, self.finding)}

    def do(self, form: Any) -> str:
        """Raise it."""
        actions.raise_problem(self.finding, **form.cleaned_data, by=self.actor, now=self.now)
        return self.back()


class ConvertView(FindingPage, FormPage):
    """`/desk/research/findings/<pk>/convert`: what it has become, or why nothing."""

    form_class = ConvertForm
    title = _("What has it become?")
    words = _("Research counts by what becomes of it. Nothing is an answer too, with the reason.")
    button = _("Write it down")
    done = _("Written down.")

    def initial(self) -> dict[str, Any]:
        """What was said before."""
        return {"into": self.finding.into, "words": self.finding.became}

    def do(self, form: Any) -> str:
        """Say it."""
        actions.convert(self.finding, **form.cleaned_data, by=self.actor, now=self.now)
        return self.back()
