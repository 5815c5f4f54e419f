"""Call-back: the queue, independence of the units, attempts, the protocol, verdicts in the resident's words."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from sixia.cases import actions as cases
from sixia.cases.models import Case, Contact, Verdict, Voice
from sixia.cases.queries import callback as reading
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.cases.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town

ANSWERS = {
    "verdict-solved": "no",
    "verdict-satisfied": "1",
    "verdict-decent": "none",
    "verdict-agree": "no",
    "verdict-comment": "晚上还是黑的",
    "verdict-channel": "phone",
}


def _asked(town: Town, **given: Any) -> Voice:
    """A voice whose days for judging by itself are over."""
    return town.voice(town.answered(now=NOW - 10 * DAY, **given))


def _rows(page: Any) -> list[int]:
    return [row.pk for row in page.context["list"].page.rows]


def _try(voice: Voice, town: Town, *attempts: tuple[str, Any]) -> None:
    for means, at in attempts:
        cases.contact(voice, means=means, reached=False, note="", by=town.who("callback"), now=at, purpose="callback")


def test_the_queue_holds_who_has_not_judged_in_time(town: Town, at: At) -> None:
    due = _asked(town)
    fresh = town.voice(town.answered(now=NOW - 2 * DAY, phone="13800000002"))
    client = at("callback")
    assert _rows(client.get("/desk/callback")) == [due.pk]
    assert _rows(client.get("/desk/callback?tab=later")) == [fresh.pk]


def test_the_queue_is_for_call_back_clerks(town: Town, at: At) -> None:
    voice = _asked(town)
    for name in ("handler", "head", "clerk", "dispatcher", "supervisor", "outsider"):
        assert at(name).get("/desk/callback").status_code == 404
        assert at(name).get(f"/desk/callback/{voice.pk}").status_code == 404


def test_nobody_calls_for_their_own_unit(town: Town, at: At) -> None:
    voice = _asked(town)
    people.appoint(town.accounts["callback"], town.units["housing"], "clerk", by=SYSTEM, now=NOW - DAY)
    client = at("callback")
    assert _rows(client.get("/desk/callback")) == []
    assert client.get(f"/desk/callback/{voice.pk}").status_code == 404
    assert client.post(f"/desk/callback/{voice.pk}/verdict", ANSWERS).status_code == 404
    assert not Verdict.objects.exists()


def test_confidential_cases_are_nobodys_to_call(town: Town, at: At) -> None:
    voice = _asked(town)
    Case.objects.filter(pk=voice.case_id).update(restricted=True)
    client = at("callback")
    assert _rows(client.get("/desk/callback")) == []
    assert client.get(f"/desk/callback/{voice.pk}").status_code == 404


def test_the_page_preselects_nothing_and_masks_the_number(town: Town, at: At) -> None:
    voice = _asked(town)
    page = at("callback").get(f"/desk/callback/{voice.pk}").content.decode()
    assert "checked" not in page
    assert "13800000001" not in page
    assert "138****0001" in page


def test_the_script_names_the_matter_the_unit_and_the_receipt(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = _asked(town)
    rules = {"callback.script": "{hotline}，{subject}，{receipt}，{unit}", "hotline.number": "12345"}
    monkeypatch.setattr(RuleBook, "rule", lambda self, name: rules[name])
    said = reading.script(voice, rulebook(voice.case.edition_id))
    assert said == f"12345，路灯不亮，{voice.receipt}，县住建局"


def test_the_number_is_shown_and_the_look_written_down(town: Town, at: At) -> None:
    voice = _asked(town)
    page = at("callback").post(f"/desk/callback/{voice.pk}/phone", headers={"HX-Request": "true"})
    assert "13800000001" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    (line,) = timeline(f"case:{voice.case_id}", events=["ContactRead"])
    assert line.words["purpose"]


def test_a_verdict_in_the_residents_words(town: Town, at: At) -> None:
    voice = _asked(town)
    assert at("callback").post(f"/desk/callback/{voice.pk}/verdict", ANSWERS).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.solved, verdict.satisfied, verdict.decent, verdict.agree) == ("no", 1, None, False)
    assert (verdict.channel, verdict.by, verdict.comment) == ("phone", town.accounts["callback"], "晚上还是黑的")
    assert Case.objects.get().state == "handling"


def test_a_paper_verdict_says_so(town: Town, at: At) -> None:
    voice = _asked(town)
    at("callback").post(f"/desk/callback/{voice.pk}/verdict", {**ANSWERS, "verdict-channel": "letter"})
    assert Verdict.objects.get().channel == "letter"


def test_an_incomplete_verdict_keeps_what_was_typed(town: Town, at: At) -> None:
    voice = _asked(town)
    page = at("callback").post(f"/desk/callback/{voice.pk}/verdict", {**ANSWERS, "verdict-agree": ""})
    assert page.status_code == 422
    assert "晚上还是黑的" in page.content.decode()
    assert not Verdict.objects.exists()


def test_attempts_are_logged_and_counted(town: Town, at: At) -> None:
    voice = _asked(town)
    client = at("callback")
    assert (
        client.post(f"/desk/callback/{voice.pk}/attempt", {"attempt-means": "phone", "attempt-reached": "no"}).status_code == 302
    )
    row = Contact.objects.get()
    assert (row.purpose, row.reached) == ("callback", False)
    found = client.get(f"/desk/callback/{voice.pk}").context["protocol"]
    assert [(part.have, part.need) for part in found.parts] == [(1, 3), (1, 2), (1, 2)]


def test_giving_up_too_early_says_what_is_missing(town: Town, at: At) -> None:
    voice = _asked(town)
    _try(voice, town, ("phone", NOW - HOUR))
    page = at("callback").post(f"/desk/callback/{voice.pk}/give_up")
    assert page.status_code == 422
    assert page.context["missing"]
    voice.refresh_from_db()
    assert voice.state == "asked"


def test_the_last_attempt_waits_for_an_answer(town: Town) -> None:
    voice = _asked(town)
    _try(voice, town, ("phone", NOW), ("phone", NOW + HOUR), ("sms", NOW + DAY))
    clerk = town.who("callback")
    with pytest.raises(Refused) as refused:
        cases.give_up(voice, by=clerk, now=NOW + 5 * DAY)
    assert refused.value.code == "guard"
    cases.give_up(voice, by=clerk, now=NOW + 6 * DAY)
    assert Case.objects.get().ending == "without_verdict"


def test_the_protocol_fulfilled_ends_it_apart(town: Town, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = _asked(town)
    _try(voice, town, ("phone", NOW - 8 * DAY), ("sms", NOW - 7 * DAY), ("visit", NOW - 6 * DAY))
    page = at("callback").get(f"/desk/callback/{voice.pk}")
    assert page.context["protocol"].ready
    assert not page.context["missing"]
    assert at("callback").post(f"/desk/callback/{voice.pk}/give_up").status_code == 302
    assert Case.objects.get().ending == "without_verdict"


def test_a_later_call_leaves_the_queue_and_comes_back(town: Town, at: At) -> None:
    voice = _asked(town)
    client = at("callback")
    late = timezone.localtime(NOW + 2 * DAY)
    page = client.post(f"/desk/callback/{voice.pk}/later", {"later-at": f"{late:%Y-%m-%dT%H:%M}"})
    assert page.status_code == 302
    assert _rows(client.get("/desk/callback")) == []
    assert _rows(client.get("/desk/callback?tab=later")) == [voice.pk]
    voice.refresh_from_db()
    assert voice.callback_at == NOW + 2 * DAY


def test_a_later_call_lies_ahead(town: Town, at: At) -> None:
    voice = _asked(town)
    page = at("callback").post(f"/desk/callback/{voice.pk}/later", {"later-at": "2026-05-01T10:00"})
    assert page.status_code == 422


def test_the_next_voice_with_one_key(town: Town, at: At) -> None:
    first = _asked(town)
    second = town.voice(town.answered(now=NOW - 9 * DAY, phone="13800000002"))
    client = at("callback")
    assert client.get("/desk/callback/next")["Location"] == f"/desk/callback/{first.pk}"
    assert client.get(f"/desk/callback/{first.pk}/next")["Location"] == f"/desk/callback/{second.pk}"
    assert client.get(f"/desk/callback/{second.pk}/next")["Location"] == f"/desk/callback/{first.pk}"


def test_quiet_hours_are_said(town: Town, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = _asked(town)
    assert not at("callback").get(f"/desk/callback/{voice.pk}").context["quiet"].now
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=12))
    assert at("callback").get(f"/desk/callback/{voice.pk}").context["quiet"].now


def test_the_cost_does_not_grow(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        _try(_asked(town, phone=f"1380000010{number}"), town, ("phone", NOW - HOUR))
    client = at("callback")
    client.get("/desk/callback")
    with django_assert_max_num_queries(9):
        client.get("/desk/callback")
