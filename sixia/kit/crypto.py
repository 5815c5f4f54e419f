"""Sealing of single values (AES-256-GCM) and blind indexes for finding them again; knows no table.

A token is `v1.<key id>.<base64url of nonce and ciphertext>`. The field it belongs to is bound in as associated data, so
that a ciphertext moved to another column does not open.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from sixia.kit.keys import KeyRing

VERSION = "v1"
NONCE_BYTES = 12
INDEX_DIGITS = 32


class SealBroken(Exception):
    """A sealed value cannot be opened: it was changed, moved from another field, or its key is missing."""


def ring() -> KeyRing:
    """The keys of this installation."""
    keys: KeyRing = settings.KEYS
    return keys


def seal(text: str, *, ring: KeyRing, field: str) -> str:
    """`text` as a token under the current key, readable only as the same `field` (such as `cases.voice.phone`).

    The empty string stays empty, so that "no value" can be seen without a key.
    """
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    locked = _cipher(ring.keys[ring.current]).encrypt(nonce, text.encode("utf-8", "surrogatepass"), _bound(ring.current, field))
    return prefix(ring) + urlsafe_b64encode(nonce + locked).rstrip(b"=").decode()


def unseal(token: str, *, ring: KeyRing, field: str) -> str:
    """The text in `token`. Raises SealBroken when it is not exactly what `seal` made for this `field`."""
    if not token:
        return ""
    version, _dot, rest = token.partition(".")
    key_id, _dot, payload = rest.partition(".")
    if version != VERSION or not payload:
        raise SealBroken(_("The value of %(field)s is not sealed as it should be.") % {"field": field})
    key = ring.keys.get(key_id)
    if key is None:
        sentence = _("The value of %(field)s is sealed with the key “%(key)s”, which the key file does not have.")
        raise SealBroken(sentence % {"field": field, "key": key_id})
    try:
        raw = urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        opened = _cipher(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound(key_id, field))
    except (ValueError, InvalidTag) as error:
        sentence = _("The value of %(field)s does not open: it was changed, or it belongs to another field.")
        raise SealBroken(sentence % {"field": field}) from error
    return opened.decode("utf-8", "surrogatepass")


def prefix(ring: KeyRing) -> str:
    """What every token under the current key begins with."""
    return f"{VERSION}.{ring.current}."


def blind_index(kind: str, value: str, ring: KeyRing) -> str:
    """A keyed fingerprint (32 hex digits) of an already normalised `value`, to find equal values without opening them.

    `kind` keeps a phone number apart from an equal identity number. Never a plain hash: eleven digits are soon
    guessed. An empty value gives the empty string.
    """
    if not value:
        return ""
    return hmac.digest(ring.index, f"{kind}\0{value}".encode(), sha256).hex()[:INDEX_DIGITS]


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _bound(key_id: str, field: str) -> bytes:
    return f"{VERSION}.{key_id}.{field}".encode()
