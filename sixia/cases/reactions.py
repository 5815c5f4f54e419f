"""Answers to what orders tell: a case follows its lead order. Knows no page and no message."""

from datetime import datetime
from json import loads

from sixia.cases.actions.following import follow_extension, follow_lead
from sixia.kit.models import Entry
from sixia.orders.models import Extension, Order


def follow_unit(entry: Entry, now: datetime) -> None:
    """A unit has accepted."""
    follow_lead(Order.objects.get(pk=loads(entry.body)["order"]))


def follow_time(entry: Entry, now: datetime) -> None:
    """More time was given."""
    follow_extension(Extension.objects.select_related("order").get(pk=loads(entry.body)["extension"]), now=now)
