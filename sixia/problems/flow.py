"""The lifecycle of a problem, as a table; pure."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Flow, Move, Text
from sixia.people.rules import CALLBACK
from sixia.problems.rules import UNHEARD

OFFICE, OWNER, OVERSEER, PART, READER, RESIDENT, SYSTEM = (
    "office",
    "owner",
    "overseer",
    "part",
    "reader",
    "resident",
    "system",
)
RAISED, ASSIGNED, WORKING, REPORTED, REOPENED = "raised", "assigned", "working", "reported", "reopened"
RESOLVED, UNJUDGED, EXPLAINED, GIVEN_UP = "resolved", "unjudged", "explained", "given_up"
EXPLAINING, GIVING_UP = "explaining", "giving_up"
ASSIGN, PLAN, SOLVE, ASK = "assign", "plan", "solve", "ask"
"""Clock kinds: to a responsible unit, to its first task, to the outcome, and for the residents' answers."""
IN_HAND: Final = (ASSIGNED, WORKING, REOPENED)
CLOSED: Final = (RESOLVED, UNJUDGED, EXPLAINED, GIVEN_UP)
LIVE: Final = (RAISED, *IN_HAND, REPORTED, EXPLAINING, GIVING_UP)


def _unfit(problem: Any, given: Mapping[str, Any]) -> Text | None:
    sentence: Text | None = given["unfit"]
    return sentence


def _later(problem: Any, given: Mapping[str, Any]) -> Text | None:
    if problem.due_on and given["due_on"] <= problem.due_on:
        return _("Name a later day than the present one.")
    return None


def _tasks_done(problem: Any, given: Mapping[str, Any]) -> Text | None:
    if not given["tasks"]:
        return _("No task was given yet. Give a task first, so that it is known who did what.")
    if given["open_tasks"]:
        return _("A task is still open. Wait for its report, or withdraw it.")
    return None


def _second_person(problem: Any, given: Mapping[str, Any]) -> Text | None:
    if given["proposer"] == given["reader"]:
        return _("Somebody other than who proposed it must approve it.")
    return None


def _not_raiser(problem: Any, given: Mapping[str, Any]) -> Text | None:
    if problem.raised_by_id == given["reader"]:
        return _("Whoever raised it cannot drop it alone: somebody else must look.")
    return None


def _nobody_judges(problem: Any, given: Mapping[str, Any]) -> Text | None:
    if given["no"]:
        return _("A resident has said that it is not solved: it cannot be closed over their head.")
    if given["stands"] != UNHEARD:
        return _("Residents are asked and can still answer: their words decide.")
    return None


def _reachable(problem: Any, given: Mapping[str, Any]) -> Text | None:
    return None if given["drawn"] else _("There is nobody else in this place who could be asked.")


