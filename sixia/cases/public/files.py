"""A file on a resident's own page: their own, or one that came with an answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sixia.cases.public.own import mine
from sixia.cases.queries.files import for_resident
from sixia.ui.files import file_response


@never_cache
@require_safe
def download(request: HttpRequest, receipt: str, pk: int) -> HttpResponse:
    """The file; 404 unless this browser has opened the voice it belongs to."""
    row = for_resident(pk, mine(request, receipt))
    if row is None:
        raise Http404
    return file_response(row)
