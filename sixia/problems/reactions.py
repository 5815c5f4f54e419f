"""Answers to clocks: when the time for residents' answers is over, what they said decides."""

from datetime import datetime
from json import loads

from sixia.kit.models import Entry
from sixia.problems import actions
from sixia.problems.flow import ASK
from sixia.problems.models import Problem


def count_answers(entry: Entry, now: datetime) -> None:
    """A clock has run out; other rooms' clocks, and those that only remind, are passed over."""
    facts = loads(entry.body)
    kind, _, pk = facts["owner"].partition(":")
    if kind == "problem" and facts["clock"] == ASK:
        actions.stop_asking(Problem.objects.get(pk=pk), now=now)
