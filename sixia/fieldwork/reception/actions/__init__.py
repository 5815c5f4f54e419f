"""Every verb of this room: the only writers."""

from sixia.fieldwork.reception.actions.acting import NewAct, Recorded, record
from sixia.fieldwork.reception.actions.booking import Booked, NewBooking, book, give_up, look, shift
from sixia.fieldwork.reception.actions.days import (
    add,
    announce,
    cancel,
    close,
    hindrance,
    keep,
    move,
    open_day,
    prepare,
    remind,
    settle,
    swap,
)
from sixia.fieldwork.reception.actions.forgetting import forget
from sixia.fieldwork.reception.actions.waiting import arrive, call, call_next, finish, miss, sit
from sixia.fieldwork.reception.queries.planning import NewDay

__all__ = [
    "Booked",
    "NewAct",
    "NewBooking",
    "NewDay",
    "Recorded",
    "add",
    "announce",
    "arrive",
    "book",
    "call",
    "call_next",
    "cancel",
    "close",
    "finish",
    "forget",
    "give_up",
    "hindrance",
    "keep",
    "look",
    "miss",
    "move",
    "open_day",
    "prepare",
    "record",
    "remind",
    "settle",
    "shift",
    "sit",
    "swap",
]
