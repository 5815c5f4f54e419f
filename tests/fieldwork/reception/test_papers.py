"""Register, ledger, plan and public notice as Word files: what they say, who takes them, and that it is written down."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document

from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.kit.journal import timeline
from tests.fieldwork.reception.making import ABOUT, STARTS, announced, drafted
from tests.fieldwork.reception.test_acts import act, sitting
from tests.town import DAY, HOUR, NOW, Town

Enter = Callable[..., Client]
SPAN = {"since": "2026-05-12", "until": "2026-06-30"}
REGISTER, LEDGER, PLAN = "/desk/receptions/register", "/desk/receptions/ledger", "/desk/receptions/plan/paper"


def text(answer: Any) -> str:
    """Everything that the file says, tables too."""
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    paper = Document(BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def taken(town: Town, name: str = "dispatcher") -> list[str]:
    """The pages from which this person took files."""
    lines = timeline(town.who(name).ref, events=("ListExported",))
    return [line.facts["page"] for line in lines if line.facts["kind"] == "docx"]


@pytest.fixture
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks now."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_the_public_notice_says_who_when_where_and_how(town: Town, enter: Enter, at_now: None) -> None:
    day, desk = announced(town), enter("dispatcher")
    address = f"/desk/receptions/{day.pk}/paper"
    assert address in desk.get(f"/desk/receptions/{day.pk}").content.decode()
    said = text(desk.post(address))
    for words in ("演示·副县长甲", "副县长", "城建、交通", "2026年5月20日", "09:00–12:00", "县信访接待中心一楼", "不超过5人"):
        assert words in said, words
    assert taken(town) == [address]
    assert desk.get(address).status_code == 405


@pytest.mark.parametrize("name", ["deputy", "inspector", "supervisor", "handler", "wester", "grid"])
def test_a_notice_is_absent_for_whoever_does_not_run_the_day(town: Town, enter: Enter, at_now: None, name: str) -> None:
    day = announced(town)
    assert enter(name).post(f"/desk/receptions/{day.pk}/paper").status_code == 404
    assert taken(town, name) == []


def test_a_day_without_a_place_has_no_notice_and_says_why(town: Town, enter: Enter, at_now: None) -> None:
    day, desk = drafted(town, place=None, address=""), enter("dispatcher")
    answer = desk.post(f"/desk/receptions/{day.pk}/paper", follow=True)
    assert "缺少" in answer.content.decode()
    Day.objects.update(state="cancelled")
    assert desk.post(f"/desk/receptions/{day.pk}/paper").status_code == 404


def test_the_plan_of_a_term(town: Town, enter: Enter, at_now: None) -> None:
    desk = enter("dispatcher")
    assert "还没有排定" in desk.post(PLAN, SPAN, follow=True).content.decode()
    assert "起止日期" in desk.post(PLAN, {}, follow=True).content.decode()
    drafted(town)
    drafted(town, "second", starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOUR, place=None, address="")
    said = text(desk.post(PLAN, SPAN))
    for words in ("2026年5月12日至2026年6月30日", "共2次", "演示·副县长乙", "地点待定", "2026-05-20 09:00–12:00"):
        assert words in said, words
    assert enter("handler").post(PLAN, SPAN).status_code == 404


def test_register_and_ledger_as_they_are_narrowed(town: Town, enter: Enter) -> None:
    talk, desk = sitting(town), enter("dispatcher")
    act(town, talk, Act.HEARD, text=ABOUT, category="lamp")
    act(town, talk, Act.INSTRUCTED, text="请住建局三天内修好", category="lamp", unit=town.units["housing"])
    Booking.objects.update(state="done")
    register = text(desk.get(f"{REGISTER}?tab=all&export=docx"))
    for words in ("来访登记表", ABOUT, "演示·副县长甲", "共1批次，1人次"):
        assert words in register, words
    assert "演示甲" not in register
    assert "13800000001" not in register
    ledger = text(desk.get(f"{LEDGER}?tab=orders&export=docx"))
    assert "请住建局三天内修好" in ledger
    assert ABOUT not in ledger, "only what the tab shows"
    assert taken(town) == [REGISTER, LEDGER]


def test_an_empty_list_is_not_printed_and_readers_without_an_office_take_none(town: Town, enter: Enter) -> None:
    desk = enter("dispatcher")
    assert "没有可以打印" in desk.get(f"{LEDGER}?tab=all&export=docx", follow=True).content.decode()
    assert taken(town) == []
    sitting(town)
    assert "export=docx" in desk.get(f"{REGISTER}?tab=all").content.decode()
    for name in ("deputy", "handler"):
        reader = enter(name)
        assert "export=docx" not in reader.get(f"{REGISTER}?tab=all").content.decode()
        assert reader.get(f"{REGISTER}?tab=all&export=docx").status_code == 404


def test_what_is_closed_to_the_reader_is_not_in_the_file(town: Town, enter: Enter) -> None:
    talk = sitting(town)
    case = act(town, talk, Act.HEARD, text="有人私吞公款", category="lamp").act.case
    assert case is not None
    case.restricted = True
    case.save()
    act(town, talk, Act.NOTED, text="已安抚")
    assert "私吞" not in text(enter("dispatcher").get(f"{LEDGER}?tab=all&export=docx"))
