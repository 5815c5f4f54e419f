"""`sixia verify`: silent on a whole journal, naming what was altered in rows beside it."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command

from sixia.cases.models import Answer, Voice
from sixia.kit.files import store, vault
from sixia.kit.files.kinds import PAPERS
from sixia.people.actors import SYSTEM
from tests.files import PDF
from tests.town import NOW, Town, build


@pytest.fixture
def town(db: None) -> Town:
    """The shared small county."""
    return build()


def run() -> dict[str, object]:
    out = StringIO()
    with suppress(SystemExit):
        call_command("verify", "--json", stdout=out)
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_a_whole_journal(town: Town) -> None:
    town.answered()
    assert run()["whole"] is True


def test_altered_words_of_a_resident_are_named(town: Town) -> None:
    case = town.answered()
    Voice.objects.filter(case=case).update(text="路灯是好的。")
    found = run()
    assert found["whole"] is False
    assert [fault["where"] for fault in found["faults"]] == [f"{case.key} #1"]  # type: ignore[attr-defined]


def test_an_altered_answer_is_named(town: Town) -> None:
    case = town.answered()
    Answer.objects.filter(case=case).update(remedies="无")
    assert run()["whole"] is False


def test_a_changed_file_is_named(town: Town) -> None:
    kept = store.hold(PDF, name="a.pdf", allowed=PAPERS, by=SYSTEM, now=NOW)
    store.attach([kept.ticket], about="thing:1", stream="matter:1", by=SYSTEM, now=NOW)
    assert run()["whole"] is True
    vault.drop(kept.ticket)
    assert [fault["where"] for fault in run()["faults"]] == ["matter:1 #1"]  # type: ignore[attr-defined]


def test_erased_words_are_no_fault(town: Town) -> None:
    case = town.answered()
    Voice.objects.filter(case=case).update(text="", salt="")
    assert run()["whole"] is True


def test_the_exit_code_says_it_too(town: Town) -> None:
    town.answered()
    Voice.objects.update(text="x")
    with pytest.raises(SystemExit) as end:
        call_command("verify", stdout=StringIO())
    assert end.value.code == 1
