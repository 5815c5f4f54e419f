"""Every verb of cases and voices: the only writers of the room."""

from sixia.cases.actions.answer import Reply, answer, answer_now, approve, interim, redirect, send_back, settled_now
from sixia.cases.actions.contact import (
    Identity,
    add_words,
    ask_resident,
    contact,
    note,
    renew_passcode,
    reveal,
)
from sixia.cases.actions.dispatch import call_in, dispatch, dispatch_again, reclassify, restrict
from sixia.cases.actions.erase import erasable, erase
from sixia.cases.actions.exclude import ask_exclusion, decide_exclusion
from sixia.cases.actions.files import note_reading
from sixia.cases.actions.hear import Heard, check, hear, passcode_index
from sixia.cases.actions.history import hear_many
from sixia.cases.actions.join import join, name_representative, part
from sixia.cases.actions.judge import call_later, give_up, judge, withdraw
from sixia.cases.actions.split import split
from sixia.cases.actions.supervise import approve_explanation, propose_explanation, reorder, settle_again
from sixia.cases.actions.there import settled_there
from sixia.cases.actions.track import be_due, change_track, conclude, entrust, finish, notify, recall

__all__ = [
    "Heard",
    "Identity",
    "Reply",
    "add_words",
    "answer",
    "answer_now",
    "approve",
    "approve_explanation",
    "ask_exclusion",
    "ask_resident",
    "be_due",
    "call_in",
    "call_later",
    "change_track",
    "check",
    "conclude",
    "contact",
    "decide_exclusion",
    "dispatch",
    "dispatch_again",
    "entrust",
    "erasable",
    "erase",
    "finish",
    "give_up",
    "hear",
    "hear_many",
    "interim",
    "join",
    "judge",
    "name_representative",
    "note",
    "note_reading",
    "notify",
    "part",
    "passcode_index",
    "propose_explanation",
    "recall",
    "reclassify",
    "redirect",
    "renew_passcode",
    "reorder",
    "restrict",
    "reveal",
    "send_back",
    "settle_again",
    "settled_now",
    "settled_there",
    "split",
    "withdraw",
]
