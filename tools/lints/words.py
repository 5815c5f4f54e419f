"""Words that do not belong in the product: places on a developer's machine, addresses of registries, promises for later."""

import re
from collections.abc import Iterator

from tools.lints.source import Fault

WHY = "The repository must mean the same on every machine, and what is missing is said in the tracker, not in a comment."
# Written with brackets so that this file does not find itself.
FORBIDDEN = re.compile(r"/wor[k]/|/far[m]/|/roo[t]/|\.librar[y]|py[p]i\.|np[m]js\.|\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b")
LEFT_OUT = re.compile(r"\.lock$|/vendor/|\.min\.|^requirements/")


def check(path: str, text: str) -> Iterator[Fault]:
    """Lines of any text file that hold a forbidden word; vendored files and locks are as their makers wrote them."""
    if LEFT_OUT.search(path):
        return
    for number, line in enumerate(text.splitlines(), 1):
        if found := FORBIDDEN.search(line):
            yield number, f"{found[0]!r} does not belong here"
