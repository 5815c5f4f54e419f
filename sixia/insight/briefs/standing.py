"""For whom there are briefs and outlines: whoever answers for work; what each one shows is narrowed row by row elsewhere."""

from typing import Final

from sixia.insight.figures.queries.reach import READERS as LEADING
from sixia.people.rules import DISPATCHER, HANDLER

READERS: Final = (*LEADING, DISPATCHER, HANDLER)
__all__ = ["LEADING", "READERS"]
