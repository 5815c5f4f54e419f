"""What issues do when a case becomes confidential or a voice is erased: its words leave them."""

import json
from datetime import datetime

from sixia.cases.models import Voice
from sixia.insight.hot.actions.keeping import forget
from sixia.kit.models import Entry


def forget_voice(entry: Entry, now: datetime) -> None:
    """The voice was erased."""
    forget(int(json.loads(entry.body)["voice"]))


def forget_case(entry: Entry, now: datetime) -> None:
    """The case became confidential."""
    case = int(json.loads(entry.body)["case"])
    for voice in Voice.objects.filter(case=case).values_list("pk", flat=True):
        forget(voice)