PROBLEM = Flow(
    "problem",
    states={
        RAISED: _("Raised, nobody answers for it yet"),
        ASSIGNED: _("Responsible unit named"),
        WORKING: _("Being worked on"),
        REPORTED: _("Outcome reported, residents are asked"),
        REOPENED: _("Not solved, as residents say"),
        EXPLAINING: _("Lawful explanation to be approved"),
        GIVING_UP: _("Giving up to be approved"),
        RESOLVED: _("Solved, as residents say"),
        UNJUDGED: _("Closed without residents’ word"),
        EXPLAINED: _("Explained lawfully, not solved"),
        GIVEN_UP: _("Given up, with the reason"),
    },
    start=RAISED,
    ends=set(CLOSED),
    moves=(
        Move(
            "describe",
            LIVE,
            None,
            frozenset({OFFICE, OVERSEER, OWNER}),
            _("Say more precisely what it is"),
            needs=("title", "words"),
            takes=("category", "scale", "cause"),
        ),
        Move("grow", (*LIVE, RESOLVED), None, frozenset({OFFICE, OVERSEER, OWNER, SYSTEM}), _("Add what it grows from")),
        Move(
            "assign",
            (RAISED,),
            ASSIGNED,
            frozenset({OFFICE, OVERSEER, SYSTEM}),
            _("Name the responsible unit and leader"),
            needs=("unit", "leader", "due_on"),
            guards=(_unfit,),
            starts=(PLAN, SOLVE),
            stops=(ASSIGN,),
            tone="act",
        ),
        Move("drop", (RAISED,), GIVEN_UP, frozenset({OVERSEER}), _("Drop it"), needs=("reason",), guards=(_not_raiser,),
             stops=(ASSIGN,), tone="grave"),
        Move(
            "hand_over",
            IN_HAND,
            None,
            frozenset({OFFICE, OVERSEER}),
            _("Hand it over to another unit or leader"),
            needs=("unit", "leader", "reason"),
            guards=(_unfit,),
        ),
        Move(
            "extend",
            IN_HAND,
            None,
            frozenset({OVERSEER}),
            _("Give more time"),
            needs=("due_on", "reason"),
            guards=(_later,),
            starts=(SOLVE,),
            stops=(SOLVE,),
        ),
        Move(
            "task",
            IN_HAND,
            WORKING,
            frozenset({OWNER, OVERSEER, SYSTEM}),
            _("Give a task"),
            needs=("unit", "words", "due_on"),
            takes=("helpers",),
            stops=(PLAN,),
            tone="act",
        ),
        Move("untask", (WORKING, REOPENED), None, frozenset({OWNER, OVERSEER}), _("Withdraw a task"), needs=("task", "reason")),
        Move(
            "report",
            (WORKING,),
            REPORTED,
            frozenset({OWNER}),
            _("Report the outcome"),
            needs=("words", "done_on"),
            guards=(_tasks_done,),
            starts=(ASK,),
            stops=(SOLVE, PLAN),
            tone="act",
        ),
        Move("judge", (REPORTED,), None, frozenset({RESIDENT, CALLBACK}), _("Take down what a resident says"),
             needs=("solved",), takes=("note",), tone="act"),
        Move("ask_more", (REPORTED,), None, frozenset({OVERSEER, OFFICE, CALLBACK}), _("Draw more residents to ask"),
             guards=(_reachable,), starts=(ASK,), stops=(ASK,)),
        Move("resolve", (REPORTED,), RESOLVED, frozenset({SYSTEM}), _("Solved by the residents’ word"), stops=(ASK,)),
        Move("reopen", (REPORTED,), REOPENED, frozenset({SYSTEM}), _("Not solved by the residents’ word"),
             starts=(PLAN, SOLVE), stops=(ASK,)),
        Move("come_back", (REPORTED, RESOLVED, UNJUDGED), REOPENED, frozenset({OVERSEER, SYSTEM}), _("It has come back"),
             needs=("reason",), starts=(PLAN, SOLVE), stops=(ASK,)),
        Move(
            "close_unjudged",
            (REPORTED,),
            UNJUDGED,
            frozenset({OVERSEER}),
            _("Close it without residents’ word"),
            needs=("reason",),
            guards=(_nobody_judges,),
            stops=(ASK,),
            tone="grave",
        ),
        Move("explain", IN_HAND, EXPLAINING, frozenset({OWNER}), _("Propose a lawful explanation"), needs=("words", "basis")),
        Move("give_up", IN_HAND, GIVING_UP, frozenset({OWNER}), _("Propose to give it up"), needs=("words",)),
        Move("approve", (EXPLAINING,), EXPLAINED, frozenset({OVERSEER}), _("Approve the explanation"),
             guards=(_second_person,), stops=(PLAN, SOLVE), tone="act"),
        Move("approve", (GIVING_UP,), GIVEN_UP, frozenset({OVERSEER}), _("Approve giving it up"),
             guards=(_second_person,), stops=(PLAN, SOLVE), tone="grave"),
        Move("decline", (EXPLAINING, GIVING_UP), WORKING, frozenset({OVERSEER}), _("Do not approve: go on"), needs=("reason",)),
    ),
)  # fmt: skip
"""Source: the lists of problems, responsibilities, tasks and effects kept side by side, with the residents as the last judge."""
