"""Whoever has booked and whoever receives are told at once, each in their language and once."""

import pytest

from sixia.fieldwork.reception import actions
from sixia.interop.models import Message
from sixia.kit import jobs
from tests.fieldwork.reception.making import HOURS, STARTS, announced, booked, drafted, own
from tests.town import DAY, HOUR, NOW, Town


@pytest.fixture(autouse=True)
def with_mail(town: Town) -> None:
    """The leaders have an address."""
    for name in ("deputy", "second"):
        town.accounts[name].email = f"{name}@example.org"
        town.accounts[name].save()


def told(way: str = "sms") -> list[str]:
    """The texts that were written, after all reactions have run twice."""
    for _ in range(2):
        jobs.run_due(NOW + HOUR)
    return [row.text for row in Message.objects.filter(way=way).order_by("pk")]


def test_a_booking_is_confirmed_with_code_time_and_place(town: Town) -> None:
    row, _done = booked(announced(town))
    (text,) = told()
    for words in (row.receipt, "2026年5月20日 09:00", "县信访接待中心一楼", "副县长 演示·副县长甲", "/receptions/booking"):
        assert words in text
    assert Message.objects.get().booking == row


def test_put_off_called_off_and_swapped_reach_everybody_who_has_booked(town: Town) -> None:
    day = announced(town)
    booked(day)
    booked(day, phone="", client="00000000-0000-0000-0000-000000000001")
    later = STARTS + 2 * DAY
    made = actions.move(day, starts_at=later, ends_at=later + HOURS, reason="防汛", by=town.who("clerk"), now=NOW)
    assert "5月22日" in told()[-1]
    assert "5月22日" in told("mail")[-1]
    other = drafted(town, "second", starts_at=later + DAY, ends_at=later + DAY + HOURS)
    actions.swap(made, other=other, reason="开会", by=town.who("clerk"), now=NOW)
    assert "演示·副县长乙" in told()[-1]
    actions.cancel(made, reason="防汛", by=town.who("clerk"), now=NOW)
    assert "防汛" in told()[-1]
    assert len(told()) == 4


def test_what_they_did_themselves_is_not_told_back(town: Town) -> None:
    row, _done = booked(announced(town))
    actions.give_up(row, by=own(row), now=NOW)
    assert len(told()) == 1


def test_the_leader_is_told_of_the_day_ahead_without_a_word_of_who_comes(town: Town) -> None:
    day = drafted(town)
    actions.remind(day, now=NOW)
    (text,) = told("mail")
    assert "5月20日" in text
    assert f"/desk/receptions/{day.pk}" in text
