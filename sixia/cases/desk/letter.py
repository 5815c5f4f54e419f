"""The pages of a letter beside the form into which a clerk writes it."""

import base64
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from sixia.kit.files import store
from sixia.kit.files.vault import FileBroken
from sixia.kit.models import StoredFile

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it stands beside the words: its name and the picture itself."""

    name: str
    source: str


def pages(rows: Sequence[StoredFile]) -> list[Page]:
    """The pictures among files that wait for their form, to stand in the page: they have no address yet."""
    found = []
    for row in rows:
        if row.is_picture:
            try:
                raw = base64.b64encode(store.content(row)).decode()
            except FileBroken:
                log.exception("Page %s cannot be shown.", row.pk)
                continue
            found.append(Page(row.name, f"data:image/jpeg;base64,{raw}"))
    return found


def kept_pages(form: forms.BaseForm) -> list[Page]:
    """The pages of a letter's form that comes back with an error."""
    if form.data.get("channel") != "letter":
        return []
    return pages(getattr(form.fields["attached"].widget, "kept", []))
