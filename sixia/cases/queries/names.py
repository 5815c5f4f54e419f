"""What officials type for a unit, a person or a case, and what it means. Knows no form and no request."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from sixia.cases.models import Case, Voice
from sixia.cases.rules import read_receipt
from sixia.people.models import Account
from sixia.people.queries import find_account, unit_options, units_called
from sixia.places import queries as places
from sixia.places.models import Place

MOST_OPTIONS = 1000
units, unit_names = units_called, unit_options
"""Units are asked for by the same words in every room."""
BETWEEN = re.compile(r"[、，,;；\n]+")


def people(text: str) -> list[Account]:
    """Active accounts of exactly this name or sign-in name; at most three."""
    return find_account(text)


def place(text: str, under: str, on: date) -> list[Place]:
    """Places within the path `under` that `text` may mean; the one of exactly that name or address stands alone."""
    found = places.find(text, under=under or None, on=on, limit=5)
    bare = "".join(text.split())
    labels = places.labels(found) if len(found) > 1 else {}
    exact = [row for row in found if row.name == text.strip() or labels.get(row.pk, "").replace(" ", "") == bare]
    return exact if len(exact) == 1 else found


def place_names(under: str, on: date) -> list[str]:
    """Addresses within `under` to choose from while typing; one query, none where there are too many."""
    rows = Place.objects.current(on).under(under).order_by("path") if under else Place.objects.none()
    pairs = list(rows.values_list("level", "name", "parent__name")[: MOST_OPTIONS + 1])
    if len(pairs) > MOST_OPTIONS:
        return []
    return [f"{parent} {name}" if level in ("village", "grid") and parent else name for level, name, parent in pairs]


def case(text: str, actor: Any) -> Case | None:
    """The case somebody means by its number or by a receipt, if they may see it."""
    rows = Case.objects.visible_to(actor)
    receipt = read_receipt(text)
    if receipt is not None:
        voice = Voice.objects.filter(receipt=receipt).values_list("case_id", flat=True).first()
        return rows.filter(pk=voice).first() if voice else None
    digits = text.strip().lstrip("#＃")
    return rows.filter(pk=int(digits)).first() if digits.isascii() and digits.isdigit() and len(digits) < 19 else None


def voice(text: str, actor: Any) -> Voice | None:
    """The voice somebody means by its receipt, with its case, if they may see it."""
    receipt = read_receipt(text)
    rows = Voice.objects.visible_to(actor).select_related("case")
    return rows.filter(receipt=receipt).first() if receipt is not None else None


def parts(text: str) -> Iterable[str]:
    """The single names in a line of several."""
    return [part.strip() for part in BETWEEN.split(text) if part.strip()]
