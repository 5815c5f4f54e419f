"""Jobs: deliveries that are run at least once, retried, and taken again when a worker was killed; periodic ticks."""

import logging
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import connection, transaction
from django.db.models import F, Q

from sixia.kit.events import Event
from sixia.kit.models import Delivery, Entry, Tick

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
"""A claimed delivery that is not done after this long is taken again: its worker is dead."""
MOST_ATTEMPTS = 12
BATCH = 20

Reaction: TypeAlias = Callable[[Entry, datetime], None]
Job: TypeAlias = Callable[[dict[str, Any], datetime], None]
GivenUp: TypeAlias = Callable[[dict[str, Any], str], None]
"""Takes a job's payload and the last error, in words."""
TickJob: TypeAlias = Callable[[datetime], None]


@dataclass(slots=True)
class Wiring:
    """Who reacts to what, which jobs exist, what ticks: filled once at start-up by the configuration."""

    reactions: dict[str, tuple[str, ...]]
    functions: dict[str, Callable[..., None]]
    ticks: dict[str, tuple[timedelta, TickJob]]


WIRING = Wiring({}, {}, {})
_OUTWARD: set[str] = set()
_GIVEN_UP: dict[str, "GivenUp"] = {}


def wire(reactions: dict[type[Event], Sequence[Reaction]], jobs: Sequence[Job], ticks: dict[TickJob, timedelta]) -> None:
    """Replace the wiring by these tables. A function's name on its deliveries is `module.function`."""
    WIRING.reactions = {event.__name__: tuple(name_of(f) for f in functions) for event, functions in reactions.items()}
    WIRING.functions = {name_of(f): f for functions in reactions.values() for f in functions}
    WIRING.functions |= {name_of(job): job for job in jobs}
    WIRING.ticks = {name_of(tick): (every, tick) for tick, every in ticks.items()}


def name_of(function: Callable[..., None]) -> str:
    """The stored name of a reaction, job or tick: its room and its own name."""
    return f"{function.__module__.removeprefix('sixia.')}.{function.__name__}"


def outward(job: Job) -> Job:
    """Marks a job that speaks to another machine: it runs outside any transaction, since one held open while that machine
    is slow would keep all others from writing. Killed between effect and record, it is run again."""
    _OUTWARD.add(name_of(job))
    return job


def when_given_up(job: Job) -> Callable[[GivenUp], GivenUp]:
    """Marks what notes on the thing itself that this job was given up; the delivery is then done with, since whoever wants it
    tried again finds it there."""

    def mark(note: GivenUp) -> GivenUp:
        _GIVEN_UP[name_of(job)] = note
        return note

    return mark


def deliver(entries: Iterable[Entry]) -> None:
    """One delivery per entry and reaction to it."""
    rows = [Delivery(entry=entry, job=job, run_at=entry.at) for entry in entries for job in WIRING.reactions.get(entry.event, ())]
    if rows:
        Delivery.objects.bulk_create(rows)


def schedule(job: Job, payload: dict[str, Any], *, run_at: datetime) -> Delivery:
    """Have a wired job run at or after a moment, in the caller's transaction."""
    return Delivery.objects.create(job=name_of(job), payload=payload, run_at=run_at)


def run_due(now: datetime, *, most: int = BATCH) -> int:
    """Claim and run up to `most` due deliveries; returns how many were taken. A failing one is put back with a pause."""
    claim = secrets.token_hex(16)
    taken = _claim(now, claim, most)
    for pk, job in taken:
        _run(pk, job, claim, now)
    return len(taken)


def tick(now: datetime) -> int:
    """Run the periodic jobs whose time has come; only one worker runs each. Returns how many ran."""
    ran = 0
    for name, (every, job) in WIRING.ticks.items():
        Tick.objects.get_or_create(name=name, defaults={"next_at": now})
        far = now + 2 * every  # only a clock that was wrong can have set it further
        if Tick.objects.filter(Q(next_at__lte=now) | Q(next_at__gt=far), name=name).update(next_at=now + every):
            ran += 1
            try:
                job(now)
            except Exception:
                log.exception("The periodic job %s failed; it runs again in %s.", name, every)
    return ran


def revive(pk: int, *, now: datetime) -> None:
    """Let a delivery that was given up run again from the start."""
    Delivery.objects.filter(pk=pk, dead=True).update(dead=False, attempts=0, run_at=now, claim="")


def _claim(now: datetime, claim: str, most: int) -> list[tuple[int, str]]:
    """(key, job) of what is due and now ours."""
    with transaction.atomic():
        rows = Delivery.objects.filter(dead=False, run_at__lte=now).order_by("run_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        taken = list(rows.values_list("pk", "job")[:most])
        if taken:
            ours = Delivery.objects.filter(pk__in=[pk for pk, _job in taken])
            ours.update(claim=claim, attempts=F("attempts") + 1, run_at=now + LEASE)
    return taken


def _run(pk: int, job: str, claim: str, now: datetime) -> None:
    """Effect and removal of the delivery commit together: what was done once is not done again. Outward jobs excepted."""
    try:
        if job in _OUTWARD:
            _run_outward(pk, claim, now)
            return
        with transaction.atomic():
            rows = Delivery.objects.filter(pk=pk, claim=claim).select_related("entry")
            if connection.features.has_select_for_update:
                rows = rows.select_for_update(of=("self",))
            delivery = rows.first()
            if delivery is None:
                return
            function = WIRING.functions[delivery.job]
            function(delivery.entry if delivery.entry_id else delivery.payload, now)
            delivery.delete()
    except Exception as error:  # whatever a reaction raises, the row must tell it and the worker must go on
        log.exception("Delivery %s failed.", pk)
        _put_back(pk, claim, now, error)


def _run_outward(pk: int, claim: str, now: datetime) -> None:
    delivery = Delivery.objects.filter(pk=pk, claim=claim).first()
    if delivery is None:
        return
    WIRING.functions[delivery.job](delivery.payload, now)
    Delivery.objects.filter(pk=pk, claim=claim).delete()


def _put_back(pk: int, claim: str, now: datetime, error: Exception) -> None:
    delivery = Delivery.objects.filter(pk=pk, claim=claim).first()
    if delivery is None:
        return
    note = _GIVEN_UP.get(delivery.job)
    if delivery.attempts >= MOST_ATTEMPTS and note is not None:
        with transaction.atomic():
            note(delivery.payload, str(error) or type(error).__name__)
            delivery.delete()
        return
    pause = timedelta(seconds=min(5 * 2**delivery.attempts, 6 * 3600))
    Delivery.objects.filter(pk=pk, claim=claim).update(
        error=f"{type(error).__name__}: {error}"[:2000],
        run_at=now + pause,
        claim="",
        dead=delivery.attempts >= MOST_ATTEMPTS,
    )
