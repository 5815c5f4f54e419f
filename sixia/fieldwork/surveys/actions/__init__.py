"""The only writers of this room: forms, surveys, what is filled in, its review, and telephones."""

from sixia.fieldwork.surveys.actions.devices import admit, shut_out, touch
from sixia.fieldwork.surveys.actions.filling import Conflict, Unfit, add_pictures, submit
from sixia.fieldwork.surveys.actions.forms import upload
from sixia.fieldwork.surveys.actions.reviewing import approve, read_personal, restore, send_back, set_aside
from sixia.fieldwork.surveys.actions.running import close, number_sheets, open_survey, record_export, share, unshare

__all__ = [
    "Conflict",
    "Unfit",
    "add_pictures",
    "admit",
    "approve",
    "close",
    "number_sheets",
    "open_survey",
    "read_personal",
    "record_export",
    "restore",
    "send_back",
    "set_aside",
    "share",
    "shut_out",
    "submit",
    "touch",
    "unshare",
    "upload",
]
