"""Which slots of other rooms' pages this room fills; called once at start-up."""

from sixia.insight.answers import slots
from sixia.ui import slots as places


def fill() -> None:
    """Put them there."""
    places.fill("hear.answers", slots.at_intake)
    places.fill("answer.before", slots.at_answering)
    places.fill("say.answers", slots.at_say)
