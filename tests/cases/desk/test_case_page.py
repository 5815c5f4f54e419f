"""The case page: who may open it, what it shows to whom, and that it costs the same for every case."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from tests.cases.desk.conftest import At
from tests.town import DAY, NOW, Town


def test_who_has_no_part_in_it_finds_nothing(town: Town, at: At) -> None:
    case = town.dispatched()
    seen = {
        name: at(name).get(f"/desk/cases/{case.pk}").status_code
        for name in ("dispatcher", "handler", "ecologist", "wester", "outsider")
    }
    assert seen == {"dispatcher": 200, "handler": 200, "ecologist": 404, "wester": 404, "outsider": 404}


def test_page_in_every_state(town: Town, at: At) -> None:
    for case in (town.heard(), town.dispatched(), town.accepted(), town.answered()):
        page = at("dispatcher").get(f"/desk/cases/{case.pk}")
        assert page.status_code == 200
        assert case.title in page.content.decode()


@pytest.mark.parametrize("who", ["dispatcher", "handler", "supervisor"])
def test_no_more_than_fifteen_queries(town: Town, at: At, who: str, django_assert_max_num_queries: Any) -> None:
    case = town.answered()
    for number in range(4):
        cases.hear(
            town.new(text=f"我也看到了 {number}", into=case.pk, phone=f"1380000001{number}"), by=town.who("clerk"), now=NOW + DAY
        )
    client = at(who)
    client.get(f"/desk/cases/{case.pk}")
    with django_assert_max_num_queries(15):
        assert client.get(f"/desk/cases/{case.pk}").status_code == 200
