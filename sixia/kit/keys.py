"""The key file: every secret of an installation, in one file outside the database. Knows no Django.

Shape (JSON): `{"demo": bool, "secret": str, "current": key id, "keys": {key id: base64 of 32 bytes},
"index": base64 of 32 bytes, "signing": base64 of a 32-byte Ed25519 seed}`.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Self


class KeyFileError(Exception):
    """The key file is missing, unreadable or incomplete; the message says what to do."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The secrets of one installation. `keys` maps key id to 32 bytes; `current` is the one that seals new values."""

    demo: bool
    secret: str
    current: str
    keys: dict[str, bytes]
    index: bytes
    signing: bytes

    @classmethod
    def new(cls, *, demo: bool) -> Self:
        """A ring of fresh random keys with the one key id `k1`."""
        return cls(
            demo=demo,
            secret=secrets.token_urlsafe(48),
            current="k1",
            keys={"k1": secrets.token_bytes(32)},
            index=secrets.token_bytes(32),
            signing=secrets.token_bytes(32),
        )

    @classmethod
    def open(cls, path: Path, *, create: bool, demo: bool) -> Self:
        """Read the ring at `path`; with `create`, make it first when it is not there. Raises KeyFileError."""
        if create and not path.exists():
            cls.new(demo=demo).save(path)
        try:
            raw = json.loads(path.read_text("utf-8"))
            return cls(
                demo=bool(raw["demo"]),
                secret=raw["secret"],
                current=raw["current"],
                keys={name: _bytes32(value) for name, value in raw["keys"].items()},
                index=_bytes32(raw["index"]),
                signing=_bytes32(raw["signing"]),
            )
        except FileNotFoundError as error:
            raise KeyFileError(f"There is no key file at {path}. Create one with: sixia keys new {path}") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyFileError(f"The key file {path} cannot be read: {error!r}. Restore it from your backup.") from error

    def rotated(self) -> Self:
        """The same ring with one more key, which becomes the current one; old keys stay readable."""
        name = f"k{len(self.keys) + 1}"
        return type(self)(
            demo=self.demo,
            secret=self.secret,
            current=name,
            keys={**self.keys, name: secrets.token_bytes(32)},
            index=self.index,
            signing=self.signing,
        )

    def save(self, path: Path) -> None:
        """Write the ring so that only its owner can read it; replaces the file in one step."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(
            {
                "demo": self.demo,
                "secret": self.secret,
                "current": self.current,
                "keys": {name: b64encode(value).decode() for name, value in self.keys.items()},
                "index": b64encode(self.index).decode(),
                "signing": b64encode(self.signing).decode(),
            },
            indent=2,
        )
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)


def _bytes32(value: str) -> bytes:
    raw = b64decode(value, validate=True)
    if len(raw) != 32:
        raise ValueError("a key must be 32 bytes")
    return raw
