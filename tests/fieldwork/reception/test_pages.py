"""The pages of this room: who finds what there, forms that keep what was typed, and a fixed number of queries."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.models import Day
from tests.fieldwork.reception.making import STARTS, announced, booked, drafted, fresh
from tests.town import DAY, HOUR, NOW, Town

Enter = Callable[..., Client]
FORM = {
    "leader": "演示·副县长甲",
    "portfolio": "城建",
    "form": "fixed",
    "day": "2026-05-20",
    "opens": "09:00",
    "closes": "12:00",
    "place": "东镇",
    "address": "二楼",
    "capacity": "6",
    "wheelchair": "on",
}


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks now."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_plan_is_looked_at_and_then_kept_as_it_was_looked_at(town: Town, enter: Enter) -> None:
    desk, address = enter("dispatcher"), "/desk/receptions/plan?since=2026-05-12&until=2026-06-30"
    page = body(desk.get(address))
    assert "演示·副县长甲" in page
    assert not Day.objects.exists()
    seal = page.partition('name="seal" value="')[2].partition('"')[0]
    given = {"since": "2026-05-12", "until": "2026-06-30"}
    assert desk.post("/desk/receptions/plan", {**given, "seal": "other"}).status_code == 409
    assert desk.post("/desk/receptions/plan", {**given, "until": "2029-01-01", "seal": seal}).status_code == 422
    assert desk.post("/desk/receptions/plan", {**given, "seal": seal}).status_code == 302
    assert Day.objects.count() == 2
    assert enter("handler").get("/desk/receptions/plan").status_code == 404


def test_a_day_is_added_by_hand(town: Town, enter: Enter) -> None:
    clerk = enter("clerk")
    assert clerk.get("/desk/receptions/new").status_code == 200
    answer = clerk.post("/desk/receptions/new", {**FORM, "closes": "08:00"})
    assert (answer.status_code, "城建" in body(answer)) == (422, True)
    assert clerk.post("/desk/receptions/new", {**FORM, "leader": "无此人"}).status_code == 422
    assert clerk.post("/desk/receptions/new", FORM).status_code == 302
    day = Day.objects.get()
    assert (day.account, day.place, day.starts_at) == (town.accounts["deputy"], town.places["990101100"], STARTS)


@pytest.mark.parametrize(
    ("move", "given"),
    [
        ("announce", {}),
        ("settle", {**FORM, "capacity": "9"}),
        ("move", {"day": "2026-05-22", "opens": "09:00", "closes": "11:00", "reason": "防汛"}),
        ("cancel", {"reason": "防汛"}),
    ],
)
def test_moves_are_made_on_their_page(town: Town, enter: Enter, move: str, given: dict[str, str]) -> None:
    day, desk = drafted(town), enter("dispatcher")
    address = f"/desk/receptions/{day.pk}/{move}"
    assert address in body(desk.get(f"/desk/receptions/{day.pk}"))
    page = body(desk.get(address))
    assert ("测试县政府" in page) == (move == "settle")
    if given:
        assert desk.post(address, {}).status_code == 422
    assert desk.post(address, given).status_code == 302
    assert fresh(Day, day.pk).version == 2
    assert fresh(Day, day.pk).unit == town.units["county"]
    assert enter("handler").get(address).status_code == 404
    assert enter("wester").get(f"/desk/receptions/{day.pk}").status_code == 404


def test_leaders_swap_on_the_page(town: Town, enter: Enter) -> None:
    first, second = announced(town), drafted(town, "second", starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOUR)
    leader = enter("deputy")
    address = f"/desk/receptions/{first.pk}/swap"
    assert "演示·副县长乙" in body(leader.get(address))
    assert leader.post(address, {"other": second.pk, "reason": "开会"}).status_code == 302
    assert fresh(Day, first.pk).account == town.accounts["second"]


def test_a_day_too_late_to_announce_says_from_when_on_it_can_be(town: Town, enter: Enter, monkeypatch: Any) -> None:
    day = drafted(town)
    monkeypatch.setattr(timezone, "now", lambda: STARTS - timedelta(hours=12))
    answer = enter("dispatcher").post(f"/desk/receptions/{day.pk}/announce", {})
    assert (answer.status_code, "5月21日" in body(answer)) == (422, True)


def test_residents_read_public_days_alone(town: Town, enter: Enter) -> None:
    hidden, shown = drafted(town, "second", portfolio="保密排期"), announced(town)
    page = body(enter().get("/receptions"))
    assert "演示·副县长甲" in page
    assert "保密排期" not in page
    assert enter().get(f"/receptions/{hidden.pk}").status_code == 404
    page = body(enter().get(f"/receptions/{shown.pk}"))
    for words in ("副县长", "城建、交通", "县信访接待中心一楼"):
        assert words in page
    made = actions.move(shown, starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOUR, reason="防汛", by=town.who("clerk"), now=NOW)
    page = body(enter().get(f"/receptions/{shown.pk}"))
    assert f"/receptions/{made.pk}" in page
    assert "防汛" in page


def test_the_month_at_a_glance(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    day, desk = drafted(town), enter("dispatcher")
    desk.get("/desk/receptions/calendar")
    with django_assert_max_num_queries(10):
        assert f"/desk/receptions/{day.pk}" in body(desk.get("/desk/receptions/calendar?month=2026-05"))
    assert f"/desk/receptions/{day.pk}" not in body(desk.get("/desk/receptions/calendar?month=2026-07"))
    for absurd in ("", "2026-13", "0-0", "１２-1", "9999-12", "x" * 500):
        assert desk.get("/desk/receptions/calendar", {"month": absurd}).status_code == 200


def test_lists_ask_a_fixed_number_of_queries(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        starts = STARTS + number * DAY
        announced(town, starts_at=starts, ends_at=starts + HOUR)
    desk = enter("dispatcher")
    desk.get("/desk/receptions")
    with django_assert_max_num_queries(16):
        assert "演示·副县长甲" in body(desk.get("/desk/receptions"))
    with django_assert_max_num_queries(5):
        assert "演示·副县长甲" in body(enter().get("/receptions"))
    assert desk.get("/desk/receptions?export=csv").status_code == 200


def test_whoever_left_no_telephone_is_to_be_told_by_hand(town: Town, enter: Enter) -> None:
    day = announced(town)
    booking, _done = booked(day, by=town.who("clerk"), way="paper", phone="")
    page = body(enter("clerk").get(f"/desk/receptions/{day.pk}"))
    assert "需要人工告知的人" in page
    assert booking.receipt in page
    assert "需要人工告知的人" not in body(enter("inspector").get(f"/desk/receptions/{day.pk}"))


def test_what_hinders_a_day_stands_on_its_page_and_holds_up_no_other(town: Town, enter: Enter) -> None:
    nowhere = drafted(town, place=None, address="")
    fine = drafted(town, "second")
    actions.prepare(STARTS - 3 * DAY)
    assert (fresh(Day, nowhere.pk).state, fresh(Day, fine.pk).state) == ("drafted", "announced")
    assert "按现在的安排不能公示" in body(enter("clerk").get(f"/desk/receptions/{nowhere.pk}"))
