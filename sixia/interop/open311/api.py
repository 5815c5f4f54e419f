"""The one door of the channel: paths, formats, keys, limits, and every refusal in the format that was asked for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sixia.catalog.queries import current_book
from sixia.interop.open311 import fields, hearing, queries
from sixia.interop.open311.render import TYPES, render
from sixia.interop.open311.rules import Fault, Params, search
from sixia.kit.flow import Refused
from sixia.ui.http import client_address
from sixia.ui.limits import WINDOW, spent

PER_ADDRESS: Final = 240
PER_KEY: Final = 120
"""Calls a minute; what an address sends and asks counts together."""
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: who asks, with what, when; `name` is what the path names (a code, a number, a token)."""

    request: HttpRequest
    params: Params
    name: str
    now: datetime


Answer: TypeAlias = tuple[str, Any]
"""The outermost XML element's name, and the plain values."""


def discovery(call: Call) -> Answer:
    """GET discovery."""
    return "discovery", fields.discovery()


def services(call: Call) -> Answer:
    """GET services."""
    book = current_book(call.now)
    return "services", [fields.service(row, book) for row in queries.services(book)]


def definition(call: Call) -> Answer:
    """GET services/CODE."""
    row = queries.service(current_book(call.now), call.name)
    if row is None:
        raise Fault(404, _("There is no service of this code."))
    return "service_definition", fields.definition(row)


def listing(call: Call) -> Answer:
    """GET requests."""
    asked = search(call.params, now=call.now, zone=timezone.get_default_timezone())
    return "service_requests", [fields.request(row) for row in queries.find(asked)]


def single(call: Call) -> Answer:
    """GET requests/ID."""
    rows = queries.by_numbers([call.name])
    if not rows:
        raise Fault(404, _("There is no public request of this number."))
    return "service_requests", [fields.request(row) for row in rows]


def token(call: Call) -> Answer:
    """GET tokens/TOKEN: numbers are given at once, so there are no tokens."""
    raise Fault(404, _("There is no such token: every request gets its number at once."))


def hand_in(call: Call) -> Answer:
    """POST requests."""
    key = queries.key_of(call.params.one("api_key"))
    if key is None:
        raise Fault(403, _("The api_key is missing or not valid."))
    if spent("open311.key", f"key:{key.pk}", per_minute=PER_KEY, now=call.now):
        raise Fault(429, _("Too many requests with this key. Go on in a minute."))
    once = call.request.headers.get("Idempotency-Key", "")
    pictures = [upload for _name, several in call.request.FILES.lists() for upload in several]
    book = current_book(call.now)
    return "service_requests", [hearing.take(call.params, key=key, once=once, pictures=pictures, book=book, now=call.now)]


Handler: TypeAlias = Callable[[Call], Answer]
ROUTES: Final[tuple[tuple[str, dict[str, Handler]], ...]] = (
    ("discovery", {"GET": discovery}),
    ("services", {"GET": services}),
    ("services/([^/]+)", {"GET": definition}),
    ("requests", {"GET": listing, "POST": hand_in}),
    ("requests/([^/]+)", {"GET": single}),
    ("tokens/([^/]+)", {"GET": token}),
)


@csrf_exempt  # there is no session here: the key in the body is what proves who sends
def entry(request: HttpRequest, path: str = "") -> HttpResponse:
    """Every address below /open311/v2; never redirects, and answers each fault in the format asked for."""
    stem, kind = _format(path)
    handlers, name = _route(stem)
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204), handlers)
    try:
        root, value = _answer(request, handlers, name, known=bool(kind))
        response = HttpResponse(render(kind or "xml", root, value), content_type=TYPES[kind or "xml"])
    except Fault as fault:
        response = _fault(fault.status, str(fault.sentence), kind)
    except Refused as refused:
        response = _fault(400, str(refused.sentence), kind)
    except RequestDataTooBig:
        response = _fault(413, _("This is too large."), kind)
    except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
        response = _fault(400, _("The form could not be read. Send it as UTF-8."), kind)
    return _open(response, handlers)


def _answer(request: HttpRequest, handlers: dict[str, Handler], name: str, *, known: bool) -> Answer:
    now = timezone.now()
    if spent("open311", client_address(request), per_minute=PER_ADDRESS, now=now):
        raise Fault(429, _("Too many requests. Go on in a minute."))
    if not handlers or not known:
        raise Fault(404, _("There is nothing at this address. Addresses end in .json or .xml."))
    handler = handlers.get("GET" if request.method == "HEAD" else request.method or "")
    if handler is None:
        raise Fault(405, _("This cannot be done at this address."))
    params = _params(request)
    asked = params.one("jurisdiction_id")
    if asked and asked.lower() != fields.jurisdiction():
        raise Fault(404, _("There is no jurisdiction of this name here."))
    return handler(Call(request, params, name, now))


def _params(request: HttpRequest) -> Params:
    """The body's fields before those of the address; a body that is no form is refused."""
    pairs: list[tuple[str, str]] = []
    if request.method == "POST":
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        if _length(request) and request.content_type not in FORMS:
            raise Fault(400, _("Send the fields as a form: application/x-www-form-urlencoded."))
        pairs = _pairs(request.POST)
    return Params([*pairs, *_pairs(request.GET)])


def _pairs(given: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, values in given.lists() for value in values]


def _length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() else 0


def _format(path: str) -> tuple[str, str]:
    """The path without its ending, and json, xml, or "" for neither."""
    stem, dot, ending = path.strip("/").rpartition(".")
    if dot and ending in TYPES:
        return stem, ending
    return path, ""


def _route(stem: str) -> tuple[dict[str, Handler], str]:
    for pattern, handlers in ROUTES:
        if match := re.fullmatch(pattern, stem):
            return handlers, "".join(match.groups())
    return {}, ""


def _fault(status: int, sentence: str, kind: str) -> HttpResponse:
    kind = kind or "xml"
    body = render(kind, "errors", [{"code": status, "description": sentence}])
    response = HttpResponse(body, status=status, content_type=TYPES[kind])
    if status == 429:
        response["Retry-After"] = str(WINDOW)
    return response


def _open(response: HttpResponse, handlers: dict[str, Handler]) -> HttpResponse:
    """Pages of any origin may ask: everything here is public, and a key is sent in the form, never by the browser itself."""
    methods = ", ".join([*handlers, "HEAD", "OPTIONS"])
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = methods
    response["Access-Control-Allow-Headers"] = "Accept-Language, Content-Type, Idempotency-Key"
    response["Cache-Control"] = "no-store"
    if response.status_code in (204, 405):
        response["Allow"] = methods
    return response
