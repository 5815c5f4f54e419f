"""How backup and restore tell what they do: bars on a terminal, one JSON object for machines."""

import json
import sys
from typing import Any

from tqdm import tqdm

from sixia.config.backup.manifest import Manifest


class Bars:
    """A `Progress` that draws one bar per step on stderr, and nothing where nobody is looking."""

    def __init__(self) -> None:
        self.step = ""
        self.bar: tqdm[Any] | None = None

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self.step:
            self.close()
            self.step, self.bar = step, tqdm(total=total, desc=step, unit="", unit_scale=True, disable=not sys.stderr.isatty())
        if self.bar is not None:
            self.bar.total = total
            self.bar.update(done - self.bar.n)

    def close(self) -> None:
        """End the present bar."""
        if self.bar is not None:
            self.bar.close()


def as_json(manifest: Manifest, *, seconds: float, size: int) -> str:
    """The outcome as one JSON object: seconds, bytes of the archive, rows and files in all, versions."""
    return json.dumps(
        {
            "made_at": manifest.made_at,
            "sixia": manifest.sixia,
            "engine": manifest.server,
            "with_keys": manifest.with_keys,
            "tables": len(manifest.rows),
            "rows": sum(manifest.rows.values()),
            "files": len(manifest.files),
            "bytes": size,
            "seconds": round(seconds, 3),
        }
    )
