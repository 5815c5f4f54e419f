"""Questions: answered on the spot, or heard as a voice; once, however often they are sent; the words go with the voice."""

from uuid import uuid4

import pytest

from sixia.cases.models import Voice
from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import NewQuestion
from sixia.fieldwork.outreach.models import Question
from sixia.fieldwork.visits import actions as visits
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.outreach.making import asked, held, planned, published
from tests.town import NOW, Town


def test_answered_there_it_needs_no_name_and_makes_no_case(town: Town) -> None:
    policy = published(town).policy
    session = held(town, policy)
    done = asked(town, session, "补助什么时候发？", policy, answer="验收后二十个工作日。")
    assert (done.heard, done.question.answer, Voice.objects.count()) == (None, "验收后二十个工作日。", 0)
    told = timeline(session.stream)[-1]
    assert (told.event, told.facts["question"], "voice" in told.facts) == ("QuestionAsked", done.question.pk, False)


def test_without_an_answer_it_becomes_an_inquiry_with_a_receipt(town: Town) -> None:
    policy = published(town).policy
    session = held(town, policy)
    done = asked(town, session, "我家算不算危房？", policy, name="演示甲", phone="13800000001")
    assert done.heard is not None
    assert done.heard.passcode
    voice = Voice.objects.select_related("case").get()
    assert (voice.kind, voice.channel, voice.receipt, voice.wants) == ("inquiry", "visit", done.heard.receipt, "sms")
    assert (voice.case.place, voice.case.desk) == (session.visit.place, town.units["hotline"])
    assert (done.question.voice, done.question.case) == (voice, voice.case)


def test_the_contact_is_optional(town: Town) -> None:
    done = asked(town, held(town, published(town).policy), "村里的低保名单在哪里看？")
    assert done.heard is not None
    assert Voice.objects.get().anonymous


def test_sent_twice_it_is_asked_once(town: Town) -> None:
    session, name = held(town, published(town).policy), uuid4()
    new = NewQuestion(client=name, text="我家算不算危房？")
    first, second = (actions.ask(session, new=new, by=town.who("easter"), now=NOW) for _time in range(2))
    assert (first.again, second.again, first.question, second.heard) == (False, True, second.question, None)
    assert (Question.objects.count(), Voice.objects.count()) == (1, 1)
    with pytest.raises(Refused) as refused:
        actions.ask(session, new=NewQuestion(client=name, text="别的问题"), by=town.who("easter"), now=NOW)
    assert refused.value.code == "guard"


def test_it_can_be_asked_before_the_visit_is_noted_as_held(town: Town) -> None:
    assert asked(town, planned(town, published(town).policy), "怎么申请？", answer="到村委会。").question.pk


def test_what_cannot_be_asked(town: Town) -> None:
    mine, other = published(town).policy, published(town, title="别的办法").policy
    session = planned(town, mine)
    for by, text, policy, code in (
        ("wester", "怎么申请？", mine, "role"),
        ("easter", " ", mine, "missing"),
        ("easter", "长" * 2001, mine, "guard"),
        ("easter", "怎么申请？", other, "guard"),
    ):
        new = NewQuestion(client=uuid4(), text=text, policy=policy, answer="到村委会。")
        with pytest.raises(Refused) as refused:
            actions.ask(session, new=new, by=town.who(by), now=NOW)
        assert refused.value.code == code
    visits.cancel(session.visit, reason="下雨", by=town.who("easter"), now=NOW)
    with pytest.raises(Refused) as refused:
        asked(town, session, "怎么申请？", answer="到村委会。")
    assert refused.value.code == "state"


def test_erased_with_the_voice_it_stays_counted(town: Town) -> None:
    policy = published(town).policy
    session = held(town, policy)
    done = asked(town, session, "我家算不算危房？", policy)
    assert done.heard is not None
    assert actions.forget(done.heard.voice, now=NOW) == 1
    assert actions.forget(done.heard.voice, now=NOW) == 0
    row = Question.objects.get()
    assert (row.text, row.salt, row.policy) == ("", "", policy)
    assert timeline(session.stream)[-1].event == "QuestionForgotten"


def test_who_reads_what_was_asked(town: Town) -> None:
    policy = published(town).policy
    asked(town, held(town, policy), "怎么申请？", policy, answer="到村委会。")
    names = ("easter", "handler", "supervisor", "inspector", "clerk", "wester", "outsider")
    seen = {name: Question.objects.visible_to(town.who(name)).count() for name in names}
    assert seen == {"easter": 1, "handler": 1, "supervisor": 1, "inspector": 1, "clerk": 0, "wester": 0, "outsider": 0}


def test_a_question_is_no_way_round_a_closed_case(town: Town) -> None:
    policy = published(town).policy
    done = asked(town, held(town, policy), "村主任为什么拿了补助？", policy)
    assert done.question.case is not None
    type(done.question.case).objects.filter(pk=done.question.case_id).update(restricted=True)
    assert not Question.objects.visible_to(town.who("easter")).exists()
