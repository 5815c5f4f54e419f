"""Somebody’s data were erased: their booking and what was written down of the talk lose all words that speak of them."""

from django.db import transaction
from django.db.models import Q

from sixia.fieldwork.reception.models import Act, Booking
from sixia.kit.journal import erase_words_about


@transaction.atomic
def forget(voice: int) -> int:
    """Empty every booking from which this voice came, or that named it; returns how many. The journal's chain stays whole."""
    rows = list(Booking.objects.filter(Q(voice_id=voice) | Q(acts__voice_id=voice)).distinct())
    for row in rows:
        Booking.objects.filter(pk=row.pk).update(name="", phone="", phone_index="", about="", salt="", interpreter="", consent="")
        Act.objects.filter(booking=row).update(text="")
        erase_words_about(row.stream, booking=row.pk)
    return len(rows)
