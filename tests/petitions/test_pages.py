"""The pages: for whom they exist, what they show, what they cost, and that a refusal keeps what was typed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Voice
from sixia.petitions import actions
from sixia.petitions.models import Petition
from tests.browsing import opens
from tests.petitions.town import DAY, HOUR, NOW, Courts


@pytest.fixture
def seat(courts: Courts, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Client]:
    """A signed-in official's browser at a moment."""

    def sit(name: str, at: datetime = NOW + 60 * DAY) -> Client:
        monkeypatch.setattr("django.utils.timezone.now", lambda: at)
        client = Client(headers={"accept-language": "en"})
        client.force_login(courts.town.accounts[name])
        return client

    return sit


def opened(petition: Petition, voice: Voice) -> Client:
    """The petitioner's browser."""
    client = Client(headers={"accept-language": "en"})
    opens(client, voice)
    return client


def test_the_office_takes_a_letter_and_sees_the_passcode_once(courts: Courts, seat: Any) -> None:
    client = seat("registrar", NOW)
    page = client.get("/desk/petitions/new")
    number = page.context["form"].initial["number"]
    given = {
        "channel": "letter",
        "text": "厂里拖欠三个月工资9600元。",
        "request": "请求补发工资9600元",
        "name": "演示甲",
        "phone": "13800000001",
        "address": "",
        "place": "东镇 东一村",
        "matter": "claim6",
        "id_number": "",
        "number": number,
    }
    done = client.post("/desk/petitions/new", given)
    assert done.status_code == 200, done.context["form"].errors
    assert done.context["heard"].passcode
    assert Petition.objects.get().state == "registered"
    again = client.post("/desk/petitions/new", given)
    assert again.status_code == 409
    assert Petition.objects.count() == 1


def test_the_panel_moves_a_petition_along_and_a_refusal_keeps_the_words(courts: Courts, seat: Any) -> None:
    petition = courts.accepted()
    client = seat("handler", NOW + 5 * DAY)
    page = client.get(f"/desk/cases/{petition.case_id}").content.decode()
    assert f"/desk/petitions/{petition.pk}/decide" in page
    assert f"/desk/cases/{petition.case_id}/answer" not in page, "a petition is not answered like a service case"

    url = f"/desk/petitions/{petition.pk}/decide"
    assert client.get(url).status_code == 200
    given = {"facts": "属实", "outcome": "support", "opinion": "补发。", "basis": "", "remedies": "可申请复查", "report": "r"}
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert "补发。" in refused.content.decode()
    petition.refresh_from_db()
    assert petition.state == "accepted"
    assert client.post(url, {**given, "basis": "条例第三条"}).status_code == 302
    petition.refresh_from_db()
    assert petition.state == "decided"


def test_each_move_has_a_page_for_those_who_may_make_it(courts: Courts, seat: Any) -> None:
    petition = courts.sent()
    assert seat("handler").get(f"/desk/petitions/{petition.pk}/accept").status_code == 200
    assert seat("handler").get(f"/desk/petitions/{petition.pk}/send").status_code == 404
    assert seat("wester").get(f"/desk/petitions/{petition.pk}/accept").status_code == 404
    assert seat("registrar").get(f"/desk/petitions/{petition.pk}/send").status_code == 200
    for move in ("classify", "tell_new_facts", "redirect", "refuse", "seal", "move", "urge", "uphold", "dismiss"):
        assert seat("registrar").get(f"/desk/petitions/{petition.pk}/{move}").status_code == 200, move
    for move in ("object", "decide", "answer", "open_hearing", "record_hearing", "agree", "break", "redirect", "refuse"):
        assert seat("handler").get(f"/desk/petitions/{petition.pk}/{move}").status_code == 200, move
    assert seat("head").get(f"/desk/petitions/{petition.pk}/extend").status_code == 200
    assert seat("supervisor").get(f"/desk/petitions/{petition.pk}/reclaim").status_code == 200


def test_a_document_is_read_and_its_service_noted(courts: Courts, seat: Any) -> None:
    petition = courts.decided(served=False)
    notice = petition.notices.get(kind="opinion")
    client = seat("handler", NOW + 12 * DAY)
    url = f"/desk/petitions/notices/{notice.pk}"
    page = client.get(url).content.decode()
    assert notice.number in page
    assert "《保障农民工工资支付条例》" in page
    assert client.post(url, {"at": "2026-05-22T10:00", "means": "handed", "received_by": "演示甲"}).status_code == 302
    notice.refresh_from_db()
    assert notice.means == "handed"
    assert seat("wester").get(url).status_code == 404


