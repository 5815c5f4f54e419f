"""From the fields of POST requests to the one voice that is heard, and what its sender is told. Knows no request."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sixia.cases import actions
from sixia.cases.links import voice_link
from sixia.cases.queries.public import desk_for
from sixia.cases.rules import NewVoice, clean
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow
from sixia.interop.models import ApiKey
from sixia.interop.open311 import queries
from sixia.interop.open311.fields import MINOR, NO, SECRET, YES
from sixia.interop.open311.rules import Fault, Params, place_of
from sixia.kit.files import store
from sixia.kit.files.kinds import PICTURES
from sixia.kit.flow import Refused
from sixia.people.actors import resident
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import COUNTY, RANK

MOST_WORDS: Final = 4000
MOST: Final = {"first_name": 40, "last_name": 40, "phone": 40, "email": 200, "media_url": 500, "address_string": 1000}
MOST_NOTE: Final = 200
MOST_ATTRIBUTES: Final = 50
_HAN: Final = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Place311:
    """Where it is, as far as the sender says: the village it lies in, the spot, and the words for it."""

    place: Place | None
    spot: tuple[float, float] | None
    words: str


def take(params: Params, *, key: ApiKey, once: str, pictures: Sequence[Any], book: RuleBook, now: datetime) -> dict[str, Any]:
    """Hear what was sent and return the answer's fields. `once` is the sender's own number for this call, if it has one:
    the same words under the same number are kept once. Pictures are kept with the words; one that cannot be is named in the
    notice and does not hold up the words. Raises Fault or Refused."""
    row = _service(params, book)
    _lengths(params)
    where = _where(params, key, now)
    text = "\n".join(_lines(params, row, where))
    kept, refused = _pictures(pictures, now)
    new = NewVoice(
        text=text,
        channel="api",
        desk=_desk(key, where.place, now).pk,
        kind=row.kind,
        category=row.code,
        place=where.place.pk if where.place else None,
        place_note=where.words if len(where.words) <= MOST_NOTE else "",
        lat=where.spot[0] if where.spot else None,
        lon=where.spot[1] if where.spot else None,
        **_person(params),
        language=get_language() or "zh-hans",
        secret=_yes(params, SECRET),
        minor=_yes(params, MINOR),
        urgent=bool(book.emergency(text)),
        source=key.source,
        source_id=_number(once, params),
        files=kept,
    )
    done = _hear(new, now)
    return {"service_request_id": done.receipt, "service_notice": _notice(done, book, text, refused)}


def _pictures(uploads: Sequence[Any], now: datetime) -> tuple[tuple[str, ...], list[str]]:
    """The tickets of the pictures that could be kept, and a sentence for each that could not."""
    kept, refused, most = [], [], settings.ENV.files_each
    for upload in uploads[:most]:
        over = bool(getattr(upload, "over", ""))  # larger than allowed: its bytes were not taken in
        try:
            if over:
                words = _("“%(name)s” is larger than %(most)d MB. Choose a smaller one.")
                raise Refused("guard", words % {"name": upload.name, "most": settings.ENV.file_megabytes}, move="hold")
            row = store.hold(upload.read(), name=upload.name or "", allowed=PICTURES, by=resident(), now=now)
            kept.append(row.ticket)
        except Refused as fault:
            refused.append(str(fault.sentence))
    if len(uploads) > most:
        refused.append(_("At most %(most)d files go with one form; the others were left out.") % {"most": most})
    return tuple(kept), refused


def _hear(new: NewVoice, now: datetime) -> actions.Heard:
    try:
        return actions.hear(new, by=resident(), now=now)
    except IntegrityError:
        if not new.source_id:
            raise
        return actions.hear(new, by=resident(), now=now)  # the same call arrived twice at once; the other one was first


def _number(once: str, params: Params) -> str:
    """One number for the same words under the same number: other words are never taken for a repetition and lost."""
    if not once:
        return ""
    return sha256(json.dumps([once, params.plain()]).encode()).hexdigest()


def _notice(done: actions.Heard, book: RuleBook, text: str, refused: Sequence[str]) -> str:
    """What whoever sent it reads: danger first, then the link that opens the matter."""
    said = [_("%(number)s: %(advice)s") % {"number": e.number, "advice": e.advice} for e in book.emergency(text)]
    said.append(_("See where it stands, add to it and give your verdict here: %(link)s") % {"link": voice_link(done.voice)})
    return " ".join([*said, *refused])


def _service(params: Params, book: RuleBook) -> CategoryRow:
    code = params.one("service_code")
    if not code:
        raise Fault(400, _("service_code is missing: choose one from the list of services."))
    row = queries.service(book, code)
    if row is None:
        raise Fault(404, _("There is no service of this code."))
    return row


def _lengths(params: Params) -> None:
    """Nothing is cut unseen."""
    for name, most in {**MOST, "description": MOST_WORDS}.items():
        if any(len(value) > most for value in params.all(name)):
            raise Fault(400, _("%(name)s: at most %(most)d characters, please.") % {"name": name, "most": most})


def _where(params: Params, key: ApiKey, now: datetime) -> Place311:
    """A spot, words, or a place's code: one of them must be there; the spot decides, then the code, then the words."""
    spot = place_of(params.one("lat"), params.one("long"))
    words, code, today = clean(params.one("address_string")), params.one("address_id"), timezone.localdate(now)
    if spot is None and not words and not code:
        raise Fault(400, _("Say where: lat and long, or address_string, or address_id."))
    place = territory.at(*spot, today) if spot else None
    if place is None and code:
        place = territory.by_code(clean(code)[:20], today)
        if place is None and spot is None and not words:
            raise Fault(400, _("There is no place with this address_id."))
    if place is None and words:
        place = _named(words, key, now)
    return Place311(place, spot, words)


