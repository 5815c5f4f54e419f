"""The pages: answering by link without a script, at the desk, on paper and back, checking, counting, taking a file."""

import csv
import io
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Attachment, Device, Form, Submission, Survey
from sixia.kit.journal import timeline
from tests.fieldwork.surveys.making import GOOD, SURVEY, drafted, filled, running, workbook
from tests.files import picture
from tests.town import NOW, Town

Enter = Callable[[str], Client]
POSTED = {
    "q-who": "演示甲",
    "q-tap": "yes",
    "q-faults": ["smell"],
    "q-people.1.age": "71",
    "q-people.3.age": "8",
    "q-litres": "30.5",
}


def client_of(page: Any) -> str:
    """The name the page gave to this filling."""
    found = re.search(r'name="client" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_by_link(town: Town) -> None:
    form, browser = running(town, shared=True), Client()
    url = f"/surveys/{form.survey.link}"
    assert form.survey.title in browser.get("/surveys").content.decode()
    page = browser.get(url)
    said = page.content.decode()
    assert "家里通了自来水吗" in said
    assert "How many" not in said
    assert "Is there tap water?" in browser.get(f"{url}?lang=1").content.decode()
    posted = {**POSTED, "client": client_of(page)}
    assert browser.post(url, posted)["Location"] == f"{url}/thanks"
    assert browser.post(url, posted).status_code == 302
    (row,) = Submission.objects.all()
    assert (row.way, row.answers["people"], row.by) == ("link", [{"age": 71}, {"age": 8}], None)
    assert browser.get(f"{url}/thanks").status_code == 200


def test_what_is_wrong_is_said_and_kept(town: Town) -> None:
    form, browser = running(town, shared=True), Client()
    url = f"/surveys/{form.survey.link}"
    page = browser.post(url, {"q-tap": "no", "q-litres": "much", "q-photo": SimpleUploadedFile("a.jpg", picture())})
    said = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id-source-0"' in said
    assert 'href="#id-litres"' in said
    assert 'value="much"' in said
    ticket = re.search(r'name="t-photo" value="([0-9a-f]{32})"', said)
    assert ticket
    assert browser.post(url, {"q-tap": "no", "q-source": "well", "t-photo": ticket[1]}).status_code == 302
    assert Attachment.objects.get().submission.answers["source"] == "well"


def test_one_more_time_without_a_script(town: Town) -> None:
    form, browser = running(town, shared=True), Client()
    page = browser.post(f"/surveys/{form.survey.link}", {"q-people.1.age": "71", "more": "people"})
    said = page.content.decode()
    assert page.status_code == 200
    assert 'name="q-people.1.age" id="id-people-1-age" value="71"' in said
    assert 'name="q-people.2.age"' in said


def test_link_answers_only_while_it_is_open(town: Town) -> None:
    form, browser = running(town), Client()
    assert browser.get(f"/surveys/{form.survey.link}").status_code == 404
    assert browser.get(f"/surveys/definition/{form.pk}").status_code == 404
    actions.share(form.survey, by=town.who("handler"), now=NOW)
    found = browser.get(f"/surveys/definition/{form.pk}").json()
    assert (found["form"], found["name"], found["nodes"][1]["personal"]) == (form.pk, "water", True)
    actions.close(form.survey, by=town.who("handler"), now=NOW)
    assert browser.get(f"/surveys/{form.survey.link}").status_code == 404


def test_too_often(town: Town) -> None:
    url, browser = f"/surveys/{running(town, shared=True).survey.link}", Client()
    assert [browser.post(url, {}).status_code for _try in range(13)][-1] == 429


def test_upload_and_run(town: Town, enter: Enter) -> None:
    browser, unit = enter("handler"), str(town.units["housing"].pk)
    bad = SimpleUploadedFile("a.xlsx", workbook([*SURVEY, {"type": "barcode", "name": "x"}]))
    page = browser.post("/desk/surveys/new", {"unit": unit, "file": bad})
    assert page.status_code == 422
    assert f">{len(SURVEY) + 2}</td>" in page.content.decode()
    done = browser.post("/desk/surveys/new", {"unit": unit, "file": SimpleUploadedFile("a.xlsx", workbook())}, follow=True)
    survey = Survey.objects.get()
    assert survey.title in done.content.decode()
    for move in ("open", "share"):
        assert browser.get(f"/desk/surveys/{survey.pk}/{move}").status_code == 200
        assert browser.post(f"/desk/surveys/{survey.pk}/{move}").status_code == 302
    survey.refresh_from_db()
    assert (survey.state, survey.shared) == ("open", True)
    assert browser.post(f"/desk/surveys/{survey.pk}/open").status_code in (404, 409)
    source = browser.get(f"/desk/surveys/{survey.pk}/versions/{survey.forms.get().pk}")
    assert source.content.startswith(b"PK")
    assert "饮水情况" in browser.get("/desk/surveys").content.decode()


def test_filled_at_the_desk_sent_back_corrected(town: Town, enter: Enter) -> None:
    form = running(town)
    east, office = enter("easter"), enter("handler")
    url = f"/desk/surveys/{form.survey_id}/fill"
    assert east.post(url, {**POSTED, "client": client_of(east.get(url))}).status_code == 302
    row = Submission.objects.get()
    assert office.get(f"/desk/answers/{row.pk}").status_code == 200
    missing = office.post(f"/desk/answers/{row.pk}/send_back", {"reason": ""})
    assert missing.status_code == 422
    assert office.post(f"/desk/answers/{row.pk}/send_back", {"reason": "升数不对，请核对"}).status_code == 302
    assert "升数不对" in east.get(f"/desk/answers/{row.pk}/correct").content.decode()
    assert "演示甲" in east.get(f"/desk/answers/{row.pk}/correct").content.decode()
    assert office.get(f"/desk/answers/{row.pk}/correct").status_code == 404
    assert "饮水情况" in east.get("/desk/surveys").content.decode()
    done = east.post(f"/desk/answers/{row.pk}/correct", {**POSTED, "q-litres": "40"})
    assert done.status_code == 302
    (now,) = Submission.objects.counting()
    assert (now.answers["litres"], now.corrects) == (40.0, row.client)
    assert office.post(f"/desk/answers/{now.pk}/approve").status_code == 302
    assert office.post(f"/desk/answers/{now.pk}/set_aside", {"reason": "重复"}).status_code == 302
    assert office.post(f"/desk/answers/{now.pk}/restore").status_code == 302
    told = [line.event for line in timeline(now.stream)]
    assert told == ["FormFilled", "FillingApproved", "FillingSetAside", "FillingRestored"]


def test_personal_is_covered_until_it_is_said_what_for(town: Town, enter: Enter) -> None:
    row = filled(town, running(town))
    office = enter("handler")
    assert "演示甲" not in office.get(f"/desk/answers/{row.pk}").content.decode()
    assert office.post(f"/desk/answers/{row.pk}", {"reason": ""}).status_code == 422
    page = office.post(f"/desk/answers/{row.pk}", {"reason": "电话核对"})
    assert "演示甲" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    last = timeline(row.stream)[-1]
    assert (last.event, last.by, last.words) == ("PersonalAnswersRead", town.who("handler").ref, {"reason": "电话核对"})
    assert enter("easter").post(f"/desk/answers/{row.pk}", {"reason": "x"}).status_code == 404


def test_on_paper_and_back(town: Town, enter: Enter) -> None:
    form = running(town)
    east, base = enter("easter"), f"/desk/surveys/{form.survey_id}"
    page = east.post(f"{base}/sheets", {"count": "2"}).content.decode()
    codes = re.findall(r'class="sheet-code">([\d-]+)<', page)
    assert len(codes) == 2
    assert "第 2 题 = 2" in page
    assert east.post(f"{base}/sheets", {"count": "1000"}).status_code == 422
    wrong = codes[0][:-1] + str((int(codes[0][-1]) + 1) % 10)
    assert east.get(f"{base}/typing", {"sheet": wrong}).status_code == 422
    assert east.get(f"{base}/typing").status_code == 200
    assert "q-people.5.age" in east.get(f"{base}/typing", {"sheet": codes[0].replace("-", "")}).content.decode()
    typed = {"sheet": codes[0], "q-tap": "2", "q-source": "9", "q-people.1.age": "71", "q-since": "20260501"}
    page = east.post(f"{base}/typing", typed)
    assert page.status_code == 422
    assert 'value="20260501"' in page.content.decode()
    for _time in range(2):
        assert east.post(f"{base}/typing", {**typed, "q-source": "1", "q-faults": "1,2"}).status_code == 302
    row = Submission.objects.get()
    assert row.answers == {
        "tap": "no",
        "source": "well",
        "faults": ["smell", "dirt"],
        "people": [{"age": 71}],
        "old": "71",
        "since": "2026-05-01",
    }
    assert (row.sheet, row.way) == (codes[0], "paper")
    assert east.post(f"{base}/typing", {**typed, "q-source": "3"}).status_code == 422


def test_results_and_files(town: Town, enter: Enter) -> None:
    form = running(town)
    for number in range(11):
        row = filled(
            town,
            form,
            answers={**GOOD, "who": "=演示", "litres": str(number), "tap": "yes" if number else "no", "source": "other"},
        )
    actions.set_aside(row, reason="试填", by=town.who("handler"), now=NOW)
    office, url = enter("handler"), f"/desk/surveys/{form.survey_id}/results"
    said = office.get(url).content.decode()
    assert "9 · 90 %" in said
    assert "=演示" not in said
    assert "n = 0" in office.get(f"{url}?checked=1").content.decode()
    lines = list(csv.reader(io.StringIO(b"".join(office.get(f"{url}?export=csv&as=codes")).decode("utf-8-sig"))))
    assert (len(lines), lines[0][4:7], lines[1][4]) == (11, ["tap", "source", "faults"], "no")
    labels = b"".join(office.get(f"{url}?export=csv")).decode("utf-8-sig")
    assert "通了" in labels
    assert "=演示" not in labels
    times = b"".join(office.get(f"{url}?export=csv&repeat=people")).decode().splitlines()
    assert len(times) == 21
    assert office.get(f"{url}?export=xlsx").status_code == 200
    assert office.get(f"{url}?export=csv&repeat=nothing").status_code == 404
    assert [line.event for line in timeline(form.survey.stream)].count("AnswersExported") == 4
    assert enter("supervisor").get(url).status_code == 200
    assert enter("supervisor").get(f"{url}?export=csv").status_code == 404


def test_who_sees_what(town: Town, enter: Enter) -> None:
    form = running(town)
    row = filled(town, form)
    pages = {
        f"/desk/surveys/{form.survey_id}": ("handler", "head", "easter", "grid", "supervisor", "wester"),
        f"/desk/surveys/{form.survey_id}/fill": ("handler", "easter", "grid", "wester"),
        f"/desk/surveys/{form.survey_id}/answers": ("handler", "head"),
        f"/desk/surveys/{form.survey_id}/results": ("handler", "leader", "supervisor", "inspector"),
        f"/desk/answers/{row.pk}": ("handler", "easter"),
    }
    for url, seen in pages.items():
        for name in (
            "handler",
            "head",
            "easter",
            "wester",
            "grid",
            "leader",
            "supervisor",
            "inspector",
            "system",
            "auditor",
            "outsider",
        ):
            if name in seen:
                assert enter(name).get(url).status_code == 200, (name, url)
        for name in ("system", "auditor", "outsider"):
            assert enter(name).get(url).status_code == 404, (name, url)
    assert enter("wester").get(f"/desk/answers/{row.pk}").status_code == 404
    assert enter("grid").get(f"/desk/surveys/{form.survey_id}/answers").status_code == 404
    assert enter("wester").get(f"/desk/surveys/{form.survey_id}/results").status_code == 404
    actions.close(form.survey, by=town.who("handler"), now=NOW)
    assert enter("handler").get(f"/desk/surveys/{form.survey_id}/fill").status_code == 404


def test_telephones(town: Town, enter: Enter) -> None:
    browser = enter("easter")
    page = browser.post("/desk/surveys/devices", {"name": "值班手机"}).content.decode()
    assert re.search(r"<code class=\"strong\">[2-9a-z]{5}(-[2-9a-z]{5}){4}</code>", page)
    assert "/openrosa" in page
    device = Device.objects.get()
    assert browser.post("/desk/surveys/devices", {"name": ""}).status_code == 422
    assert enter("wester").post(f"/desk/surveys/devices/{device.pk}").status_code == 404
    for _time in range(2):
        assert browser.post(f"/desk/surveys/devices/{device.pk}").status_code == 302
    device.refresh_from_db()
    assert device.revoked_at


def test_a_lost_telephone_is_shut_out_from_the_account_page(town: Town, enter: Enter) -> None:
    device, _token = actions.admit("丢了的手机", by=town.who("easter"), now=NOW)
    account = town.accounts["easter"].pk
    page, link = f"/desk/people/{account}/", "/desk/surveys/devices"
    own, keeper = (enter(name).get(page).content.decode() for name in ("easter", "security"))
    assert "丢了的手机" in own
    assert "丢了的手机" in keeper
    assert (f'href="{link}"' in own, f'href="{link}"' in keeper) == (True, False)
    assert "丢了的手机" not in enter("security").get(link).content.decode()
    assert enter("auditor").post(f"{link}/{device.pk}").status_code == 404
    assert enter("security").post(f"{link}/{device.pk}")["Location"] == page
    device.refresh_from_db()
    assert device.revoked_at
    last = timeline(device.stream)[-1]
    assert (last.event, last.by) == ("DeviceShutOut", town.who("security").ref)


def test_the_same_words_stand_once_and_are_no_formula(town: Town, enter: Enter) -> None:
    form = drafted(town, survey=[{"type": "text", "name": "wish", "label": "最盼什么"}])
    actions.open_survey(form.survey, by=town.who("handler"), now=NOW)
    for words in ("早点修", "=1+1", "早点修"):
        filled(town, form, answers={"wish": words})
    office, url = enter("handler"), f"/desk/surveys/{form.survey_id}/results"
    page = office.get(url).content.decode()
    assert (page.count("早点修"), "× 2" in page) == (1, True)
    cells = [row[-1] for row in csv.reader(io.StringIO(b"".join(office.get(f"{url}?export=csv")).decode("utf-8-sig")))]
    assert (cells[0], cells[1], cells[2].startswith("=")) == ("最盼什么", "早点修", False)


def test_queries(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    form: Form = running(town)
    for _time in range(6):
        filled(town, form)
    office = enter("handler")
    office.get("/desk/surveys")
    with django_assert_max_num_queries(16):
        office.get("/desk/surveys")
    with django_assert_max_num_queries(16):
        office.get(f"/desk/surveys/{form.survey_id}/answers")
    with django_assert_max_num_queries(16):
        office.get(f"/desk/surveys/{form.survey_id}/results")
