"""What the pages of the moves on a problem do: form, call, what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.problems import actions, norms
from sixia.problems.forms import problems as f
from sixia.problems.models import Problem
from sixia.problems.queries.reading import task_of, voice_asked
from sixia.problems.rules import NewSource

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One move: its form, the call, what is said, what stands in the form first, and what is foretold."""

    form: type[forms.Form]
    call: Callable[..., object]
    done: str | Promise
    initial: Callable[[Problem, datetime], Given] = lambda problem, now: {}
    foretold: tuple[str | Promise, ...] = ()


def _plain(action: Callable[..., object]) -> Callable[..., object]:
    def call(problem: Problem, given: Given, *, by: Any, now: datetime) -> None:
        action(problem, **given, by=by, now=now)

    return call


def _grow(problem: Problem, given: Given, *, by: Any, now: datetime) -> None:
    actions.grow(problem, sources=[NewSource("case", case=case) for case in given["cases"]], by=by, now=now)


def _untask(problem: Problem, given: Given, *, by: Any, now: datetime) -> None:
    actions.untask(problem, task=task_of(problem, given["task"]), reason=given["reason"], by=by, now=now)


def _report(problem: Problem, given: Given, *, by: Any, now: datetime) -> None:
    actions.report(problem, words=given["words"], done_on=given["done_on"], files=given["attached"], by=by, now=now)


def _judge(problem: Problem, given: Given, *, by: Any, now: datetime) -> None:
    actions.judge(problem, voice=voice_asked(problem, given["voice"]), solved=given["solved"], note=given["note"], by=by, now=now)


def _as_it_is(problem: Problem, now: datetime) -> Given:
    return {name: getattr(problem, name) for name in ("title", "words", "category", "scale", "cause")}


def _first_day(problem: Problem, now: datetime) -> Given:
    return {"due_on": norms.first_day(now)}


def _owners(problem: Problem, now: datetime) -> Given:
    return {"unit": problem.unit, "leader": problem.leader}


def _its_day(problem: Problem, now: datetime) -> Given:
    return {"due_on": problem.due_on, "unit": problem.unit}


def _today(problem: Problem, now: datetime) -> Given:
    return {"done_on": timezone.localdate(now)}


ACTS: Final[dict[str, Act]] = {
    "describe": Act(f.DescribeForm, _plain(actions.describe), _("Written down."), _as_it_is),
    "grow": Act(f.GrowForm, _grow, _("Added. The residents behind it read that their concern is part of this.")),
    "assign": Act(
        f.AssignForm,
        _plain(actions.assign),
        _("Named. Unit and leader are told."),
        _first_day,
        (_("The unit must give the first task within the time the rules allow; its leader is reminded."),),
    ),
    "drop": Act(f.ReasonForm, _plain(actions.drop), _("Dropped. It stays to be read with the reason.")),
    "hand_over": Act(f.HandOverForm, _plain(actions.hand_over), _("Handed over. Its day and its tasks stay."), _owners),
    "extend": Act(f.DayForm, _plain(actions.extend), _("More time was given."), _its_day),
    "task": Act(
        f.TaskForm,
        _plain(actions.task),
        _("The task is given. It stands among the unit’s orders."),
        _its_day,
        (_("Each unit gets an order with its own time limit; those who assist report to the one that leads."),),
    ),
    "untask": Act(f.UntaskForm, _untask, _("Withdrawn. The units read the reason.")),
    "report": Act(
        f.ReportForm,
        _report,
        _("Reported. Now the residents say whether it is solved."),
        _today,
        (
            _("The residents whose voices are behind it are asked; where these are few, neighbours are drawn by lot."),
            _("It counts as solved only when enough of them say so."),
        ),
    ),
    "judge": Act(f.JudgeForm, _judge, _("Written down in their name.")),
    "ask_more": Act(
        f.PlainForm,
        _plain(actions.ask_more),
        _("Others were drawn by lot, with a fresh time to answer."),
        foretold=(_("The seed of the draw is published here, so that anybody can check it."),),
    ),
    "come_back": Act(f.ReasonForm, _plain(actions.come_back), _("It is open again; the unit has a new day.")),
    "close_unjudged": Act(
        f.ReasonForm,
        _plain(actions.close_unjudged),
        _("Closed. It is counted apart, not as solved."),
        foretold=(_("It is never counted as solved: lists and figures show it apart, with this reason."),),
    ),
    "explain": Act(f.ExplainForm, _plain(actions.explain), _("Proposed. Somebody else decides.")),
    "give_up": Act(f.GiveUpForm, _plain(actions.give_up), _("Proposed. Somebody else decides.")),
    "approve": Act(
        f.PlainForm,
        _plain(actions.approve),
        _("Approved. It is counted apart, not as solved."),
        foretold=(_("What is still owed on its tasks is withdrawn."), _("The residents behind it read the explanation.")),
    ),
    "decline": Act(f.ReasonForm, _plain(actions.decline), _("Not approved. The unit goes on.")),
}
