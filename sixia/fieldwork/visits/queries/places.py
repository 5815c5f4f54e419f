"""Places as this room's pages ask for them: everybody may know that a place exists."""

from sixia.places.models import Place

LONGEST = 18
"""Digits of a key that a database can still compare."""


def place(pk: int) -> Place | None:
    """The place of this key with the one above it."""
    return Place.objects.select_related("parent").filter(pk=pk).first()


def asked_for(text: str) -> Place | None:
    """The place whose key an address names; None for anything else."""
    return place(int(text)) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
