"""The only writers of this room: lists are kept, visits noted beside them, samples drawn."""

from sixia.insight.ahead.actions.drawing import draw_sample
from sixia.insight.ahead.actions.keeping import keep, note_visit

__all__ = ["draw_sample", "keep", "note_visit"]
