"""Every verb of this room: the only writers."""

from sixia.fieldwork.visits.actions.becoming import Speaker, hear, instruct, promise, raise_problem
from sixia.fieldwork.visits.actions.forgetting import forget
from sixia.fieldwork.visits.actions.lines import note
from sixia.fieldwork.visits.actions.people import MAY_LOOK, look, meet, strike
from sixia.fieldwork.visits.actions.planning import amend, cancel, change, hold, plan
from sixia.fieldwork.visits.actions.returning import remind_returns

__all__ = [
    "MAY_LOOK",
    "Speaker",
    "amend",
    "cancel",
    "change",
    "forget",
    "hear",
    "hold",
    "instruct",
    "look",
    "meet",
    "note",
    "plan",
    "promise",
    "raise_problem",
    "remind_returns",
    "strike",
]
