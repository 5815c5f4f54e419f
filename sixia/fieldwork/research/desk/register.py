"""The register of topics and that of findings: read from what was done, filled in by nobody."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research.desk.base import READERS
from sixia.fieldwork.research.flow import CONCLUDED, OPEN
from sixia.fieldwork.research.models import KINDS, Finding, Topic
from sixia.fieldwork.research.queries import topics as reads
from sixia.fieldwork.research.standing import PLANNERS
from sixia.oversight.desk.moving import Moment
from sixia.people.rules import PRINCIPAL, SUPERVISOR
from sixia.ui.forms import DateInput
from sixia.ui.lists import Column, ListPage, Order, Tab


def _today() -> Any:
    return timezone.localdate(timezone.now())


def _mine(rows: QuerySet[Topic], request: Any) -> QuerySet[Topic]:
    return reads.own(rows, request.actor)


class TopicFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words, kind, lead and period."""

    q = filters.CharFilter(label=_("Words in the topic"), field_name="title", lookup_expr="contains")
    kind = filters.ChoiceFilter(label=_("Kind of research"), choices=KINDS, empty_label=_("Any kind"))
    lead = filters.CharFilter(label=_("Who leads it"), field_name="lead__name", lookup_expr="contains")
    since = filters.DateFilter(label=_("Runs until at least"), field_name="until", lookup_expr="gte", widget=DateInput)


def plans(actor: Any) -> bool:
    """Whether somebody may plan a topic."""
    return bool(actor.units(*PLANNERS, SUPERVISOR, PRINCIPAL))


class TopicList(Moment, ListPage):
    """`/desk/research`: topics the reader may see, with what each has come to."""

    roles = READERS
    title = _("Field research")
    template_name = "research/desk/topics.html"
    filterset = TopicFilter
    columns = (
        Column("title", _("Topic"), "title", cell="research/cells/topic.html", lead=True),
        Column("state", _("State"), "state_label", cell="research/cells/state.html"),
        Column("unit", _("Unit"), "unit.said"),
        Column("lead", _("Who leads it"), "lead.name"),
        Column("until", _("Runs until"), "until", cell="research/cells/until.html", sort="until"),
        Column("sites", _("Sites"), lambda row: f"{row.sites_n} / {row.quota}", css="num"),
        Column("interviews", _("Interviews"), "interviews_n", css="num"),
        Column("findings", _("Findings that became something"), lambda row: f"{row.became_n} / {row.findings_n}", css="num"),
        Column("returned", _("Return visits"), "returned_n", css="num"),
        Column("kind", _("Kind of research"), "get_kind_display", screen=False),
        Column("question", _("Question to be answered"), "question", screen=False),
        Column("place", _("Territory asked about"), "place.name", screen=False),
        Column("since", _("From"), "since", screen=False),
        Column("how", _("How"), lambda row: "、".join(row.methods_said), screen=False),
        Column("conclusion", _("Conclusion of the topic"), "conclusion", screen=False),
    )
    orders = (
        Order("new", _("Newest first"), ("-made_at",)),
        Order("until", _("Ends soonest"), ("until",)),
    )
    tabs = (
        Tab("open", _("Under way"), lambda rows, request: rows.filter(state__in=OPEN)),
        Tab("mine", _("Mine"), _mine),
        Tab("late", _("Past its end"), lambda rows, request: reads.late(rows, _today()), tone="warn"),
        Tab("waiting", _("Concluded, not all became something"), lambda rows, request: reads.unconverted(rows), tone="warn"),
        Tab("concluded", _("Concluded"), lambda rows, request: rows.filter(state=CONCLUDED)),
        Tab("followed", _("Followed up"), lambda rows, request: rows.filter(state="followed")),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No topic of this kind")
    empty_text = _("Plan a topic: one question, who leads it, where it is asked.")

    def queryset(self) -> QuerySet[Topic]:
        """Topics the reader may see."""
        return reads.register(Topic.objects.visible_to(self.actor))

    def row_url(self, row: Topic) -> str:
        """The topic's page."""
        return reverse("desk_research_topic", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether the reader plans topics."""
        return {"plans": plans(self.actor)}


class FindingFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words, what it became, and unit."""

    q = filters.CharFilter(label=_("Words in the finding"), field_name="words", lookup_expr="contains")
    into = filters.ChoiceFilter(label=_("It has become"), choices=Finding.INTO, empty_label=_("Anything"))
    unit = filters.ModelChoiceFilter(label=_("Unit"), field_name="topic__unit", queryset=reads.no_unit())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = reads.asking(self.queryset)


class FindingList(Moment, ListPage):
    """`/desk/research/findings`: what research has found, and what became of it."""

    roles = READERS
    title = _("Findings of research")
    template_name = "research/desk/findings.html"
    filterset = FindingFilter
    columns = (
        Column("words", _("Finding"), "words", cell="research/cells/words.html", lead=True),
        Column("topic", _("Topic"), "topic.title"),
        Column("unit", _("Unit"), "topic.unit.said"),
        Column("problem", _("Problem raised"), lambda row: _("yes") if row.problem_id else "–"),
        Column("into", _("It has become"), lambda row: row.get_into_display() or "–", cell="research/cells/into.html"),
        Column("at", _("When"), "at", cell="research/cells/at.html", sort="at"),
        Column("became", _("Which, and since when; or why nothing"), "became", screen=False),
    )
    orders = (Order("at", _("Newest first"), ("-at",)), Order("first", _("Earliest first"), ("at",)))
    tabs = (
        Tab("pending", _("Nothing yet"), lambda rows, request: rows.filter(into=""), tone="warn"),
        Tab("became", _("Became something"), lambda rows, request: rows.exclude(into__in=("", Finding.NONE))),
        Tab("none", _("Set aside, with the reason"), lambda rows, request: rows.filter(into=Finding.NONE)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No finding of this kind")
    empty_text = _("What is found during research stands here by itself.")

    def queryset(self) -> QuerySet[Finding]:
        """Findings of topics the reader may see."""
        return Finding.objects.visible_to(self.actor).select_related("topic__unit")

    def row_url(self, row: Finding) -> str:
        """The finding's page."""
        return reverse("desk_research_finding", args=[row.pk])