def test_registering_a_service_case_moves_it_once(courts: Courts, seat: Any) -> None:
    case = courts.town.heard()
    client = seat("registrar", NOW + HOUR)
    assert f"/desk/petitions/register/{case.pk}" in client.get(f"/desk/cases/{case.pk}").content.decode()
    given = {"request": "路灯要修", "matter": "claim5", "id_number": "", "reason": "依信访程序办理。"}
    assert client.post(f"/desk/petitions/register/{case.pk}", given).status_code == 302
    assert Petition.objects.get(case=case).matter == "claim5"
    assert seat("handler").get(f"/desk/petitions/register/{case.pk}").status_code == 404


@pytest.mark.parametrize(
    ("name", "url", "status"),
    [
        ("registrar", "/desk/petitions", 200),
        ("registry", "/desk/petitions", 200),
        ("dispatcher", "/desk/petitions", 404),
        ("handler", "/desk/petitions/mine", 200),
        ("clerk", "/desk/petitions/mine", 404),
        ("county1", "/desk/petitions/reviews", 200),
        ("registrar", "/desk/petitions/unserved", 200),
        ("clerk", "/desk/petitions/unserved", 404),
        ("handler", "/desk/petitions/new", 404),
    ],
)
def test_lists_exist_for_those_who_need_them(courts: Courts, seat: Any, name: str, url: str, status: int) -> None:
    assert seat(name).get(url).status_code == status


def test_lists_cost_the_same_however_many_there_are(courts: Courts, seat: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        courts.reviewing(phone=f"1380000010{number}")
        courts.registered(phone=f"1380000020{number}")
        courts.decided(phone=f"1380000030{number}", served=False)
    for name, url in (
        ("registrar", "/desk/petitions?tab=all"),
        ("handler", "/desk/petitions/mine?tab=all"),
        ("county1", "/desk/petitions/reviews?tab=all"),
        ("registrar", "/desk/petitions/unserved"),
    ):
        client = seat(name)
        client.get(url)
        with django_assert_max_num_queries(20):
            page = client.get(url)
        assert page.content.decode().count("请求责令") + page.content.decode().count("我在五金厂") >= 4, url


def test_the_resident_reads_where_it_stands_and_asks_for_a_review(
    courts: Courts, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    petition = courts.decided()
    voice = courts.town.voice(petition.case)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 20 * DAY)
    client = opened(petition, voice)
    page = client.get(f"/track/{voice.receipt}").content.decode()
    assert f"/track/{voice.receipt}/petition" in page
    with django_assert_max_num_queries(24):
        legal = client.get(f"/track/{voice.receipt}/petition").content.decode()
    assert "测试县政府" in legal
    assert "责令该厂于十五日内补发9600元" in legal

    empty = client.post(f"/track/{voice.receipt}/petition/review", {"ask-reason": " "})
    assert empty.status_code == 422
    assert client.post(f"/track/{voice.receipt}/petition/review", {"ask-reason": "算错了"}).status_code == 302
    petition.refresh_from_db()
    assert petition.state == "reviewing"
    late = client.post(f"/track/{voice.receipt}/petition/review", {"ask-reason": "再来一次"})
    assert late.status_code in (409, 422)
    assert "再来一次" in late.content.decode()


def test_the_resident_says_whether_the_agreement_was_kept(courts: Courts, monkeypatch: pytest.MonkeyPatch) -> None:
    petition = courts.accepted()
    terms = actions.Terms(
        parties="演示甲；五金厂",
        facts="拖欠9600元",
        terms="一次付清",
        perform_by=(NOW + 20 * DAY).date(),
        mediator="演示·调解员",
    )
    actions.agree(petition, terms, by=courts.who("handler"), now=NOW + 3 * DAY)
    voice = courts.town.voice(petition.case)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 22 * DAY)
    client = opened(petition, voice)
    assert "一次付清" in client.get(f"/track/{voice.receipt}/petition").content.decode()
    assert client.post(f"/track/{voice.receipt}/petition/agreement", {"kept": "no", "broken-reason": ""}).status_code == 422
    assert client.post(f"/track/{voice.receipt}/petition/agreement", {"kept": "yes"}).status_code == 302
    petition.refresh_from_db()
    petition.case.refresh_from_db()
    assert (petition.state, petition.case.ending) == ("settled", "settled")


