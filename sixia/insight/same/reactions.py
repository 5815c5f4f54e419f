"""Answers to what cases tell: whoever is erased there is forgotten here."""

from datetime import datetime
from json import loads

from sixia.insight.same import actions
from sixia.kit.models import Entry


def forget_words(entry: Entry, now: datetime) -> None:  # the shape of every reaction
    """A resident's words were erased: the terms by which they were found go too."""
    actions.forget([loads(entry.body)["voice"]])
