"""The only writer of learnt names; run by the worker."""

from datetime import datetime
from typing import Final

from django.db import transaction

from sixia.cases.models import Voice
from sixia.insight.words.models import Name
from sixia.insight.words.rules.entities import learn
from sixia.places.models import Place

NEWEST: Final = 20_000
"""Voices that names are learnt from."""


def learn_names(*, now: datetime) -> int:
    """Learn the county's names from its newest open voices; returns how many there are. Confidential matters are not read."""
    rows = Voice.objects.filter(case__restricted=False, case__barred=False, secret=False).exclude(text="").order_by("-pk")
    found = learn(rows.values_list("text", flat=True)[:NEWEST], besides=_territory())
    with transaction.atomic():
        Name.objects.all().delete()
        Name.objects.bulk_create(
            [Name(name=name, kind=kind, learnt_at=now) for name, kind in sorted(found.items()) if len(name) <= 40]
        )
    return len(found)


def _territory() -> frozenset[str]:
    """Names of places, which are known anyway."""
    return frozenset(Place.objects.values_list("name", flat=True)[:50_000])
