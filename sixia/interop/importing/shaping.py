"""From a row of a foreign file to a voice, or to the sentence that says why not; asks only the territory."""

import json
from collections import Counter
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.cases.rules import CHANNELS, KINDS, PastVoice, clean
from sixia.catalog.rules.book import RuleBook
from sixia.interop.importing.cells import Raw, first_cell, taker, text_of
from sixia.interop.importing.dates import Undated, moment
from sixia.interop.importing.files import LINE, SENTENCE
from sixia.interop.importing.mapping import ImportMap, Value
from sixia.interop.importing.placing import Placer

WANTS: Final = ("sms", "phone", "mail", "paper", "none")
YES: Final = ("1", "y", "yes", "true", "是", "√")
LEEWAY: Final = timedelta(days=1)
_PLAIN: Final = ("name", "phone", "email", "address", "place_note")


class Fault(Exception):
    """A row that cannot be taken as it is; the sentence is for whoever corrects it."""


class Shaper:
    """Makes voices of rows by one map. `notes` counts what was taken otherwise than it was written."""

    def __init__(self, rules: ImportMap, *, book: RuleBook, placer: Placer, desk: int, zone: tzinfo, now: datetime) -> None:
        self.notes: Counter[str] = Counter()
        self._rules, self._book, self._placer, self._desk, self._zone, self._now = rules, book, placer, desk, zone, now
        self._take = {name: taker(value) for name, value in {**rules.voice, **rules.outcome}.items()}
        self._plain = {name: self._take[name] for name in _PLAIN if name in rules.voice}
        self._cells = {name: first_cell(value) for name, value in {**rules.voice, **rules.outcome, **rules.place}.items()}

    def shape(self, raw: Raw) -> PastVoice:
        """The voice of a row. Raises Fault."""
        heard_at = self._heard(raw)
        lat, lon = self._point(raw)
        place = self._placer.place(raw, lat, lon)
        plain = {name: take(raw) for name, take in self._plain.items()}
        if place is None and (written := self._placer.written(raw)):
            self.notes["place"] += 1
            plain["place_note"] = " ".join(part for part in (plain.get("place_note"), written) if part)
        return PastVoice(
            text=self._text(raw),
            channel=self._word(raw, "channel", CHANNELS, "import"),
            kind=self._word(raw, "kind", KINDS, "help"),
            wants=self._word(raw, "wants", WANTS, "sms"),
            category=self._category(raw),
            desk=self._desk,
            place=place.pk if place else None,
            lat=lat,
            lon=lon,
            language=self._rules.language,
            source=self._rules.source,
            source_id=self.source_id(raw),
            heard_at=heard_at,
            secret=self._flag(raw, "secret"),
            minor=self._flag(raw, "minor"),
            urgent=self._flag(raw, "urgent"),
            **plain,  # type: ignore[arg-type]  # all of these are texts
            **self._outcome(raw, heard_at),
        )

    def source_id(self, raw: Raw) -> str:
        """What the older system calls the row; a fingerprint of all its cells where it says nothing or too much."""
        given = clean(self._take["source_id"](raw)) if "source_id" in self._take else ""
        if given and len(given) <= 120:
            return given
        cells = {name: text_of(cell) for name, cell in raw.items() if name not in (LINE, SENTENCE)}
        whole = given or json.dumps(cells, ensure_ascii=False, sort_keys=True)
        return "#" + sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def _text(self, raw: Raw) -> str:
        given = self._take["text"](raw)
        text = clean(given)
        if not text:
            raise Fault(_("There is no text."))
        if len(text) != len(given.replace("\r\n", "\n").strip()):
            self.notes["control"] += 1
        return text

    def _heard(self, raw: Raw) -> datetime | None:
        if "heard_at" not in self._take:
            return None
        when = self._moment(raw, "heard_at", self._rules.voice["heard_at"])
        if when is None:
            raise Fault(_("There is no time at which it was said (column %(column)s).") % {"column": self._names("heard_at")})
        if when > self._now + LEEWAY:
            raise Fault(_("It would have been said in the future: %(when)s.") % {"when": self._local(when)})
        return when

    def _outcome(self, raw: Raw, heard_at: datetime | None) -> dict[str, Any]:
        rules = self._rules.outcome
        if not rules:
            return {}
        reply = self._take["reply"](raw) if "reply" in rules else ""
        answered = self._moment(raw, "answered_at", rules["answered_at"]) if "answered_at" in rules else None
        closed = self._moment(raw, "closed_at", rules["closed_at"]) if "closed_at" in rules else None
        if "closed" in rules:
            over = self._take["closed"](raw).casefold() in rules["closed"].words
        else:
            over = bool(reply or closed)
        start = heard_at or self._now
        if answered is not None and answered < start:
            answered = self._that_day(answered, start, _("It was answered (%(when)s) before it was said (%(start)s)."))
        if over and closed is not None and closed < start:
            closed = self._that_day(closed, start, _("It was closed (%(when)s) before it was said (%(start)s)."))
        if over and closed is None and answered is None:
            self.notes["closing"] += 1
        return {"over": over, "reply": reply, "answered_at": answered, "closed_at": closed if over else None}

    def _that_day(self, when: datetime, start: datetime, sentence: str) -> datetime:
        """Midnight of the day on which it was said is that day without a time: it was not before. Raises Fault for others."""
        local = when.astimezone(self._zone)
        if local.date() == start.astimezone(self._zone).date() and not (local.hour or local.minute or local.second):
            self.notes["day"] += 1
            return start
        raise Fault(sentence % {"when": self._local(when), "start": self._local(start)})

    def _category(self, raw: Raw) -> str:
        if "category" not in self._take:
            return ""
        code = self._take["category"](raw)
        if not self._book.chain(code):
            self.notes["category"] += 1
            return ""
        value = self._rules.voice["category"]
        if value.default and code == value.default:
            self.notes["default"] += 1
        return code

    def _word(self, raw: Raw, field: str, known: tuple[str, ...], usual: str) -> str:
        if field not in self._take:
            return usual
        word = self._take[field](raw) or usual
        if word not in known:
            sentence = _("“%(given)s” is not a %(field)s. Give the map a table that leads to one of: %(known)s.")
            raise Fault(sentence % {"given": word[:40], "field": field, "known": ", ".join(known)})
        return word

    def _flag(self, raw: Raw, field: str) -> bool:
        return field in self._take and self._take[field](raw).casefold() in (self._rules.voice[field].words or YES)

    def _point(self, raw: Raw) -> tuple[float | None, float | None]:
        if "lat" not in self._rules.place:
            return None, None
        said = [text_of(self._cells[name](raw)) for name in ("lat", "lon")]
        if not all(said):
            return None, None
        try:
            lat, lon = (float(part) for part in said)
        except ValueError:
            lat = lon = 999.0
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise Fault(_("“%(lat)s, %(lon)s” is not a latitude and a longitude.") % {"lat": said[0][:20], "lon": said[1][:20]})
        if lat == lon == 0:
            self.notes["point"] += 1
            return None, None
        return lat, lon

    def _moment(self, raw: Raw, field: str, value: Value) -> datetime | None:
        try:
            return moment(self._cells[field](raw), zone=self._zone, formats=value.formats)
        except Undated as error:
            sentence = _("“%(given)s” in column %(column)s is not a time that can be read. Give the map its format.")
            raise Fault(sentence % {"given": str(error)[:40], "column": ", ".join(value.columns)}) from error

    def _names(self, field: str) -> str:
        return ", ".join(self._rules.voice[field].columns)

    def _local(self, when: datetime) -> str:
        return when.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
