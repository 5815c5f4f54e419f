"""Booking without an account: taken once, sealed, refused when full; put off, given up, looked at."""

from uuid import uuid4

import pytest

from sixia.cases.actions import passcode_index
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.bookers import booker
from sixia.fieldwork.reception.models import Booking
from sixia.kit.journal import timeline
from tests.fieldwork.reception.making import (
    HOURS,
    STARTS,
    announced,
    booked,
    drafted,
    fresh,
    new_booking,
    opened,
    own,
)
from tests.refusals import refused
from tests.town import DAY, NOW, Town


def test_a_booking_has_a_code_a_passcode_and_a_time(town: Town) -> None:
    day = announced(town)
    booking, done = booked(day)
    assert (booking.state, booking.at, booking.way) == ("booked", STARTS, "web")
    assert booking.receipt.startswith("JF")
    assert booking.passcode == passcode_index(done.receipt, done.passcode)
    assert (booking.name, booking.phone) == ("演示甲", "13800000001")
    line = timeline(day.stream)[-1]
    assert (line.event, line.by) == ("VisitBooked", f"booking:{booking.pk}")
    assert "演示甲" not in str(line)


def test_sent_twice_it_is_taken_once(town: Town) -> None:
    day, client = announced(town), uuid4()
    first = actions.book(day, new=new_booking(client=client), by=booker(()), now=NOW)
    again = actions.book(day, new=new_booking(client=client), by=booker(()), now=NOW)
    assert (again.booking, again.again, again.passcode) == (first.booking, True, "")
    assert Booking.objects.count() == 1


def test_a_full_day_refuses_and_a_place_given_up_is_free_again(town: Town) -> None:
    day = announced(town)
    bookings = [booked(day)[0] for _ in range(3)]
    assert [row.at for row in bookings] == [STARTS, STARTS + HOURS / 3, STARTS + 2 * HOURS / 3]
    with refused("guard"):
        booked(day)
    actions.give_up(bookings[1], by=own(bookings[1]), now=NOW)
    assert booked(day)[0].at == STARTS + HOURS / 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"about": "  "}, "missing"),
        ({"about": "字" * 2001}, "guard"),
        ({"people": 0}, "guard"),
        ({"receipt": "SX00000000-0"}, "guard"),
        ({"way": "phone"}, "role"),
        ({"way": "walk_in"}, "role"),
        ({"way": "nonsense"}, "role"),
    ],
)
def test_what_cannot_be_booked(town: Town, given: dict[str, object], code: str) -> None:
    with refused(code):
        booked(announced(town), **given)


def test_only_public_days_ahead_can_be_booked(town: Town) -> None:
    with refused("guard"):
        booked(drafted(town))
    with refused("guard"):
        booked(opened(town, starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOURS), now=STARTS + DAY)


def test_a_clerk_by_telephone_a_grid_worker_with_consent(town: Town) -> None:
    day = announced(town)
    assert booked(day, by=town.who("clerk"), way="phone")[0].helper is None
    with refused("missing"):
        booked(day, by=town.who("grid"), way="helper")
    row, _done = booked(day, by=town.who("grid"), way="helper", consent="本人口头同意")
    assert row.helper == town.accounts["grid"]
    with refused("role"):
        booked(day, by=town.who("handler"), way="phone")


def test_a_group_sends_at_most_five_and_an_earlier_matter_is_linked(town: Town) -> None:
    voice = town.voice(town.heard())
    row, _done = booked(announced(town), people=30, receipt=voice.receipt)
    assert (row.people, row.speakers, row.voice) == (30, 5, voice)


def test_another_day_by_the_person_or_the_office(town: Town) -> None:
    day, later = announced(town), announced(town, starts_at=STARTS + DAY, ends_at=STARTS + DAY + HOURS)
    row, _done = booked(day)
    with refused("role"):
        actions.shift(row, to=later, by=booker([row.pk + 1]), now=NOW)
    with refused("guard"):
        actions.shift(row, to=day, by=own(row), now=NOW)
    actions.shift(row, to=later, by=own(row), now=NOW)
    row = fresh(Booking, row.pk)
    assert (row.day, row.at) == (later, STARTS + DAY)
    told = timeline(day.stream)[-1]
    assert (told.event, told.facts["because"]) == ("BookingShifted", "own")


def test_giving_up_is_for_the_person_and_the_desk(town: Town) -> None:
    row, _done = booked(announced(town))
    with refused("role"):
        actions.give_up(row, by=town.who("supervisor"), now=NOW)
    actions.give_up(row, by=town.who("clerk"), now=NOW)
    with refused("state"):
        actions.give_up(row, by=own(row), now=NOW)


def test_who_it_is_is_shown_for_a_reason_that_is_written_down(town: Town) -> None:
    row, _done = booked(announced(town))
    with refused("missing"):
        actions.look(row, reason=" ", by=town.who("clerk"), now=NOW)
    for name in ("handler", "inspector"):
        with refused("role"):
            actions.look(row, reason="核对", by=town.who(name), now=NOW)
    assert actions.look(row, reason="核对", by=town.who("clerk"), now=NOW) == ("演示甲", "13800000001")
    assert timeline(row.stream)[-1].event == "BookerShown"
