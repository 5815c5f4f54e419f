"""The one place of the import that writes: what is not here yet goes through the same door as every voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from sixia.cases.actions import hear_many
from sixia.cases.queries.sources import known_ids
from sixia.cases.rules import PastVoice
from sixia.catalog.rules.book import RuleBook
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch: how many are open, closed, have an answer, and were here already."""

    open: int
    closed: int
    answers: int
    known: int


@dataclass(frozen=True, slots=True)
class Errand:
    """Who takes the voices in, for which desk, by which rules, when."""

    source: str
    book: RuleBook
    desk: Unit
    by: Actor
    now: datetime
    dry_run: bool = False
    resume: bool = True


class StartedAlready(Exception):
    """Rows of this source are there already, and the import was not to go on with them."""


def keep(errand: Errand, batch: Sequence[PastVoice]) -> Stored:
    """Take in those of the batch that are not here yet, in one transaction. Raises StartedAlready."""
    try:
        return _keep(errand, batch)
    except IntegrityError:  # another import has just taken some of them in
        return _keep(errand, batch)


def _keep(errand: Errand, batch: Sequence[PastVoice]) -> Stored:
    there = known_ids(errand.source, [voice.source_id for voice in batch])
    if there and not errand.resume:
        raise StartedAlready
    fresh = [voice for voice in batch if voice.source_id not in there]
    if fresh and not errand.dry_run:
        places = Place.objects.in_bulk({voice.place for voice in fresh if voice.place is not None})
        hear_many(fresh, book=errand.book, desk=errand.desk, places=places, by=errand.by, now=errand.now)
    over = sum(voice.over for voice in fresh)
    return Stored(len(fresh) - over, over, sum(bool(voice.reply) for voice in fresh), len(there))
