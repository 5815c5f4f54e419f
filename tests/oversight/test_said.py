"""A promise is caught where it is said, and the resident reads of it in their own story."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases import actions as cases
from sixia.cases.models import Answer, Case, Contact
from sixia.kit import jobs
from sixia.kit.journal import timeline
from sixia.oversight import actions
from sixia.oversight.models import Charge, Held, Promise
from tests.browsing import opens
from tests.oversight.conftest import Enter
from tests.oversight.making import DUE, WATER, named, promised
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 2 * DAY
SOLVED = "5月12日在东一村口更换线缆，当晚亮灯。"


@pytest.fixture(autouse=True)
def at_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes two days on."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def story(town: Town, row: Promise | Charge, number: int = 0) -> str:
    """What one of the case's residents reads on their page."""
    assert row.case is not None
    client, voice = Client(), row.case.voices.order_by("pk")[number]
    opens(client, voice)
    return str(client.get(f"/track/{voice.receipt}").content.decode()).partition("<aside")[0]


def test_with_the_answer_in_the_same_act(town: Town, enter: Enter) -> None:
    case, handler = town.accepted(), enter("handler")
    address = f"/desk/cases/{case.pk}/answer"
    asked = handler.get(address).content.decode()
    assert f'name="promise-{case.pk}-words"' in asked
    words = {"text": SOLVED, "basis": "", "remedies": "", f"promise-{case.pk}-words": WATER}
    answer = handler.post(address, words)
    assert (answer.status_code, WATER in answer.content.decode(), SOLVED in answer.content.decode()) == (422, True, True)
    assert not Answer.objects.exists()
    assert handler.post(address, {**words, f"promise-{case.pk}-due_on": "2026-05-31"}).status_code == 302
    row = Promise.objects.get()
    assert (row.words, row.due_on, row.where, row.unit.code, row.voice) == (WATER, DUE, "answer", "housing", town.voice(case))
    assert Answer.objects.count() == 1


def test_an_answer_without_a_promise_needs_none(town: Town, enter: Enter) -> None:
    case = town.accepted()
    given = {"text": SOLVED, "basis": "", "remedies": "", f"promise-{case.pk}-words": "", f"promise-{case.pk}-due_on": ""}
    assert enter("handler").post(f"/desk/cases/{case.pk}/answer", given).status_code == 302
    assert not Promise.objects.exists()


def test_a_day_that_has_passed_takes_the_answer_back_too(town: Town, enter: Enter) -> None:
    case = town.accepted()
    given = {"text": SOLVED, f"promise-{case.pk}-words": WATER, f"promise-{case.pk}-due_on": "2026-05-01"}
    answer = enter("handler").post(f"/desk/cases/{case.pk}/answer", given)
    assert (answer.status_code, WATER in answer.content.decode()) == (422, True)
    assert not Answer.objects.exists()


def test_with_the_note_of_a_conversation(town: Town, enter: Enter) -> None:
    voice = town.voice(town.accepted())
    handler, address = enter("handler"), f"/desk/voices/{voice.pk}/contact"
    page = handler.get(f"/desk/cases/{voice.case_id}").content.decode()
    assert f'name="promise-to-{voice.pk}-words"' in page
    said = {f"contact-{voice.pk}-means": "phone", f"contact-{voice.pk}-reached": "yes", f"promise-to-{voice.pk}-words": WATER}
    assert handler.post(address, said).status_code == 422
    assert not Contact.objects.exists()
    assert handler.post(address, {**said, f"promise-to-{voice.pk}-due_on": "2026-05-31"}).status_code == 302
    row = Promise.objects.get()
    assert (row.where, row.voice, row.to) == ("contact", voice, "voice")
    assert Contact.objects.get().reached


def test_the_resident_reads_of_it_in_their_story(town: Town) -> None:
    row = promised(town)
    assert WATER in story(town, row)
    actions.claim(row, evidence="水表照片3张", done_on=date(2026, 5, 12), by=town.who("handler"), now=LATER)
    assert "水表照片3张" in story(town, row)


