"""Answers to what cases tell: whoever is erased there is erased here."""

from datetime import datetime
from json import loads

from sixia.fieldwork.reception import actions
from sixia.kit.models import Entry


def forget_booker(entry: Entry, now: datetime) -> None:
    """A resident's data were erased: what they booked and said at a reception goes too."""
    actions.forget(loads(entry.body)["voice"])
