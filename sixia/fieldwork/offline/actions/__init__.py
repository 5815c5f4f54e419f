"""Every verb of this room: the only writers."""

from sixia.fieldwork.offline.actions.devices import Enrolled, end, enrol, note_pack, seen, signed_names
from sixia.fieldwork.offline.actions.lines import Outcome
from sixia.fieldwork.offline.actions.packets import drop, finish_packets, forget, take
from sixia.fieldwork.offline.actions.photos import keep_photo

__all__ = [
    "Enrolled",
    "Outcome",
    "drop",
    "end",
    "enrol",
    "finish_packets",
    "forget",
    "keep_photo",
    "note_pack",
    "seen",
    "signed_names",
    "take",
]
