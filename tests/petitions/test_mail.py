"""Who of the officials is told by mail what waits: registrars of objections, units of what was decided, nobody beside them."""

from datetime import datetime
from typing import Any

import pytest

from sixia.interop.models import Message
from sixia.kit import clocks, jobs
from sixia.people.models import Account
from sixia.petitions import actions
from tests.petitions.town import DAY, HOUR, NOW, Courts, clock


@pytest.fixture
def mailed(courts: Courts) -> Any:
    """Everybody has an address and reads English; `mailed(words, until)` gives who was told these words by then."""
    for account in Account.objects.all():
        account.email, account.language = f"{account.username}@example.org", "en"
        account.save(update_fields=["email", "language"])

    def told(words: str, until: datetime) -> set[str]:
        while jobs.run_due(until) or clocks.sweep(until):
            pass
        rows = Message.objects.filter(account__isnull=False, subject__startswith=words)
        return set(rows.values_list("account__username", flat=True))

    return told


def test_an_objection_reaches_the_registrars_alone(courts: Courts, mailed: Any) -> None:
    petition = courts.sent()
    assert {"handler", "head"} <= mailed("A new order waits", NOW + DAY)
    actions.object_(petition, reason="不属本局职责。", by=courts.who("handler"), now=NOW + DAY)
    assert mailed("A unit objects to a petition", NOW + DAY + HOUR) == {"registrar", "registry"}
    actions.dismiss(petition, reason="权责清单第12项。", by=courts.who("registrar"), now=NOW + 2 * DAY)
    assert {"handler", "head"} <= mailed("Your unit was appointed", NOW + 2 * DAY + HOUR)


def test_the_limit_for_passing_on_warns_the_registrars(courts: Courts, mailed: Any) -> None:
    petition = courts.registered()
    due_at = clock(petition, "route").due_at
    assert mailed("A time limit will soon be over", due_at - HOUR) == {"registrar", "registry"}
    assert "registrar" in mailed("A time limit has been missed", due_at + DAY)


def test_a_review_reaches_the_office_and_the_organ(courts: Courts, mailed: Any) -> None:
    petition = courts.reviewing()
    until = NOW + 21 * DAY
    assert mailed("A review of a petition was asked for", until) == {"registrar", "registry"}
    assert "county1" in mailed("A new order waits", until)
    assert petition.state == "reviewing"


def test_who_acts_is_not_told_of_the_act(courts: Courts, mailed: Any) -> None:
    petition = courts.registered()
    actions.tell_new_facts(petition, facts_told="找到了工资条。", by=courts.who("registrar"), now=NOW + HOUR)
    assert mailed("New facts were told", NOW + DAY) == {"registry"}


def test_an_agreement_that_was_broken_reaches_the_unit(courts: Courts, mailed: Any) -> None:
    petition = courts.accepted()
    terms = actions.Terms(parties="双方", facts="欠薪", terms="付清", perform_by=(NOW + 9 * DAY).date(), mediator="演示·调解")
    actions.agree(petition, terms, by=courts.who("handler"), now=NOW + 5 * DAY)
    actions.break_(petition, reason="没有付。", by=courts.resident(petition), now=NOW + 10 * DAY)
    assert {"handler", "head"} <= mailed("The agreement on a petition was not kept", NOW + 11 * DAY)


def test_nobody_beside_the_petition_is_told(courts: Courts, mailed: Any) -> None:
    courts.reviewing()
    mailed("", NOW + 30 * DAY)
    strangers = {"wester", "ecologist", "easter", "officer", "auditor", "eastdesk"}
    assert not Message.objects.filter(account__username__in=strangers).exists()
