"""Officials' pages of this room: the shell of the field app, devices, and what arrived from them."""

from sixia.people.actors import Actor
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import ADMIN_ROLES


def works(actor: Actor) -> bool:
    """Whether somebody holds a post other than those that keep the system."""
    return bool(actor.roles - ADMIN_ROLES)


class FieldMixin(DeskMixin):
    """A page for whoever works, wherever."""

    def allowed(self) -> bool:
        """Not for those who only keep the system."""
        return works(self.actor)
