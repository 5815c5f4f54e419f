"""The one place of the import that writes: what is not here yet goes through the same door as every voice."""

from collections.abc import Sequence
from functools import lru_cache

from sixia.cases.actions import hear_many
from sixia.cases.queries.sources import known_ids
from sixia.cases.rules import PastVoice
from sixia.catalog.queries import rulebook
from sixia.interop.importing.storing import Errand, StartedAlready, Stored
from sixia.people.models import Unit
from sixia.places.models import Place


def keep(errand: Errand, batch: Sequence[PastVoice]) -> Stored:
    """Take in those of the batch that are not here yet. Raises StartedAlready, and IntegrityError when two do it at once."""
    there = known_ids(errand.source, [voice.source_id for voice in batch])
    if there and not errand.resume:
        raise StartedAlready
    fresh = [voice for voice in batch if voice.source_id not in there]
    if fresh and not errand.dry_run:
        hear_many(
            fresh,
            book=rulebook(errand.edition),
            desk=_desk(errand.desk, errand.now.isoformat()),
            places=_places(fresh),
            by=errand.by,
            now=errand.now,
        )
    over = sum(voice.over for voice in fresh)
    return Stored(len(fresh) - over, over, sum(bool(voice.reply) for voice in fresh), len(there))


@lru_cache(maxsize=1)
def _desk(pk: int, _run: str) -> Unit:
    """The desk, read once for each import."""
    return Unit.objects.select_related("place").get(pk=pk)


def _places(batch: Sequence[PastVoice]) -> dict[int, Place]:
    return Place.objects.in_bulk({voice.place for voice in batch if voice.place is not None})
