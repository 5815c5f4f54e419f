"""The house lints: what the architecture says and no general linter can know."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tools.lints import faces, imports_on_top, keys_down, kit_words, plain_gettext, shape, words, writes
from tools.lints.source import Source

LINTS = (writes, faces, keys_down, plain_gettext, kit_words, imports_on_top, shape)


def faults(path: str, text: str) -> Iterator[str]:
    """Everything wrong in one file of the repository, as `path:line: what (why)`."""
    for line, what in words.check(path, text):
        yield f"{path}:{line}: {what} ({words.WHY})"
    if path.endswith(".py"):
        source = Source(PurePosixPath(path), text)
        for lint in LINTS:
            for line, what in lint.check(source):
                yield f"{path}:{line}: {what} ({lint.WHY})"
