"""Bytes sealed on the disk under a random name (AES-256-GCM); knows no table and no kind of file.

A sealed file is `SIXIAF1`, the key id with its length before it, the nonce, the ciphertext. Its name and its key are bound in:
a file that was changed, or put in another's place, does not open.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from sixia.kit.crypto import NONCE_BYTES, ring
from sixia.kit.keys import KeyRing

MAGIC: Final = b"SIXIAF1"
LEAST_FREE: Final = 1024**3
"""Bytes of the disk that files leave free."""
_NAME: Final = re.compile(r"[0-9a-f]{32}")


class FileBroken(Exception):
    """A kept file is missing, was changed, or its key is missing; the message says which."""


def folder() -> Path:
    """Where the files lie; never served by the web server itself."""
    return Path(settings.MEDIA_ROOT)


def new_name() -> str:
    """A name nobody can guess."""
    return secrets.token_hex(16)


def is_name(text: str) -> bool:
    """Whether a file could have this name."""
    return bool(_NAME.fullmatch(text))


def path_of(name: str) -> Path:
    """Where the file of this name lies, spread over 256 folders."""
    if not is_name(name):
        raise FileBroken(_("This is no name of a kept file."))
    return folder() / name[:2] / name


def has_room() -> bool:
    """Whether the disk still has room beyond what the database itself needs."""
    place = folder()
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free > LEAST_FREE


def put(name: str, raw: bytes) -> None:
    """Seal `raw` under the current key and write it; it is there whole or not at all."""
    keys = ring()
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(keys.keys[keys.current]).encrypt(nonce, raw, _bound(keys.current, name))
    key_id = keys.current.encode()
    target = path_of(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{name}.{os.getpid()}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(MAGIC + bytes([len(key_id)]) + key_id + nonce + sealed)
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)


def get(name: str) -> bytes:
    """The bytes as they were put. Raises FileBroken."""
    key_id, nonce, sealed = _parts(name)
    key = ring().keys.get(key_id)
    if key is None:
        raise FileBroken(_("It is sealed with the key “%(key)s”, which the key file does not have.") % {"key": key_id})
    try:
        return AESGCM(key).decrypt(nonce, sealed, _bound(key_id, name))
    except InvalidTag as error:
        raise FileBroken(_("The file was changed on the disk.")) from error


def drop(name: str) -> None:
    """Remove the bytes; nothing happens where they are gone already."""
    path_of(name).unlink(missing_ok=True)


def is_stale(name: str, keys: KeyRing) -> bool:
    """Whether it is sealed with another key than the current one. Raises FileBroken."""
    return _parts(name)[0] != keys.current


def names(older_than: float) -> Iterator[list[str]]:
    """The names of all files that were written before this moment (seconds), a folder at a time; half-written ones too."""
    for shelf in sorted(folder().glob("[0-9a-f][0-9a-f]")):
        yield [path.name for path in sorted(shelf.iterdir()) if path.is_file() and path.stat().st_mtime < older_than]


def drop_part(name: str) -> None:
    """Remove what a killed process has left half-written."""
    (folder() / name[:2] / Path(name).name).unlink(missing_ok=True)


def _parts(name: str) -> tuple[str, bytes, bytes]:
    try:
        whole = path_of(name).read_bytes()
    except OSError as error:
        raise FileBroken(_("The file is missing on the disk.")) from error
    start = len(MAGIC) + 1
    if not whole.startswith(MAGIC) or len(whole) < start + 1:
        raise FileBroken(_("The file was changed on the disk."))
    end = start + whole[len(MAGIC)]
    return whole[start:end].decode("ascii", "replace"), whole[end : end + NONCE_BYTES], whole[end + NONCE_BYTES :]


def _bound(key_id: str, name: str) -> bytes:
    return f"file.{key_id}.{name}".encode()