def test_nobody_else_opens_it(courts: Courts) -> None:
    petition = courts.decided()
    receipt = courts.town.voice(petition.case).receipt
    other = courts.town.voice(courts.town.heard("别的事", phone="13800000009"))
    assert opened(petition, other).get(f"/track/{receipt}/petition").status_code == 404
    assert opened(petition, other).get(f"/track/{other.receipt}/petition").status_code == 404, "it has no petition"


def test_lists_are_narrowed_and_taken_as_a_file(courts: Courts, seat: Any) -> None:
    wages = courts.accepted()
    road = courts.sent(unit="ecology", phone="13800000002", request="请求修路。", matter="suggestion")
    client = seat("registrar")
    url = "/desk/petitions?tab=all"

    def numbers(query: str) -> set[int]:
        return {row.pk for row in client.get(f"{url}&{query}").context["list"].page.rows}

    assert numbers("") == {wages.pk, road.pk}
    assert numbers("q=修路") == numbers("matter=suggestion") == {road.pk}
    assert numbers(f"q=%23{wages.case_id}") == numbers(f"unit={wages.unit_id}") == {wages.pk}
    assert numbers("matter=nonsense") == set(), "a filter that cannot be read lets nothing through"
    file = client.get(f"{url}&export=csv")
    text = b"".join(file.streaming_content).decode("utf-8-sig") if file.streaming else file.content.decode("utf-8-sig")
    assert len(text.splitlines()) == 3
    first = client.get(f"{url}&order=new").context["list"].page.rows
    assert [row.pk for row in first] == [road.pk, wages.pk]


def test_a_petitions_order_has_no_steps_of_the_service_track(courts: Courts, seat: Any) -> None:
    petition = courts.sent()
    order = courts.town.lead(petition.case)
    page = seat("handler", NOW + HOUR).get(f"/desk/cases/{petition.case_id}").content.decode()
    assert f"/desk/petitions/{petition.pk}/accept" in page
    for move in ("accept", "refuse", "ask_extension", "report"):
        assert f"/desk/orders/{order.pk}/{move}" not in page, move


def test_a_day_in_a_year_without_announced_holidays_is_shown_as_provisional(courts: Courts, seat: Any) -> None:
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    petition = courts.accepted(now=start)
    client = seat("registrar", start + 3 * DAY)
    assert "provisional" in client.get("/desk/petitions?tab=hand").content.decode()
    assert client.get(f"/desk/cases/{petition.case_id}").content.decode().count("provisional") >= 2
    announced = courts.accepted(phone="13800000002")
    client = seat("registrar", NOW + 3 * DAY)
    rows = {row.pk: row.provisional for row in client.get("/desk/petitions?tab=hand").context["list"].page.rows}
    assert rows == {petition.pk: True, announced.pk: False}


def test_a_document_says_its_days_as_people_do(courts: Courts, seat: Any) -> None:
    petition = courts.accepted()
    notice = petition.notices.get(kind="acceptance")
    page = seat("handler").get(f"/desk/petitions/notices/{notice.pk}").content.decode()
    assert "July 13, 2026" in page
    assert "2026-07-13" not in page
    told = petition.case.answers.filter(text__contains="第三十四条").get()
    assert "2026年7月13日" in told.text


def test_the_units_list_opens_on_what_is_to_do(courts: Courts, seat: Any) -> None:
    petition = courts.accepted()
    assert petition.case.title in seat("handler", NOW + 5 * DAY).get("/desk/petitions/mine").content.decode()


def test_the_voices_of_a_group_fold(courts: Courts, seat: Any) -> None:
    petition = courts.registered()
    town, by = courts.town, courts.who("clerk")
    for number in range(11):
        cases.hear(town.new(into=petition.case_id, phone=f"1380000002{number}"), by=by, now=NOW + HOUR)
    page = seat("registrar", NOW + DAY).get(f"/desk/cases/{petition.case_id}").content.decode()
    shown, _summary, folded = page.partition('<details id="voices">')
    assert (shown.count('id="voice-'), folded.count('id="voice-')) == (3, 9)
    assert "9 more voices of this case" in page
