"""OpenRosa 1.0 for ODK Collect and KoboCollect: the list of forms, a form, and taking filled ones in. Never a session.

Who asks is known by a telephone's token, sent as the password over HTTP Basic (https only, which Collect insists on).
Specification: docs.getodk.org/openrosa (form list, form submission, HTTP request, authentication).
"""

import base64
import binascii
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.actions.devices import token_digest
from sixia.fieldwork.surveys.flow import OPEN
from sixia.fieldwork.surveys.models import Form, Submission
from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.rules import instance as xml
from sixia.kit.files import kinds, store
from sixia.kit.flow import Refused
from sixia.people.actors import Actor, actor_of
from sixia.ui.http import client_address
from sixia.ui.limits import spent
from sixia.ui.upload import InMemory

log = logging.getLogger(__name__)
XML: Final = "text/xml; charset=utf-8"
WRONG_A_MINUTE, CALLS_A_MINUTE = 10, 240
INSTANCE: Final = "xml_submission_file"
MOST_FILES: Final = 60


@dataclass(frozen=True)
class Call:
    """One call: who, when, and what was asked."""

    request: HttpRequest
    by: Actor
    now: datetime
    name: str = ""


class ManyFiles(InMemory):
    """A filled form with as many pictures as it asks for; each is held to the usual size."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The next file begins; only the very many are too many."""
        super().new_file(*args, **kwargs)
        if self.count <= MOST_FILES and self.over == "count":
            self.over = ""


def _room() -> int:
    """Bytes of one request."""
    return int(4 * settings.ENV.files_each * settings.ENV.file_megabytes * 1024 * 1024)


