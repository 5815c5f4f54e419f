"""Answers to what visits tell: which of them were suggested. Decides nothing."""

from datetime import date, datetime
from json import loads

from sixia.fieldwork.visits.models import Visit
from sixia.insight.ahead import actions
from sixia.kit.models import Entry


def note_chosen(entry: Entry, now: datetime) -> None:
    """A visit was planned: it stands beside the lists that had suggested its village for that day."""
    facts = loads(entry.body)
    visit = Visit.objects.filter(pk=facts["visit"]).first()
    if visit is not None:
        actions.note_visit(visit, date.fromisoformat(facts["date"]))
