"""A small invented territory and the ones who load it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from sixia.places import actions
from sixia.places.actions import Loaded
from sixia.places.rules.listing import Fault, Row, clean

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
FIRST = date(2024, 6, 30)
NEXT = date(2025, 6, 30)


@dataclass(frozen=True)
class Clerk:
    ref: str = "account:1"


Load = Callable[..., Loaded]


def rows(text: str) -> list[Row | Fault]:
    """Rows from lines of `code name`."""
    lines = [line.split() for line in text.strip().splitlines()]
    return [clean({"code": code, "name": name}, source="list", line=number) for number, (code, name) in enumerate(lines, 1)]


LIST = """
990101 清源县
990101100 清源镇
990101200 新河乡
990101100001 东风社区
990101100201 石坪村
990101200201 南湾村
990101200202 和平村
"""


@pytest.fixture
def load(db: None) -> Load:
    """Take over a list given as text, valid from a day."""

    def run(text: str, on: date = FIRST, **more: bool) -> Loaded:
        return actions.load_codes(rows(text), by=Clerk(), now=NOW, on=on, source="list", **more)

    return run
