"""Answers to clocks and to posts that end: reminders in the case, and charges that wait to be handed over."""

from datetime import datetime
from json import loads

from sixia.kit.models import Entry
from sixia.oversight import actions
from sixia.oversight.flow import NAMED
from sixia.oversight.models import Charge, Promise


def remind(entry: Entry, now: datetime) -> None:
    """A clock of a promise or a charge has warned or run out; other rooms' clocks are theirs."""
    facts = loads(entry.body)
    kind, _, pk = facts["owner"].partition(":")
    late = entry.event == "ClockBreached"
    if kind == "promise":
        actions.remind(Promise.objects.get(pk=pk), late=late, now=now)
    elif kind == "charge" and late:
        charge = Charge.objects.get(pk=pk)
        if charge.open:
            actions.warn(charge, clock=facts["clock"], now=now)


def give_promises(entry: Entry, now: datetime) -> None:
    """An answer was sent: what it promises counts from now on."""
    facts = loads(entry.body)
    actions.give_held(facts["answer"], case=facts["case"], now=now)


def follow_posts(entry: Entry, now: datetime) -> None:
    """Somebody's post has ended: what they were in charge of by it must be handed over."""
    account = loads(entry.body)["account"]
    rows = Charge.objects.filter(state=NAMED, leader_id=account).select_related("leader", "case")
    for charge in rows:
        actions.vacate(charge, now=now)
