"""The frame's own pages: large type, health, and what a reader sees when something went wrong. Knows no room."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sixia.ui.http import safe_next

YEAR = 60 * 60 * 24 * 365
RETRY_SECONDS = "30"


@require_POST
def elder(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off and go back to where the reader was."""
    response = HttpResponseRedirect(safe_next(request))
    if request.COOKIES.get("sixia_elder"):
        response.delete_cookie("sixia_elder", samesite="Lax")
    else:
        response.set_cookie("sixia_elder", "1", max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """`ok` when the database answers, else 503; for load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where the form was far larger than its files may be."""
    flood = isinstance(exception, RequestDataTooBig)
    return render(request, "ui/400.html", {"flood": flood}, status=413 if flood else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "ui/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form is too old or comes from elsewhere; says how to go on."""
    return render(request, "ui/403_form.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not for this reader; the two are not told apart."""
    return render(request, "ui/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: needs neither database nor session, since one of them may be what broke. 503 when it was the database: away,
    overloaded or full, which passes; whatever was not acknowledged has not been kept."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        answer = HttpResponse(render_to_string("ui/503.html"), status=503)
        answer["Retry-After"] = RETRY_SECONDS
        return answer
    return HttpResponse(render_to_string("ui/500.html"), status=500)
