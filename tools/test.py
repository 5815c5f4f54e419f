"""The whole suite: SQLite, PostgreSQL, browser; one closing summary. `python -m tools.test [sqlite|postgres|browser ...]`.

What is not installed is left out with a line that says so; where CI=true it is a failure instead."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools import browser, postgres

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("sqlite", "postgres", "browser")
NOTHING_COLLECTED = 5
TOGETHER = ("--dist", "loadfile", "--no-loadscope-reorder")
"""The tests of a file stay together, and the files come in the order in which tests/conftest.py puts them: the longest first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one part of the suite went: a word, pytest's closing line, seconds."""

    part: str
    word: str
    closing: str
    seconds: float


def run(part: str, marks: str, env: dict[str, str]) -> Outcome:
    """Run pytest over the marked tests on two processes, showing what it says."""
    print(f"\n--- {part} ---", flush=True)
    began, closing = time.monotonic(), ""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", marks, *TOGETHER, "--durations", "15"]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.PIPE, text=True) as child:
        for line in child.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    word = {0: "passed", NOTHING_COLLECTED: "empty"}.get(child.returncode, "FAILED")
    return Outcome(part, word, closing.strip("= "), time.monotonic() - began)


def left_out(part: str, why: str) -> Outcome:
    """A part that could not run: skipped on a person's machine, failed in CI."""
    return Outcome(part, "FAILED" if os.environ.get("CI") == "true" else "SKIPPED", why, 0.0)


@contextmanager
def database(parts: list[str]) -> Iterator[tuple[str, str]]:
    """The private server's address and an empty reason, or an empty address and why there is none."""
    with ExitStack() as stack:
        url = why = ""
        if {"postgres", "browser"} & set(parts):
            try:
                url = stack.enter_context(postgres.cluster())
            except postgres.NoPostgres as error:
                why = str(error)
        yield url, why


def outcomes(parts: list[str]) -> Iterator[Outcome]:
    """Run the chosen parts one after the other."""
    with database(parts) as (url, why):
        if "sqlite" in parts:
            yield run("sqlite", "not browser", {"DATABASE_URL": ""})
        if "postgres" in parts:
            given = {"DATABASE_URL": url, "SIXIA_TEST_ONLY": "database"}
            yield run("postgres", "not browser", given) if url else left_out("postgres", why)
        if "browser" in parts:
            found = browser.find()
            given = {"DATABASE_URL": url, "SIXIA_BROWSER": found or ""}
            yield (run("browser", "browser", given) if found else left_out("browser", "Chromium is not installed"))


def main(args: list[str]) -> int:
    """Run the named parts, or all; returns 0 when nothing failed."""
    if unknown := set(args) - set(PARTS):
        print(f"There is no part called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}.")
        return 2
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    done = list(outcomes(args or list(PARTS)))
    print("\n--- summary ---")
    for one in done:
        print(f"{one.part:<9} {one.word:<8} {one.seconds:5.0f} s  {one.closing}")
    return int(any(one.word == "FAILED" for one in done))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
