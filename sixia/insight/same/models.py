"""Tables by which cases about the same matter are found: a narrow inverted index of what voices name; no verbs."""

from functools import lru_cache

from django.db import models

from sixia.insight.same.rules.weights import NONE, Weights, unpack


class Term(models.Model):
    """One of the rarest pairs of characters of a voice, as a number: its voices, newest first, are one walk of the key.

    Not a foreign key: these rows are derived, and written a minute after the voice.
    """

    pk = models.CompositePrimaryKey("term", "voice")
    term = models.IntegerField()
    voice = models.BigIntegerField()


class Kept(models.Model):
    """That a voice has been read, and by which terms it is found, so that they can be taken out again. No words are kept."""

    voice = models.BigIntegerField(primary_key=True)
    terms = models.BinaryField()


class LearntRows(models.QuerySet["Learnt"]):
    """What was learnt, and how to read it."""

    def weights(self) -> Weights:
        """The newest weights, read once per process (1 MiB); all alike before anything was learnt. One small query."""
        newest = self.order_by("-pk").values_list("pk", flat=True).first()
        return _weights(newest) if newest else NONE


@lru_cache(maxsize=1)
def _weights(pk: int) -> Weights:
    row = Learnt.objects.get(pk=pk)
    return unpack(bytes(row.table), row.texts)


class Learnt(models.Model):
    """How rare each pair of characters is in this county's own voices; the newest row holds. `texts`: from how many."""

    table = models.BinaryField()
    texts = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = LearntRows.as_manager()
