"""What devices ask and send: JSON for the session of whoever works there, and signed by the device where it writes."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from sixia.fieldwork.offline import actions
from sixia.fieldwork.offline.desk import FieldMixin
from sixia.fieldwork.offline.models import Device
from sixia.fieldwork.offline.queries import devices as reads
from sixia.fieldwork.offline.queries.pack import earlier, pack, received
from sixia.kit.flow import Refused

FORBIDDEN, GONE, TOO_LARGE, UNPROCESSABLE = 403, 410, 413, 422
STATUS = {"role": FORBIDDEN, "stale": 409}


class Api(FieldMixin, View):
    """Answers in JSON; whoever is not signed in is led to the sign-in, which the app takes for what it is."""

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole answer."""
        return timezone.now()

    @cached_property
    def device(self) -> Device | None:
        """The device that asks, where it is the signed-in person's."""
        return reads.device_of(self.request.headers.get("X-Field-Device", ""), self.actor)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refusals as JSON; nothing here is kept by a browser."""
        try:
            response = super().dispatch(request, *args, **kwargs)
        except Refused as refusal:
            response = JsonResponse(
                {"code": refusal.code, "sentence": str(refusal)}, status=STATUS.get(refusal.code, UNPROCESSABLE)
            )
        response["Cache-Control"] = "no-store"
        return response

    def waiting(self) -> int:
        """How many records the device says it has not sent yet."""
        text = self.request.headers.get("X-Field-Waiting", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class State(Api):
    """GET `/desk/field/api/state`: who is signed in, and how the device stands."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The account, a token for forms, and `live`, `ended` or `unknown`."""
        device = self.device
        if device is not None and device.live:
            actions.seen(device, waiting=self.waiting(), now=self.now)
        stands = "unknown" if device is None else "live" if device.live else "ended"
        return JsonResponse({"account": self.actor.account_id, "csrf": get_token(request), "device": stands})


class Enrol(Api):
    """POST `/desk/field/api/enrol`: prepare a device."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Its own name and the secret with which it signs, once."""
        try:
            name = json.loads(request.body)["name"]
        except (ValueError, KeyError, TypeError):
            name = ""
        done = actions.enrol(name=name if isinstance(name, str) else "", by=self.actor, now=self.now)
        return JsonResponse({"uuid": str(done.device.uuid), "secret": done.secret, "account": self.actor.account_id})


class Pack(Api):
    """GET `/desk/field/api/pack`: what is taken along."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The pack, and what has arrived lately."""
        if self.device is None:
            return _absent()
        if not self.device.live:
            return _gone()
        data = pack(self.actor, self.now)
        bookings = sum(len(day["bookings"]) for day in data["days"])
        counts = {"visits": len(data["visits"]), "bookings": bookings, "surveys": len(data.get("surveys", []))}
        actions.note_pack(self.device, **counts, by=self.actor, now=self.now)
        data["earlier"] = earlier(self.actor, self.device)
        data["received"] = received(reads.lately(self.actor, self.now)[: reads.MOST])
        return JsonResponse(data)


# No form sends these: the signature of the device's own secret is what proves that its page did.
@method_decorator(csrf_exempt, name="dispatch")
class Signed(Api):
    """Something that a device has signed."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Only from a live device of the signed-in person."""
        if self.device is None:
            return _absent()
        if not self.device.live:
            return _gone()
        if _too_large(request):
            return JsonResponse(
                {"code": "guard", "sentence": _("This is too large to be sent. Send less at a time.")}, status=TOO_LARGE
            )
        signature = request.headers.get("X-Field-Signature", "")
        answer = self.take(self.device, request.body, signature, **kwargs)
        actions.seen(self.device, waiting=self.waiting(), now=self.now)
        return JsonResponse(answer)

    def take(self, device: Device, raw: bytes, signature: str, **kwargs: Any) -> dict[str, Any]:
        """Take it in; Refused where that cannot be."""
        raise NotImplementedError


class Packets(Signed):
    """POST `/desk/field/api/packets`: what was written."""

    def take(self, device: Device, raw: bytes, signature: str, **kwargs: Any) -> dict[str, Any]:
        """What became of each act."""
        outcomes = actions.take(device, raw, signature=signature, by=self.actor, now=self.now)
        return {"acts": [_told(one) for one in outcomes]}


class Photos(Signed):
    """POST `/desk/field/api/photos/<act>/<name>`: one photo of an act."""

    def take(self, device: Device, raw: bytes, signature: str, **kwargs: Any) -> dict[str, Any]:
        """Kept."""
        act, name = kwargs["act"], kwargs["name"]
        actions.keep_photo(device, name=name, act=act, raw=raw, signature=signature, by=self.actor, now=self.now)
        return {"kept": str(name)}


class Drop(Signed):
    """POST `/desk/field/api/drop`: refused acts that their writer gives up, by their names."""

    def take(self, device: Device, raw: bytes, signature: str, **kwargs: Any) -> dict[str, Any]:
        """Given up."""
        names = actions.signed_names(device, raw, signature=signature)
        for line in reads.lines_of(self.actor, names):
            actions.drop(line, by=self.actor, now=self.now)
        return {"dropped": [str(name) for name in names]}


class Goodbye(Signed):
    """POST `/desk/field/api/goodbye`: somebody signs out of the device, which keeps nothing."""

    def take(self, device: Device, raw: bytes, signature: str, **kwargs: Any) -> dict[str, Any]:
        """Ended."""
        actions.signed_names(device, raw, signature=signature)
        actions.end(device, by=self.actor, now=self.now, why="signed_out")
        return {}


def _told(one: actions.Outcome) -> dict[str, Any]:
    return {
        "name": str(one.name),
        "state": one.state,
        "code": one.code,
        "sentence": one.sentence,
        "label": one.label,
        "url": one.url,
        "theirs": one.theirs,
        "version": one.version,
        "missing": [str(name) for name in one.missing],
        "shown": dict(one.shown),
    }


def _too_large(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "")
    return length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _absent() -> HttpResponse:
    sentence = _("This device belongs to somebody else, or is not known. Sign in as the person who prepared it.")
    return JsonResponse({"code": "other", "sentence": sentence}, status=FORBIDDEN)


def _gone() -> HttpResponse:
    return JsonResponse({"code": "gone", "sentence": _("This device was taken off the list.")}, status=GONE)
