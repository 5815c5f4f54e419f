"""Mail to those who have promised something or are in charge: once, to them alone, without any words of the case."""

from sixia.interop.models import Message
from sixia.kit import clocks, jobs
from sixia.people.models import Account
from tests.oversight.making import AFTER, WATER, named, promised, proposed
from tests.town import DAY, NOW, Town


def run(now: object) -> None:
    while jobs.run_due(now) or clocks.sweep(now):  # type: ignore[arg-type] # a datetime
        pass


def mails(town: Town, name: str) -> list[Message]:
    return list(Message.objects.filter(account=town.accounts[name]).order_by("pk"))


def addressed(town: Town) -> None:
    for account in Account.objects.all():
        account.email = f"{account.username}@example.test"
        account.save()


def test_who_promised_is_told_of_what_others_wrote_down_and_before_and_after_its_day(town: Town) -> None:
    addressed(town)
    case = town.accepted()
    run(NOW + DAY)
    before = len(mails(town, "handler"))
    row = promised(town, case)
    run(NOW + DAY)
    assert len(mails(town, "handler")) == before, "nobody is told of what they wrote down themselves"
    run(AFTER - 3 * DAY)
    run(AFTER)
    link = f"/desk/promises/{row.pk}"
    told = [mail for mail in mails(town, "handler") if link in mail.text]
    assert len(told) == 2
    assert all(WATER not in mail.text and case.title not in mail.text for mail in told)
    other = promised(town, case, by="clerk", account=town.accounts["handler"])
    run(NOW + DAY)
    assert len([mail for mail in mails(town, "handler") if f"/desk/promises/{other.pk}" in mail.text]) == 1


def test_the_principal_is_told_of_proposals_and_the_leader_of_being_named(town: Town) -> None:
    addressed(town)
    charge = named(town, leader="leader")
    run(NOW + DAY)
    link = f"/desk/charges/{charge.pk}"
    assert len([mail for mail in mails(town, "principal") if link in mail.text]) == 1
    assert len([mail for mail in mails(town, "leader") if link in mail.text]) == 1


def test_nobody_is_told_of_a_case_they_may_not_see(town: Town) -> None:
    addressed(town)
    charge = proposed(town)
    charge.case.restricted = True
    charge.case.save()
    run(NOW + DAY)
    assert not [mail for mail in mails(town, "principal") if "/desk/charges/" in mail.text]
