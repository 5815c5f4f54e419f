"""Reads of this room: for its own pages and for rooms above that show a person's promises or a leader's charges."""

from sixia.oversight.queries.charges import charge_of, charges_of
from sixia.oversight.queries.promises import promises_of, promises_to, public_promises, shares

__all__ = ["charge_of", "charges_of", "promises_of", "promises_to", "public_promises", "shares"]