def _named(words: str, key: ApiKey, now: datetime) -> Place | None:
    desk = key.desk or desk_for(None, now)
    found = territory.mentions(words, under=desk.place, on=timezone.localdate(now)) if desk else []
    return next((place for place in found if RANK[place.level] > RANK[COUNTY]), None)


def _desk(key: ApiKey, place: Place | None, now: datetime) -> Unit:
    own = key.desk
    if own is not None and (own.active_to is None or own.active_to > now):
        return own
    desk = desk_for(place, now)
    if desk is None:
        raise Fault(400, _("No desk takes concerns here yet."))
    return desk


def _lines(params: Params, row: CategoryRow, where: Place311) -> Iterator[str]:
    """The words as sent, then each answer to a question and each picture's address on a line of its own."""
    yield clean(params.one("description")) or str(row.name)
    if len(where.words) > MOST_NOTE:
        yield _("Where: %(where)s") % {"where": where.words}
    asked = params.attributes()
    if len(asked) > MOST_ATTRIBUTES:
        raise Fault(400, _("At most %(most)d attributes, please.") % {"most": MOST_ATTRIBUTES})
    for code, values in asked.items():
        if code not in (SECRET, MINOR):
            yield f"{clean(code)}: {', '.join(clean(value) for value in values)}"
    for url in params.all("media_url"):
        if not url.lower().startswith(("http://", "https://")):
            raise Fault(400, _("media_url must be a web address."))
        yield _("Picture: %(url)s") % {"url": clean(url)}


def _yes(params: Params, code: str) -> bool:
    given = {value.lower() for value in params.attributes().get(code, [])}
    if given - {YES, NO}:
        raise Fault(400, _("attribute[%(code)s] is yes or no.") % {"code": code})
    return YES in given


def _person(params: Params) -> dict[str, Any]:
    """Who speaks and how they are told: by text message, else by e-mail, else they look themselves."""
    first, last = params.one("first_name"), params.one("last_name")
    name = f"{last}{first}" if _HAN.search(first + last) else f"{first} {last}".strip()
    phone, email = params.one("phone"), params.one("email")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise Fault(400, _("This is no e-mail address. Correct it, or leave it out.")) from None
    return {"name": name, "phone": phone, "email": email, "wants": "sms" if phone else "mail" if email else "none"}
