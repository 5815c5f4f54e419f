"""Pages, files, mail and the card of briefs and outlines, as their readers ask for them."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import Judgement
from sixia.config.boards import mail_board
from sixia.insight.briefs.queries.brief import Question, brief
from sixia.insight.briefs.rules import Section
from sixia.insight.figures.actions import catch_up, send_boards
from sixia.insight.figures.models import Subscription
from sixia.insight.figures.queries.reach import reach
from sixia.interop.models import Message
from sixia.kit.models import Entry
from sixia.people.models import Account
from tests.oversight.making import promised
from tests.problems.lasting import adopted
from tests.problems.making import county, reported
from tests.replaying import replayed
from tests.town import DAY, HOUR, NOW, Town

EVENING = datetime(2026, 5, 13, 10, 0, tzinfo=UTC)
"""Wednesday, six in the evening in Beijing."""
JUNE = datetime(2026, 6, 3, 10, 0, tzinfo=UTC)
ANGRY = Judgement(solved="no", satisfied=1, decent=False, agree=False, comment="来看了一眼就走了，打我电话13912345678也不接。")
FORMULA = "=1+1是什么意思，电费单上多出来的钱没人解释。"


@replayed
def week() -> Town:
    """The shared small county with a week behind it: heard, refused, promised, lying still, confidential, secret."""
    found = county()
    old = found.accepted(phone="13800000011", now=NOW - 40 * DAY)
    Case.objects.filter(pk=old.pk).update(due_at=None)
    bad = found.answered(phone="13800000002", place=found.places["990101200001"].pk)
    cases.judge(found.voice(bad), ANGRY, by=found.resident(found.voice(bad)), now=NOW + 2 * DAY)
    promised(found)
    found.heard(FORMULA, phone="13800000003", now=NOW + 2 * DAY)
    hidden = found.accepted(phone="13800000005", text="举报某某干部的秘密事情。", now=NOW + 2 * DAY)
    cases.restrict(hidden, reason="举报", by=found.who("dispatcher"), now=NOW + 2 * DAY + 3 * HOUR)
    found.heard("请替我保密的那件事情。", phone="13800000006", secret=True, now=NOW + 2 * DAY)
    return found


@pytest.fixture
def town(db: None) -> Town:
    """As `week`."""
    return week()


def asked(town: Town, name: str, span: str = "week", now: datetime = EVENING, **given: Any) -> dict[str, Section]:
    """The sections of somebody's brief."""
    who = town.who(name, now)
    return {one.key: one for one in brief(Question(who, now, span, reach(who, now), **given))}


