"""Small helpers around a request: who asks from where, how a refusal goes back to its form. Knows no room."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from sixia.kit.flow import Refused

UNPROCESSABLE = 422
CONFLICT = 409


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, and not for a page to restore from history."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def is_partial(request: HttpRequest, target: str) -> bool:
    """Whether htmx asks for the part of the page with that id alone."""
    aim = request.headers.get("HX-Target", "")
    return is_htmx(request) and request.headers.get("HX-Request-Type") != "full" and aim.rpartition("#")[2] == target


def client_address(request: HttpRequest) -> str:
    """The asking machine's address: behind n known proxies the n-th from the right of X-Forwarded-For, else the peer's own.

    What stands further left was written by the client and is not believed.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.ENV.proxies
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return chain[-proxies] if proxies and len(chain) >= proxies else peer


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """The `next` address of the request when it stays on this site, else `fallback`."""
    asked = str(request.POST.get("next") or request.GET.get("next") or "")
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if own and not urlsplit(asked).netloc else fallback


def refuse(form: BaseForm, refused: Refused) -> None:
    """Write a refusal into the form: beside the fields it names, else at the top; there too what is missing and has no field."""
    named = [name for name in refused.fields if name in form.fields]
    for name in named:
        form.add_error(name, form.fields[name].error_messages["required"] if refused.code == "missing" else str(refused.sentence))
    if not named or (refused.code == "missing" and len(named) < len(refused.fields)):
        form.add_error(None, str(refused.sentence))


def refusal_response(
    request: HttpRequest, refused: Refused, form: BaseForm, template: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page the form came from, with what was typed and the refusal; 409 when it was overtaken by somebody, else 422."""
    refuse(form, refused)
    return invalid_response(
        request, form, template, context, status=CONFLICT if refused.code in ("stale", "state") else UNPROCESSABLE
    )


def invalid_response(
    request: HttpRequest, form: BaseForm, template: str, context: dict[str, Any] | None = None, *, status: int = UNPROCESSABLE
) -> HttpResponse:
    """The page again with the form's errors; 422, so that htmx and tests can tell it from success."""
    return render(request, template, {**(context or {}), "form": form}, status=status)
