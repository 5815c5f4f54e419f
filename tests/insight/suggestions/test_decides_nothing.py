"""No model decides anything by itself: every reaction, job and tick of the wiring is walked, with a model that is always quite
certain and with one that never knows; what the county holds afterwards is the same, but for what insight itself keeps."""

import logging
from collections import Counter
from dataclasses import fields
from typing import Any, get_type_hints

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
Held = dict[str, Counter[Any]]


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


def _held(besides: set[tuple[str, str]]) -> Held:
    """All rows of all rooms but insight's, without these columns; of the journal what was told, but for insight's own facts."""
    found: Held = {}
    for model in apps.get_models():
        if model.__module__.startswith(OWN) or model in (Entry, Delivery, Tick):
            continue
        names = [one.attname for one in model._meta.concrete_fields if (model._meta.label, one.attname) not in besides]
        found[model._meta.label] = Counter(map(repr, model._default_manager.values_list(*names)))
    mine = [name for name, event in Event.registry.items() if event.__module__.startswith(OWN)]
    told = Entry.objects.exclude(event__in=mine)
    found["journal"] = Counter(map(repr, told.values_list("stream", "event", "by")))
    return found


def _columns() -> dict[tuple[str, str], Counter[str]]:
    return {
        (model._meta.label, one.attname): Counter(map(repr, model._default_manager.values_list(one.attname, flat=True)))
        for model in apps.get_models()
        for one in model._meta.concrete_fields
    }


def _after(known: dict[str, Any], look: Any) -> Any:
    """What `look` sees when everything has run; afterwards nothing has."""
    with transaction.atomic():
        _walk(known)
        seen = look()
        transaction.set_rollback(True)
    return seen


@pytest.fixture
def walked(county: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function: run everything with a model that is certain to this degree, and look."""

    class Child:
        def __init__(self, words: list[str]) -> None:
            call_command(words[-1])

        def poll(self) -> int:
            return 0

    monkeypatch.setattr(ticks.subprocess, "Popen", Child)

    def walk(chance: float, look: Any) -> Any:
        with monkeypatch.context() as patch:
            _likelihood(patch, chance)
            return _after(county, look)

    return walk


def test_no_model_decides_anything_by_itself(walked: Any, county: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A new reaction, job or tick is walked by itself. Columns that differ from run to run (salts, keys) are left out."""
    once, again = walked(0.0, _columns), walked(0.0, _columns)
    noise = {column for column, values in once.items() if values != again[column]}
    assert not {model._meta.label for model in DECISIVE} & {label for label, _name in noise}
    sure: list[Suggestion] = []

    def look() -> Held:
        sure[:] = Suggestion.objects.filter(sure=True, share=1.0)
        return _held(noise)

    unknowing = walked(0.0, look)
    assert not sure
    certain = walked(1.0, look)
    assert len(sure) > 2, "the certain model did suggest"
    assert {one.category for one in sure} == {"road"}, "though the words speak of lamps"
    for table, rows in unknowing.items():
        assert certain[table] == rows, f"a suggestion changed {table}"

    def meddle(entry: Entry, now: Any) -> None:
        for one in Suggestion.objects.filter(sure=True):
            Case.objects.filter(pk=one.case_id).update(category=one.category)

    name = jobs.name_of(meddle)
    monkeypatch.setitem(jobs.WIRING.functions, name, meddle)
    monkeypatch.setitem(jobs.WIRING.reactions, "OrderIssued", (name,))
    assert walked(1.0, look) != walked(0.0, look), "a machine that decides would be found"


def test_the_walk_runs_all_that_is_wired(walked: Any, county: dict[str, Any]) -> None:
    with transaction.atomic():
        ran = _walk(county)
        transaction.set_rollback(True)
    assert ran == set(jobs.WIRING.functions)
