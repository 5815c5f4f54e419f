"""A case's limits, read from the rules it goes by: the bridge from the catalog's norms to clocks and orders. Knows no table."""

from typing import Protocol

from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import NormRow
from sixia.kit.clocks import Limit
from sixia.orders.flow import ACCEPT, ARBITRATE, CONTACT, DECIDE, HANDLE
from sixia.orders.rules import Norms


class Lookup(Protocol):
    """What the norms ask of a case."""

    track: str
    category: str
    kind: str
    triage: str
    place_path: str
    urgent: bool


def norm(book: RuleBook, case: Lookup, clock: str, *, track: str = "") -> NormRow | None:
    """The norm of one clock kind for a case, on its own track if no other is named; None when its rules set no such limit."""
    level = "urgent" if case.urgent else case.triage
    return book.norm(
        clock, track=track or case.track, category=case.category, place_path=case.place_path, level=level, kind=case.kind
    )


def limit(book: RuleBook, case: Lookup, clock: str) -> Limit | None:
    """The limit of one clock kind for a case."""
    row = norm(book, case, clock)
    return row.limit if row else None


def order_norms(book: RuleBook, case: Lookup, *, redo: bool = False) -> Norms:
    """The limits of an order on a case; after a negative verdict (`redo`) the shorter handling limit.

    Raises LookupError when the rules set no handling limit at all: a profile without one is refused when it is applied.
    """
    handle = (norm(book, case, "redo") if redo else None) or norm(book, case, HANDLE)
    if handle is None:
        raise LookupError(f"no handling limit for {case.category or case.kind}")
    return Norms(
        handle=handle.limit,
        accept=limit(book, case, ACCEPT),
        contact=limit(book, case, CONTACT),
        arbitrate=limit(book, case, ARBITRATE),
        extend_decide=limit(book, case, DECIDE),
        most_extensions=handle.extensions,
        most_extension=handle.extension_amount,
    )


def four_eyes(book: RuleBook, case: Lookup, level: int) -> bool:
    """Whether a second person must check the answer: where the norm says so, and always after a negative verdict."""
    row = norm(book, case, HANDLE)
    return level > 0 or bool(row and row.four_eyes)
