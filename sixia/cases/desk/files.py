"""A file of a case, for officials who may see the thing it is attached to."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View

from sixia.cases import actions
from sixia.cases.queries.files import for_official
from sixia.people.desk.base import DeskMixin
from sixia.ui.files import file_response


class FileView(DeskMixin, View):
    """`/desk/files/<pk>`; that somebody opened a file of a voice kept secret is written down."""

    def get(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file, or 404."""
        found = for_official(pk, self.actor)
        if found is None:
            raise Http404
        row, voice = found
        if voice is not None:
            actions.note_reading(row, voice, by=self.actor, now=timezone.now())
        return file_response(row)
