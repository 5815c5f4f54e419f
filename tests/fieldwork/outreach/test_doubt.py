"""The same asked often: suggested by the software, confirmed or dismissed by a person, settled by whoever wrote the words."""

import pytest

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.models import Policy, Session
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.outreach.making import asked, held, published
from tests.town import NOW, Town

SAID = ("补助什么时候发？", "补助啥时候发啊", "请问补助什么时候发到账")


def scene(town: Town) -> tuple[Policy, Session]:
    policy = published(town).policy
    session = held(town, policy)
    for text in (*SAID, "要带什么材料？"):
        asked(town, session, text, policy, answer="验收合格以后。")
    return policy, session


def found(town: Town, policy: Policy, by: str = "handler") -> list[list[int]]:
    return [[one.pk for one in group.questions] for group in reads.suggestions(policy, town.who(by), NOW)]


def test_three_like_questions_are_suggested_and_nothing_happens_by_itself(town: Town) -> None:
    policy, _session = scene(town)
    assert [len(keys) for keys in found(town, policy)] == [3]
    assert not policy.doubts.exists()


def test_a_person_confirms_and_the_author_settles(town: Town) -> None:
    policy, _session = scene(town)
    (keys,) = found(town, policy)
    doubt = actions.mark_unclear(policy, questions=keys, by=town.who("easter"), now=NOW)
    assert (doubt.asked, doubt.example, doubt.state) == (3, SAID[0], "open")
    assert found(town, policy) == []
    with pytest.raises(Refused) as refused:
        actions.mark_unclear(policy, questions=keys, by=town.who("easter"), now=NOW)
    assert refused.value.code == "state"
    with pytest.raises(Refused) as refused:
        actions.settle(doubt, reply="已写明。", by=town.who("easter"), now=NOW)
    assert refused.value.code == "role"
    actions.settle(doubt, reply="问答里写明了发放时间。", by=town.who("handler"), now=NOW)
    doubt.refresh_from_db()
    assert (doubt.state, doubt.reply, doubt.settled_at) == ("settled", "问答里写明了发放时间。", NOW)
    assert [line.event for line in timeline(policy.stream)][-2:] == ["PolicyUnclear", "UnclearSettled"]


def test_a_person_may_see_nothing_unclear_and_says_why(town: Town) -> None:
    policy, session = scene(town)
    (keys,) = found(town, policy)
    with pytest.raises(Refused) as refused:
        actions.dismiss(policy, questions=keys, reason=" ", by=town.who("handler"), now=NOW)
    assert refused.value.code == "missing"
    actions.dismiss(policy, questions=keys, reason="问的是另一笔钱。", by=town.who("handler"), now=NOW)
    assert found(town, policy) == []
    for _time in range(3):
        asked(town, session, SAID[0], policy, answer="验收合格以后。")
    assert [len(keys) for keys in found(town, policy)] == [3]


@pytest.mark.parametrize("name", ["wester", "inspector", "ecologist"])
def test_nobody_else_decides(town: Town, name: str) -> None:
    policy, _session = scene(town)
    (keys,) = found(town, policy)
    with pytest.raises(Refused) as refused:
        actions.mark_unclear(policy, questions=keys, by=town.who(name), now=NOW)
    assert refused.value.code == "role"
