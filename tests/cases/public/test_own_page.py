"""One's own page: adding, judging, judging again, taking back, joining; each with its own receipt and verdict."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases import actions as cases
from sixia.cases.links import voice_token
from sixia.cases.models import Case, Voice
from tests.cases.public.conftest import Tell
from tests.town import DAY, HOUR, NOW, Town

NO = {"solved": "no", "satisfied": "1", "decent": "none", "agree": "no", "comment": "灯还是不亮"}
YES = {"solved": "yes", "satisfied": "4", "decent": "yes", "agree": "yes", "comment": ""}


def _opened(voice: Voice) -> Client:
    browser = Client()
    browser.get(f"/v/{voice_token(voice.pk)}")
    return browser


@pytest.mark.parametrize("gone", ["solved", "satisfied", "decent", "agree"])
def test_each_question_must_be_answered_and_the_others_stay(town: Town, gone: str) -> None:
    voice = town.voice(town.answered())
    answer = _opened(voice).post(f"/track/{voice.receipt}/verdict", {**NO, gone: ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("checked") == 3
    assert "灯还是不亮" in page


@pytest.mark.parametrize(
    "wrong", [{"solved": "maybe"}, {"satisfied": "6"}, {"satisfied": "x"}, {"agree": "1"}, {"comment": "话" * 2001}], ids=str
)
def test_other_answers_than_those_offered_are_refused(town: Town, wrong: dict[str, Any]) -> None:
    voice = town.voice(town.answered())
    assert _opened(voice).post(f"/track/{voice.receipt}/verdict", {**YES, **wrong}).status_code == 422
    assert not voice.verdicts.exists()


def test_a_no_reopens_and_says_what_comes_next(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    page = _opened(voice).post(f"/track/{voice.receipt}/verdict", NO, follow=True).content.decode()
    case.refresh_from_db()
    assert (case.state, case.level) == ("handling", 1)
    assert "这件事没完" in page
    assert "提级再办" in page
    assert page.count("灯还是不亮") == 1, "one's own words stand beneath one's verdict"
    assert 'name="agree"' not in page


def test_a_later_verdict_within_the_term_and_none_after(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    case = town.answered()
    voice = town.voice(case)
    browser = _opened(voice)
    browser.post(f"/track/{voice.receipt}/verdict", YES)
    page = browser.get(f"/track/{voice.receipt}").content.decode()
    assert "再评一次" in page
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=200))
    browser = _opened(voice)
    assert "再评一次" not in browser.get(f"/track/{voice.receipt}").content.decode()
    late = browser.post(f"/track/{voice.receipt}/verdict", NO)
    assert late.status_code == 422
    assert "灯还是不亮" in late.content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + 3 * DAY)
    _opened(voice).post(f"/track/{voice.receipt}/verdict", NO)
    case.refresh_from_db()
    assert (case.state, voice.verdicts.count()) == ("handling", 2)


def test_no_verdict_before_an_answer(town: Town) -> None:
    voice = town.voice(town.accepted())
    browser = _opened(voice)
    assert 'name="agree"' not in browser.get(f"/track/{voice.receipt}").content.decode()
    answer = browser.post(f"/track/{voice.receipt}/verdict", YES)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


def test_a_question_is_shown_until_it_is_replied_to(town: Town) -> None:
    case = town.accepted()
    voice = town.voice(case)
    cases.ask_resident(Case.objects.get(pk=case.pk), text="北侧还是南侧？", by=town.who("handler"), now=NOW + 3 * HOUR)
    browser = _opened(voice)
    assert "在下面回答" in browser.get(f"/track/{voice.receipt}").content.decode()
    empty = browser.post(f"/track/{voice.receipt}/add", {"add-text": " "})
    assert empty.status_code == 422
    browser.post(f"/track/{voice.receipt}/add", {"add-text": "南侧"})
    page = browser.get(f"/track/{voice.receipt}").content.decode()
    assert "在下面回答" not in page
    assert "南侧" in page


def test_taking_it_back(town: Town) -> None:
    case = town.accepted()
    voice = town.voice(case)
    browser = _opened(voice)
    assert browser.get(f"/track/{voice.receipt}/withdraw").status_code == 200
    assert browser.post(f"/track/{voice.receipt}/withdraw", {"reason": ""}).status_code == 422
    page = browser.post(f"/track/{voice.receipt}/withdraw", {"reason": "已经修好"}, follow=True).content.decode()
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "withdrawn")
    assert "您已撤回这件事" in page
    assert browser.post(f"/track/{voice.receipt}/withdraw", {"reason": "再来"}).status_code == 409
    assert browser.post(f"/track/{voice.receipt}/verdict", YES).status_code == 409


def test_this_one_too_keeps_ones_own_receipt_and_verdict(town: Town, client: Client, tell: Tell) -> None:
    case = town.accepted()
    page = client.post("/understood", {"text": "东一村路灯坏了好几天"}).content.decode()
    assert f'name="join" value="{case.pk}"' in page
    assert "上周有人摔了" not in page
    second = client.post("/", {"text": "东一村路灯坏了好几天", "join": case.pk}).content.decode()
    assert f'value="{case.pk}"' in second
    joined = tell(text="我家门口也不亮", into=case.pk)
    assert (joined.case_id, Case.objects.count()) == (case.pk, 1)
    first = town.voice(case)
    assert joined.receipt != first.receipt
    fresh = Case.objects.get(pk=case.pk)
    cases.answer(fresh, reply=cases.Reply(text="线缆已换。"), by=town.who("handler"), now=NOW + DAY)
    client.post(f"/track/{joined.receipt}/verdict", YES)
    assert (Voice.objects.get(pk=joined.pk).state, Voice.objects.get(pk=first.pk).state) == ("agreed", "asked")
    page = client.get(f"/track/{joined.receipt}").content.decode()
    assert "还在等其他居民评价" in page
    assert "上周有人摔了" not in page


def test_what_is_secret_cannot_be_joined(town: Town, client: Client) -> None:
    hidden = town.heard(secret=True, category="lamp")
    assert "我也遇到" not in client.post("/understood", {"text": "东一村路灯坏了"}).content.decode()
    answer = client.post("/tell", {"text": "路灯", "kind": "help", "into": hidden.pk})
    assert answer.status_code == 422
    assert "一并办理" not in client.get(f"/?into={hidden.pk}").content.decode()


@pytest.mark.parametrize("state", ["heard", "dispatched", "accepted", "answered"])
def test_every_state_has_its_sentence_in_both_languages(town: Town, state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    voice = town.voice(getattr(town, state)())
    browser = _opened(voice)
    early = browser.get(f"/track/{voice.receipt}").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=60))
    browser = _opened(voice)
    late = browser.get(f"/track/{voice.receipt}").content.decode()
    assert ("已经晚了" in late) is (state != "answered")
    browser.post("/language/", {"language": "en", "next": "/"})
    english = browser.get(f"/track/{voice.receipt}").content.decode()
    assert "What happens next" in english
    assert early.count("<h1>") == english.count("<h1>") == 1
