"""One topic at the desk: planned, shown with all that lies in it, and moved on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import READERS, RELATED, FormPage, TopicPage
from sixia.fieldwork.research.desk.register import plans
from sixia.fieldwork.research.flow import CONCLUDED, DROPPED, FOLLOWED, OVERSEER, TOPIC
from sixia.fieldwork.research.forms.topics import ConcludeForm, ReasonForm, TopicForm
from sixia.fieldwork.research.models import Topic
from sixia.fieldwork.research.queries import coding, dissecting
from sixia.fieldwork.research.queries import topics as reads
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, MovePage
from sixia.people.models import Unit
from sixia.ui.forms import SixiaForm
from sixia.ui.parts import Bar, Step


class NewView(FormPage):
    """`/desk/research/new`: a topic is planned."""

    form_class = TopicForm
    title = _("Plan a research topic")
    words = _("A topic ends with what its findings became, not with its report.")
    button = _("Plan the topic")
    done = _("Planned. Choose next where to go.")

    def guard(self) -> None:
        """404 for whoever plans no topics."""
        if not plans(self.actor):
            raise Http404

    def under(self) -> str:
        """The territory of the reader's unit."""
        return self.own_unit.place.path if self.own_unit else ""

    def initial(self) -> dict[str, Any]:
        """The reader's own unit and territory, three months from today."""
        today = timezone.localdate(self.now)
        place = self.own_unit.place if self.own_unit else None
        return {"place": place, "since": today, "until": today + timedelta(days=90)}

    def back(self) -> str:
        """The register."""
        return reverse("desk_research")

    def context(self) -> dict[str, Any]:
        """Names to choose from."""
        return {
            "page": self,
            "back": self.back(),
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(self.under(), timezone.localdate(self.now)),
            "now": self.now,
        }

    def do(self, form: Any) -> str:
        """Plan it."""
        given = form.cleaned_data
        unit: Unit | None = given["unit"] or self.own_unit
        if unit is None:
            raise Refused("missing", _("Name the unit that asks."), fields=["unit"])
        given["lead"] = given["lead"] or self.request.user
        made = actions.plan(form.new(), unit=unit, by=self.actor, now=self.now)
        return reverse("desk_research_sites", args=[made.pk])


class TopicView(TopicPage, View):
    """`/desk/research/<pk>`: the question, where it is asked, what was said and found, and what became of it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        topic, roles = self.topic, self.topic_roles
        book, groups = coding.book(topic), reads.groups(topic)
        category = current_book(self.now).category(topic.category) if topic.category else None
        dissections = reads.dissections(topic, self.actor)
        context = {
            "topic": topic,
            "works": self.works,
            "reads_words": self.works or OVERSEER in roles,
            "category": category.name if category else "",
            "members": list(topic.members.order_by("name")),
            "surveys": reads.surveys(topic, self.actor),
            "way": _way(topic),
            "moves": topic.moves_for(roles),
            "sites": list(topic.sites.filter(left_at=None).select_related("place__parent").order_by("pk")),
            "suggestions": topic.suggestions.count(),
            "outings": reads.outings(topic, self.actor),
            "groups": groups,
            "interviews": sum(number for _group, number, _people in groups),
            "book": book,
            "bars": _bars(topic, book, link=self.works or OVERSEER in roles),
            "dissections": [(row, dissecting.cost(row.case, self.actor, self.now)) for row in dissections[:5]],
            "findings": reads.findings_of(topic, self.actor),
            "today": timezone.localdate(self.now),
            "now": self.now,
        }
        return render(request, "research/desk/topic.html", context)


def _way(topic: Topic) -> list[Step]:
    """The stations of a topic, and where it stands."""
    order = [state for state in TOPIC.states if state != DROPPED]
    if topic.state == DROPPED:
        return []
    at = order.index(topic.state)
    ended = topic.state == FOLLOWED
    return [
        Step(TOPIC.states[state], state="done" if number < at or (ended and number == at) else "now" if number == at else "")
        for number, state in enumerate(order)
    ]


def _bars(topic: Topic, book: coding.Book, *, link: bool) -> list[Bar]:
    return [
        Bar(row.code.word, row.answers, url=reverse("desk_research_code", args=[topic.pk, row.code.pk]) if link else "")
        for row in book.codes
        if row.answers
    ]


def _plain(action: Callable[..., object]) -> Callable[..., object]:
    def call(topic: Topic, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(topic, **given, by=by, now=now)

    return call


def _change(topic: Topic, given: dict[str, Any], *, by: Any, now: datetime) -> None:
    actions.change(topic, new=given["new"], by=by, now=now)


def _as_it_is(topic: Topic, now: datetime) -> dict[str, Any]:
    fields = ("title", "question", "kind", "category", "place", "lead", "since", "until", "plan", "quota")
    given = {name: getattr(topic, name) for name in fields}
    return {
        **given,
        "methods": topic.methods.split(),
        "surveys": list(topic.surveys.all()),
        "members": "、".join(row.name for row in topic.members.all()),
    }


class ChangeForm(TopicForm):
    """A topic changed: its unit stays."""

    unit = None  # type: ignore[assignment] # Django takes a field away so


ACTS = {
    "change": Act(ChangeForm, _change, _("Changed."), _as_it_is),
    "begin": Act(SixiaForm, _plain(actions.begin), _("It is in the field now.")),
    "analyse": Act(SixiaForm, _plain(actions.analyse), _("Now it is analysed. Code the answers and write down findings.")),
    "go_back": Act(SixiaForm, _plain(actions.go_back), _("It is in the field once more.")),
    "conclude": Act(
        ConcludeForm, _plain(actions.conclude), _("Concluded. Say now of each finding what it becomes, and plan to go back.")
    ),
    "follow_up": Act(SixiaForm, _plain(actions.follow_up), _("The topic is complete.")),
    "drop": Act(ReasonForm, _plain(actions.drop), _("Given up.")),
}


class TopicMove(MovePage):
    """`/desk/research/<pk>/move/<move>`."""

    roles = READERS
    acts = ACTS
    template = "research/desk/move.html"

    @cached_property
    def thing(self) -> Topic:
        """The topic; 404 for whoever may not see it."""
        found = Topic.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """The topic's page."""
        return reverse("desk_research_topic", args=[self.thing.pk])

    def form(self, data: Any = None) -> forms.Form:
        """The move's form, with what the action takes of it once it is filled in."""
        if self.act.form is not ChangeForm:
            return super().form(data)
        made = ChangeForm(
            data,
            initial=self.act.initial(self.thing, self.now),
            actor=self.actor,
            now=self.now,
            book=current_book(self.now),
            under=self.thing.unit.place.path,
        )
        if data is not None and made.is_valid():
            made.cleaned_data["lead"] = made.cleaned_data["lead"] or self.request.user
            made.cleaned_data["new"] = made.new()
        return made

    def context(self) -> dict[str, Any]:
        """What will happen, before it happens."""
        topic = self.thing
        return {
            **super().context(),
            "topic": topic,
            "pending": topic.findings.filter(into="").count() if topic.state == CONCLUDED else 0,
            "place_names": names.place_names(topic.unit.place.path, timezone.localdate(self.now))
            if self.move.name == "change"
            else (),
        }
