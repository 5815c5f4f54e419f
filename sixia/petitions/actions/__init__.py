"""Every verb of petitions: the only writers of the room."""

from sixia.petitions.actions.decide import Finding, answer, ask_review, decide, lapse, rereview, review
from sixia.petitions.actions.handle import (
    Record,
    Terms,
    accept,
    agree,
    break_,
    extend,
    open_hearing,
    perform,
    record_hearing,
)
from sixia.petitions.actions.paper import take_paper
from sixia.petitions.actions.register import Entry, classify, move, register, seal, take, tell_new_facts, withdraw
from sixia.petitions.actions.route import dismiss, object_, reclaim, send, uphold, urge
from sixia.petitions.actions.serve import serve
from sixia.petitions.actions.turn_away import Reasons, redirect, refuse

__all__ = [
    "Entry",
    "Finding",
    "Reasons",
    "Record",
    "Terms",
    "accept",
    "agree",
    "answer",
    "ask_review",
    "break_",
    "classify",
    "decide",
    "dismiss",
    "extend",
    "lapse",
    "move",
    "object_",
    "open_hearing",
    "perform",
    "reclaim",
    "record_hearing",
    "redirect",
    "refuse",
    "register",
    "rereview",
    "review",
    "seal",
    "send",
    "serve",
    "take",
    "take_paper",
    "tell_new_facts",
    "uphold",
    "urge",
    "withdraw",
]
