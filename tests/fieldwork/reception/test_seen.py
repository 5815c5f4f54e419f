"""Who sees a day, a booking and what came of it: exactly those with a role, and residents only what is theirs."""

import pytest

from sixia.fieldwork.reception.bookers import booker
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.people.actors import SYSTEM, resident
from tests.fieldwork.reception.making import announced, booked, drafted
from tests.fieldwork.reception.test_acts import act, sitting
from tests.town import POSTS, Town

NAMES = tuple(sorted({post[0] for post in POSTS} | {"deputy", "second", "outsider"}))
SEE_DAYS = {
    *("clerk", "dispatcher", "callback", "supervisor", "supervisor2", "principal", "inspector", "leader", "deputy", "second"),
}
SEE_BOOKINGS = {"clerk", "dispatcher", "supervisor", "supervisor2", "principal", "deputy"}


@pytest.mark.parametrize("name", NAMES)
def test_a_day_is_seen_by_whoever_has_a_role_in_it(town: Town, name: str) -> None:
    day, who = drafted(town), town.who(name)
    assert Day.objects.visible_to(who).filter(pk=day.pk).exists() == (name in SEE_DAYS) == bool(day.roles_of(who))


def test_units_of_a_joint_reception_know_of_the_day_and_not_of_who_comes(town: Town) -> None:
    units = (town.units["housing"], town.units["ecology"])
    day = announced(town, form="joint", units=units)
    row, _done = booked(day)
    for name in ("handler", "ecologist"):
        who = town.who(name)
        assert day.roles_of(who) == {"unit"}
        assert not Booking.objects.visible_to(who).filter(pk=row.pk).exists()
    assert not day.roles_of(town.who("easter"))


@pytest.mark.parametrize("name", NAMES)
def test_a_booking_is_seen_by_the_office_the_leader_and_those_who_watch(town: Town, name: str) -> None:
    row, _done = booked(announced(town))
    who = town.who(name)
    assert Booking.objects.visible_to(who).filter(pk=row.pk).exists() == (name in SEE_BOOKINGS) == bool(row.roles_of(who))


def test_residents_see_their_own_booking_alone(town: Town) -> None:
    day = announced(town)
    (mine, _a), (other, _b) = booked(day), booked(day)
    who = booker([mine.pk])
    assert list(Booking.objects.visible_to(who)) == [mine]
    assert (mine.roles_of(who), other.roles_of(who)) == ({"booker"}, frozenset())
    assert not Booking.objects.visible_to(resident([town.voice(town.heard()).pk])).exists()
    assert not Day.objects.visible_to(who).exists()
    assert Booking.objects.visible_to(SYSTEM).count() == 2


def test_what_led_to_a_confidential_case_is_closed_to_all_but_its_leader(town: Town) -> None:
    talk = sitting(town)
    case = act(town, talk, Act.HEARD, text="有人私吞公款", category="lamp").act.case
    assert case is not None
    assert Act.objects.visible_to(town.who("supervisor")).exists()
    case.restricted = True
    case.save()
    for name in ("supervisor", "clerk", "deputy"):
        assert not Act.objects.visible_to(town.who(name)).exists()
    Booking.objects.filter(pk=talk.pk).update(state="done")
    assert not Booking.objects.visible_to(town.who("supervisor")).filter(pk=talk.pk).exists()
    assert not Booking.objects.visible_to(town.who("clerk")).filter(pk=talk.pk).exists()
    assert Booking.objects.visible_to(town.who("deputy")).filter(pk=talk.pk).exists()
