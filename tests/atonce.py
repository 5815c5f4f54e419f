"""Letting several acts begin at the same moment, each with a database connection of its own; for PostgreSQL, where writers run
side by side. On SQLite there is one writer, and in tests one connection."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from sixia.kit.flow import Refused

PATIENCE = 60

side_by_side = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer")


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """How each of these ends that begin together, sorted: "done", the code of its refusal, or whatever broke."""
    ready, ends = Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            ready.wait(PATIENCE)
            act()
            ends[number] = "done"
        except Refused as refused:
            ends[number] = refused.code
        except Exception as error:  # noqa: BLE001  # the test shows what it was
            ends[number] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    return sorted(ends)
