"""Clients: each a thread with one kept connection, asking as fast as it is answered."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection

from sixia.config.bench import machine
from sixia.config.bench.server import Server

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, and the status that says it went well."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    headers: Headers = field(default_factory=dict)
    good: int = 200


@dataclass(slots=True)
class Load:
    """What a run of clients saw: seconds per good request, how many went wrong, and CPU seconds used meanwhile."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    db: float = 0.0

    @property
    def rate(self) -> float:
        """Good requests per second."""
        return len(self.seconds) / self.wall if self.wall else 0.0

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of CPU in the server per request."""
        return 1000 * self.cpu / max(1, len(self.seconds) + len(self.wrong))

    @property
    def db_ms(self) -> float:
        """Milliseconds of CPU in the database per request."""
        return 1000 * self.db / max(1, len(self.seconds) + len(self.wrong))


def drive(server: Server, make: Callable[[int], Ask], *, clients: int, seconds: float, most: int = 10**9, db: int = 0) -> Load:
    """Let `clients` ask `make(n)` (n never repeats) for so many seconds or `most` times each; `db`: the database's process."""
    load, lock, ready = Load(), threading.Lock(), threading.Barrier(clients + 1)
    ends = [time.perf_counter() + seconds]

    def client(index: int) -> None:
        line = HTTPConnection("127.0.0.1", server.port, timeout=60)
        times: list[float] = []
        wrong: list[int] = []
        ready.wait()
        turn = 0
        while time.perf_counter() < ends[0] and turn < most:
            ask = make(turn * clients + index)
            turn += 1
            began = time.perf_counter()
            line.request(ask.method, ask.path, ask.body, ask.headers)
            answer = line.getresponse()
            answer.read()
            (times if answer.status == ask.good else wrong).append(
                time.perf_counter() - began if answer.status == ask.good else answer.status  # type: ignore[arg-type]
            )
        line.close()
        with lock:
            load.seconds += times
            load.wrong += wrong

    threads = [threading.Thread(target=client, args=(index,)) for index in range(clients)]
    for thread in threads:
        thread.start()
    cpu, used, began = server.cpu(), machine.cpu_seconds(db) if db else 0.0, time.perf_counter()
    ends[0] = began + seconds
    ready.wait()
    for thread in threads:
        thread.join()
    load.wall = time.perf_counter() - began
    load.cpu, load.db = server.cpu() - cpu, machine.cpu_seconds(db) - used if db else 0.0
    return load
