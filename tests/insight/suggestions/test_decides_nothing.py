"""No model decides anything by itself: every reaction, job and tick of the wiring is walked, with a model that is always quite
certain and with one that never knows; what the county holds afterwards is the same, but for what insight itself keeps."""

import logging
from collections import Counter
from dataclasses import fields
from typing import Any, TypeAlias, get_type_hints

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction

from sixia.cases.models import Case, Voice
from sixia.config import ticks
from sixia.insight.same import queries as same
from sixia.insight.suggestions.actions import training
from sixia.insight.suggestions.models import Suggestion
from sixia.insight.suggestions.rules.table import Table
from sixia.kit import jobs
from sixia.kit.events import Event, Words
from sixia.kit.journal import tell
from sixia.kit.models import Clock, Delivery, Entry, Tick
from sixia.orders.models import Order
from sixia.people.actors import SYSTEM
from tests.town import DAY, NOW, Town

OWN = "sixia.insight"
DECISIVE = (Case, Order, Voice)
Rows: TypeAlias = dict[str, list[dict[str, Any]]]


@pytest.fixture
def county(town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Cases in several states, a table learnt from them, and what facts speak of, by the names of their fields."""
    caplog.set_level(logging.CRITICAL, "sixia.kit.jobs")  # facts about what is not there are refused alike in every walk
    monkeypatch.setattr(training, "FEWEST", 4)
    monkeypatch.setattr(training, "_by_catalog", lambda book, example: False)
    for number in range(4):
        town.dispatched(text=f"栗子园小区路灯坏了，夜里看不见{number}", kind="complaint" if number % 2 else "help")
        town.dispatched(text=f"栗子园小区半夜施工噪音大{number}", category="noise", unit="ecology")
    answered = town.answered(text="东一村路面有坑，车子颠")
    waiting = [town.heard("栗子园小区路灯坏了，夜里看不见", phone=f"1380000001{number}") for number in range(3)]
    call_command("train")
    case = waiting[0]
    known = {"case": case.pk, "into": waiting[1].pk, "voice": town.voice(case).pk, "unit": town.units["housing"].pk}
    known |= {"order": town.lead(answered).pk, "clock": Clock.objects.latest("pk").pk, "answer": answered.answers.latest("pk").pk}
    return known | {"account": town.accounts["handler"].pk, "role": "leader", "by": "system", "place": case.place_id}


def _likelihood(monkeypatch: pytest.MonkeyPatch, chance: float) -> None:
    """Every question is answered by its last label with this chance, and all texts are so alike."""
    monkeypatch.setattr(Table, "shares", lambda self, scores: [0.0] * (len(scores) - 1) + [chance])
    monkeypatch.setattr(same, "nearness", lambda asked, others: [chance] * len(others))


def _fact(event: type[Event], known: dict[str, Any]) -> Event:
    """A fact of this kind about what there is."""
    kinds = get_type_hints(event)
    empty = {int: 1, bool: False, Words: Words("话"), float: 0.0}
    return event(**{one.name: known.get(one.name, empty.get(kinds[one.name], "")) for one in fields(event)})


def _walk(known: dict[str, Any]) -> set[str]:
    """Run everything that runs by itself; returns the names of what was run."""
    ran: set[str] = set()

    def noted(name: str, function: Any) -> Any:
        def run(given: Any, now: Any) -> None:
            ran.add(name)
            function(given, now)

        return run

    kept = jobs.WIRING.functions
    jobs.WIRING.functions = {name: noted(name, function) for name, function in kept.items()}
    try:
        _all_due()
        Tick.objects.all().delete()
        assert jobs.tick(NOW + DAY) == len(jobs.WIRING.ticks)
        for name in sorted(jobs.WIRING.reactions, key=lambda one: ("Erased" in one, "Restricted" in one, one)):
            tell(_fact(Event.registry[name], known), by=SYSTEM, about=f"walk:{name}", now=NOW + DAY)
            _all_due()
        for name in jobs.WIRING.functions.keys() - ran:
            Delivery.objects.create(job=name, payload=known | {"message": 1, "trial": 1, "done": 0}, run_at=NOW)
        _all_due()
    finally:
        jobs.WIRING.functions = kept
    return ran


def _all_due() -> None:
    while jobs.run_due(NOW + DAY):
        pass


def _rows() -> Rows:
    """All rows of all rooms but insight's, by table; of the journal what was told, but for insight's own facts."""
    found: Rows = {}
    for model in apps.get_models():
        if not model.__module__.startswith(OWN) and model not in (Entry, Delivery, Tick):
            found[model._meta.label] = list(model._default_manager.order_by("pk").values())
    mine = [name for name, event in Event.registry.items() if event.__module__.startswith(OWN)]
    found["journal"] = list(Entry.objects.exclude(event__in=mine).values("stream", "event", "by"))
    return found


def _column(rows: list[dict[str, Any]], name: str) -> Counter[str]:
    return Counter(repr(row[name]) for row in rows)


def _noise(once: Rows, again: Rows) -> set[tuple[str, str]]:
    """Columns (table, name) that differ from run to run: salts, keys, fresh numbers."""
    names = [(table, name) for table, rows in once.items() for name in (rows[0] if rows else ())]
    return {(table, name) for table, name in names if _column(once[table], name) != _column(again[table], name)}


def _held(rows: Rows, noise: set[tuple[str, str]]) -> dict[str, Counter[str]]:
    return {
        table: Counter(repr([value for name, value in row.items() if (table, name) not in noise]) for row in all_of)
        for table, all_of in rows.items()
    }


def _after(known: dict[str, Any]) -> tuple[Rows, list[Suggestion]]:
    """What there is when everything has run, and what was suggested with certainty; afterwards nothing has run."""
    with transaction.atomic():
        assert _walk(known) == set(jobs.WIRING.functions), "all that is wired is run"
        seen = _rows(), list(Suggestion.objects.filter(sure=True, share=1.0))
        transaction.set_rollback(True)
    return seen


@pytest.fixture
def walked(county: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function: run everything with a model that is certain to this degree."""

    class Child:
        def __init__(self, words: list[str]) -> None:
            call_command(words[-1])

        def poll(self) -> int:
            return 0

    monkeypatch.setattr(ticks.subprocess, "Popen", Child)

    def walk(chance: float) -> tuple[Rows, list[Suggestion]]:
        with monkeypatch.context() as patch:
            _likelihood(patch, chance)
            return _after(county)

    return walk


def test_no_model_decides_anything_by_itself(walked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new reaction, job or tick is walked by itself."""
    (unknowing, nothing), (again, _same) = walked(0.0), walked(0.0)
    noise = _noise(unknowing, again)
    assert not {model._meta.label for model in DECISIVE} & {label for label, _name in noise}
    certain, sure = walked(1.0)
    assert not nothing
    assert {one.category for one in sure} == {"road"}, "though the words speak of lamps"
    expected, found = _held(unknowing, noise), _held(certain, noise)
    for table, rows in expected.items():
        assert found[table] == rows, f"a suggestion changed {table}"

    def meddle(entry: Entry, now: Any) -> None:
        for one in Suggestion.objects.filter(sure=True):
            Case.objects.filter(pk=one.case_id).update(category=one.category)

    name = jobs.name_of(meddle)
    monkeypatch.setitem(jobs.WIRING.functions, name, meddle)
    monkeypatch.setitem(jobs.WIRING.reactions, "OrderIssued", (name,))
    assert _held(walked(1.0)[0], noise) != expected, "a machine that decides would be found"
