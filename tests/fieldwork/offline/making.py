"""A device in the hands of somebody: writes acts, packs them, signs them."""

import json
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sixia.fieldwork.offline import actions, rules
from sixia.fieldwork.offline.actions import Outcome
from sixia.fieldwork.reception.models import Day
from sixia.people.actors import Actor
from tests.town import Town

ABOUT = "村口的路灯报了三次还没修，想当面说一说。"
INSTRUCTION = "请住建局三日内修好，结果直接告诉本人。"


@dataclass
class Written:
    """One act as the device keeps it."""

    verb: str
    fields: dict[str, Any]
    name: UUID = field(default_factory=uuid4)
    photos: list[UUID] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As it stands in a packet."""
        return {
            "name": str(self.name),
            "verb": self.verb,
            "fields": self.fields,
            "photos": [str(one) for one in self.photos],
        }


class Tablet:
    """A device of the cast."""

    def __init__(self, town: Town, now: datetime, owner: str = "clerk", name: str = "演示平板") -> None:
        self.town, self.owner, self.now = town, owner, now
        done = actions.enrol(name=name, by=self.by, now=now)
        self.device, self.secret = done.device, b64decode(done.secret)

    @property
    def by(self) -> Actor:
        """Its person, with the rights of now."""
        return self.town.who(self.owner, self.now)

    def pack(self, acts: list[Written], name: UUID | None = None) -> bytes:
        """A packet's bytes."""
        return json.dumps({"packet": str(name or uuid4()), "acts": [act.plain() for act in acts]}).encode()

    def sign(self, raw: bytes) -> str:
        """The signature of these bytes."""
        return rules.signature(self.secret, raw)

    def post(self, raw: bytes, signature: str | None = None) -> dict[UUID, Outcome]:
        """Send bytes; outcomes by name of the act."""
        signed = self.sign(raw) if signature is None else signature
        return {one.name: one for one in actions.take(self.device, raw, signature=signed, by=self.by, now=self.now)}

    def send(self, *acts: Written) -> list[Outcome]:
        """Send acts in one packet; their outcomes in the order given."""
        found = self.post(self.pack(list(acts)))
        return [found[act.name] for act in acts]

    def photo(self, act: UUID, raw: bytes, name: UUID | None = None) -> UUID:
        """Send one photo."""
        name = name or uuid4()
        signed = self.sign(rules.photo_bytes(name, act, raw))
        actions.keep_photo(self.device, name=name, act=act, raw=raw, signature=signed, by=self.by, now=self.now)
        return name


def came(day: Day, about: str = ABOUT, **given: Any) -> Written:
    """Somebody without a booking."""
    return Written("reception.book", {"day": day.pk, "about": about, "name": "演示甲", "phone": "13800000001", **given})


def talk(day: Day, about: str = ABOUT) -> list[Written]:
    """A whole talk: came, arrived, sat down, words, a note, went."""
    book = came(day, about)
    who = {"booking": str(book.name)}
    return [
        book,
        Written("reception.arrive", who),
        Written("reception.sit", who),
        Written("reception.record", {**who, "kind": "heard", "text": about}),
        Written("reception.record", {**who, "kind": "noted", "text": "说得很清楚，请他等消息。"}),
        Written("reception.finish", who),
    ]


def opened(day: Day) -> Written:
    """The reception is opened."""
    return Written("reception.open", {"day": day.pk, "on": day.date.isoformat()})
