"""Answers to what visits tell: an office goes with its visit."""

from datetime import datetime
from json import loads

from django.utils.translation import gettext as _

from sixia.fieldwork.onsite import actions
from sixia.kit.models import Entry, Wording


def follow_cancelled(entry: Entry, now: datetime) -> None:
    """A visit was called off: so is the on-site office it was planned for."""
    words = Wording.objects.filter(entry=entry, name="reason").values_list("text", flat=True).first()
    actions.follow_visit(loads(entry.body)["visit"], reason=words or _("The visit was called off"), now=now)
