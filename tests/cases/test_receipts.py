"""A receipt that is somebody's already is drawn anew, alone and in a batch, and the passcode with it."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import IntegrityError

from sixia.cases import actions
from sixia.cases.models import Case, Voice
from sixia.cases.rules import NewVoice
from sixia.catalog.queries import current_book
from sixia.people.actors import SYSTEM, resident
from tests.town import NOW, Town

hearing = import_module("sixia.cases.actions.hear")
ONE, TWO, THREE = "SX2222222A-3", "SX2222222B-4", "SX2222222C-5"


def _draw(monkeypatch: pytest.MonkeyPatch, *receipts: str) -> None:
    drawn: Iterator[str] = iter(receipts)
    monkeypatch.setattr(hearing, "new_receipt", lambda: next(drawn))


def _opens(done: actions.Heard) -> bool:
    return Voice.objects.get(pk=done.voice).passcode == actions.passcode_index(done.receipt, done.passcode)


def _many(town: Town, *batch: NewVoice) -> list[actions.Heard]:
    places = {place.pk: place for place in town.places.values()}
    return actions.hear_many(batch, book=current_book(NOW), desk=town.units["hotline"], places=places, by=SYSTEM, now=NOW)


def test_a_voice_whose_receipt_is_taken_gets_another(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _draw(monkeypatch, ONE, ONE, ONE, TWO)
    first = actions.hear(town.new(), by=resident(), now=NOW)
    second = actions.hear(town.new(), by=resident(), now=NOW)
    assert (first.receipt, second.receipt) == (ONE, TWO)
    assert _opens(first)
    assert _opens(second)
    assert Case.objects.count() == 2


def test_one_that_joins_a_case_too(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _draw(monkeypatch, ONE, ONE, TWO)
    first = actions.hear(town.new(), by=resident(), now=NOW)
    second = actions.hear(town.new(into=first.case), by=resident(), now=NOW)
    assert (second.case, second.receipt) == (first.case, TWO)
    assert _opens(second)
    assert Case.objects.get().voices_count == 2


def test_it_does_not_try_for_ever(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _draw(monkeypatch, *[ONE] * (1 + hearing.DRAWS))
    actions.hear(town.new(), by=resident(), now=NOW)
    with pytest.raises(IntegrityError):
        actions.hear(town.new(), by=resident(), now=NOW)
    assert Voice.objects.count() == 1


def test_a_batch_draws_anew_only_what_is_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _draw(monkeypatch, ONE, ONE, TWO, TWO, THREE, "SX2222222D-6")
    actions.hear(town.new(), by=resident(), now=NOW)
    done = _many(town, town.new(), town.new(), town.new())
    assert [one.receipt for one in done] == [THREE, TWO, "SX2222222D-6"]
    assert all(_opens(one) for one in done)
    assert Voice.objects.count() == 4


def test_a_batch_with_a_known_source_still_breaks_whole(town: Town) -> None:
    known = town.new(source="old", source_id="1")
    actions.hear(known, by=resident(), now=NOW)
    with pytest.raises(IntegrityError):
        _many(town, town.new(), known)
    assert Voice.objects.count() == 1
