"""Answers to clocks: when the time for residents' answers is over, what they said decides; rules are reviewed; watches begin."""

from datetime import datetime
from json import loads

from sixia.kit.models import Entry
from sixia.problems import actions
from sixia.problems.actions.standing_rules import remind
from sixia.problems.actions.watching import begin
from sixia.problems.flow import ASK
from sixia.problems.lasting.models import StandingRule
from sixia.problems.models import Problem


def count_answers(entry: Entry, now: datetime) -> None:
    """A clock has run out; other rooms' clocks, and those that only remind, are passed over."""
    facts = loads(entry.body)
    kind, _, pk = facts["owner"].partition(":")
    if kind == "problem" and facts["clock"] == ASK:
        actions.stop_asking(Problem.objects.get(pk=pk), now=now)


def remind_reviews(entry: Entry, now: datetime) -> None:
    """The day of a standing rule's review draws near, or has come."""
    facts = loads(entry.body)
    kind, _, pk = facts["owner"].partition(":")
    if kind == "standingrule":
        remind(StandingRule.objects.get(pk=pk), late=entry.event == "ClockBreached", now=now)


def begin_watch(entry: Entry, now: datetime) -> None:
    """A problem was solved: from now on it is watched for coming back."""
    begin(Problem.objects.get(pk=loads(entry.body)["problem"]), now=now)
