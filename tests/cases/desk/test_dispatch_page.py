"""The dispatcher's desk: queue, suggestion with reasons, one key, joining and undoing, decisions."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.queries import desk_dispatch
from sixia.orders import actions as orders
from sixia.orders.models import Order
from tests.cases.desk.conftest import At
from tests.town import HOUR, NOW, Town


def beside(client: Client) -> str:
    """The panel that the queue asks for when it stands."""
    asked = re.search(r'id="panel"[^<]*<p class="card sunk" hx-get="([^"]+)"', client.get("/desk/dispatch").content.decode())
    assert asked
    return client.get(unescape(asked[1]), headers={"HX-Request": "true"}).content.decode()


def test_the_most_urgent_stands_beside_the_queue_with_a_suggestion_and_its_reasons(town: Town, at: At) -> None:
    town.heard()
    page = beside(at("dispatcher"))
    assert 'value="县住建局"' in page
    assert "路灯" in page
    for key in ("Enter", "U", "S"):
        assert f'data-key="{key}"' in page


def test_one_key_dispatches_and_the_next_row_comes(town: Town, at: At) -> None:
    first = town.heard()
    town.heard(text="工地噪音太吵", now=NOW + HOUR / 60)
    client = at("dispatcher")
    given = {"category": "lamp", "unit": "县住建局", "assisting": "县生态环境局", "triage": "now", "next": "/desk/dispatch"}
    page = client.post(f"/desk/cases/{first.pk}/dispatch", given, follow=True).content.decode()
    assert "工地噪音太吵" in page
    rows = Order.objects.on("case", first.pk).order_by("pk").values_list("unit__code", "part")
    assert list(rows) == [("housing", "lead"), ("ecology", "assisting")]


def test_a_unit_that_nobody_knows_is_said_beside_the_field_and_nothing_is_lost(town: Town, at: At) -> None:
    case = town.heard()
    page = at("dispatcher").post(f"/desk/cases/{case.pk}/dispatch", {"category": "lamp", "unit": "没有的局", "triage": ""})
    assert page.status_code == 422
    assert "没有的局" in page.content.decode()


def test_do_not_know_where_nothing_fits(town: Town, at: At) -> None:
    town.heard(text="今天天气真好呀")
    page = beside(at("dispatcher"))
    assert "拿不准" in page or "Do not know" in page


def test_earlier_cases_speak_where_the_duty_lists_are_silent(town: Town, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        town.dispatched(category="noise", unit="east", text=f"夜里吵 {number}", phone=f"1380000002{number}")
    town.heard(text="工地噪音太吵")
    monkeypatch.setattr(desk_dispatch, "unit_for", lambda *given: [])
    page = beside(at("dispatcher"))
    assert 'value="东镇政府"' in page


def test_what_is_confidential_or_elsewhere_is_not_in_the_queue(town: Town, at: At) -> None:
    hidden = town.heard(text="有人受贿", kind="accusation")
    west = town.heard(text="西边的路灯坏了", place=town.places["990101200001"].pk)
    for name, seen in (("dispatcher", [west.pk]), ("eastdesk", []), ("officer", [hidden.pk])):
        page = at(name).get("/desk/dispatch").content.decode()
        assert [pk for pk in (hidden.pk, west.pk) if f"/desk/dispatch/{pk}" in page] == seen, name
    assert at("dispatcher").get(f"/desk/dispatch/{hidden.pk}").status_code == 404
    assert at("eastdesk").get(f"/desk/dispatch/{west.pk}/panel").status_code == 404
    assert at("handler").get("/desk/dispatch").status_code == 404


def test_join_with_one_key_and_undo(town: Town, at: At) -> None:
    old = town.dispatched()
    new = town.heard(phone="13800000007")
    client = at("dispatcher")
    page = client.get(f"/desk/dispatch/{new.pk}").content.decode()
    assert 'data-key="M"' in page
    assert f'name="into" value="{old.pk}"' in page
    told = client.post(f"/desk/cases/{new.pk}/join", {"into": old.pk, "next": "/desk/dispatch"}, follow=True).content.decode()
    assert f'href="/desk/cases/{new.pk}/part"' in told
    assert old.voices.count() == 2
    client.post(f"/desk/cases/{new.pk}/part", {"reason": "不是一件事"})
    assert (Case.objects.get(pk=new.pk).state, old.voices.count()) == ("heard", 1)


def test_queue_costs_the_same_for_one_and_for_many(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    client = at("dispatcher")
    for number in range(12):
        town.heard(text=f"路灯坏了 {number}", phone=f"138000001{number:02d}")
    client.get("/desk/dispatch")
    with django_assert_max_num_queries(10):
        client.get("/desk/dispatch")
    with django_assert_max_num_queries(32):  # the queue and its panel with what rooms above show; PostgreSQL asks more than once
        beside(client)


def test_the_panel_of_the_first_leads_on_to_the_second_within_the_filters(town: Town, at: At) -> None:
    town.heard()
    second = town.heard(text="另一盏路灯坏了", phone="13800000009", now=NOW + HOUR / 60)
    assert f'href="/desk/dispatch/{second.pk}?' in beside(at("dispatcher"))
    first = at("dispatcher").get("/desk/dispatch").context["chosen"]
    assert 'href="/desk/dispatch?' in at("dispatcher").get(f"/desk/dispatch/{first.pk}/panel?after=x%22").content.decode()


def test_refused_orders_and_more_time_are_decided_with_their_reasons(town: Town, at: At) -> None:
    refused, later = town.dispatched(), town.accepted(phone="13800000008")
    orders.refuse(
        town.lead(refused), reason="路灯归镇里管", proposed=town.units["east"], by=town.who("handler"), now=NOW + 2 * HOUR
    )
    orders.ask_extension(town.lead(later), amount=2, reason="等备件", by=town.who("handler"), now=NOW + 3 * HOUR)
    client = at("dispatcher")
    page = client.get("/desk/arbitrate").content.decode()
    assert "路灯归镇里管" in page
    assert "东镇政府" in page
    assert f"/desk/orders/{town.lead(refused).pk}/grant" in page
    assert "等备件" in client.get("/desk/arbitrate?tab=time").content.decode()
    assert "路灯归镇里管" not in at("eastdesk").get("/desk/arbitrate?tab=time").content.decode()


def test_preview_counts_where_last_months_cases_went(town: Town, at: At) -> None:
    town.dispatched()
    town.dispatched(unit="east", phone="13800000005")
    page = at("dispatcher").get("/desk/dispatch/rules").content.decode()
    assert "1 / 2" in page
    assert "东镇政府" in page


def test_making_it_confidential_says_what_will_happen_and_then_it_is_gone(town: Town, at: At) -> None:
    case = town.heard(text="窗口索要好处")
    client = at("dispatcher")
    assert 'class="note warn"' in client.get(f"/desk/cases/{case.pk}/restrict").content.decode()
    page = client.post(f"/desk/cases/{case.pk}/restrict", {"reason": "涉嫌索贿", "units": "东镇政府", "people": ""})
    assert page["Location"] == "/desk/"
    assert client.get(f"/desk/cases/{case.pk}").status_code == 404
    assert Case.objects.get(pk=case.pk).barred


def test_a_stale_page_is_told_and_keeps_the_words(town: Town, at: At) -> None:
    case = town.heard()
    cases.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW)
    page = at("dispatcher").post(f"/desk/cases/{case.pk}/dispatch", {"category": "noise", "unit": "县生态环境局", "triage": ""})
    assert page.status_code == 409
    assert "县生态环境局" in page.content.decode()