def test_another_resident_of_the_case_reads_nothing_of_it(town: Town) -> None:
    case = town.accepted()
    other = town.new("我家也是", into=case.pk, phone="13700000001")
    cases.hear(other, by=town.who("clerk"), now=NOW + 2 * HOUR)
    row = promised(town, case, voice=case.voices.order_by("pk")[0])
    actions.claim(row, evidence="水表照片3张", done_on=date(2026, 5, 12), by=town.who("handler"), now=LATER)
    assert WATER in story(town, row)
    read = story(town, row, 1)
    assert WATER not in read
    assert "水表照片3张" not in read
    told = timeline(row.stream, events=["PromiseClaimed"])
    assert told[0].facts["voice"] == row.voice_id


def test_the_leaders_page_shows_the_next_meeting_and_the_promises(town: Town, enter: Enter) -> None:
    charge = named(town)
    row = promised(town, charge.case, by="clerk", account=town.accounts["deputy"], unit=town.units["county"])
    page = enter("deputy").get("/desk/today").content.decode()
    assert f"/desk/charges/{charge.pk}/meet" in page
    assert f"/desk/promises/{row.pk}" in page
    assert f"/desk/charges/{charge.pk}" not in enter("supervisor").get("/desk/today").content.decode()


def test_the_resident_reads_whose_leader_is_in_charge_and_no_name(town: Town) -> None:
    read = story(town, named(town))
    assert "测试县政府" in read
    assert "副县长" not in read


def proposed_with(town: Town, enter: Enter) -> Case:
    """A case whose answer, with a promise in it, waits for a second person."""
    case = town.accepted(category="road")
    given = {"text": SOLVED, f"promise-{case.pk}-words": WATER, f"promise-{case.pk}-due_on": "2026-05-31"}
    assert enter("handler").post(f"/desk/cases/{case.pk}/answer", given).status_code == 302
    assert Answer.objects.get().state == Answer.PROPOSED
    return case


def worked(now: datetime) -> None:
    while jobs.run_due(now):
        pass


def test_a_promise_in_an_answer_that_waits_counts_only_when_it_is_sent(town: Town, enter: Enter) -> None:
    case = proposed_with(town, enter)
    worked(LATER)
    assert not Promise.objects.exists()
    client, voice = Client(), town.voice(case)
    opens(client, voice)
    assert WATER not in client.get(f"/track/{voice.receipt}").content.decode(), "no resident reads what nobody has checked"
    beside = enter("head").get(f"/desk/promises/of/{case.pk}").content.decode()
    assert WATER in beside, "whoever checks the answer reads what it promises"
    case.refresh_from_db()
    cases.approve(case, by=town.who("head"), now=LATER + HOUR)
    worked(LATER + HOUR)
    row = Promise.objects.get()
    assert (row.words, row.due_on, row.where, row.given_at) == (WATER, DUE, "answer", LATER + HOUR)
    assert (row.account, row.written_by) == (town.accounts["handler"], town.accounts["handler"])
    assert WATER in story(town, row)
    assert not Held.objects.exists()
    worked(LATER + 2 * HOUR)
    assert Promise.objects.count() == 1


def test_what_an_answer_sent_back_had_promised_is_offered_again_and_never_given(town: Town, enter: Enter) -> None:
    case = proposed_with(town, enter)
    case.refresh_from_db()
    cases.send_back(case, reason="日期太晚", by=town.who("head"), now=LATER + HOUR)
    worked(LATER + HOUR)
    assert not Promise.objects.exists()
    page = enter("handler").get(f"/desk/cases/{case.pk}/answer").content.decode()
    assert WATER in page
    given = {"text": SOLVED, f"promise-{case.pk}-words": "", f"promise-{case.pk}-due_on": ""}
    assert enter("handler").post(f"/desk/cases/{case.pk}/answer", given).status_code == 302
    assert not Held.objects.exists()
    case.refresh_from_db()
    cases.approve(case, by=town.who("head"), now=LATER + 2 * HOUR)
    worked(LATER + 2 * HOUR)
    assert not Promise.objects.exists()


def test_a_promise_whose_day_has_passed_before_the_answer_was_sent_is_shown_as_not_given(town: Town, enter: Enter) -> None:
    case, late = proposed_with(town, enter), NOW + 40 * DAY
    case.refresh_from_db()
    cases.approve(case, by=town.who("head"), now=late)
    worked(late)
    assert not Promise.objects.exists()
    assert WATER in enter("handler").get(f"/desk/promises/of/{case.pk}").content.decode()
