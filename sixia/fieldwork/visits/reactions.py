"""Answers to what cases tell: whoever is erased there is erased here."""

from datetime import datetime
from json import loads

from sixia.fieldwork.visits import actions
from sixia.kit.models import Entry


def forget_line(entry: Entry, now: datetime) -> None:
    """A resident's data were erased: the line of a visit that became their voice goes too."""
    actions.forget(loads(entry.body)["voice"])
