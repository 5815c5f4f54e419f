"""Outings, interviews, codes, dissected cases, findings and what they became: each verb, each refusal, told in the journal."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.actions import NewFinding
from sixia.fieldwork.research.models import Coding, Dissection, Finding, Interview, Outing
from sixia.fieldwork.research.queries import coding, dissecting
from sixia.fieldwork.research.queries import topics as reads
from sixia.fieldwork.research.rules.lots import Agreement
from sixia.fieldwork.visits.models import Visit
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.kit.models import Entry, Wording
from sixia.problems.models import Problem
from tests.fieldwork.research.making import LINES, asked, concluded, fielded, found, planned, went
from tests.town import DAY, HOUR, NOW, Town


def test_an_outing_is_an_unannounced_visit_taken_once(town: Town) -> None:
    topic, name = fielded(town), uuid4()
    outing = went(town, topic, held=False, client=name)
    assert went(town, topic, held=False, client=name) == outing
    visit = Visit.objects.get()
    assert (visit.purposes, visit.announced, visit.unit, visit.title) == (("research",), False, topic.unit, topic.title)
    assert timeline(topic.stream)[-1].event == "OutingPlanned"
    assert [one.outing for one in reads.outings(topic, town.who("head"))] == []
    assert [one.outing for one in reads.outings(topic, town.who("handler"))] == [outing]


def test_a_return_visit_goes_back_to_one_that_was_held(town: Town) -> None:
    topic, outing, _finding = concluded(town)
    ahead = went(town, topic, NOW + timedelta(days=40), held=False, back_to=outing)
    assert (ahead.back, ahead.visit.returns_to_id, ahead.site_id) == (True, outing.visit_id, outing.site_id)
    with pytest.raises(Refused, match="Choose a visit of this topic that was held"):
        went(town, topic, NOW + timedelta(days=50), held=False, back_to=ahead)
    for one in (ahead, outing):
        with pytest.raises(Refused, match="Only a return visit that was held"):
            actions.judge(one, result="same", words="没有变化", by=town.who("handler"), now=NOW + timedelta(days=20))
    back = went(town, topic, NOW + timedelta(days=45), back_to=outing)
    with pytest.raises(Refused, match="Say how it stands"):
        actions.judge(back, result="", words="", by=town.who("handler"), now=NOW + timedelta(days=46))
    actions.judge(back, result="same", words="没有变化", by=town.who("handler"), now=NOW + timedelta(days=46))
    assert Outing.objects.get(pk=back.pk).result == "same"


def test_an_outing_needs_a_place(town: Town) -> None:
    topic = fielded(town)
    with pytest.raises(Refused, match="Choose a site"):
        actions.go(topic, starts_at=NOW, ends_at=NOW + HOUR, by=town.who("handler"), now=NOW)


def test_an_interview_is_kept_once_without_a_name(town: Town) -> None:
    topic, name = fielded(town), uuid4()
    made = asked(town, topic, client=name, name="演示甲")
    assert asked(town, topic, client=name) == made
    assert [(line.seq, line.answer) for line in made.lines.all()] == [(1, LINES[0][1]), (2, LINES[1][1])]
    told = timeline(topic.stream)[-1]
    assert (told.event, told.facts["group"], told.facts["lines"]) == ("InterviewTaken", "elder", 2)
    assert "一个月" not in "".join(Entry.objects.values_list("body", flat=True))
    with pytest.raises(Refused, match="Something else was sent"):
        asked(town, topic, client=name, lines=[("别的", "别的话")])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"consent": ""}, "consent"),
        ({"group": "nobody"}, "group"),
        ({"lines": [("问", " ")]}, "answers"),
        ({"lines": [("问", "答")] * 61}, "answers"),
        ({"people": 0}, "people"),
    ],
)
def test_what_is_no_interview_is_refused(town: Town, given: dict[str, object], field: str) -> None:
    topic = fielded(town)
    with pytest.raises(Refused) as refused:
        asked(town, topic, **given)
    assert refused.value.fields == (field,)
    assert not Interview.objects.exists()


def test_only_the_team_takes_down_and_only_of_its_own_visits(town: Town) -> None:
    topic, other = fielded(town), fielded(town)
    outing = went(town, other)
    with pytest.raises(Refused, match="Choose a visit of this topic"):
        asked(town, topic, outing=outing)
    with pytest.raises(Refused, match="You may not do this here"):
        actions.withdraw(asked(town, topic), by=town.who("supervisor"), now=NOW + 2 * DAY)


def test_consent_taken_back_leaves_nothing_of_it(town: Town) -> None:
    topic = fielded(town)
    made = asked(town, topic, name="演示甲")
    code = actions.define(topic, word="等太久", meaning="", by=town.who("handler"), now=NOW + DAY)
    line = made.lines.order_by("seq")[0]
    actions.code(made, given={line.pk: [code.pk]}, by=town.who("handler"), now=NOW + 2 * DAY)
    actions.withdraw(made, by=town.who("handler"), now=NOW + 3 * DAY)
    actions.withdraw(made, by=town.who("handler"), now=NOW + 3 * DAY)
    kept = Interview.objects.get(pk=made.pk)
    assert (kept.name, kept.salt, kept.withdrawn_at) == ("", "", NOW + 3 * DAY)
    assert set(kept.lines.values_list("question", "answer")) == {("", "")}
    assert not Coding.objects.exists()
    assert coding.book(topic).answers == 0
    with pytest.raises(Refused, match="took their consent back"):
        actions.code(kept, given={}, by=town.who("handler"), now=NOW + 4 * DAY)
    assert [line.event for line in timeline(topic.stream)].count("InterviewWithdrawn") == 1


def test_looking_at_a_name_is_written_down(town: Town) -> None:
    topic = fielded(town)
    made = Interview.objects.get(pk=asked(town, topic, name="演示甲").pk)
    with pytest.raises(Refused, match="Say what for"):
        actions.look(made, reason="", by=town.who("handler"), now=NOW + DAY)
    with pytest.raises(Refused, match="You may not do this here"):
        actions.look(made, reason="想知道", by=town.who("supervisor"), now=NOW + DAY)
    assert actions.look(made, reason="回访", by=town.who("handler"), now=NOW + DAY) == "演示甲"
    told = timeline(topic.stream)[-1]
    assert (told.event, told.words["reason"]) == ("IntervieweeRead", "回访")


def test_two_coders_are_compared_and_a_third_is_refused(town: Town) -> None:
    topic = fielded(town, members=(town.accounts["leader"],))
    by, second = town.who("handler"), town.who("head")
    slow = actions.define(topic, word="等太久", meaning="超过一周", by=by, now=NOW)
    dark = actions.define(topic, word="不敢出门", meaning="", by=by, now=NOW)
    with pytest.raises(Refused, match="has this word already"):
        actions.define(topic, word=" 等太久 ", meaning="", by=by, now=NOW)
    with pytest.raises(Refused, match="Name the code"):
        actions.define(topic, word="", meaning="", by=by, now=NOW)
    made = asked(town, topic)
    one, two = made.lines.order_by("seq")
    assert actions.code(made, given={one.pk: [slow.pk]}, by=by, now=NOW + 2 * DAY) is False
    assert actions.code(made, given={one.pk: [slow.pk], two.pk: [dark.pk]}, by=by, now=NOW + 2 * DAY) is False
    assert coding.given(made, second.account_id) == {}
    assert actions.code(made, given={one.pk: [slow.pk, dark.pk], two.pk: [dark.pk]}, by=second, now=NOW + 3 * DAY) is True
    book = coding.book(topic)
    assert (book.answers, book.coded, book.agreed) == (2, 2, Agreement(1, 2))
    assert [(row.code.word, row.answers, row.interviews) for row in book.codes] == [("不敢出门", 1, 1), ("等太久", 1, 1)]
    assert [line.pk for line in coding.behind(dark)] == [two.pk]
    with pytest.raises(Refused, match="Two people have coded"):
        actions.code(made, given={}, by=town.who("leader"), now=NOW + 4 * DAY)
    with pytest.raises(Refused, match="Choose from the list"):
        actions.code(made, given={one.pk: [slow.pk + 99]}, by=by, now=NOW + 4 * DAY)


def test_a_case_is_taken_apart_and_its_cost_is_read(town: Town) -> None:
    topic, by = fielded(town), town.who("handler")
    case = town.answered()
    one = actions.dissect(topic, case=case, by=by, now=NOW + 3 * DAY)
    assert actions.dissect(topic, case=case, by=by, now=NOW + 3 * DAY) == one
    top = actions.add_why(one, text="报修没人接", by=by, now=NOW + 3 * DAY)
    low = actions.add_why(one, text="电话在另一个单位", parent=top, by=by, now=NOW + 3 * DAY)
    actions.add_stop(one, who="住建局路灯所", where="第一次来电时", how="当场派单", by=by, now=NOW + 3 * DAY)
    actions.learn(one, lesson="报修只认一个电话", by=by, now=NOW + 3 * DAY)
    nodes = dissecting.tree(one)
    assert (nodes[0].reason.pk, nodes[0].below[0].reason.pk) == (top.pk, low.pk)
    cost = dissecting.cost(Case.objects.get(pk=case.pk), by, NOW + 3 * DAY)
    assert (cost.days, cost.over, cost.hops, cost.units, cost.speaks, cost.trips) == (3, False, 0, 1, 1, 0)
    actions.cut_why(one, why=top, by=by, now=NOW + 4 * DAY)
    assert dissecting.tree(one) == []
    actions.cut_stop(one, stop=one.stops.get(), by=by, now=NOW + 4 * DAY)
    assert timeline(topic.stream)[-1].facts["reasons"] == 0


def test_what_cannot_be_said_of_a_case_is_refused(town: Town) -> None:
    topic, by = fielded(town), town.who("handler")
    one = actions.dissect(topic, case=town.dispatched(), by=by, now=NOW + DAY)
    with pytest.raises(Refused, match="Write it down in a few words"):
        actions.add_why(one, text=" ", by=by, now=NOW + DAY)
    with pytest.raises(Refused, match="Keep it shorter"):
        actions.add_why(one, text="长" * 601, by=by, now=NOW + DAY)
    with pytest.raises(Refused, match="which unit or post"):
        actions.add_stop(one, who="", where="来电时", how="", by=by, now=NOW + DAY)
    why = None
    for number in range(8):
        why = actions.add_why(one, text=f"原因{number}", parent=why, by=by, now=NOW + DAY)
    with pytest.raises(Refused, match="The tree is large enough"):
        actions.add_why(one, text="再问", parent=why, by=by, now=NOW + DAY)


def test_confidential_and_secret_cases_stay_closed(town: Town) -> None:
    topic, by = fielded(town), town.who("handler")
    unseen = town.heard(text="别的事")
    with pytest.raises(Refused, match="cannot be taken apart"):
        actions.dissect(topic, case=unseen, by=by, now=NOW + DAY)
    secret = town.dispatched()
    Case.objects.filter(pk=secret.pk).update(secret=True)
    with pytest.raises(Refused, match="cannot be taken apart"):
        actions.dissect(topic, case=Case.objects.get(pk=secret.pk), by=by, now=NOW + DAY)
    with pytest.raises(Refused, match="A case among them"):
        found(town, topic, cases=(secret,))
    later = town.dispatched()
    one = actions.dissect(topic, case=later, by=by, now=NOW + DAY)
    finding = found(town, topic, cases=(later,))
    cases.restrict(later, reason="涉及干部", by=town.who("dispatcher"), now=NOW + 3 * DAY)
    assert not Dissection.objects.visible_to(by).exists()
    assert not Dissection.objects.visible_to(town.who("officer")).exists()
    assert reads.findings(Finding.objects.filter(pk=finding.pk), by)[0].rests_on == []
    assert one.pk


def test_a_finding_rests_on_something(town: Town) -> None:
    topic = fielded(town)
    with pytest.raises(Refused, match="A finding without a ground is an opinion"):
        found(town, topic, interviews=())
    with pytest.raises(Refused, match="Write down what was found"):
        found(town, topic, words=" ")
    with pytest.raises(Refused, match="not held yet"):
        found(town, topic, outings=(went(town, topic, held=False),))
    narrow = fielded(town, place=town.places["990101100"])
    with pytest.raises(Refused, match="outside the territory"):
        found(town, narrow, places=(town.places["990101200001"],))
    name = uuid4()
    made = found(town, topic, client=name, places=(town.places["990101100001"],))
    again = NewFinding(words=made.words, client=name)
    assert actions.find(topic, new=again, by=town.who("handler"), now=NOW + 3 * DAY) == made
    with pytest.raises(Refused, match="Something else was sent"):
        actions.find(topic, new=NewFinding(words="别的", client=name), by=town.who("handler"), now=NOW + 3 * DAY)
    assert made.words in Wording.objects.values_list("text", flat=True)


def test_a_finding_is_reworded_until_it_has_become_something(town: Town) -> None:
    topic, by = fielded(town), town.who("handler")
    finding = found(town, topic)
    rests = tuple(topic.interviews.all())
    actions.reword(finding, new=NewFinding(words="一盏灯三家管。", interviews=rests), by=by, now=NOW + 3 * DAY)
    assert Finding.objects.get(pk=finding.pk).words == "一盏灯三家管。"
    actions.raise_problem(finding, title="路灯三家管", by=by, now=NOW + 3 * DAY)
    with pytest.raises(Refused, match="become something already"):
        actions.reword(finding, new=NewFinding(words="改", interviews=rests), by=by, now=NOW + 4 * DAY)


def test_a_finding_becomes_a_problem_once_with_its_cases(town: Town) -> None:
    topic, by = fielded(town), town.who("handler")
    case = town.dispatched()
    finding = found(town, topic, cases=(case,), places=(town.places["990101100001"],))
    problem = actions.raise_problem(finding, title="路灯三家管", cause="职责不清", by=by, now=NOW + 3 * DAY)
    assert actions.raise_problem(finding, title="又一次", by=by, now=NOW + 4 * DAY) == problem
    problem = Problem.objects.get()
    assert (problem.title, problem.place, problem.words) == ("路灯三家管", town.places["990101100001"], finding.words)
    sources = set(problem.sources.values_list("kind", "ref", "case"))
    assert sources == {("finding", f"finding:{finding.pk}", None), ("case", "", case.pk)}
    assert timeline(topic.stream)[-1].facts == {"topic": topic.pk, "finding": finding.pk, "problem": problem.pk}


def test_a_finding_becomes_something_or_nothing_with_a_reason(town: Town) -> None:
    _topic, _outing, finding = concluded(town)
    by, later = town.who("handler"), NOW + timedelta(days=12)
    with pytest.raises(Refused, match="Say what it has become"):
        actions.convert(finding, into="", words="", by=by, now=later)
    with pytest.raises(Refused, match="where it becomes nothing, why"):
        actions.convert(finding, into="none", words=" ", by=by, now=later)
    actions.convert(finding, into="none", words="省里已统一安排", by=by, now=later)
    kept = Finding.objects.get(pk=finding.pk)
    assert (kept.into, kept.became, kept.converted_at) == ("none", "省里已统一安排", later)


def test_nothing_is_taken_down_before_it_begins(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        asked(town, planned(town))
    assert refused.value.code == "state"
