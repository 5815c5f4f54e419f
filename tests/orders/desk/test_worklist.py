"""A unit's worklist: whose orders, in which tab, by due time, how they are found, and what it costs."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.orders import actions as orders
from tests.orders.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town


def _rows(page: Any) -> list[int]:
    return [row.matter_id for row in page.context["list"].page.rows]


def _counts(page: Any) -> dict[str, int | None]:
    return {tab.name: number for tab, _url, number, _current in page.context["list"].tab_links()}


def test_only_ones_own_unit(town: Town, at: At) -> None:
    mine = town.dispatched()
    town.dispatched(unit="ecology", category="noise")
    assert _rows(at("handler").get("/desk/orders")) == [mine.pk]
    assert _rows(at("head").get("/desk/orders")) == [mine.pk]


@pytest.mark.parametrize("who", ["clerk", "dispatcher", "callback", "supervisor", "leader", "outsider"])
def test_no_worklist_without_a_unit_to_work_for(town: Town, at: At, who: str) -> None:
    assert at(who).get("/desk/orders").status_code == 404


def test_what_is_complained_of_never_appears(town: Town, at: At) -> None:
    town.heard(text="住建局有人收钱", kind="accusation", named_units=(town.units["housing"].pk,))
    page = at("handler").get("/desk/orders")
    assert _rows(page) == []
    assert set(_counts(page).values()) == {0, None}
    assert _rows(at("handler").get("/desk/orders?tab=done")) == []


def test_tabs_follow_the_states(town: Town, at: At) -> None:
    town.dispatched(now=NOW - 3 * HOUR)
    refused = town.dispatched(now=NOW - 3 * HOUR)
    town.accepted(now=NOW - DAY)
    leading = town.accepted(now=NOW - DAY, category="road")
    done = town.answered(now=NOW - 3 * DAY)
    orders.refuse(town.lead(refused), reason="不归本局", proposed=town.units["ecology"], by=town.who("handler"), now=NOW)
    cases.call_in(leading, unit=town.units["ecology"], reason="扬尘", by=town.who("dispatcher"), now=NOW)
    client = at("handler")
    assert _counts(client.get("/desk/orders")) == {"open": 4, "accept": 1, "hand": 2, "refused": 1, "waiting": 1, "done": None}
    assert _rows(client.get("/desk/orders?tab=waiting")) == [leading.pk]
    assert _rows(client.get("/desk/orders?tab=refused")) == [refused.pk]
    assert _rows(client.get("/desk/orders?tab=done")) == [done.pk]


def test_the_most_urgent_first_and_late_ones_alone(town: Town, at: At) -> None:
    fresh = town.dispatched(now=NOW - 2 * HOUR)
    late = town.dispatched(now=NOW - 20 * DAY)
    client = at("handler")
    assert _rows(client.get("/desk/orders")) == [late.pk, fresh.pk]
    assert _rows(client.get("/desk/orders?due=late")) == [late.pk]


def test_found_by_words_or_number(town: Town, at: At) -> None:
    lamp = town.dispatched()
    pit = town.dispatched(text="校门口有个大坑", category="road")
    client = at("handler")
    assert _rows(client.get("/desk/orders", {"q": "大坑"})) == [pit.pk]
    assert _rows(client.get("/desk/orders", {"q": f"#{lamp.pk}"})) == [lamp.pk]


def test_the_export_is_what_is_shown(town: Town, at: At) -> None:
    town.dispatched(text="校门口有个大坑", category="road")
    town.dispatched(text="路灯不亮")
    page: Any = at("handler").get("/desk/orders", {"q": "大坑", "export": "csv"})
    text = b"".join(page.streaming_content).decode("utf-8-sig")
    assert "大坑" in text
    assert "路灯" not in text


def test_the_cost_does_not_grow(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    for _ in range(12):
        town.dispatched()
    client = at("handler")
    client.get("/desk/orders")
    with django_assert_max_num_queries(10):
        client.get("/desk/orders?due=late&q=灯&tab=waiting")


def test_a_row_leads_to_its_matter(town: Town, at: At) -> None:
    case = town.dispatched()
    order = town.lead(case)
    page = at("handler").get(f"/desk/orders/{order.pk}")
    assert (page.status_code, page["Location"]) == (302, f"/desk/cases/{case.pk}#order-{order.pk}")
    assert at("ecologist").get(f"/desk/orders/{order.pk}").status_code == 404
