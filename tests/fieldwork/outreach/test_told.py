"""Whoever answers for the words of a policy is told that they are held to be unclear, once and without what was asked."""

from sixia.fieldwork.outreach import actions
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.people.models import Account
from tests.fieldwork.outreach.making import asked, held, published
from tests.town import NOW, Town


def test_handlers_and_head_are_told_by_mail(town: Town) -> None:
    Account.objects.filter(username__in=("handler", "head", "easter")).update(email="someone@example.org")
    policy = published(town).policy
    session = held(town, policy)
    keys = [asked(town, session, "补助什么时候发？", policy, answer="验收以后。").question.pk for _time in range(3)]
    actions.mark_unclear(policy, questions=keys, by=town.who("easter"), now=NOW)
    while jobs.run_due(NOW, most=50):
        pass
    mails = list(Message.objects.filter(entry__event="PolicyUnclear").select_related("account"))
    assert {mail.account.username for mail in mails if mail.account} == {"handler", "head"}
    assert "3次" in mails[0].subject
    assert f"/desk/policies/{policy.pk}" in mails[0].text
    assert "什么时候发" not in mails[0].text
