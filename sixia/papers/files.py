"""A paper on its way to a browser: always a download, never opened in place, never kept by anything between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.papers import pdf


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which papers are made: its content type, and `ready`, which raises Refused where it cannot be made here."""

    type: str
    ready: Callable[[], None]


def _pdf() -> None:
    if not pdf.available():
        raise Refused("guard", _("PDF is not installed here. Take the Word file, or install the extra “pdf”."))


FORMS: Final = {
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", lambda: None),
    "pdf": Form("application/pdf", _pdf),
}
"""By the ending of the file's name."""


def download(data: bytes, name: str, form: str) -> HttpResponse:
    """The file under a name, without its ending, that may be Chinese."""
    response = HttpResponse(data, content_type=FORMS[form].type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{form}") or "attachment"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
