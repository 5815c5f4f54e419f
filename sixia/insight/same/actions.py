"""Writers of the index: reading new voices, forgetting erased ones, learning anew what is rare."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Substr

from sixia.cases.models import Voice
from sixia.insight.same.models import Kept, Learnt, Term
from sixia.insight.same.rules.likeness import KEPT_TERMS, MOST, terms_of
from sixia.insight.same.rules.weights import Weights, learn
from sixia.kit.bulk import copy_in

BATCH: Final = 1_000
ROUNDS: Final = 20
"""At most so many batches a minute: an index that is filled anew leaves the worker its other duties."""
LATE: Final = 500
"""Voices that were committed later than one with a higher number are looked for so far back."""
LEARN_FROM: Final = 30_000
GROWN: Final = 1.3
STALE: Final = timedelta(days=7)
KEEP: Final = 2


def read_new(now: datetime) -> None:
    """Ticks each minute: index voices that are not yet, oldest first. Run twice, it does nothing the second time."""
    if not Learnt.objects.exists():
        learn_anew(now)
    for _round in range(ROUNDS):
        if read(_unread(), Learnt.objects.weights()) < BATCH:
            return


def _unread() -> list[tuple[int, str]]:
    """The next voices without a row, with the words that are read of them."""
    last = Kept.objects.aggregate(last=Max("voice"))["last"] or 0
    rows = Voice.objects.filter(pk__gt=last - LATE).exclude(pk__in=Kept.objects.filter(voice__gt=last - LATE).values("voice"))
    return list(rows.order_by("pk").values_list("pk", Substr("text", 1, MOST))[:BATCH])


def read(voices: Sequence[tuple[int, str]], weights: Weights) -> int:
    """Index these voices (id, words), none of which has been; returns how many there were."""
    found = [(pk, [term for term, _weight in terms_of(text, weights)[:KEPT_TERMS]]) for pk, text in voices]
    rows = sorted((term, pk) for pk, terms in found for term in terms)
    with transaction.atomic():
        Kept.objects.bulk_create((Kept(voice=pk, terms=array("i", terms).tobytes()) for pk, terms in found), batch_size=BATCH)
        copy_in(Term._meta.db_table, "term, voice", rows, marks=2)
    return len(found)


@transaction.atomic
def forget(voices: Iterable[int]) -> None:
    """Take voices out: nobody finds another case by the words of somebody who was erased."""
    for row in Kept.objects.filter(pk__in=list(voices)):
        Term.objects.filter(term__in=array("i", bytes(row.terms)).tolist(), voice=row.pk).delete()
        Kept.objects.filter(pk=row.pk).update(terms=b"")


def learn_daily(now: datetime) -> None:
    """Ticks each day: learn anew once a week, or sooner when there are a third more voices than were learnt from."""
    newest = Learnt.objects.order_by("-pk").only("texts", "at").first()
    grown = newest is None or (newest.texts < LEARN_FROM and Voice.objects.count() > GROWN * newest.texts)
    if newest is None or grown or newest.at < now - STALE:
        learn_anew(now)


@transaction.atomic
def learn_anew(now: datetime) -> None:
    """Weigh all pairs by the newest voices; of earlier weights one set is kept, for processes that still read it."""
    newest = Voice.objects.exclude(salt="").order_by("-pk").values_list(Substr("text", 1, MOST), flat=True)[:LEARN_FROM]
    weights = learn(newest.iterator())
    Learnt.objects.create(table=weights.pack(), texts=weights.texts, at=now)
    kept = list(Learnt.objects.order_by("-pk").values_list("pk", flat=True)[:KEEP])
    Learnt.objects.exclude(pk__in=kept).delete()
