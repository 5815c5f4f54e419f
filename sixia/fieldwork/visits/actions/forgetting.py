"""Somebody’s data were erased: the line from which their voice came loses its words."""

from django.db import transaction

from sixia.fieldwork.visits.models import Note
from sixia.kit.journal import erase_words_about


@transaction.atomic
def forget(voice: int) -> int:
    """Empty every line that became this voice; returns how many. The journal's chain stays whole."""
    rows = list(Note.objects.filter(voice_id=voice))
    for row in rows:
        Note.objects.filter(pk=row.pk).update(text="")
        erase_words_about(row.stream, note=row.pk)
    return len(rows)