def answer(text: str = "", status: int = 200, *, nature: str = "") -> HttpResponse:
    """An OpenRosa answer; `text` becomes its message where it is no document of its own."""
    if text and not text.startswith("<"):
        kind = f' nature="{nature}"' if nature else ""
        text = f'<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message{kind}>{escape(text)}</message></OpenRosaResponse>'
    response = HttpResponse(text and f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', status=status, content_type=XML)
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(_room())
    response["Date"] = http_date()
    response["Cache-Control"] = "no-store"
    return response


def spoken(view: Callable[[Call], HttpResponse], methods: tuple[str, ...]) -> Callable[..., HttpResponse]:
    """The door: limits, token, and every refusal as an OpenRosa answer."""

    @csrf_exempt
    @wraps(view)
    def inner(request: HttpRequest, name: str = "") -> HttpResponse:
        now, address = timezone.now(), client_address(request)
        if request.method not in methods:
            response = answer(_("This is done in another way."), 405)
            response["Allow"] = ", ".join(methods)
            return response
        if spent("openrosa", address, per_minute=CALLS_A_MINUTE, now=now):
            return answer(_("Too many calls. Wait a minute."), 429)
        by = _caller(request, now)
        if by is None:
            if spent("openrosa.wrong", address, per_minute=WRONG_A_MINUTE, now=now):
                return answer(_("Too many wrong tokens. Wait a minute."), 429)
            response = answer(_("Sign in with your name and the token of this telephone."), 401)
            response["WWW-Authenticate"] = 'Basic realm="Sixia", charset="UTF-8"'
            return response
        return _guarded(view, Call(request, by, now, name))

    return inner


def _guarded(view: Callable[[Call], HttpResponse], call: Call) -> HttpResponse:
    """The view's answer, or its refusal as one that a telephone understands: it then keeps what it has."""
    try:
        return view(call)
    except (Refused, xml.Malformed) as error:
        status = 409 if isinstance(error, actions.Conflict) else 403 if getattr(error, "code", "") == "role" else 400
        return answer(str(error), status, nature="submit_error")
    except RequestDataTooBig:
        return answer(_("The form and its pictures are too large for one request."), 413, nature="submit_error")
    except (UnreadablePostError, MultiPartParserError):
        return answer(_("It did not arrive whole. Send it again."), 400, nature="submit_error")


def _caller(request: HttpRequest, now: datetime) -> Actor | None:
    """Whoever the token belongs to; the name must be theirs too."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    try:
        name, _colon, token = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    found = reads.device(token_digest(token)) if kind.lower() == "basic" and token else None
    if found is None or found[1].username != name.strip().lower():
        return None
    device, account = found
    actions.touch(device, timezone.localdate(now))
    return actor_of(account, now)


def _form_list(call: Call) -> HttpResponse:
    """GET formList: the surveys that run and that the caller may fill in."""
    rows = "".join(_entry(call.request, form) for form in reads.newest_forms(reads.visible(call.by).filter(state=OPEN)))
    return answer(f'<xforms xmlns="http://openrosa.org/xforms/xformsList">{rows}</xforms>')


def _entry(request: HttpRequest, form: Form) -> str:
    survey = form.survey
    address = request.build_absolute_uri(reverse("openrosa_form", args=[survey.name])) + f"?version={form.version}"
    told = {"formID": survey.name, "name": survey.title, "version": form.version, "hash": form.hash, "downloadUrl": address}
    return "<xform>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in told.items()) + "</xform>"


def _xform(call: Call) -> HttpResponse:
    """GET forms/<id>.xml: the form; `version` names an earlier one."""
    survey = reads.visible(call.by).filter(name=call.name).first()
    wanted = call.request.GET.get("version", "")
    form = (reads.version(survey, wanted) if wanted else reads.newest(survey)) if survey is not None else None
    if form is None:
        return answer(_("There is no such form."), 404)
    return answer(form.xform.removeprefix('<?xml version="1.0"?>').lstrip())


def _submission(call: Call) -> HttpResponse:
    """HEAD: whether it may send (204). POST: a filled form with its pictures, at once or in several requests, in any order."""
    if call.request.method == "HEAD":
        response = answer(status=204)
        response["Location"] = call.request.build_absolute_uri()
        return response
    _upload_handlers(call.request)
    upload: Any = call.request.FILES.get(INSTANCE)
    if upload is None:
        return answer(_("The form itself is missing."), 400, nature="submit_error")
    if getattr(upload, "over", ""):
        raise RequestDataTooBig
    given = xml.read_instance(upload.read())
    attachments, faults = _pictures(call)
    row = _taken(call, given, attachments)
    if faults:
        return answer(" ".join(faults), 400, nature="submit_error")
    sentence = (
        _("Received as number %(number)d. Thank you.") if not row.faults else _("Received as number %(number)d, to be checked.")
    )
    return answer(sentence % {"number": row.pk}, 201, nature="submit_success")


def _upload_handlers(request: HttpRequest) -> None:
    handlers: list[FileUploadHandler] = [ManyFiles(request)]
    request.upload_handlers = handlers


def _taken(call: Call, given: xml.Instance, attachments: list[tuple[str, str]]) -> Submission:
    survey = reads.survey_named(given.form_id)
    visible = survey is not None and reads.visible(call.by).filter(pk=survey.pk).exists()
    form = reads.version(survey, given.version) if survey is not None and visible else None
    if form is None:
        raise Refused("guard", _("There is no such form, or not this version of it."), move="submit")
    return actions.submit(
        form,
        by=call.by,
        now=call.now,
        client=given.client,
        corrects=given.replaces,
        answers=given.answers(form.questions),
        attachments=attachments,
        via="openrosa",
    )


def _pictures(call: Call) -> tuple[list[tuple[str, str]], list[str]]:
    """(name, ticket) of each picture that can be kept, and a sentence for each that cannot."""
    kept, faults = [], []
    uploads: Any = call.request.FILES
    for field, upload in uploads.items():
        name = str(upload.name or field)[-255:]
        if field == INSTANCE:
            continue
        if getattr(upload, "over", ""):
            faults.append(_("“%(name)s” is too large.") % {"name": name})
            continue
        try:
            row = store.hold(upload.read(), name=name, allowed=kinds.PICTURES, by=call.by, now=call.now)
            kept.append((name, row.ticket))
        except Refused as refused:
            faults.append(str(refused))
    return kept, faults


form_list = spoken(_form_list, ("GET", "HEAD"))
xform = spoken(_xform, ("GET", "HEAD"))
submission = spoken(_submission, ("HEAD", "POST"))
