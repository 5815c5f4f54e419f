"""One problem on one page: what it grows from, who answers, what is done, what was reached and what residents say."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from sixia.cases.models import Case
from sixia.catalog.queries import current_book
from sixia.kit.flow import Move
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES, CALLBACK, HANDLER, UNIT_HEAD
from sixia.problems import grown, norms
from sixia.problems.desk.acts import ACTS
from sixia.problems.desk.moving import ProblemPage
from sixia.problems.flow import REPORTED
from sixia.problems.models import Problem, Source
from sixia.problems.queries import reading
from sixia.problems.queries.told import story
from sixia.problems.rules import UNHEARD
from sixia.ui.files import file_response

FEW = 6
"""So many of the things it grows from stand open on the page, and on paper."""


class ProblemView(ProblemPage, View):
    """`/desk/problems/<pk>`: the whole of it, which also prints on a page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        problem, roles = self.problem, self.problem.roles_of(self.actor)
        sources = reading.sources_of(problem, self.actor)
        elsewhere = grown.places(sources, self.actor)
        tasks = reading.tasks_of(problem)
        outcomes = reading.outcomes_of(problem, self.actor, calls=CALLBACK in roles)
        moves = [move for move in problem.moves_for(roles) if move.name in ACTS and _fits(problem, move, outcomes)]
        context = {
            "problem": problem,
            **named(problem, self.now),
            "sources": sources[:FEW],
            "more": sources[FEW:],
            "elsewhere": elsewhere,
            "first": _first(sources, elsewhere, self.actor),
            "responsibilities": reading.responsibilities_of(problem),
            "tasks": tasks,
            "outcomes": outcomes,
            "asking": norms.asking(self.now),
            "story": story(problem, self.now),
            "moves": [move for move in moves if move.name != "judge"],
            "may_judge": any(move.name == "judge" for move in moves),
            "similar": reading.similar(problem.place_path, problem.category, self.actor, apart=problem.pk),
            "paper": bool(roles & {"office", "overseer", "owner"}),
            "mine": _reportable(tasks, self.actor),
            "here": request.path,
            "now": self.now,
        }
        return render(request, "problems/desk/problem.html", context)


def _first(sources: list[Source], elsewhere: dict[str, grown.Where], who: Any) -> str:
    """The address of the first words behind it: those of a case, else those said where its other sources lie; "" for none."""
    voice = reading.first_voice(sources, who)
    if voice is not None:
        return f"{reverse('desk_case', args=[voice.case_id])}#voice-{voice.pk}"
    return next((there.words for row in sources if (there := elsewhere.get(row.ref)) and there.words), "")


def _reportable(tasks: list[reading.Done], actor: Any) -> set[int]:
    """Lead orders that the reader's own units may report as done; those who assist have their button by the order itself."""
    units = actor.units(HANDLER, UNIT_HEAD)
    return {order.pk for done in tasks for order in done.orders if order.unit_id in units}


def named(problem: Problem, now: Any) -> dict[str, str]:
    """The catalog's words for its category and sector."""
    book = current_book(now)
    known = book.chain(problem.category)
    return {
        "category": str(book.category(problem.category).name) if known else "",
        "sector": str(book.term("sector", problem.sector)) if problem.sector else "",
    }


def _fits(problem: Problem, move: Move, outcomes: list[reading.Judged]) -> bool:
    """Leave out buttons that would only refuse."""
    last = outcomes[0] if outcomes else None
    unheard = last is not None and last.outcome.result == UNHEARD
    if move.name in ("ask_more", "close_unjudged"):
        return unheard
    if move.name == "come_back" and problem.state == REPORTED:
        return unheard
    return move.name != "judge" or bool(last and last.waiting)


class TaskView(DeskMixin, View):
    """`/desk/tasks/<pk>`: the problem's page, opened at the task; orders on it lead here."""

    def get(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead there; 404 for whoever may not see the problem."""
        row = reading.tasks(self.actor).filter(pk=pk).first()
        if row is None:
            raise Http404
        return HttpResponseRedirect(f"{reverse('desk_problem', args=[row.problem_id])}#task-{pk}")


class FileView(ProblemPage, View):
    """`/desk/problems/<pk>/files/<file>`: evidence of an outcome or of a task's report."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or 404."""
        row = reading.file_of(self.problem, self.kwargs["file"])
        if row is None:
            raise Http404
        return file_response(row)


class BesideCase(DeskMixin, View):
    """`/desk/problems/beside/<pk>`: the problems that grow from a case, and the way to raise one; part of the case page."""

    def get(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part; empty where there is nothing to read or to do."""
        case = Case.objects.visible_to(self.actor).filter(pk=pk).first()
        if case is None:
            raise Http404
        closed = case.restricted or case.barred or case.kind == "accusation"
        rows = [] if closed else reading.of_case(case, self.actor)
        may = not closed and bool(self.actor.roles - ADMIN_ROLES)
        like = len(reading.cases_like(case, self.actor)) if may else 0
        return render(request, "problems/slots/case.html", {"case": case, "problems": rows, "may": may, "like": like})
