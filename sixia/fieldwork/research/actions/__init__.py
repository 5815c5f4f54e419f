"""Every verb of this room: the only writers."""

from sixia.fieldwork.research.actions.asking import NewInterview, interview, look, withdraw
from sixia.fieldwork.research.actions.choosing import choose, leave_out, suggest
from sixia.fieldwork.research.actions.coding import code, code_written, define
from sixia.fieldwork.research.actions.dissecting import add_stop, add_why, cut_stop, cut_why, dissect, learn
from sixia.fieldwork.research.actions.finding import NewFinding, convert, find, raise_problem, reword
from sixia.fieldwork.research.actions.going import go, judge
from sixia.fieldwork.research.actions.planning import (
    NewTopic,
    analyse,
    begin,
    change,
    conclude,
    drop,
    follow_up,
    go_back,
    plan,
)

__all__ = [
    "NewFinding",
    "NewInterview",
    "NewTopic",
    "add_stop",
    "add_why",
    "analyse",
    "begin",
    "change",
    "choose",
    "code",
    "code_written",
    "conclude",
    "convert",
    "cut_stop",
    "cut_why",
    "define",
    "dissect",
    "drop",
    "find",
    "follow_up",
    "go",
    "go_back",
    "interview",
    "judge",
    "learn",
    "leave_out",
    "look",
    "plan",
    "raise_problem",
    "reword",
    "suggest",
    "withdraw",
]
