"""What a careless or a hostile hand sends to a reception: names of acts used again, other people's bookings, shared computers."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.reception.models import Act, Booking
from tests.fieldwork.reception.making import ABOUT, announced, booked, fresh, new_booking, opened
from tests.fieldwork.reception.test_acts import act, sitting
from tests.refusals import refused
from tests.town import NOW, Town

Enter = Callable[..., Client]
FORM = {"about": ABOUT, "name": "演示甲", "people": "1"}


@pytest.fixture
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks now."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def test_an_act_sent_again_with_other_words_is_not_taken_for_the_same(town: Town) -> None:
    talk, client = sitting(town), uuid4()
    act(town, talk, Act.NOTED, text="第一句", client=client)
    assert act(town, talk, Act.NOTED, text="第一句", client=client).again
    with refused("guard"):
        act(town, talk, Act.NOTED, text="另一句", client=client)
    with refused("guard"):
        act(town, talk, Act.EXPLAINED, text="第一句", client=client)


def test_an_act_of_another_talk_is_not_this_one(town: Town) -> None:
    talk, client = sitting(town), uuid4()
    act(town, talk, Act.NOTED, text="第一句", client=client)
    other, _done = booked(talk.day, by=town.who("clerk"), now=talk.day.starts_at, way="walk_in")
    Booking.objects.filter(pk=other.pk).update(state="done")
    with refused("guard"):
        act(town, fresh(Booking, other.pk), Act.NOTED, text="第一句", client=client)
    assert talk.acts.count() == 1


def test_words_that_arrive_after_what_came_of_them_are_not_lost(town: Town) -> None:
    talk, words = sitting(town), uuid4()
    act(town, talk, Act.EXPLAINED, text="政策讲清楚了", of=words, words=ABOUT)
    assert act(town, talk, Act.HEARD, text=ABOUT, client=words).again
    with refused("guard"):
        act(town, talk, Act.HEARD, text="另外还有一件事", client=words)


def test_a_booking_sent_again_with_other_words_is_another_one(town: Town, enter: Enter, at_now: None) -> None:
    day, client, browser = announced(town), str(uuid4()), enter()
    first = browser.post(f"/receptions/{day.pk}/book", {**FORM, "client": client})
    again = browser.post(f"/receptions/{day.pk}/book", {**FORM, "client": client})
    other = browser.post(f"/receptions/{day.pk}/book", {**FORM, "client": client, "about": "换一件事"})
    assert first["Location"] == again["Location"] != other["Location"]
    assert Booking.objects.count() == 2


def test_closing_on_a_shared_computer_closes_bookings_too(town: Town, enter: Enter, at_now: None) -> None:
    day, browser = announced(town), enter()
    page = browser.post(f"/receptions/{day.pk}/book", {**FORM, "client": str(uuid4())})["Location"]
    assert browser.get(page).status_code == 200
    browser.post("/leave")
    assert browser.get(page).status_code == 404


def test_the_desk_sends_a_booking_of_elsewhere_again(town: Town, enter: Enter, at_now: None) -> None:
    client = uuid4()
    elsewhere, _done = booked(announced(town), client=client)
    Booking.objects.filter(pk=elsewhere.pk).update(state="done")
    west = announced(town, leader="second", place=town.places["990101"])
    given = {**FORM, "client": str(client), "way": "phone"}
    assert enter("clerk").post(f"/desk/receptions/{west.pk}/take", given).status_code in (200, 422)


def test_nobody_takes_all_times_of_all_days(town: Town, enter: Enter, at_now: None) -> None:
    day, browser = announced(town, capacity=200), enter()
    address = f"/receptions/{day.pk}/book"
    answers = [browser.post(address, {**FORM, "name": f"甲{n}"}).status_code for n in range(10)]
    with pytest.MonkeyPatch.context() as later:
        for minute in (2, 4):
            later.setattr(timezone, "now", lambda at=NOW + timedelta(minutes=minute): at)
            answers += [browser.post(address, {**FORM, "name": f"乙{minute}{n}"}).status_code for n in range(10)]
    assert answers.count(302) == 20
    assert answers[-1] == 429


def test_the_waiting_room_reads_no_name_and_no_matter(town: Town, enter: Enter) -> None:
    talk = sitting(town)
    page = enter().get(f"/receptions/{talk.day_id}/waiting").content.decode()
    assert talk.name not in page
    assert talk.about not in page
    assert talk.receipt not in page


def test_an_earlier_receipt_opens_nothing(town: Town, enter: Enter, at_now: None) -> None:
    voice = town.voice(town.heard(phone="13811112222"))
    day, browser = announced(town), enter()
    page = browser.post(f"/receptions/{day.pk}/book", {**FORM, "client": str(uuid4()), "receipt": voice.receipt})["Location"]
    assert voice.text not in browser.get(page).content.decode()
    assert browser.get(f"/track/{voice.receipt}").status_code in (302, 404)


def test_addresses_take_no_nonsense(town: Town, enter: Enter) -> None:
    day = opened(town)
    booking, _done = booked(day, by=town.who("clerk"), now=day.starts_at, way="walk_in")
    for piece in ("%00", "9" * 30, "-1", "%E2%80%AE", "a" * 2000, "%2e%2e%2f"):
        for path in ("/receptions/{}", "/receptions/{}/book", "/receptions/{}/waiting", "/receptions/booking/{}"):
            assert enter().get(path.format(piece)).status_code < 500
        for path in (
            "/desk/receptions/{}",
            "/desk/receptions/{}/queue?q={}",
            "/desk/bookings/{}",
            "/desk/receptions/ledger?unit={}",
        ):
            assert enter("clerk").get(path.format(piece, piece)).status_code < 500
        assert enter("clerk").get(f"/desk/receptions/{day.pk}/queue?q={piece}").status_code < 500
        assert enter("clerk").get(f"/desk/receptions/ledger?unit={piece}").status_code < 500
        assert enter("clerk").get(f"/desk/receptions/calendar?month={piece}&at={piece}&since={piece}").status_code < 500
        assert enter("clerk").get(f"/desk/receptions/plan?since={piece}&until={piece}").status_code < 500
    assert booking.pk
    assert new_booking().client
