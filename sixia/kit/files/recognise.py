"""Reading the words of a picture on this machine, in a process of its own that ends; only where the extra `ocr` is installed.

Reading takes some 600 MB of memory and seconds of time: never in the web process itself, and one picture at a time. Run as a
program (`python -m sixia.kit.files.recognise`), it takes a picture on standard input and prints what it read as JSON.
"""

import fcntl
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any, Final

from django.conf import settings

NEEDED: Final = ("rapidocr", "onnxruntime")
PATIENCE: Final = 60
"""Seconds that one picture may take, waiting for others included."""
SURE: Final = 0.85


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the words in paragraphs, and those lines of them that had better be looked at again."""

    text: str
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strip:
    """One line on the paper: its words, how sure (0 to 1), and where it lies in pixels."""

    text: str
    score: float
    left: float
    right: float
    top: float
    bottom: float


class NotRead(Exception):
    """The picture could not be read in time, or the reader failed."""


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in NEEDED)


def read(picture: bytes) -> Reading:
    """The words of a JPEG. Raises NotRead."""
    until = time.monotonic() + PATIENCE
    with _alone(until):
        left = max(1.0, until - time.monotonic())
        program = [sys.executable, "-m", "sixia.kit.files.recognise"]
        try:
            done = subprocess.run(program, input=picture, capture_output=True, timeout=left, check=True)  # noqa: S603  # ours
            found = json.loads(done.stdout.splitlines()[-1])
        except (subprocess.SubprocessError, OSError, ValueError, IndexError) as error:
            raise NotRead from error
    return Reading(found["text"], tuple(found["doubtful"]))


@contextmanager
def _alone(until: float) -> Iterator[None]:
    """One reader at a time on this machine. Raises NotRead when the others take too long."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_DIR / "recognise.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() > until:
                    raise NotRead from error
                time.sleep(0.2)
        yield


def compose(strips: Sequence[Strip]) -> Reading:
    """Lines from top to bottom as paragraphs: a line that reaches the right edge goes on in the next, unless that is set in."""
    if not strips:
        return Reading("")
    rows = sorted(strips, key=lambda one: (one.top, one.left))
    height = sorted(one.bottom - one.top for one in rows)[len(rows) // 2]
    edge, start = max(one.right for one in rows), min(one.left for one in rows)
    text, before = "", None
    for row in rows:
        if before is not None:
            same = row.top < before.bottom - height / 2
            goes_on = before.right > edge - 2 * height and row.left < start + height
            text += " " if same else "" if goes_on else "\n"
        text, before = text + row.text, row
    return Reading(text, tuple(one.text for one in rows if one.score < SURE))


def _strips(picture: bytes) -> list[Strip]:
    from rapidocr import RapidOCR  # it takes seconds, and is there only with the extra

    found: Any = RapidOCR()(picture)
    if found.boxes is None:
        return []
    rows = zip(found.boxes, found.txts, found.scores, strict=True)
    return [
        Strip(
            str(text),
            float(score),
            *(float(f(p[0] for p in box)) for f in (min, max)),
            *(float(f(p[1] for p in box)) for f in (min, max)),
        )
        for box, text, score in rows
    ]


if __name__ == "__main__":
    sys.stdout.write("\n" + json.dumps(asdict(compose(_strips(sys.stdin.buffer.read()))), ensure_ascii=True) + "\n")
