"""The shell of the field app: page, worker and manifest. They hold nothing of anybody, so a device may keep them."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import KINDS
from sixia.fieldwork.offline.desk import FieldMixin
from sixia.fieldwork.offline.rules import PHOTOS_MOST
from sixia.fieldwork.offline.verbs.labels import LABELS, WORDS
from sixia.fieldwork.visits.models import Note

SCRIPTS: Final = ("app", "acts", "asking", "crypto", "entry", "net", "photos", "queue", "screens", "shown", "store", "surveys")
"""Modules of static/offline. The first is loaded by the page; it loads the others by their plain names."""
LENT: Final = ("surveys/fill.js", "surveys/logic.js")
"""Modules of the surveys, which work out there what they work out on their own pages."""
SHARED: Final = ("ui/sixia.css", "ui/vendor/icons.svg", "ui/mark.svg", "offline/field.css")


class Shell(FieldMixin, View):
    """`/desk/field/`: all screens of the app, empty; what stands in them comes from the device."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The same page for everybody, in the reader's language."""
        context = {
            "kinds": [row for row in KINDS if row[0] != "accusation"],
            "note_kinds": Note.KINDS,
            "words": {name: str(text) for name, text in {**LABELS, **WORDS}.items()},
            "photos_most": PHOTOS_MOST,
            "version": version(),
        }
        response = render(request, "offline/shell.html", context)
        response["Cache-Control"] = "no-cache"
        return response


class Worker(FieldMixin, View):
    """`/desk/field/worker.js`: what the browser runs beside the page, so that it opens without a network."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The worker with the list of files that belong to this version."""
        plain = [settings.STATIC_URL + name for name in (*(f"offline/{name}.js" for name in SCRIPTS), *LENT)]
        files = [reverse("field_manifest"), static("offline/app.js"), *plain, *(static(name) for name in SHARED)]
        context = {"version": version(), "files": sorted(set(files)), "shell": reverse("field")}
        response = render(request, "offline/worker.js", context, content_type="text/javascript")
        response["Cache-Control"] = "no-cache"
        return response


class Manifest(FieldMixin, View):
    """`/desk/field/app.webmanifest`: what the app is called once it is on the screen of the device."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name, colours and icon."""
        start = reverse("field")
        data = {
            "id": start,
            "name": _("Four Down: out and about"),
            "short_name": _("Out and about"),
            "start_url": start,
            "scope": start,
            "display": "standalone",
            "background_color": "#f4f8f7",
            "theme_color": "#0f6b66",
            "lang": request.LANGUAGE_CODE,
            "icons": [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
        }
        return JsonResponse(data, content_type="application/manifest+json")


@cache
def version() -> str:
    """Changes with every file of the app; computed once for each process."""
    digest = sha256()
    for name in sorted([*(f"offline/{script}.js" for script in SCRIPTS), *LENT, *SHARED]):
        found = finders.find(name)
        if isinstance(found, str):
            digest.update(Path(found).read_bytes())
    for template in ("shell.html", "worker.js"):
        digest.update((Path(__file__).parent.parent / "templates" / "offline" / template).read_bytes())
    return digest.hexdigest()[:12]
