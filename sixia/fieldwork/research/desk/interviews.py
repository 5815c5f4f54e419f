"""What people said: the list, one interview with its codes, taking one down, looking who it was, taking it out."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage, TopicPage
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD
from sixia.fieldwork.research.forms.material import CodingForm, InterviewForm
from sixia.fieldwork.research.forms.topics import ReasonForm
from sixia.fieldwork.research.models import Interview
from sixia.fieldwork.research.queries import coding
from sixia.fieldwork.research.queries import topics as reads
from sixia.kit.flow import Refused
from sixia.ui.forms import SixiaForm
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab


class InterviewList(TopicPage, ListPage):
    """`/desk/research/<pk>/interviews`: what people said in a topic, without names."""

    title = _("Interviews")
    template_name = "research/desk/interviews.html"
    columns = (
        Column("number", _("No."), "number", css="num", sort="number"),
        Column("group", _("Who answers"), "get_group_display", lead=True),
        Column("place", _("Place"), "place.name"),
        Column("people", _("How many answered"), "people", css="num"),
        Column("lines", _("Answers given"), "lines_n", css="num"),
        Column("coded", _("Coded"), lambda row: _("yes") if row.coded else "–"),
        Column("at", _("When"), "at", cell="research/cells/at.html"),
        Column("by", _("Taken down by"), "by.name", screen=False),
    )
    orders = (Order("number", _("By number"), ("number",)), Order("last", _("Newest first"), ("-number",)))
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows.filter(withdrawn_at=None)),
        Tab("uncoded", _("Not coded yet"), lambda rows, request: rows.filter(withdrawn_at=None, coded=False)),
        Tab("withdrawn", _("Consent taken back"), lambda rows, request: rows.exclude(withdrawn_at=None)),
    )
    empty_title = _("No interview yet")
    empty_text = _("Take down what people say, with their consent.")

    def queryset(self) -> QuerySet[Interview]:
        """The topic's interviews that the reader may see."""
        rows = Interview.objects.visible_to(self.actor).filter(topic=self.topic).select_related("place", "by")
        return coding.listed(rows)

    def row_url(self, row: Interview) -> str:
        """The interview."""
        return reverse("desk_research_interview", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The topic."""
        return {"topic": self.topic, "works": self.works}


class AskView(FormPage):
    """`/desk/research/<pk>/interviews/new`: what somebody said is taken down."""

    form_class = InterviewForm
    template = "research/desk/ask.html"
    title = _("Take down an interview")
    words = _("Their words, not ours. Neither photo nor place of birth nor number is needed.")
    button = _("Keep it")
    done = _("Taken down.")

    def offer(self, form: Any) -> None:
        """The topic's visits, and the questions of the last interview."""
        form.offer(self.topic, [one.outing for one in reads.outings(self.topic, self.actor)])

    def do(self, form: Any) -> str:
        """Keep it."""
        made = actions.interview(self.topic, new=form.new(), by=self.actor, now=self.now)
        return reverse("desk_research_interview", args=[made.pk])


class InterviewPage(TopicPage):
    """A page about one interview; 404 for whoever may not read what people said."""

    @cached_property
    def interview(self) -> Interview:
        """The interview."""
        rows = Interview.objects.visible_to(self.actor).select_related("topic", "place", "outing__visit", "by")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def topic_pk(self) -> int:
        """The interview's topic."""
        return self.interview.topic_id

    def back(self) -> str:
        """The interview."""
        return reverse("desk_research_interview", args=[self.interview.pk])


class InterviewView(InterviewPage, View):
    """`/desk/research/interviews/<pk>`: question and answer, and the codes that the reader gives."""

    template = "research/desk/interview.html"

    @cached_property
    def codes(self) -> bool:
        """Whether the reader codes it now."""
        fits = self.topic.state in (FIELD, ANALYSING, CONCLUDED) and self.interview.withdrawn_at is None
        return self.works and fits and self.topic.codes.exists()

    def form(self, data: Any = None) -> CodingForm:
        """One group of ticks per answer, with what the reader has given before."""
        made = CodingForm(data)
        given = coding.given(self.interview, self.actor.account_id)
        made.offer(self.interview.lines.order_by("seq"), self.topic.codes.order_by("word"), given)
        return made

    def context(self) -> dict[str, Any]:
        """What stands around it."""
        return {
            "topic": self.topic,
            "interview": self.interview,
            "lines": list(self.interview.lines.order_by("seq")),
            "codes": self.codes,
            "works": self.works,
            "coders": coding.coders(self.interview),
            "has_name": self.works and bool(self.interview.name),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {**self.context(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the codes."""
        if not self.works:
            raise Http404
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            second = actions.code(self.interview, given=form.given(), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, gettext("Coded a second time, to compare.") if second else gettext("Coded."))
        return HttpResponseRedirect(reverse("desk_research_interviews", args=[self.topic.pk]) + "?tab=uncoded")


class LookView(InterviewPage, FormPage):
    """`/desk/research/interviews/<pk>/look`: who it was, where they wanted it kept; shown once, written down."""

    form_class = ReasonForm
    title = _("Look who it was")
    words = _("The name is shown once. That you have looked, and why, is written down.")
    button = _("Show the name")
    done = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The name, on a page that no browser keeps."""
        self.guard()
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        name = actions.look(self.interview, reason=form.cleaned_data["reason"], by=self.actor, now=self.now)
        response = render(request, "research/desk/name.html", {**context, "interview": self.interview, "name": name})
        response["Cache-Control"] = "no-store"
        return response


class WithdrawView(InterviewPage, FormPage):
    """`/desk/research/interviews/<pk>/withdraw`: they have taken their consent back."""

    form_class = SixiaForm
    title = _("They took their consent back")
    words = _("Name, answers and codes go for good. That there was an interview stays, without anything of it.")
    button = _("Take the interview out")
    done = _("Taken out.")
    tone = "grave"

    def do(self, form: Any) -> str:
        """Take it out."""
        actions.withdraw(self.interview, by=self.actor, now=self.now)
        return reverse("desk_research_interviews", args=[self.topic.pk])
