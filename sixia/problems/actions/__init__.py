"""Every verb of this room: the only writers."""

from sixia.problems.actions.assigning import assign, drop, extend, hand_over
from sixia.problems.actions.ending import approve, decline, explain, give_up
from sixia.problems.actions.judging import ask_more, close_unjudged, come_back, judge, stop_asking
from sixia.problems.actions.raising import describe, grow, raise_problem
from sixia.problems.actions.working import report, task, untask
from sixia.problems.rules import NewSource

__all__ = [
    "NewSource",
    "approve",
    "ask_more",
    "assign",
    "close_unjudged",
    "come_back",
    "decline",
    "describe",
    "drop",
    "explain",
    "extend",
    "give_up",
    "grow",
    "hand_over",
    "judge",
    "raise_problem",
    "report",
    "stop_asking",
    "task",
    "untask",
]
