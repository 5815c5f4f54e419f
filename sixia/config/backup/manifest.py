"""What a backup says about itself: versions, row counts, and a checksum for each file in it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class BackupError(Exception):
    """The backup cannot be made or used; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`files` maps a name in the archive to (sha256 in hex, bytes); `rows` maps a table to its number of rows."""

    made_at: str
    sixia: str
    engine: str
    server: str
    key_fingerprint: str
    with_keys: bool
    migrations: list[str]
    rows: dict[str, int]
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    format: int = FORMAT

    def dump(self) -> bytes:
        """The manifest as JSON for people and machines."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def load(cls, raw: bytes) -> Self:
        """Read a manifest. Raises BackupError when it is damaged or of a format that this version does not know."""
        try:
            given: dict[str, Any] = json.loads(raw)
            if given["format"] != FORMAT:
                raise BackupError(_("The backup has a format that this version of Sixia cannot read."))
            given["files"] = {name: (digest, size) for name, (digest, size) in given["files"].items()}
            return cls(**given)
        except (ValueError, KeyError, TypeError) as error:
            raise BackupError(_("The backup's manifest is damaged: %(why)r.") % {"why": error}) from error


def digest(path: Path, seen: Callable[[int], None]) -> tuple[str, int]:
    """sha256 (hex) and size of a file; `seen` is told each number of bytes read."""
    total, size = hashlib.sha256(), 0
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            total.update(chunk)
            size += len(chunk)
            seen(len(chunk))
    return total.hexdigest(), size
