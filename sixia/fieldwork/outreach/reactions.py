"""Answers to what cases tell: whoever is erased there is erased here."""

from datetime import datetime
from json import loads

from sixia.fieldwork.outreach import actions
from sixia.kit.models import Entry


def forget_asker(entry: Entry, now: datetime) -> None:
    """A resident's data were erased: what they asked at a session goes too."""
    actions.forget(loads(entry.body)["voice"], now=now)
