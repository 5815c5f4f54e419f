"""The pages of coming: booking without an account, waiting, the desk, the talk, and the lists that follow by themselves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.reception.models import Act, Booking
from tests.fieldwork.reception.making import ABOUT, HOURS, STARTS, announced, booked, opened
from tests.fieldwork.reception.test_acts import act, sitting
from tests.fieldwork.reception.test_pages import body
from tests.town import DAY, NOW, Town

Enter = Callable[..., Client]
FORM = {"about": ABOUT, "name": "演示甲", "phone": "13800000001", "people": "1"}


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks now."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks while the reception is open."""
    monkeypatch.setattr(timezone, "now", lambda: STARTS)


def test_book_open_again_change_and_give_up(town: Town, enter: Enter) -> None:
    day, later = announced(town), announced(town, "second", starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOURS)
    client, address = enter(), f"/receptions/{day.pk}/book"
    assert address in body(client.get(f"/receptions/{day.pk}"))
    answer = client.post(address, {**FORM, "about": ""})
    assert (answer.status_code, "演示甲" in body(answer)) == (422, True)
    answer = client.post(address, FORM)
    own = answer["Location"]
    page = body(client.get(own))
    passcode = re.search(r">(\d{6})<", page)
    assert passcode
    receipt = own.rpartition("/")[2]
    assert enter().get(own).status_code == 404
    other = enter()
    assert other.post("/receptions/booking", {"code": receipt, "passcode": "000000"}).status_code == 422
    assert other.post("/receptions/booking", {"code": receipt, "passcode": passcode[1]})["Location"] == own
    assert passcode[1] not in body(other.get(own))
    assert other.post(own, {"to": ""}).status_code == 422
    assert other.post(own, {"to": later.pk}).status_code == 302
    assert Booking.objects.get().day == later
    assert other.post(own, {"give_up": "1"}).status_code == 302
    assert Booking.objects.get().state == "cancelled"
    assert other.post(own, {"give_up": "1"}).status_code == 409


def test_a_full_day_says_so_and_keeps_what_was_typed(town: Town, enter: Enter) -> None:
    day = announced(town, capacity=1)
    booked(day)
    answer = enter().post(f"/receptions/{day.pk}/book", FORM)
    assert (answer.status_code, ABOUT in body(answer)) == (422, True)


def test_the_waiting_room_shows_numbers_and_no_names(town: Town, enter: Enter, on_the_day: None) -> None:
    talk = sitting(town)
    answer = enter().get(f"/receptions/{talk.day_id}/waiting")
    assert ("演示甲" in body(answer), answer["Refresh"]) == (False, "10")
    assert enter().get(f"/receptions/{announced(town, 'second').pk}/waiting").status_code == 404


def test_the_desk_takes_calls_and_seats(town: Town, enter: Enter, on_the_day: None) -> None:
    day, clerk = opened(town), enter("clerk")
    queue = f"/desk/receptions/{day.pk}/queue"
    answer = clerk.post(f"/desk/receptions/{day.pk}/take", {**FORM, "way": "walk_in"})
    assert re.search(r">\d{6}<", body(answer))
    row = Booking.objects.get()
    assert (row.state, row.number) == ("waiting", 1)
    assert "演示甲" not in body(clerk.get(queue))
    assert row.receipt in body(clerk.get(queue, {"q": "13800000001"}))
    assert clerk.post(queue).status_code == 302
    answer = clerk.post(f"/desk/bookings/{row.pk}/sit")
    assert answer["Location"] == f"/desk/bookings/{row.pk}"
    assert "演示甲" in body(clerk.get(answer["Location"]))
    assert clerk.post(f"/desk/bookings/{row.pk}/finish").status_code == 302
    assert "演示甲" not in body(clerk.get(f"/desk/bookings/{row.pk}"))
    assert clerk.post(f"/desk/bookings/{row.pk}/nonsense").status_code == 404
    for name in ("handler", "inspector", "eastdesk"):
        assert enter(name).get(queue).status_code == 404
        assert enter(name).post(f"/desk/bookings/{row.pk}/call").status_code == 404


