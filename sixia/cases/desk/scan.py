"""A letter by scan: photographed or scanned, read on this machine where that is set up, corrected beside the picture."""

import logging
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.cases.desk.hear import Hear
from sixia.cases.desk.letter import pages
from sixia.kit.files import recognise, store
from sixia.kit.files.vault import FileBroken
from sixia.kit.models import StoredFile
from sixia.ui.files import FilesField
from sixia.ui.forms import SixiaForm
from sixia.ui.http import invalid_response

log = logging.getLogger(__name__)
ROWS = 18
"""Lines of the box into which a letter is written beside its picture."""


class ScanForm(SixiaForm):
    """The pages of one letter, in order."""

    attached = FilesField(
        label=__("Photos or scans of the letter, page by page"),
        required=True,
        error_messages={"required": __("Choose at least one page.")},
    )

    def clean(self) -> dict[str, Any]:
        """At least one page."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "attached" in given and not given["attached"]:
            self.add_error("attached", _("Choose at least one page."))
        return given


class Scan(Hear):
    """`/desk/hear/scan`: pages in; out comes the letter's entry form with its words, the pages beside and attached to it."""

    start = "cases/desk/scan.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where the pages are chosen."""
        return render(request, self.start, self._start(ScanForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read them and go on with the letter's form; nothing is kept as a voice before the clerk has sent that."""
        chosen = ScanForm(request.POST, request.FILES)
        if not chosen.is_valid():
            return invalid_response(request, chosen, self.start, self._start(chosen))
        rows = store.held(chosen.cleaned_data["attached"])
        form = self.form(initial={"channel": "letter", "wants": "paper", "text": self._words(request, rows)})
        form.fields["attached"].widget.kept = rows
        form.fields["text"].widget.attrs["rows"] = ROWS
        found = {**self.context({"text": form.initial["text"]}), "form": form, "pages": pages(rows)}
        response = render(request, self.template, found)
        response["Cache-Control"] = "no-store"
        return response

    def _start(self, form: ScanForm) -> dict[str, Any]:
        return {"form": form, "reads": recognise.available(), "now": self.now}

    def _words(self, request: HttpRequest, rows: Sequence[StoredFile]) -> str:
        """What could be read of the pages; what could not is said, and the clerk types it."""
        if not recognise.available():
            messages.info(request, _("This machine does not read letters. Type the words beside the picture."))
            return ""
        texts: list[str] = []
        doubtful: list[str] = []
        failed = False
        for row in rows:
            try:
                found = recognise.read(store.content(row)) if row.is_picture else recognise.Reading("")
            except (recognise.NotRead, FileBroken):
                log.exception("Page %s could not be read.", row.pk)
                failed = True
                continue
            failed |= not found.text
            texts.append(found.text)
            doubtful += found.doubtful
        self._say(request, any(texts), failed, doubtful)
        return "\n".join(filter(None, texts))

    def _say(self, request: HttpRequest, some: bool, failed: bool, doubtful: Sequence[str]) -> None:
        if failed:
            messages.warning(request, _("Not every page could be read. Type what is missing beside the picture."))
        if some:
            messages.success(request, _("Read by machine. Compare every line with the letter before you keep it."))
        if doubtful:
            lines = " / ".join(line[:40] for line in doubtful[:5])
            messages.warning(request, _("Look at these lines again: %(lines)s") % {"lines": lines})
