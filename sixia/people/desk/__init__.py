"""Officials' pages of this room, gathered under one name for the addresses."""

from sixia.people.desk import journal, people, posts, recusals, units

__all__ = ["journal", "people", "posts", "recusals", "units"]
