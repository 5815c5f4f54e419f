"""Every verb of this room: the only writers."""

from sixia.fieldwork.visits.actions.lines import note
from sixia.fieldwork.visits.actions.planning import amend, cancel, change, hold, plan

__all__ = ["amend", "cancel", "change", "hold", "note", "plan"]
