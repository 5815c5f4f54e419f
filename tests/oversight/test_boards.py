"""Boards: each number opens the list it counts, old cases by age and way, and no button that would only refuse."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.oversight import actions
from sixia.oversight.queries.promises import of_unit, public_promises
from tests.oversight.conftest import Enter
from tests.oversight.making import AFTER, named, placed, promised
from tests.town import DAY, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)


@pytest.fixture(autouse=True)
def at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks when the day of the promises has passed."""
    monkeypatch.setattr(timezone, "now", lambda: AFTER)


def numbers(client: Client, path: str) -> list[tuple[str, int, int]]:
    """(address, number on the link, rows of the list behind it) of each number in the table of shares."""
    page = client.get(path).content.decode()
    found = []
    for address, number in re.findall(r'<a href="([^"]+\?tab=(?:ontime|come|broken)[^"]+)">(\d+)</a>', page):
        rows = client.get(unescape(address)).context["list"].total
        found.append((address, int(number), rows))
    return found


def test_each_number_of_a_share_opens_the_list_that_it_counts(town: Town, enter: Enter) -> None:
    overseer, head = town.who("supervisor"), town.who("head")
    kept, broken, moved = placed(town), placed(town), placed(town)
    for row in (kept, broken, moved, placed(town)):
        actions.publish(row, by=head, now=NOW + DAY)
    actions.say(kept, kept=True, by=overseer, now=NOW + 4 * DAY)
    actions.say(broken, kept=False, by=overseer, now=AFTER)
    actions.replace(moved, words="七月", due_on=AFTER.date().replace(month=7), reason="缺料", by=head, now=NOW + 2 * DAY)
    found = numbers(Client(), "/promises")
    assert [number for _address, number, _rows in found] == [3, 1, 1]
    assert all(number == rows for _address, number, rows in found), found


def test_a_unit_is_found_by_its_whole_name_and_others_by_a_part(town: Town) -> None:
    actions.publish(placed(town), by=town.who("head"), now=NOW + DAY)
    assert of_unit(public_promises(), "县住建局").count() == 1
    assert of_unit(public_promises(), "住建").count() == 1
    assert of_unit(public_promises(), "县热线中心").count() == 0


def test_old_cases_stand_by_way_and_by_age(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    old = town.accepted()
    Case.objects.filter(pk=old.pk).update(first_at=NOW - 400 * DAY)
    client = enter("supervisor")
    with django_assert_max_num_queries(26):
        page = client.get("/desk/charges/old")
    assert [bar.value for bar in page.context["bars"]] == [1, 0, 0, 0, 0]
    assert [sum_ for _name, _numbers, sum_ in page.context["bands"]] == [0, 1, 0]
    assert [client.get(bar.url).context["list"].total for bar in page.context["bars"]] == [1, 0, 0, 0, 0]


def test_the_end_is_offered_only_when_something_releases_the_leader(town: Town, enter: Enter) -> None:
    case = town.answered()
    charge, client = named(town, case), enter("deputy")
    address = f"/desk/charges/{charge.pk}/end"
    assert address not in client.get(f"/desk/charges/{charge.pk}").content.decode()
    cases.judge(town.voice(case), YES, by=town.resident(town.voice(case)), now=NOW + 3 * DAY)
    assert address in client.get(f"/desk/charges/{charge.pk}").content.decode()


def test_what_only_the_resident_says_is_offered_to_nobody_else_but_the_call_back(town: Town, enter: Enter) -> None:
    row, loose = promised(town), placed(town)
    assert f"{row.pk}/confirm" not in enter("supervisor").get(f"/desk/promises/{row.pk}").content.decode()
    assert f"{row.pk}/confirm" in enter("callback").get(f"/desk/promises/{row.pk}").content.decode()
    assert f"{loose.pk}/confirm" in enter("supervisor").get(f"/desk/promises/{loose.pk}").content.decode()
