"""Every move on an order from the screen: buttons by role, forms, refusals that keep what was typed."""

from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.orders import actions as orders
from sixia.orders.models import Extension, Order
from tests.orders.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town


def _url(order: Order, move: str) -> str:
    return f"/desk/orders/{order.pk}/{move}"


def test_accepting_is_one_button(town: Town, at: At) -> None:
    case = town.dispatched(now=NOW - 2 * HOUR)
    order = town.lead(case)
    client = at("handler")
    assert _url(order, "accept") in client.get(f"/desk/cases/{case.pk}").content.decode()
    assert client.post(_url(order, "accept")).status_code == 302
    order.refresh_from_db()
    assert order.state == "accepted"


def test_refusing_needs_a_known_owner_and_keeps_the_words(town: Town, at: At) -> None:
    order = town.lead(town.dispatched(now=NOW - 2 * HOUR))
    client = at("handler")
    page = client.post(_url(order, "refuse"), {"reason": "这条路不归我局养护", "proposed": "没有这个局"})
    assert page.status_code == 422
    assert "这条路不归我局养护" in page.content.decode()
    assert client.post(_url(order, "refuse"), {"reason": "不归我局", "proposed": "县生态环境局"}).status_code == 302
    order.refresh_from_db()
    assert (order.state, order.proposed_unit) == ("refused", town.units["ecology"])


def test_refusing_in_favour_of_oneself_is_said_at_the_form(town: Town, at: At) -> None:
    order = town.lead(town.dispatched(now=NOW - 2 * HOUR))
    page = at("handler").post(_url(order, "refuse"), {"reason": "想一想", "proposed": "县住建局"})
    assert page.status_code == 422
    assert "想一想" in page.content.decode()


def test_the_duty_list_names_the_likely_owner(town: Town, at: At) -> None:
    order = town.lead(town.dispatched(category="noise", now=NOW - 2 * HOUR))
    page = at("handler").get(_url(order, "refuse")).content.decode()
    assert "unit=%E5%8E%BF%E7%94%9F%E6%80%81%E7%8E%AF%E5%A2%83%E5%B1%80" in page


def test_an_appointed_unit_sees_no_refusal(town: Town, at: At) -> None:
    case = town.dispatched(now=NOW - 5 * HOUR)
    order = town.lead(case)
    orders.refuse(order, reason="不归本局", proposed=town.units["ecology"], by=town.who("handler"), now=NOW - HOUR)
    orders.dismiss(order, reason="在清单里", by=town.who("dispatcher"), now=NOW)
    assert _url(order, "refuse") not in at("handler").get(f"/desk/cases/{case.pk}").content.decode()


def test_more_time_within_the_bounds(town: Town, at: At) -> None:
    order = town.lead(town.accepted(now=NOW - DAY))
    client = at("handler")
    page = client.post(_url(order, "ask_extension"), {"reason": "等配件", "amount": "99"})
    assert page.status_code == 422
    assert "等配件" in page.content.decode()
    assert client.post(_url(order, "ask_extension"), {"reason": "等配件", "amount": "3"}).status_code == 302
    assert Extension.objects.get().amount == 3


def test_whoever_asked_for_time_does_not_decide(town: Town, at: At) -> None:
    order = town.lead(town.accepted(now=NOW - DAY))
    orders.ask_extension(order, amount=2, reason="等配件", by=town.who("handler"), now=NOW - HOUR)
    assert at("handler").get(_url(order, "grant_extension")).status_code == 404
    assert at("supervisor").post(_url(order, "grant_extension"), {"reason": "配件已发"}).status_code == 302


def test_the_supervisor_reminds(town: Town, at: At) -> None:
    case = town.dispatched(now=NOW - 20 * DAY)
    order = town.lead(case)
    client = at("supervisor")
    assert _url(order, "remind") in client.get(f"/desk/cases/{case.pk}").content.decode()
    assert client.post(_url(order, "remind"), {"text": "今天务必联系老人"}).status_code == 302
    assert "今天务必联系老人" in client.get(f"/desk/cases/{case.pk}").content.decode()


def test_an_assisting_unit_reports_and_the_lead_waits_for_it(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    part = cases.call_in(case, unit=town.units["ecology"], reason="扬尘", by=town.who("dispatcher"), now=NOW - HOUR)
    orders.accept(part, by=town.who("ecologist"), now=NOW)
    lead_page = at("handler").get(f"/desk/cases/{case.pk}").content.decode()
    assert _url(town.lead(case), "report") not in lead_page
    assert "县生态环境局" in lead_page
    client = at("ecologist")
    assert _url(part, "report") in client.get(f"/desk/cases/{case.pk}").content.decode()
    assert client.post(_url(part, "report"), {"report": "已洒水降尘"}).status_code == 302
    part.refresh_from_db()
    assert part.state == "reported"


@pytest.mark.parametrize("who", ["ecologist", "outsider", "wester"])
def test_unseen_orders_are_absent(town: Town, at: At, who: str) -> None:
    order = town.lead(town.dispatched())
    assert at(who).get(_url(order, "accept")).status_code == 404


def test_overtaken_moves_say_so(town: Town, at: At) -> None:
    order = town.lead(town.accepted(now=NOW - DAY))
    page: Any = at("handler").post(_url(order, "accept"))
    assert page.status_code == 409
