"""`sixia verify`: silent on a whole journal, naming what was altered in rows beside it."""

import json
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from sixia.cases.models import Answer, Voice
from sixia.fieldwork.surveys.models import Submission
from sixia.kit.files import store, vault
from sixia.kit.files.kinds import PAPERS
from sixia.people.actors import SYSTEM
from tests.fieldwork.surveys.making import GOOD, filled, running
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


def test_an_altered_filled_form_is_named(town: Town) -> None:
    """Whether in what everybody reads, in what is sealed, under a broken seal, or gone from the table."""
    form = running(town)
    rows = [filled(town, form, answers={**GOOD, "litres": litres}) for litres in ("30.5", "2", "-0", "3", "4")]
    assert run()["whole"] is True
    first, second, _third, fourth, fifth = rows
    Submission.objects.filter(pk=first.pk).update(answers={**first.answers, "tap": "no"})
    Submission.objects.filter(pk=second.pk).update(sealed='{"who": "演示乙"}')
    faults = run()["faults"]
    assert [fault["where"] for fault in faults] == [f"{row.stream} #1" for row in (first, second)]  # type: ignore[attr-defined]
    assert {fault["code"] for fault in faults} == {"answers"}  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE surveys_submission SET sealed = 'x' WHERE id = %s", [fourth.pk])
    Submission.objects.filter(pk=fifth.pk).delete()
    faults = run()["faults"]
    named = [f"{row.stream} #1" for row in (first, second, fourth, fifth)]
    assert [fault["where"] for fault in faults] == named  # type: ignore[attr-defined]
    assert str(fifth.pk) in faults[-1]["sentence"]  # type: ignore[index]


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
