"""Boards, the list behind a number, silence, mail, and the public's figures, as their readers ask for them."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from sixia.config.boards import mail_board
from sixia.insight.figures.actions import catch_up, publish, publish_again, send_boards, tidy_tallies, want_board
from sixia.insight.figures.models import Fact, Subscription
from sixia.insight.figures.queries import published
from sixia.insight.figures.rules.anonymity import K
from sixia.insight.figures.rules.indicators import INDICATORS
from sixia.interop.models import Message
from sixia.kit.models import Entry
from sixia.people.models import Account
from tests.insight.figures.test_facts import lived
from tests.town import DAY, Town

TODAY = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
MONDAY = date(2026, 5, 25)
MOST_QUERIES = 45


@pytest.fixture
def open_desk(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A supervisor's browser on a day after it all."""
    lived(town)
    catch_up(TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    client.force_login(town.accounts["supervisor"])
    return client


def text(client: Client, name: str, *args: str, query: str = "") -> str:
    """The page, which must be there."""
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_board_and_each_indicator_open_with_both_numbers(
    open_desk: Client, town: Town, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator] # a fixture of pytest-django
        board = text(open_desk, "desk_figures")
    for one in INDICATORS:
        assert str(one.title) in board
        assert str(one.denominator) in text(open_desk, "desk_figure", one.key, query="?span=2026-05")
    assert "/desk/insight/figures/resolution/top?span=90" in board
    narrow = f"?span=2026&place=990101100&unit={town.units['housing'].pk}&topic=lamp"
    assert town.units["housing"].name in text(open_desk, "desk_figures", query=narrow)
    assert text(open_desk, "desk_figures", query="?span=x&place=1&unit=x&topic=x")
    assert open_desk.get(reverse("desk_figure", args=["nonsense"])).status_code == 404


def test_the_list_behind_a_number_can_be_taken_along(open_desk: Client) -> None:
    for one in INDICATORS:
        for side in ("top", "bottom"):
            text(open_desk, "desk_figure_list", one.key, side, query="?span=2026-05")
    answer = open_desk.get(reverse("desk_figure_list", args=["resolution", "bottom"]) + "?span=2026-05&export=csv")
    taken = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined] # a streaming response
    assert len(list(csv.reader(io.StringIO(taken)))) == 3
    assert open_desk.get(reverse("desk_figure_list", args=["resolution", "middle"])).status_code == 404


def test_silence_says_what_it_looked_at(open_desk: Client) -> None:
    page = text(open_desk, "desk_silence")
    assert "<h1>" in page


def test_a_board_is_wanted_by_mail_once_and_told_on_its_day(open_desk: Client, town: Town) -> None:
    post = {"asked": "span=30&place=990101100", "every": "week"}
    for _twice in range(2):
        assert open_desk.post(reverse("desk_figures_mail"), post).status_code == 302
    row = Subscription.objects.get()
    assert (row.account, row.every, row.next_on) == (town.accounts["supervisor"], "week", MONDAY)
    for day in (0, 5, 5):
        send_boards(TODAY + day * DAY)
    entry = Entry.objects.get(event="BoardDue")
    for _again in range(2):
        mail_board(entry, TODAY)
    assert not Message.objects.exists()  # nobody has an address yet
    Account.objects.filter(username="supervisor").update(email="boards@example.org")
    for _again in range(2):
        mail_board(entry, TODAY)
    message = Message.objects.get()
    assert (message.address, message.account_id) == ("boards@example.org", town.accounts["supervisor"].pk)
    assert "东镇" in message.subject
    assert "解决（首次评价）：1 / 1" in message.text
    assert "span=30&place=990101100" in message.text
    open_desk.post(reverse("desk_figures_mail"), {**post, "every": ""})
    assert not Subscription.objects.exists()
    want_board(asked="span=30", every="month", by=town.who("principal", TODAY), now=TODAY)
    assert Subscription.objects.get().next_on == date(2026, 6, 1)


def made(day: date, place: str, many: int, *, parts: tuple[str, ...] = ("heard", "judged", "solved")) -> None:
    """So many facts of each part; of the last part every other one."""
    for number in range(many):
        for part in parts if number % 2 else parts[:-1]:
            seat = {"kind": "case", "thing": number, "row": number, "day": day}
            Fact.objects.create(part=part, place_path=place, unit=0, topic="lamp", **seat)


def rows_of(year: int, key: str) -> list[tuple[int | None, bool, int]]:
    """Month, whether a place is named, and denominator of each published row of an indicator."""
    return [(row.month, bool(row.place), row.value.whole) for row in published.published(year) if row.one.key == key]


def test_everybody_reads_only_what_points_at_nobody(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    assert "<h1>" in text(client, "figures")
    east, west = town.places["990101100001"].path, town.places["990101200001"].path
    for month, place, many in ((2, east, 12), (2, west, 4), (3, east, 30), (3, west, 11), (1, east, 3), (4, east, 30)):
        made(date(2026, month, 5), place, many)
    tidy_tallies()
    assert publish(TODAY) == 3  # April has not had its further month yet
    assert rows_of(2026, "resolution") == [(2, False, 16), (3, True, 30), (3, True, 11)]
    assert all(row.value.whole >= K for row in published.published(2026))
    assert "30" in text(client, "figures", query="?of=resolution&year=2026")
    assert "denominator" in text(client, "figures_data")
    table = client.get(reverse("figures_file", args=[2026, "csv"])).content.decode("utf-8-sig")
    assert "resolution,2026,3,990101100,东镇,15,30" in table
    assert client.get(reverse("figures_file", args=[2026, "json"])).json()["fewest"] == K
    assert client.get(reverse("figures_file", args=[2019, "csv"])).status_code == 404


def test_what_was_told_never_changes_so_that_nobody_can_take_two_states_from_each_other(town: Town, client: Client) -> None:
    east, west = town.places["990101100001"].path, town.places["990101200001"].path
    made(date(2025, 3, 5), east, 12)
    made(date(2025, 3, 6), west, 10)
    for month in (4, 5):
        made(date(2025, month, 5), east, 6)
    tidy_tallies()
    year_over = datetime(2026, 2, 1, 2, 0, tzinfo=UTC)
    publish(year_over - 5 * DAY)
    assert rows_of(2025, "resolution") == [(3, True, 12), (3, True, 10)]
    made(date(2025, 12, 5), east, 3)
    tidy_tallies()
    address = reverse("figures_file", args=[2025, "csv"])
    before = client.get(address).content
    Fact.objects.filter(place_path=west, thing=0).delete()  # somebody's case was sealed: nine are left, too few for a row
    made(date(2025, 5, 9), east, 30)
    tidy_tallies()
    assert publish(year_over - 5 * DAY) == 0
    assert client.get(address).content == before
    assert publish(year_over) == 1
    assert rows_of(2025, "resolution") == [(3, True, 12), (3, True, 10), (None, False, 6 + 36 + 3)]
    assert publish_again(2025, year_over) == 10  # from March on
    assert rows_of(2025, "resolution")[0] == (3, False, 21)


def test_a_time_is_told_as_it_stood_on_that_day(town: Town) -> None:
    east = town.places["990101100001"].path
    made(date(2026, 3, 5), east, 24, parts=("heard", "answer.open"))
    tidy_tallies()
    publish(TODAY)
    row = next(row for row in published.published(2026) if row.one.key == "time_to_answer")
    assert row.value.spread is not None
    assert (row.value.whole, row.value.spread.waiting, row.value.median and row.value.median.known) == (12, 12, False)
