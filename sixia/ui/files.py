"""Files in a form and on their way out: chosen once, kept while the form comes back, sent so that no browser runs them.

Knows no room. A field of files needs `enctype="multipart/form-data"` and `request.FILES`; cleaned, it gives tickets for
`kit.files.store.attach`.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.kit.files import kinds, store
from sixia.kit.files.vault import FileBroken, is_name
from sixia.kit.flow import Refused
from sixia.kit.models import StoredFile

log = logging.getLogger(__name__)
MOST_NAME: Final = 255
SANDBOX: Final = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
HINT: Final = __("Up to %(n)d pictures or PDF files of %(mb)d MB. Where and with which device a picture was taken is removed.")
OFFICE_HINT: Final = __("Up to %(n)d files of %(mb)d MB: pictures, PDF, Word (.docx) or Excel (.xlsx) without macros.")


@dataclass(frozen=True)
class _Form:
    """Whoever fills in a form: known only when the file is attached."""

    ref: str = "form"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a form: new uploads, and tickets of files that were accepted before and not left out."""

    uploads: list[Any]
    tickets: list[str]


class FilesInput(forms.Widget):
    """A file chooser, and below it what was accepted already, each to be left out again. Works without a script."""

    template_name = "ui/forms/files.html"
    needs_multipart_form = True
    kept: list[StoredFile]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Sent:
        """What came."""
        several: Any = getattr(data, "getlist", lambda key: [])
        out = set(several(f"{name}-out"))
        uploads = files.getlist(name) if hasattr(files, "getlist") else []
        return Sent(uploads, [one for one in several(f"{name}-held") if one not in out and is_name(one)])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Files are never compulsory, so nothing is ever left out."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With what was accepted."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = getattr(self, "kept", [])
        return context


class FilesField(forms.Field):
    """Files of the allowed kinds; what is accepted stays accepted while the form comes back for another reason."""

    widget = FilesInput

    def __init__(self, *, allowed: Collection[str] = kinds.PAPERS, most: int | None = None, **kwargs: Any) -> None:
        given = {"required": False, "label": __("Photos or papers (optional)"), **kwargs}
        super().__init__(**given)
        self.allowed = allowed
        self.most = min(most or settings.ENV.files_each, settings.ENV.files_each)
        if not kwargs.get("help_text"):
            self.help_text = _later(allowed, {"n": self.most, "mb": settings.ENV.file_megabytes})
        self.widget.attrs["accept"] = ",".join(sorted(set(allowed) - {kinds.HEIC}))  # a phone then hands in JPEG by itself

    def clean(self, value: Any) -> tuple[str, ...]:
        """The tickets of all accepted files. Raises ValidationError with a sentence per refused one."""
        sent = value if isinstance(value, Sent) else Sent([], [])
        waiting, faults = store.held(sent.tickets), []
        if len(waiting) < len(set(sent.tickets)) and store.lost(sent.tickets):
            faults.append(
                _("A file you chose has waited here too long and is gone. Choose it again, or send the form without it.")
            )
        kept = waiting[: self.most]
        for upload in sent.uploads:
            if len(kept) >= self.most or getattr(upload, "over", "") == "count":
                faults.append(_("At most %(most)d files go with one form; the others were left out.") % {"most": self.most})
                break
            try:
                kept.append(self._held(upload))
            except Refused as refused:
                faults.append(str(refused.sentence))
        self.widget.kept = kept
        if faults:
            raise forms.ValidationError(faults)
        return tuple(row.ticket for row in kept)

    def _held(self, upload: Any) -> StoredFile:
        name = str(upload.name or "")[-MOST_NAME:]
        if getattr(upload, "over", ""):
            words = _("“%(name)s” is larger than %(most)d MB. Choose a smaller one.")
            raise Refused("guard", words % {"name": name, "most": settings.ENV.file_megabytes}, move="hold")
        return store.hold(upload.read(), name=name, allowed=self.allowed, by=_Form(), now=timezone.now())


def _hint(allowed: Collection[str], numbers: dict[str, int]) -> str:
    return str(OFFICE_HINT if kinds.WORD in allowed else HINT) % numbers


def keep_unbound(form: forms.BaseForm, name: str, request: HttpRequest) -> list[str]:
    """Accept the files that came for a form that is only shown again; returns a sentence per refused one."""
    field: Any = form.fields[name]
    try:
        field.clean(field.widget.value_from_datadict(request.POST, request.FILES, form.add_prefix(name)))
    except forms.ValidationError as error:
        return list(error.messages)
    return []


_later: Any = lazy(_hint, str)


def file_response(row: StoredFile) -> HttpResponse:
    """The file for whoever may see it: only our own pictures open in the browser, everything else is saved, nothing runs."""
    try:
        raw = store.content(row)
    except FileBroken as broken:
        log.error("File %s (%s): %s", row.pk, row.ticket, broken)
        sentence = _("This file cannot be read at the moment. Please tell the office; the number of the file is %(number)d.")
        return HttpResponse(sentence % {"number": row.pk}, content_type="text/plain; charset=utf-8", status=503)
    response = HttpResponse(raw, content_type=row.kind)
    response["Content-Disposition"] = content_disposition_header(not row.is_picture, row.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
