"""The only writers of figures."""

from sixia.insight.figures.actions.counting import Recount, catch_up, count_again, tidy_tallies
from sixia.insight.figures.actions.publishing import publish, publish_again
from sixia.insight.figures.actions.subscribing import send_boards, want_board

__all__ = ["Recount", "catch_up", "count_again", "publish", "publish_again", "send_boards", "tidy_tallies", "want_board"]
