"""Likely answers: the nearest accepted one first, only from what the reader may see, and to residents policies alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.insight.answers.queries import likely_answers
from sixia.insight.answers.rules import nearest
from tests.desk import At
from tests.fieldwork.outreach.making import published
from tests.town import DAY, NOW, Town

LAMP, LAMP_DONE = "文昌街路灯不亮，晚上看不清。", "线缆进水，5月9日已更换，文昌街路灯恢复照明，联系人演示·经办。"
PIT, PIT_DONE = "文昌街路面有个大坑，电动车摔倒。", "5月8日已填平文昌街路面的坑。"
ASKED = "我家门口文昌街的路灯又不亮了，什么时候修？"


def _accepted(town: Town, text: str, answer: str, *, solved: str = "yes", satisfied: int = 5) -> Case:
    case = town.accepted(text=answer and text, now=NOW - 9 * DAY, place=town.places["990101100001"].pk)
    cases.answer(case, reply=cases.Reply(text=answer), by=town.who("handler"), now=NOW - 8 * DAY)
    voice = town.voice(case)
    given = Judgement(solved=solved, satisfied=satisfied, decent=True, agree=solved == "yes")
    cases.judge(voice, given, by=town.resident(voice), now=NOW - 7 * DAY)
    case.refresh_from_db()
    return case


@pytest.fixture
def lamp(town: Town) -> Case:
    """Two matters of one sort whose residents were content, and one whose resident was not."""
    _accepted(town, PIT, PIT_DONE)
    _accepted(town, LAMP, "正在处理中。", solved="no", satisfied=1)
    return _accepted(town, LAMP, LAMP_DONE)


def test_the_nearest_question_leads_and_what_is_only_of_one_sort_is_left_out() -> None:
    found = nearest(ASKED, [PIT, LAMP, "", "医保断缴怎么办"], most=3)
    assert found[0][0] == 1
    assert 3 not in [at for at, _near in found]
    assert nearest("", [LAMP], most=3) == []
    assert nearest(ASKED, [], most=3) == []


def test_the_accepted_answer_to_the_nearest_matter_comes_first(town: Town, lamp: Case) -> None:
    clerk = town.who("clerk")
    with CaptureQueriesContext(connection) as asked:
        found = likely_answers(clerk, ASKED, category="lamp")
    assert len(asked) <= 3
    assert found[0].answer.text == LAMP_DONE
    assert "正在处理中。" not in [one.answer.text for one in found]
    assert 0 < found[0].percent <= 100
    assert likely_answers(town.who("wester"), ASKED, category="lamp") == []
    assert likely_answers(town.who("clerk"), ASKED, category="") == []
    assert lamp.pk not in [
        one.answer.case_id for one in likely_answers(town.who("clerk"), LAMP, category="lamp", besides=lamp.pk)
    ]


def test_clerk_and_handler_see_it_where_they_write(town: Town, at: At, lamp: Case) -> None:
    said = {"text": ASKED, "kind": "inquiry", "category": "lamp"}
    beside = at("clerk").post("/desk/hear/assist", said).content.decode()
    assert LAMP_DONE in beside
    assert 'data-fill="id_answer"' in beside
    case = town.accepted(text=ASKED, now=NOW - DAY)
    page = at("handler").get(f"/desk/cases/{case.pk}/answer").content.decode()
    assert LAMP_DONE in page
    assert "请勿照抄" in page


def test_residents_are_offered_policies_and_never_what_others_were_told(town: Town, client: Client, lamp: Case) -> None:
    published(town)
    page = client.post("/understood", {"text": "请问农村危房改造补助怎么申请？"}).content.decode()
    assert "带身份证到村委会填表。" in page
    assert LAMP_DONE not in client.post("/understood", {"text": LAMP}).content.decode()