def test_a_grid_worker_books_for_somebody(town: Town, enter: Enter) -> None:
    day, grid = announced(town), enter("grid")
    address = f"/desk/receptions/{day.pk}/take"
    assert grid.get(address).status_code == 200
    assert grid.post(address, {**FORM, "way": "helper"}).status_code == 422
    assert grid.post(address, {**FORM, "way": "helper", "consent": "本人同意"}).status_code == 200
    assert enter("handler").get(address).status_code == 404


def test_who_it_is_only_with_a_reason(town: Town, enter: Enter) -> None:
    row, _done = booked(announced(town))
    clerk = enter("clerk")
    assert "演示甲" not in body(clerk.post(f"/desk/bookings/{row.pk}/look", {"reason": ""}, follow=True))
    assert "演示甲" in body(clerk.post(f"/desk/bookings/{row.pk}/look", {"reason": "核对"}))


def test_the_talk_shows_what_they_brought_before_and_takes_what_comes_of_it(town: Town, enter: Enter, on_the_day: None) -> None:
    case = town.accepted()
    talk = sitting(town)
    desk, address = enter("dispatcher"), f"/desk/bookings/{talk.pk}"
    page = body(desk.get(address))
    assert case.title in page
    client = re.findall(r'name="client" value="([0-9a-f-]{36})"', page)
    given = {"act": "heard", "client": client[0], "text": ABOUT, "voice_kind": "help", "category": "lamp"}
    assert desk.post(address, {**given, "text": ""}).status_code == 422
    assert re.search(r">\d{6}<", body(desk.post(address, given)))
    assert desk.post(address, given).status_code == 302
    done = {"act": "instructed", "client": client[1], "text": "三天内修好", "unit": "县住建局"}
    assert desk.post(address, {**done, "unit": "无此单位"}).status_code == 422
    assert desk.post(address, done).status_code == 302
    promise = {"act": "promised", "client": client[2], "text": "月底前亮灯", "due_on": "2026-05-31"}
    assert desk.post(address, promise).status_code == 302
    assert list(Act.objects.order_by("pk").values_list("kind", flat=True)) == ["heard", "instructed", "promised"]
    page = body(desk.get(address))
    assert "月底前亮灯" in page
    assert "县住建局" in page
    assert desk.post(address, {"act": "nonsense"}).status_code == 404


def test_register_and_ledger_fill_themselves(
    town: Town, enter: Enter, on_the_day: None, django_assert_max_num_queries: Any
) -> None:
    talk = sitting(town)
    act(town, talk, Act.SETTLED, text="当场修好")
    for number in range(5):
        act(town, talk, Act.NOTED, text=f"记录{number}")
    desk = enter("supervisor")
    desk.get("/desk/receptions/ledger")
    with django_assert_max_num_queries(22):
        assert "当场修好" in body(desk.get("/desk/receptions/ledger?tab=settled"))
    with django_assert_max_num_queries(16):
        page = body(desk.get("/desk/receptions/register?tab=all"))
    assert ABOUT in page
    assert "演示甲" not in page
    page = body(desk.get(f"/desk/bookings/{talk.pk}"))
    assert "当场修好" in page
    assert "演示甲" not in page
    assert 'name="act"' not in page
    assert desk.post(f"/desk/bookings/{talk.pk}", {"act": "noted", "text": "x"}).status_code == 404
    assert desk.get("/desk/receptions/ledger?tab=all&export=csv").status_code == 200
    assert "当场修好" not in body(enter("eastdesk").get("/desk/receptions/ledger?tab=all"))


def test_a_confidential_case_is_not_told_of_in_the_ledger(town: Town, enter: Enter, on_the_day: None) -> None:
    talk = sitting(town)
    case = act(town, talk, Act.HEARD, text="别的都没有").act.case
    assert case is not None
    case.restricted = True
    case.save()
    page = body(enter("supervisor").get("/desk/receptions/ledger?tab=all"))
    assert f"/desk/cases/{case.pk}" not in page
    assert "别的都没有" not in page
