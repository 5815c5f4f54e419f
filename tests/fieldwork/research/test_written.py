"""Written answers of a topic's surveys are coded as interviews are: by one person, then blind by a second; nothing personal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.models import AnswerCoding, Code, Topic
from sixia.fieldwork.research.queries import answers, coding
from sixia.fieldwork.research.rules.lots import Agreement
from sixia.fieldwork.surveys import actions as surveys
from sixia.fieldwork.surveys.models import Submission, Survey
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.research.making import asked, fielded
from tests.fieldwork.surveys.making import EN, ZH, filled, workbook
from tests.town import DAY, NOW, Town

QUESTIONS: list[dict[str, Any]] = [
    {"type": "text", "name": "who", ZH: "您的姓名", EN: "Your name", "personal": "yes"},
    {"type": "text", "name": "wish", ZH: "最盼什么", EN: "What do you wish most?"},
    {"type": "begin repeat", "name": "lamps", ZH: "坏的灯", EN: "Broken lamps"},
    {"type": "text", "name": "why", ZH: "为什么没修", EN: "Why was it not mended?"},
    {"type": "text", "name": "whose", ZH: "谁家门口", EN: "At whose door?", "personal": "yes"},
    {"type": "end repeat"},
]
LATER = NOW + 3 * DAY


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read one moment."""
    monkeypatch.setattr("sixia.oversight.desk.moving.timezone.now", lambda: LATER)


def linked(town: Town) -> tuple[Topic, Survey, list[Submission]]:
    """A topic in the field with a survey of the same unit, filled in three times."""
    by = town.who("handler")
    form = surveys.upload(workbook(survey=QUESTIONS), unit=town.units["housing"], by=by, now=NOW, name="wish.xlsx")
    surveys.open_survey(form.survey, by=by, now=NOW)
    lamps = [{"why": "没人管", "whose": "演示丙家"}, {"why": "没材料", "whose": "演示丁家"}]
    given = ({"who": "演示甲", "wish": "早点亮", "lamps": lamps}, {"who": "演示乙", "wish": "快点修"}, {"who": "演示戊"})
    rows = [filled(town, form, answers=one) for one in given]
    topic = fielded(town, members=(town.accounts["leader"],))
    topic.surveys.set([form.survey])
    return topic, form.survey, rows


def book_of(town: Town, topic: Topic) -> tuple[Code, Code]:
    by = town.who("handler")
    slow, nobody = (actions.define(topic, word=word, meaning="", by=by, now=NOW) for word in ("等太久", "没人管"))
    return slow, nobody


def test_only_what_is_not_personal_can_be_coded(town: Town) -> None:
    topic, survey, rows = linked(town)
    slow, _nobody = book_of(town, topic)
    found = answers.batch(topic, survey)
    assert [(said.spot[1:], said.question, said.answer) for said in found.answers] == [
        (("wish", 0), "What do you wish most?", "早点亮"),
        (("why", 1), "Why was it not mended?", "没人管"),
        (("why", 2), "Why was it not mended?", "没材料"),
        (("wish", 0), "What do you wish most?", "快点修"),
    ]
    for spot in ((rows[0].pk, "who", 0), (rows[0].pk, "whose", 1), (rows[2].pk, "wish", 0), (rows[0].pk, "why", 3)):
        with pytest.raises(Refused, match="Choose from the list"):
            actions.code_written(topic, survey=survey, given={spot: [slow.pk]}, by=town.who("handler"), now=LATER)
    assert not AnswerCoding.objects.exists()


