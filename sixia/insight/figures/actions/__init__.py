"""The only writers of figures."""

from sixia.insight.figures.actions.counting import Recount, catch_up, count_again, tidy_tallies

__all__ = ["Recount", "catch_up", "count_again", "tidy_tallies"]
