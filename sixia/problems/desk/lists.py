"""The four lists that hang together: problems, responsibilities, tasks, outcomes; each row leads to its problem."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import category_choices
from sixia.cases.queries import desk_list, names
from sixia.catalog.queries import current_book
from sixia.orders.models import Order as Owed
from sixia.people.desk.base import DeskMixin
from sixia.problems import flow
from sixia.problems.desk.raising import READERS
from sixia.problems.models import RESULTS, SCALES, Outcome, Problem, Responsibility, Task
from sixia.problems.queries import reading
from sixia.problems.rules import NOT_SOLVED, SOLVED, UNHEARD
from sixia.ui.lists import Column, ListPage, Order, Tab

ALL = _("all")
FOUR = (
    ("desk_problems", _("Problems")),
    ("desk_responsibilities", _("Responsibilities")),
    ("desk_tasks", _("Tasks")),
    ("desk_outcomes", _("Outcomes")),
)
"""Addresses of the lists, and what they are called."""


class Narrowed(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words, unit, sector, category and place; `to` leads from a row to its problem."""

    to = ""
    unit_path = "unit"

    q = filters.CharFilter(
        label=_("Words or number"), method="in_words", widget=forms.TextInput(attrs={"type": "search", "data-key": "/"})
    )
    unit = filters.CharFilter(
        label=_("Unit"), method="of_unit", widget=forms.TextInput(attrs={"list": "unit-names", "autocomplete": "off"})
    )
    sector = filters.ChoiceFilter(label=_("Sector"), method="of_sector", empty_label=ALL)
    category = filters.ChoiceFilter(label=_("What it is about"), method="of_category", empty_label=ALL)
    place = filters.ChoiceFilter(label=_("Place"), method="of_place", empty_label=ALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        self.book = current_book(now)
        self.filters["sector"].extra["choices"] = [(row.code, str(row.name)) for row in self.book.terms("sector")]
        self.filters["category"].extra["choices"] = category_choices(self.book)[1:]
        self.filters["place"].extra["choices"] = desk_list.places(self.request.actor, timezone.localdate(now))

    def in_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """In its title, or by its number."""
        number = value.strip().lstrip("#＃")
        found = Q(**{f"{self.to}title__contains": value.strip()})
        if number.isascii() and number.isdigit() and len(number) < 19:
            found |= Q(**{f"{self.to}pk": int(number)})
        return rows.filter(found)

    def of_unit(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those of the unit that the typed name means."""
        return rows.filter(**{f"{self.unit_path}__in": [unit.pk for unit in names.units(value.strip(), timezone.now())]})

    def of_sector(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Of one livelihood sector."""
        return rows.filter(**{f"{self.to}sector": value})

    def of_category(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Of the category and all below it."""
        below = [row.code for row in self.book.categories() if value in self.book.chain(row.code)]
        return rows.filter(**{f"{self.to}category__in": below})

    def of_place(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Within the place."""
        return rows.filter(**{f"{self.to}place_path__gte": value, f"{self.to}place_path__lt": value + "~"})


class ProblemFilter(Narrowed):
    """Also by how far it reaches and how it stands."""

    scale = filters.ChoiceFilter(label=_("How far it reaches"), choices=SCALES, empty_label=ALL)
    state = filters.ChoiceFilter(label=_("State"), choices=flow.PROBLEM.choices, empty_label=ALL)


class OfProblem(Narrowed):
    """Through the problem."""

    to = "problem__"


class OutcomeFilter(OfProblem):
    """By the unit that answers for it, and by what residents said."""

    unit_path = "responsibility__unit"
    result = filters.ChoiceFilter(label=_("What residents say"), choices=RESULTS[1:], empty_label=ALL)


class _List(DeskMixin, ListPage):
    roles = READERS
    template_name = "problems/desk/list.html"

    def context(self) -> dict[str, Any]:
        """Names for the unit's filter, the four lists, and which of them this is."""
        match = self.request.resolver_match
        return {"unit_names": names.unit_names(self.now), "four": FOUR, "here": match.url_name if match else ""}

    def row_url(self, row: Any) -> str:
        """The problem's page."""
        return reverse("desk_problem", args=[row.problem_id])


def _today() -> Any:
    return timezone.localdate()


def _mine(rows: Any, request: Any) -> Any:
    return rows.filter(pk__in=reading.mine(request.actor).values("pk"))


def _to_ask(rows: Any, request: Any) -> Any:
    return rows.filter(pk__in=reading.waiting_calls(request.actor, timezone.now()).values("pk"))


class ProblemList(_List):
    """`/desk/problems`."""

    title = _("Problems")
    filterset = ProblemFilter
    columns = (
        Column("due", _("Solved by"), "due_on", cell="problems/cells/due.html", sort="due"),
        Column("title", _("Problem"), "title", cell="problems/cells/title.html", lead=True),
        Column("state", _("State"), "state_label", cell="problems/cells/state.html"),
        Column("place", _("Place"), "place.name", css="whole"),
        Column("unit", _("Responsible unit"), lambda row: row.unit.said if row.unit else "–", cell="problems/cells/owner.html"),
        Column("leader", _("Responsible leader"), lambda row: row.leader.name if row.leader else "–", screen=False),
        Column("grown", _("Grows from"), "grown", css="num"),
        Column("raised", _("Raised"), "raised_at", cell="problems/cells/raised.html", sort="new"),
        Column("scale", _("How far it reaches"), "get_scale_display", screen=False),
        Column("cause", _("Cause"), "cause", screen=False),
        Column("reopened", _("Times reopened"), "reopened", screen=False),
        Column("ended", _("Closed on"), "ended_at", screen=False),
        Column("ending", _("Why it ended unsolved"), "ending", screen=False),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Order("new", _("Raised"), ("-raised_at",)), Order("due", _("Solved by"), ("due_on",)))
    tabs = (
        Tab("open", _("All open"), lambda rows, request: rows.filter(open=True)),
        Tab("mine", _("Mine"), _mine),
        Tab("raised", _("Nobody answers yet"), lambda rows, request: rows.filter(state=flow.RAISED), tone="bad"),
        Tab("late", _("Overdue"), lambda rows, request: reading.late(rows, _today()), tone="bad", order="due"),
        Tab("pressing", _("Mine, overdue"), lambda rows, request: reading.late(_mine(rows, request), _today()), tone="bad"),
        Tab("asked", _("Residents are asked"), lambda rows, request: rows.filter(state=flow.REPORTED)),
        Tab("calls", _("To be asked"), _to_ask),
        Tab("reopened", _("Open again"), lambda rows, request: rows.filter(state=flow.REOPENED)),
        Tab("approve", _("To be approved"), lambda rows, request: rows.filter(state__in=(flow.EXPLAINING, flow.GIVING_UP))),
        Tab("resolved", _("Solved"), lambda rows, request: rows.filter(state=flow.RESOLVED)),
        Tab(
            "apart",
            _("Ended otherwise"),
            lambda rows, request: rows.filter(state__in=(flow.UNJUDGED, flow.EXPLAINED, flow.GIVEN_UP)),
        ),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No problem of this kind")
    empty_text = _(
        "Problems are raised from cases, findings, decisions, inspections and visits; on each case page there is the way."
    )

    def queryset(self) -> QuerySet[Problem]:
        """Problems the reader may see."""
        return reading.listed(self.actor)

    def row_url(self, row: Problem) -> str:
        """Its page."""
        return reverse("desk_problem", args=[row.pk])


def _tasks_done(row: Any) -> str:
    given = row.tasks_given or 0
    return f"{given - (row.tasks_open or 0)} / {given}"


class ResponsibilityList(_List):
    """`/desk/problems/responsibilities`."""

    title = _("Who answers for problems")
    filterset = OfProblem
    columns = (
        Column("due", _("Solved by"), "due_on", cell="problems/cells/answer_due.html"),
        Column("unit", _("Responsible unit"), "unit.said", cell="problems/cells/owner.html"),
        Column("leader", _("Responsible leader"), lambda row: f"{row.title} {row.leader.name}".strip(), screen=False),
        Column("title", _("Problem"), "problem.title", cell="problems/cells/of_problem.html", lead=True),
        Column("state", _("State"), "problem.state_label", cell="problems/cells/problem_state.html"),
        Column(
            "tasks", _("Tasks done"), lambda row: f"{(row.tasks_given or 0) - (row.tasks_open or 0)} / {row.tasks_given or 0}"
        ),
        Column("since", _("Since"), "since", cell="problems/cells/since.html", sort="new"),
        Column("until", _("Answered for it until"), "until", screen=False),
        Column("reason", _("Why it was handed over"), "reason", screen=False),
        Column("number", _("Number"), "problem_id", screen=False),
    )
    orders = (Order("new", _("Since"), ("-since",)),)
    tabs = (
        Tab("open", _("All open"), lambda rows, request: rows.filter(until=None, problem__open=True)),
        Tab("mine", _("Mine"), lambda rows, request: rows.filter(until=None, leader_id=request.user.pk, problem__open=True)),
        Tab(
            "plan",
            _("No task given yet"),
            lambda rows, request: rows.filter(until=None, problem__state__in=(flow.ASSIGNED, flow.REOPENED)),
            tone="bad",
        ),
        Tab(
            "late",
            _("Overdue"),
            lambda rows, request: rows.filter(until=None, due_on__lt=_today(), problem__state__in=flow.IN_HAND),
            tone="bad",
        ),
        Tab("handed", _("Handed over"), lambda rows, request: rows.exclude(until=None)),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No responsibility of this kind")
    empty_text = _("As soon as a unit and a leader are named for a problem, they stand here.")

    def queryset(self) -> QuerySet[Responsibility]:
        """Those of problems the reader may see."""
        return reading.responsibilities(self.actor)


class TaskList(_List):
    """`/desk/problems/tasks`."""

    title = _("Tasks")
    filterset = OfProblem
    columns = (
        Column("due", _("Due by"), "due_on", cell="problems/cells/task_due.html", sort="due"),
        Column("words", _("What is to be done"), "words", cell="problems/cells/task.html", lead=True),
        Column("unit", _("Unit"), "unit.said"),
        Column("helping", _("Units that assist"), lambda row: row.helping or "", css="num"),
        Column("state", _("State"), lambda row: str(Owed.FLOW.states[row.stands]) if row.stands else "–"),
        Column("problem", _("Problem"), "problem.title", screen=False),
        Column("given", _("Task given on"), "given_at", cell="problems/cells/given.html", sort="new"),
        Column("number", _("Number"), "problem_id", screen=False),
    )
    orders = (Order("due", _("Due by"), ("due_on",)), Order("new", _("Task given on"), ("-given_at",)))
    tabs = (
        Tab("open", _("All open"), lambda rows, request: rows.filter(owed=True)),
        Tab("late", _("Overdue"), lambda rows, request: rows.filter(owed=True, due_on__lt=_today()), tone="bad"),
        Tab("done", _("Finished"), lambda rows, request: rows.filter(owed=False), order="new"),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No task of this kind")
    empty_text = _("The responsible unit gives tasks on the page of the problem; each is an order with its own time limit.")

    def queryset(self) -> QuerySet[Task]:
        """Those of problems the reader may see."""
        return reading.tasks(self.actor)


class OutcomeList(_List):
    """`/desk/problems/outcomes`."""

    title = _("Outcomes")
    filterset = OutcomeFilter
    columns = (
        Column("reported", _("Reported"), "reported_at", cell="problems/cells/reported.html", sort="new"),
        Column("title", _("Problem"), "problem.title", cell="problems/cells/of_problem.html", lead=True),
        Column("words", _("What has been achieved"), "words"),
        Column("unit", _("Responsible unit"), "responsibility.unit.said"),
        Column("result", _("What residents say"), "get_result_display", cell="problems/cells/result.html"),
        Column("yes", _("Solved"), "yes_n", css="num"),
        Column("partly", _("Partly"), "partly_n", css="num"),
        Column("no", _("Not solved"), "no_n", css="num"),
        Column("asked", _("Residents asked"), "asked_n", css="num"),
        Column("done", _("Done on"), "done_on", screen=False),
        Column("number", _("Number"), "problem_id", screen=False),
    )
    orders = (Order("new", _("Reported"), ("-reported_at",)),)
    tabs = (
        Tab("asked", _("Residents are asked"), lambda rows, request: rows.filter(result="", problem__state=flow.REPORTED)),
        Tab("solved", _("Solved"), lambda rows, request: rows.filter(result=SOLVED)),
        Tab("not", _("Not solved"), lambda rows, request: rows.filter(result=NOT_SOLVED), tone="bad"),
        Tab("unheard", _("Nobody heard"), lambda rows, request: rows.filter(result=UNHEARD)),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No outcome of this kind")
    empty_text = _("An outcome is reported by the responsible unit; whether it is one, the residents say.")

    def queryset(self) -> QuerySet[Outcome]:
        """Those of problems the reader may see."""
        return reading.outcomes(self.actor)
