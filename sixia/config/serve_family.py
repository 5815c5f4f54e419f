"""Keeps a few processes alive: starts each, starts it again when it dies, ends all together. Knows no Django."""

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

LONGEST_PAUSE = 30.0
SETTLED = 5.0
GRACE = 30.0
BEAT = 0.2
PARENT_DEATH = 1
"""Linux: prctl(PR_SET_PDEATHSIG, signal)."""


@dataclass(slots=True)
class Member:
    """One process to keep alive. `run` is called in the child and should return only when told to stop by SIGTERM."""

    name: str
    run: Callable[[], object]
    pid: int = 0
    started: float = 0.0
    due: float = 0.0
    pause: float = 0.0


class Family:
    """Children forked from this process: they share its memory and start in no time."""

    def __init__(self, members: list[Member], say: Callable[[str, int], None]) -> None:
        """`say(name, code)` is called for each child that died unasked."""
        self.members = members
        self.say = say
        self.going = True

    def keep(self) -> None:
        """Start all, restart what dies (each time after a longer pause when it dies young), until SIGTERM or SIGINT."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        while self.going:
            for member in self.members:
                if not member.pid and time.monotonic() >= member.due:
                    start(member)
            self._bury()
            time.sleep(BEAT)
        self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.going = False

    def _bury(self) -> None:
        for member in self.members:
            if member.pid and (ended := reap(member.pid)) is not None:
                young = time.monotonic() - member.started < SETTLED
                member.pause = min(max(1.0, member.pause * 2), LONGEST_PAUSE) if young else 0.0
                member.pid, member.due = 0, time.monotonic() + member.pause
                if self.going:
                    self.say(member.name, ended)

    def _end(self) -> None:
        """Ask every child to finish what it holds; those that do not within the grace are ended."""
        self._tell(signal.SIGTERM)
        last = time.monotonic() + GRACE
        while any(member.pid for member in self.members) and time.monotonic() < last:
            self._bury()
            time.sleep(BEAT)
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for member in self.members:
            if member.pid:
                with suppress(ProcessLookupError):
                    os.kill(member.pid, number)


def start(member: Member) -> None:
    """Fork; the child runs `member.run` and never returns here."""
    sys.stdout.flush()
    sys.stderr.flush()
    member.started = time.monotonic()
    member.pid = os.fork()
    if member.pid == 0:
        os._exit(_as_child(member.run))


def run_once(run: Callable[[], object]) -> int:
    """Run something in a child, so that its memory goes with it; returns its exit code."""
    member = Member("once", run)
    start(member)
    return finish(member)


def finish(member: Member) -> int:
    """Wait until a started child has ended; its exit code."""
    return os.waitstatus_to_exitcode(os.waitpid(member.pid, 0)[1])


def reap(pid: int) -> int | None:
    """The exit code of a child that ended (negative: the signal that killed it), or None while it lives."""
    done, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def _as_child(run: Callable[[], object]) -> int:
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(name, signal.SIG_DFL)
    with suppress(OSError, AttributeError):  # elsewhere than on Linux a killed parent leaves its children to the service manager
        ctypes.CDLL(None).prctl(PARENT_DEATH, int(signal.SIGTERM))
    try:
        run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  # nothing may travel up into the parent's code from a forked child
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
