"""Writing batches of shaped voices: in this process, or beside it by helper processes with connections of their own.

Helper processes import this module before Django is set up there: it may import no model at its top.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

import django

if TYPE_CHECKING:
    from sixia.cases.rules import PastVoice
    from sixia.people.actors import Actor


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a batch: how many are open, closed, have an answer, and were here already."""

    open: int
    closed: int
    answers: int
    known: int


@dataclass(frozen=True, slots=True)
class Errand:
    """Who takes the voices in, for which desk, by which edition of the rules, when. It can be handed to another process."""

    edition: int
    desk: int
    by: "Actor"
    now: datetime
    source: str
    dry_run: bool = False
    resume: bool = True


class StartedAlready(Exception):
    """Rows of this source are there already, and the import was not to go on with them."""


class Storer(Protocol):
    """Takes batches and yields what became of those that are done."""

    def put(self, batch: "Sequence[PastVoice]") -> Iterator[Stored]:
        """Take a batch; yields what has become of this or earlier ones."""

    def finish(self) -> Iterator[Stored]:
        """Wait for the rest."""

    def stop(self) -> None:
        """Begin nothing more; to be called at the end in any case."""


class Here:
    """Writes in this process, one batch after the other."""

    def __init__(self, errand: Errand) -> None:
        self._errand = errand

    def put(self, batch: "Sequence[PastVoice]") -> Iterator[Stored]:
        """Write it now."""
        yield store(self._errand, batch)

    def finish(self) -> Iterator[Stored]:
        """Nothing waits."""
        yield from ()

    def stop(self) -> None:
        """Nothing runs."""


class Beside:
    """Writes in helper processes; at most two batches per helper wait, so that the memory does not fill.

    A helper that is killed ends the import with BrokenProcessPool; what was committed stays.
    """

    def __init__(self, errand: Errand, helpers: int) -> None:
        self._errand, self._most = errand, 2 * helpers
        self._pool = ProcessPoolExecutor(helpers, mp_context=get_context("spawn"), initializer=django.setup)
        self._waiting: deque[Future[Stored]] = deque()

    def put(self, batch: "Sequence[PastVoice]") -> Iterator[Stored]:
        """Hand it to the next free helper."""
        self._waiting.append(self._pool.submit(store, self._errand, batch))
        while len(self._waiting) > self._most:
            yield self._waiting.popleft().result()

    def finish(self) -> Iterator[Stored]:
        """Wait for all helpers."""
        while self._waiting:
            yield self._waiting.popleft().result()

    def stop(self) -> None:
        """Let running batches end; those that wait are dropped."""
        self._pool.shutdown(cancel_futures=True)


def store(errand: Errand, batch: "Sequence[PastVoice]") -> Stored:
    """Write what is not here yet, in one transaction; another import may take some of it at the same time."""
    from django.db import IntegrityError

    from sixia.interop.importing.keeping import keep  # models are there only after django.setup

    try:
        return keep(errand, batch)
    except IntegrityError:  # another import has just taken some of them in
        return keep(errand, batch)
