"""Every verb of this room: the only writers."""

from sixia.oversight.actions.charging import (
    decline,
    end,
    extend,
    find_vacant,
    hand_over,
    mark,
    name,
    propose,
    vacate,
    warn,
    way_of,
)
from sixia.oversight.actions.giving import NewPromise, hide, promise, publish, replace
from sixia.oversight.actions.holding import give_held, promise_with_answer
from sixia.oversight.actions.keeping import break_forgotten, claim, remind, say
from sixia.oversight.actions.planning import NewMeeting, NewStep, change, done, drop, meet, plan

__all__ = [
    "NewMeeting",
    "NewPromise",
    "NewStep",
    "break_forgotten",
    "change",
    "claim",
    "decline",
    "done",
    "drop",
    "end",
    "extend",
    "find_vacant",
    "give_held",
    "hand_over",
    "hide",
    "mark",
    "meet",
    "name",
    "plan",
    "promise",
    "promise_with_answer",
    "propose",
    "publish",
    "remind",
    "replace",
    "say",
    "vacate",
    "warn",
    "way_of",
]
