"""Whoever has a role in a case sees it, and nobody else: the short way of asking finds the same rows as the long one."""

import pytest
from django.db import connection

from sixia.cases import standing
from sixia.cases.flow import PART
from sixia.cases.models import Case, Voice
from sixia.kit.standing import visible
from sixia.orders.models import Order
from sixia.people import actions as people
from sixia.people.actors import SYSTEM, Actor, Held
from sixia.people.rules import LEADER, ROLES
from tests.town import NOW, Town


def test_lists_show_what_roles_say_for_the_whole_cast(town: Town) -> None:
    town.heard()
    town.heard(place=town.places["990101200001"].pk, phone="13800000002")
    town.heard(text="有人受贿", kind="accusation", named_units=(town.units["east"].pk,), phone="13800000003")
    town.dispatched(unit="east", phone="13800000004", named_units=(town.units["housing"].pk,), kind="complaint")
    town.heard(helper=town.accounts["grid"].pk, consent="口头同意", phone="13800000005")
    case = town.answered(phone="13800000006")
    for unit, role in (("east", "clerk"), ("hotline", "dispatcher"), ("housing", "unit_head"), ("county", "inspector")):
        people.appoint(town.accounts["outsider"], town.units[unit], role, by=SYSTEM, now=NOW)
    for name in town.accounts:
        who = town.who(name)
        assert set(Case.objects.visible_to(who)) == set(visible(Case.objects.all(), standing.CASE, who)), name
        assert set(Case.objects.visible_to(who).open_to(who)) == set(Case.objects.visible_to(who).open()), name
        assert set(Voice.objects.visible_to(who)) == set(visible(Voice.objects.all(), standing.VOICE, who)), name
    resident = town.resident(town.voice(case))
    assert set(Case.objects.visible_to(resident)) == {case}
    assert Case.objects.visible_to(SYSTEM).count() == 6


@pytest.mark.parametrize("role", ROLES)
def test_open_ones_begin_from_orders_only_for_those_who_see_by_them_alone(role: str) -> None:
    who = Actor("account", account_id=1, posts=(Held(1, 2, role, "1/2/", "00001", "office"),))
    ways = {name for name, rows in standing.SEEN.items() if rows(who) is not None}
    assert (standing.near_open(who) is not None) == (ways <= {PART, LEADER})


def test_an_index_leads_from_a_unit_to_its_open_cases(town: Town) -> None:
    town.answered()
    who = town.who("handler")
    plan = Case.objects.visible_to(who).open_to(who).explain()
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of three rows as a whole
        assert "order_matter_open" in plan


def test_a_matter_leads_to_its_orders(town: Town) -> None:
    """On SQLite one index more can draw a question to itself that another one serves a thousand times better."""
    lead = Order.objects.on("case", town.answered().pk).filter(part=Order.LEAD).explain()
    if connection.vendor == "sqlite":
        assert "order_matter " in lead
