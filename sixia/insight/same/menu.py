"""Which slots of other rooms' pages this room fills; called once at start-up."""

from sixia.insight.same import slots
from sixia.ui import slots as places


def fill() -> None:
    """Put them there."""
    places.fill("hear.same", slots.at_intake)
    places.fill("dispatch.same", slots.at_dispatch)
    places.fill("say.same", slots.at_say)
