"""Every verb of this room: the only writers."""

from sixia.fieldwork.onsite.actions.calling import (
    account,
    arrive,
    blow,
    come,
    convene,
    end,
    excuse,
    insist,
    miss,
    refuse,
    send,
    withdraw,
)
from sixia.fieldwork.onsite.actions.deciding import NewAct, decide
from sixia.fieldwork.onsite.actions.planning import add, cancel, choose, follow_visit, open_office, plan, upon
from sixia.fieldwork.onsite.actions.signing import sign

__all__ = [
    "NewAct",
    "account",
    "add",
    "arrive",
    "blow",
    "cancel",
    "choose",
    "come",
    "convene",
    "decide",
    "end",
    "excuse",
    "follow_visit",
    "insist",
    "miss",
    "open_office",
    "plan",
    "refuse",
    "send",
    "sign",
    "upon",
    "withdraw",
]
