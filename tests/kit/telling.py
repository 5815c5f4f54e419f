"""A small journal for tests, and a way around its triggers, as somebody with the database in hand would go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from sixia.kit.events import Event, Words
from sixia.kit.journal import tell


@dataclass(frozen=True, kw_only=True)
class BenchMended(Event):
    """A fact for tests."""

    planks: int
    text: Words


@dataclass(frozen=True)
class By:
    """Somebody who acts."""

    ref: str = "account:7"


def mend(stream: str, now: datetime, *texts: str) -> None:
    """One entry per text at the end of the stream, a second apart."""
    for number, text in enumerate(texts):
        tell(BenchMended(planks=number, text=Words(text)), by=By(), about=stream, now=now + timedelta(seconds=number))


def tamper(sql: str, *given: object) -> None:
    """Run SQL with the triggers of the journal taken away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("kit_entry", "kit_checkpoint"):
            for verb in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")
        cursor.execute(sql, given)
