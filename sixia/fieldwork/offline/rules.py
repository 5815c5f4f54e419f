"""What a packet is and whether it is genuine: signature, size, and the acts in it; pure."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

PACKET_MOST: Final = 1024 * 1024
"""Bytes of one packet; photos come by themselves."""
ACTS_MOST: Final = 200
PHOTOS_MOST: Final = 10
"""Photos of one act."""
SECRET_BYTES: Final = 32
DEVICES_MOST: Final = 10
"""Devices of one person that may send at a time."""
_DEEPEST: Final = 8


class Unreadable(ValueError):
    """The bytes are no packet."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One act as a device sends it: the name it was given, its verb, what was typed, and the names of its photos."""

    name: UUID
    verb: str
    fields: Mapping[str, Any]
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """A packet: its own name, and acts in any order."""

    name: UUID
    acts: tuple[Sent, ...]


def signature(secret: bytes, raw: bytes) -> str:
    """HMAC-SHA256 in hex digits."""
    return hmac.new(secret, raw, sha256).hexdigest()


def genuine(secret: bytes, raw: bytes, given: str) -> bool:
    """Whether `given` is the signature of these bytes; takes as long for a wrong one as for the right one."""
    return given.isascii() and hmac.compare_digest(signature(secret, raw), given.lower())


def photo_bytes(name: UUID, act: UUID, raw: bytes) -> bytes:
    """What is signed for a photo: which one it is, the act it belongs to, and its bytes."""
    return f"{name}\n{act}\n".encode() + raw


def read(raw: bytes) -> Parcel:
    """The packet in these bytes. Raises Unreadable."""
    try:
        given = json.loads(raw.decode("utf-8"))
        parcel = Parcel(UUID(given["packet"]), tuple(_act(one) for one in given["acts"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    names = {act.name for act in parcel.acts}
    if not 0 < len(parcel.acts) <= ACTS_MOST or len(names) != len(parcel.acts):
        raise Unreadable("acts")
    return parcel


def names_in(raw: bytes) -> tuple[UUID, ...]:
    """The names in a signed list of them, at most as many as a packet has acts. Raises Unreadable."""
    try:
        given = json.loads(raw.decode("utf-8"))
        names = tuple(UUID(one) for one in given["names"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    if len(names) > ACTS_MOST:
        raise Unreadable("names")
    return names


def written(act: Sent) -> str:
    """The act as text, from which `reread` makes it again."""
    return json.dumps(
        {"name": str(act.name), "verb": act.verb, "fields": act.fields, "photos": [str(one) for one in act.photos]},
        ensure_ascii=False,
    )


def reread(text: str) -> Sent:
    """What `written` has written."""
    return _act(json.loads(text))


def _act(given: Any) -> Sent:
    fields, verb = given["fields"], given["verb"]
    if not isinstance(fields, dict) or not isinstance(verb, str) or len(verb) > 40:
        raise Unreadable("act")
    photos = tuple(dict.fromkeys(UUID(one) for one in given.get("photos") or ()))
    if len(photos) > PHOTOS_MOST:
        raise Unreadable("photos")
    return Sent(UUID(given["name"]), _plain(verb), {_plain(key): _scrubbed(value, 0) for key, value in fields.items()}, photos)


def _scrubbed(value: Any, depth: int) -> Any:
    """The value without characters that no database keeps."""
    if depth > _DEEPEST:
        raise Unreadable("too deep")
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, list):
        return [_scrubbed(one, depth + 1) for one in value]
    if isinstance(value, dict):
        return {_plain(key): _scrubbed(one, depth + 1) for key, one in value.items()}
    return value


def _plain(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
