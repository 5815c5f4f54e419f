"""Who is told of a call by mail: the called unit, whoever decides about a refusal, whoever called; nobody else."""

from datetime import timedelta

from sixia.config.wiring import REACTIONS
from sixia.fieldwork.onsite import actions, events
from sixia.interop.calling import tell_called
from sixia.interop.models import Message
from sixia.kit import clocks
from sixia.kit.models import Entry
from sixia.people.models import Account
from tests.fieldwork.onsite.making import blown, convened
from tests.town import DAY, HOUR, NOW, Town


def told(event: str, now: object = NOW) -> set[str]:
    """Who has got a mail about the last event of this name."""
    entry = Entry.objects.filter(event=event).order_by("-pk")[0]
    Message.objects.all().delete()
    tell_called(entry, NOW)
    return set(Message.objects.values_list("address", flat=True))


def with_mail() -> None:
    for account in Account.objects.all():
        Account.objects.filter(pk=account.pk).update(email=f"{account.username}@example.org")


def mail(*names: str) -> set[str]:
    return {f"{name}@example.org" for name in names}


def test_every_step_is_told_to_whom_it_waits_for(town: Town) -> None:
    with_mail()
    row = blown(town).called.get()
    assert told("UnitSummoned") == mail("handler", "head")
    actions.refuse(row, reason="人手不足", by=town.who("handler"), now=NOW + HOUR)
    assert told("SummonsRefused") == mail("supervisor", "supervisor2", "principal")
    actions.insist(row, reason="必须到场", by=town.who("supervisor"), now=NOW + 2 * HOUR)
    assert told("SummonsDecided") == mail("handler", "head")
    actions.come(row, by=town.who("handler"), now=NOW + 3 * HOUR)
    assert told("SummonsAnswered") == mail("easter")


def test_called_to_an_office_the_host_learns_the_answer(town: Town) -> None:
    with_mail()
    office = convened(town, town.accepted(), units=("ecology",))
    actions.come(office.called.get(), by=town.who("ecologist"), now=NOW + HOUR)
    assert told("SummonsAnswered") == mail("deputy")
    actions.cancel(office, reason="改期", by=town.who("deputy"), now=NOW + 2 * HOUR)
    assert told("SummonsDropped") == mail("ecologist", "ecohead")


def test_a_late_answer_is_told_once_to_those_who_watch(town: Town) -> None:
    with_mail()
    blown(town)
    clocks.sweep_all(NOW + timedelta(hours=30))
    assert told("ClockBreached") == mail("supervisor", "supervisor2", "principal")
    clocks.sweep_all(NOW + 3 * DAY)
    assert Entry.objects.filter(event="ClockBreached").count() == 1


def test_every_fact_about_a_called_unit_is_wired() -> None:
    wired = {events.UnitSummoned, events.SummonsAnswered, events.SummonsRefused, events.SummonsDecided, events.SummonsDropped}
    assert all(tell_called in REACTIONS[event] for event in wired)