def enter(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch, name: str, now: datetime = EVENING) -> Client:
    """That person's browser at that time, with figures counted."""
    catch_up(now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client.force_login(town.accounts[name])
    return client


def words(section: Section) -> str:
    """All words of a section."""
    return "\n".join(row.words for row in section.rows)


def test_each_question_is_answered_from_what_is_known(town: Town) -> None:
    seen = asked(town, "supervisor")
    assert seen["new"].many == 3
    assert FORMULA.split("，", maxsplit=1)[0] in words(seen["new"])
    assert "老人晚上出门" in words(seen["stuck"])
    assert [row.words for row in seen["refused"].rows] == ["来看了一眼就走了，打我电话139****5678也不接"]
    assert seen["promised"].many == 0  # its day is far ahead
    later = asked(town, "supervisor", now=JUNE)
    assert [row.words for row in later["promised"].rows] == ["月底前通水"]
    assert later["late"].many >= 1
    assert asked(town, "supervisor", "today")["new"].many == 1
    assert {"hot", "silent"} <= set(seen)


def test_what_is_confidential_or_secret_is_in_no_brief(town: Town) -> None:
    for name in ("supervisor", "principal", "head", "handler", "dispatcher", "leader", "inspector"):
        said = "\n".join(words(section) for section in asked(town, name).values())
        assert "秘密" not in said
        assert "保密" not in said


def test_each_reads_what_is_theirs(town: Town) -> None:
    head, west, deputy = asked(town, "head"), asked(town, "wester"), asked(town, "deputy")
    assert (head["new"].many, west["new"].many) == (2, 0)
    assert deputy["new"].many == 2  # all units below the county's
    assert "hot" not in head
    assert "silent" not in head
    assert head["unheard"].many == 0  # nothing was counted yet: nobody is called silent
    catch_up(EVENING)
    assert [row.words for row in asked(town, "head")["unheard"].rows] == ["东二村"]
    assert "unheard" not in asked(town, "handler")
    assert asked(town, "supervisor", unit=town.units["housing"].pk)["new"].many == 2
    assert asked(town, "supervisor", place=town.places["990101200"].path)["new"].many == 1


def test_pages_open_for_whoever_answers_for_work_and_leave_no_trace(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = enter(town, client, monkeypatch, "supervisor")
    before = Entry.objects.count()
    for name in ("supervisor", "head", "deputy", "handler", "dispatcher"):
        browser.force_login(town.accounts[name])
        assert browser.get(reverse("desk_later")).status_code == 200
        for view in ("desk_brief", "desk_outline"):
            for query in ("?span=week&unit=x", "?topic=lamp&place=990101100&since=2026-05-01", "?topic=x&place=x&since=x"):
                assert browser.get(reverse(view) + query).status_code == 200
    assert Entry.objects.count() == before


def test_nobody_else_has_one_and_the_card_is_for_those_who_lead(town: Town, client: Client) -> None:
    client.force_login(town.accounts["auditor"])
    assert {client.get(reverse(view)).status_code for view in ("desk_brief", "desk_outline")} == {404}
    for name, has in (("head", True), ("handler", False)):
        client.force_login(town.accounts[name])
        assert (reverse("desk_brief") in client.get(reverse("desk_later")).content.decode()) is has


def test_as_many_queries_however_much_there_is(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = enter(town, client, monkeypatch, "supervisor")
    counts = []
    for _twice in range(2):
        taken = []
        for view in ("desk_brief", "desk_outline"):
            browser.get(reverse(view))
            with CaptureQueriesContext(connection) as found:
                browser.get(reverse(view))
            taken.append(len(found))
        counts.append(taken)
        for number in range(5):
            town.accepted(phone=f"1380000010{number}", now=EVENING - DAY)
        catch_up(EVENING)
    assert counts[0] == counts[1]
    assert max(counts[0]) < 60


def test_an_outline_brings_the_evidence_and_asks(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, _outcome = reported(town)
    type(problem).objects.filter(pk=problem.pk).update(category="lamp")
    adopted(town)
    browser = enter(town, client, monkeypatch, "supervisor", JUNE)
    page = browser.get(reverse("desk_outline") + "?topic=lamp&place=990101100&since=2026-05-01").content.decode()
    for said in ("42盏已全部点亮", "东镇路灯成片不亮", "路灯月度巡查制度", "月底前通水", "老人晚上出门", "1 项制度"):
        assert said in page
    assert "西一村" not in page.split("<main", 1)[1].split("<aside", 1)[0].split("id_since", 1)[1]
    west = browser.get(reverse("desk_outline") + "?topic=lamp&place=990101200&since=2026-05-01").content.decode()
    assert "月底前通水" not in west


def test_small_numbers_stand_without_a_percentage(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = enter(town, client, monkeypatch, "supervisor").get(reverse("desk_brief") + "?span=week").content.decode()
    assert "0 / 1" in page
    assert "0 / 1 (" not in page


def test_the_word_file_opens_and_says_it(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = enter(town, client, monkeypatch, "supervisor", JUNE)
    for view, said in (("desk_brief", "月底前通水"), ("desk_outline", "老人晚上出门")):
        answer = browser.post(reverse(view) + "?span=week&since=2026-03-01", {"form": "docx"})
        assert answer.status_code == 200
        paper = Document(BytesIO(answer.content))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        assert any(said in cell for cell in cells), cells
        assert any("不用填报" in line.text for line in paper.paragraphs)
    assert Entry.objects.filter(event="ListExported").count() == 2
    assert browser.post(reverse("desk_brief"), {"form": "exe"}).status_code == 302


def test_the_workbook_runs_nothing_that_a_resident_wrote(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer: Any = enter(town, client, monkeypatch, "supervisor").post(reverse("desk_brief") + "?span=week", {"form": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("'=1+1") for cell in cells)


def test_numbers_come_by_mail_in_the_evening_and_no_words(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Account.objects.filter(username="supervisor").update(email="brief@example.org")
    browser = enter(town, client, monkeypatch, "supervisor")
    for _twice in range(2):
        assert browser.post(reverse("desk_brief_mail") + "?span=today", {"every": "day"}).status_code == 302
    browser.post(reverse("desk_brief_mail") + "?span=week", {"every": "month"})
    row = Subscription.objects.get()
    assert (row.kind, row.every, row.asked) == ("brief", "day", "span=today")
    for hours in (16, 24, 24, 25):  # ten in the morning comes too early
        send_boards(EVENING + hours * HOUR)
    entry = Entry.objects.get(event="BoardDue")
    mail_board(entry, EVENING + DAY)
    message = Message.objects.get()
    assert "/desk/insight/brief?span=today" in message.text
    for voice in Voice.objects.all():
        assert voice.text[:6] not in message.text
    browser.post(reverse("desk_brief_mail") + "?span=today", {"every": ""})
    assert not Subscription.objects.exists()
