"""Hearing: one transaction, exactly once, whole words, nothing of the person outside the sealed columns."""

import pytest
from django.db import connection

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import read_receipt
from sixia.kit import search
from sixia.kit.clocks import running
from sixia.kit.crypto import blind_index, ring
from sixia.kit.journal import timeline
from sixia.kit.models import Entry, Wording
from sixia.people.actors import resident
from tests.refusals import refused
from tests.town import DAY, NOW, Town


def test_it_commits_voice_case_clock_entry_and_receipt(town: Town) -> None:
    done = cases.hear(town.new(channel="web"), by=resident(), now=NOW)
    voice = Voice.objects.get(pk=done.voice)
    case = Case.objects.get(pk=done.case)
    assert read_receipt(done.receipt) == voice.receipt == done.receipt
    assert len(done.passcode) == 6
    assert done.passcode not in voice.passcode
    assert (case.state, case.first_at, case.open) == ("heard", NOW, True)
    assert running(case.key).get().kind == "dispatch"
    assert case.due_at == running(case.key).get().due_at
    line = timeline(case.key)[0]
    assert (line.event, line.by) == ("VoiceHeard", f"voice:{voice.pk}")
    assert list(search.matching(Voice.objects.all(), "voice", "路灯")) == [voice]


def test_the_same_source_id_is_kept_once(town: Town) -> None:
    new = town.new(source="web", source_id="form-1")
    first = cases.hear(new, by=resident(), now=NOW)
    again = cases.hear(new, by=resident(), now=NOW + DAY)
    assert (again.receipt, again.passcode, again.again) == (first.receipt, "", True)
    assert Voice.objects.count() == 1


def test_nothing_personal_stands_in_the_clear(town: Town) -> None:
    cases.hear(town.new("我叫演示甲，电话13800000001。", address="东一村1号"), by=resident(), now=NOW)
    voice = Voice.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, address, phone_index FROM cases_voice")
        row = cursor.fetchone()
    assert not any(secret in str(row) for secret in ("演示甲", "13800000001", "东一村1号"))
    assert (voice.name, voice.phone) == ("演示甲", "13800000001")
    assert voice.phone_index == blind_index("phone", "13800000001", ring())
    assert "13800000001" not in voice.case.title
    journal = " ".join(Entry.objects.values_list("body", flat=True)) + " ".join(Wording.objects.values_list("text", flat=True))
    assert "13800000001" not in journal


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u202e\x00"])
def test_empty_words_are_refused(town: Town, text: str) -> None:
    with refused("missing"):
        cases.hear(town.new(text), by=resident(), now=NOW)
    assert not Case.objects.exists()


def test_long_words_are_kept_whole_and_too_long_ones_refused(town: Town) -> None:
    done = cases.hear(town.new("灯" * 12_000), by=resident(), now=NOW)
    assert Voice.objects.get(pk=done.voice).text == "灯" * 12_000
    with refused("guard"):
        cases.hear(town.new("灯" * 12_001), by=resident(), now=NOW)


def test_control_characters_go_and_everything_else_stays(town: Town) -> None:
    done = cases.hear(town.new("灯\x00坏\u202e了😀\r\n{{ 7*7 }}<b>'\""), by=resident(), now=NOW)
    assert Voice.objects.get(pk=done.voice).text == "灯坏了😀\n{{ 7*7 }}<b>'\""


def test_whoever_writes_for_somebody_notes_the_consent(town: Town) -> None:
    helper = town.accounts["grid"].pk
    with refused("missing"):
        cases.hear(town.new(helper=helper), by=town.who("grid"), now=NOW)
    done = cases.hear(town.new(helper=helper, consent="当面念给她听，她同意"), by=town.who("grid"), now=NOW)
    assert Voice.objects.get(pk=done.voice).helper_id == helper


def test_an_unknown_kind_or_channel_is_refused(town: Town) -> None:
    with refused("guard"):
        cases.hear(town.new(kind="rumour"), by=resident(), now=NOW)


def test_without_a_place_it_belongs_to_the_desk(town: Town) -> None:
    done = cases.hear(town.new(place=None), by=resident(), now=NOW)
    case = Case.objects.get(pk=done.case)
    assert (case.place, case.place_path) == (None, town.places["990101"].path)


def test_public_only_where_the_category_allows_and_the_person_is_not_secret(town: Town) -> None:
    assert town.heard(category="lamp").public
    assert not town.heard(category="lamp", secret=True).public
    assert not town.heard(category="lamp", minor=True).public
    assert not town.heard().public
    assert not town.heard(category="conduct").public


def test_the_first_date_is_when_it_was_said(town: Town) -> None:
    said = NOW - 40 * DAY
    assert town.heard(heard_at=said).first_at == said


def test_a_failure_half_way_leaves_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **named: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(search, "index_many", fail)
    before = Entry.objects.count()
    with pytest.raises(RuntimeError):
        cases.hear(town.new(), by=resident(), now=NOW)
    assert not Voice.objects.exists()
    assert not Case.objects.exists()
    assert Entry.objects.count() == before
