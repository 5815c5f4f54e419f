"""How an entry of the journal is hashed and how words are committed to: pure functions, no Django, no database.

Anybody must be able to recompute these from a printed description, so they use nothing but JSON and SHA-256
(`docs/verify_receipt.py` does it again without this package).
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

GENESIS = "0" * 64
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(obj: Any) -> str:
    """The one JSON text of `obj`: keys sorted, no spaces, characters as they are."""
    return _CANONICAL.encode(obj)


def instant(at: datetime) -> str:
    """`at` in UTC with microseconds, such as `2026-05-11T02:00:00.000000Z`. A time without a zone is an error."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def entry_hash(*, stream: str, seq: int, at: datetime, by: str, event: str, body: str, prev: str) -> str:
    """The hash (64 hex digits) of one entry, over its columns and the hash of the entry before it in its stream.

    `body` is canonical JSON text and enters as that text; `prev` of the first entry is GENESIS.
    """
    return sha256_hex(canonical([stream, seq, instant(at), by, event, body, prev]))


def commitment(salt: str, text: str) -> str:
    """What an entry holds in place of words: the salt makes short words impossible to guess from the digest."""
    return sha256_hex(salt + text)


def sha256_hex(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, in hex. Lone surrogates are hashed as they are, so that no input can fail."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
