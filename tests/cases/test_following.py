"""A case follows its lead order, however late it is told."""

from sixia.cases import actions as cases
from sixia.cases.reactions import follow_time, follow_unit
from sixia.kit.models import Entry
from sixia.orders import actions as orders
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 3 * HOUR


def test_an_old_acceptance_told_late_does_not_take_the_case_back(town: Town) -> None:
    case = town.accepted()
    accepted = Entry.objects.get(stream=case.key, event="OrderAccepted")
    orders.withdraw(town.lead(case), reason="派错了", by=town.who("dispatcher"), now=LATER)
    cases.dispatch_again(case, unit=town.units["east"], reason="归镇里管", by=town.who("dispatcher"), now=LATER)
    follow_unit(accepted, LATER + HOUR)
    case.refresh_from_db()
    assert case.lead_unit == town.units["east"]


def test_time_given_to_an_order_that_is_over_moves_no_other_limit(town: Town) -> None:
    case = town.accepted()
    order = town.lead(case)
    orders.ask_extension(order, amount=3, reason="等管材", by=town.who("handler"), now=LATER)
    orders.grant_extension(order, reason="属实", by=town.who("dispatcher"), now=LATER)
    granted = Entry.objects.get(stream=case.key, event="ExtensionGranted")
    orders.withdraw(order, reason="派错了", by=town.who("dispatcher"), now=LATER)
    cases.dispatch_again(case, unit=town.units["east"], reason="归镇里管", by=town.who("dispatcher"), now=LATER)
    case.refresh_from_db()
    before = case.due_at
    follow_time(granted, LATER + DAY)
    case.refresh_from_db()
    assert case.due_at == before