def test_two_coders_are_compared_and_counted_with_the_interviews(town: Town) -> None:
    topic, survey, rows = linked(town)
    slow, nobody = book_of(town, topic)
    by, second = town.who("handler"), town.who("head")
    talk = asked(town, topic)
    actions.code(talk, given={talk.lines.order_by("seq")[0].pk: [slow.pk]}, by=by, now=LATER)
    wish, why = (rows[0].pk, "wish", 0), (rows[0].pk, "why", 1)
    given = {wish: [slow.pk], why: [slow.pk, nobody.pk]}
    assert actions.code_written(topic, survey=survey, given=given, by=by, now=LATER) == (2, 0)
    assert actions.code_written(topic, survey=survey, given=given, by=by, now=LATER) == (2, 0)
    assert actions.code_written(topic, survey=survey, given={**given, wish: []}, by=second, now=LATER) == (0, 2)
    line = timeline(topic.stream)[-1]
    assert (line.event, line.facts["survey"], line.facts["second"]) == ("WrittenAnswersCoded", survey.pk, 2)
    book = coding.book(topic)
    assert (book.coded, book.written, book.agreed) == (2, 2, Agreement(1, 2))
    counts = [(row.code.word, row.answers, row.interviews, row.forms) for row in book.codes]
    assert counts == [("等太久", 3, 1, 1), ("没人管", 1, 0, 1)]
    assert [said.answer for said in answers.behind(topic, slow, by)] == ["早点亮", "没人管"]
    with pytest.raises(Refused, match="Two people have coded"):
        actions.code_written(topic, survey=survey, given=given, by=town.who("leader"), now=LATER)
    with pytest.raises(Refused, match="Choose from the list"):
        actions.code_written(topic, survey=survey, given={wish: [slow.pk + 99]}, by=by, now=LATER)
    surveys.set_aside(rows[0], reason="试填", by=by, now=LATER)
    assert (coding.book(topic).written, answers.behind(topic, slow, by)) == (0, [])


def test_who_reads_and_who_codes(town: Town, enter: Callable[[str], Client]) -> None:
    topic, survey, rows = linked(town)
    slow, _nobody = book_of(town, topic)
    address = reverse("desk_research_written", args=[topic.pk, survey.pk])
    names = ("handler", "head", "supervisor", "dispatcher", "callback", "wester", "auditor")
    sees = {name: enter(name).get(address).status_code for name in names}
    assert sees == {"handler": 200, "head": 200, "supervisor": 200, **dict.fromkeys(names[3:], 404)}
    assert enter("supervisor").post(address).status_code == 404
    team = enter("handler")
    assert address in team.get(reverse("desk_research_codes", args=[topic.pk])).content.decode()
    page = team.get(address).content.decode()
    assert "早点亮" in page
    assert not any(word in page for word in ("演示甲", "演示丙家", "您的姓名", "谁家门口"))
    field = f"answer_{rows[0].pk}_0_wish"
    assert team.post(address, {field: [slow.pk]}).status_code == 302
    assert AnswerCoding.objects.filter(second=False).count() == 4
    assert "checked" in team.get(address).content.decode()
    assert "checked" not in enter("head").get(address).content.decode()
    behind = reverse("desk_research_code", args=[topic.pk, slow.pk])
    assert "早点亮" in team.get(behind).content.decode()
    assert team.post(address, {field: ["999"]}).status_code == 422
    Survey.objects.filter(pk=survey.pk).update(unit=town.units["west"], place=town.places["990101200"])
    assert team.get(address).status_code == 404
    assert "早点亮" not in team.get(behind).content.decode()
    topic.surveys.clear()
    assert enter("supervisor").get(address).status_code == 404


def test_the_pages_ask_the_same_number_of_questions_however_many_answers(town: Town, enter: Callable[[str], Client]) -> None:
    topic, survey, rows = linked(town)
    slow, _nobody = book_of(town, topic)
    team = enter("handler")
    urls = [
        reverse("desk_research_written", args=[topic.pk, survey.pk]),
        reverse("desk_research_codes", args=[topic.pk]),
        reverse("desk_research_code", args=[topic.pk, slow.pk]),
    ]

    def cost() -> list[int]:
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked_for:
                assert team.get(url).status_code == 200
            found.append(len(asked_for))
        return found

    by = town.who("handler")
    actions.code_written(topic, survey=survey, given={(rows[0].pk, "wish", 0): [slow.pk]}, by=by, now=LATER)
    cost()
    before = cost()
    more = [filled(town, rows[0].form, answers={"wish": f"盼{n}"}) for n in range(21)]
    given = {(row.pk, "wish", 0): [slow.pk] for row in more}
    actions.code_written(topic, survey=survey, given=given, by=by, now=LATER)
    assert cost() == before
    first = answers.batch(topic, survey)
    assert len(answers.batch(topic, survey, first.after or 0).answers) == 4
    assert answers.batch(topic, survey, first.after or 0).after is None
