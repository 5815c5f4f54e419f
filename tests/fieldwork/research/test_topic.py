"""Planning a topic and carrying it through its states, with each refusal."""

from datetime import timedelta

import pytest

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.models import Topic
from sixia.fieldwork.surveys.models import Survey
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.research.making import asked, concluded, fielded, found, new_topic, planned, went
from tests.town import DAY, HOUR, NOW, Town


def test_a_topic_is_planned_and_told(town: Town) -> None:
    topic = planned(town, members=(town.accounts["head"], town.accounts["handler"]))
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.state, topic.methods, topic.unit_path) == ("planned", " walk  interview ", town.places["990101"].path)
    assert [member.username for member in topic.members.all()] == ["head"]
    (line,) = timeline(topic.stream)
    assert (line.event, line.facts["kind"]) == ("ResearchPlanned", "remedy")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "  "}, "missing"),
        ({"question": ""}, "missing"),
        ({"kind": "nonsense"}, "guard"),
        ({"until": NOW.date() - DAY}, "guard"),
        ({"until": NOW.date() + timedelta(days=900)}, "guard"),
        ({"quota": 0}, "guard"),
    ],
)
def test_what_cannot_be_a_topic_is_refused(town: Town, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(town, **given)
    assert refused.value.code == code
    assert not Topic.objects.exists()


def test_who_plans_for_which_unit(town: Town) -> None:
    for name, unit in (("wester", "housing"), ("system", "admin"), ("grid", "east")):
        with pytest.raises(Refused, match=r"^You may not plan research of this unit\.$"):
            actions.plan(new_topic(town), unit=town.units[unit], by=town.who(name), now=NOW)
    assert planned(town, by="supervisor").unit == town.units["housing"]


def test_lead_and_territory_belong_to_the_unit(town: Town) -> None:
    with pytest.raises(Refused, match="must hold a post in the unit"):
        planned(town, lead=town.accounts["wester"])
    with pytest.raises(Refused, match="within the territory of the unit"):
        planned(town, by="easter", unit="east", lead=town.accounts["easter"], place=town.places["990101200"])


def test_a_topic_is_changed_by_its_team_alone(town: Town) -> None:
    topic = fielded(town)
    actions.change(topic, new=new_topic(town, title="路灯", plan="先看后问"), by=town.who("head"), now=NOW + HOUR)
    assert Topic.objects.get(pk=topic.pk).plan == "先看后问"
    with pytest.raises(Refused, match="You may not do this here"):
        actions.change(topic, new=new_topic(town), by=town.who("ecologist"), now=NOW + HOUR)
    with pytest.raises(Refused, match="the territory stays"):
        actions.change(topic, new=new_topic(town, place=town.places["990101100"]), by=town.who("handler"), now=NOW)


def test_nobody_goes_out_without_a_site_or_analyses_nothing(town: Town) -> None:
    topic = planned(town)
    with pytest.raises(Refused, match="Choose first where to go"):
        actions.begin(topic, by=town.who("handler"), now=NOW)
    topic = fielded(town)
    with pytest.raises(Refused, match="Nothing has come from the field yet"):
        actions.analyse(topic, by=town.who("handler"), now=NOW + DAY)
    asked(town, topic)
    actions.analyse(topic, by=town.who("handler"), now=NOW + 2 * DAY)
    actions.go_back(topic, by=town.who("handler"), now=NOW + 2 * DAY)
    assert topic.state == "field"
    assert timeline(topic.stream)[-1].facts["again"] is True


def test_a_conclusion_needs_findings(town: Town) -> None:
    topic = fielded(town)
    went(town, topic)
    actions.analyse(topic, by=town.who("handler"), now=NOW + 2 * DAY)
    with pytest.raises(Refused, match="at least one finding"):
        actions.conclude(topic, conclusion="好", by=town.who("handler"), now=NOW + 3 * DAY)
    found(town, topic)
    with pytest.raises(Refused) as missing:
        actions.conclude(topic, conclusion=" ", by=town.who("handler"), now=NOW + 3 * DAY)
    assert missing.value.code == "missing"


def test_it_ends_when_findings_became_something_and_somebody_went_back(town: Town) -> None:
    topic, outing, finding = concluded(town)
    by, later = town.who("handler"), NOW + timedelta(days=40)
    with pytest.raises(Refused, match="Some findings have not become anything yet"):
        actions.follow_up(topic, by=by, now=later)
    actions.convert(finding, into="rule", words="《路灯报修一家统管办法》", by=by, now=later)
    with pytest.raises(Refused, match="Nobody has gone back yet"):
        actions.follow_up(topic, by=by, now=later)
    back = went(town, topic, later, back_to=outing)
    actions.judge(back, result="better", words="三盏亮了两盏。", by=by, now=later + HOUR)
    actions.follow_up(topic, by=by, now=later + DAY)
    topic = Topic.objects.get(pk=topic.pk)
    assert (topic.state, topic.ended_at) == ("followed", later + DAY)
    assert timeline(topic.stream)[-1].event == "ResearchFollowedUp"


def test_giving_up_needs_a_reason_and_whoever_oversees_may(town: Town) -> None:
    topic = fielded(town)
    with pytest.raises(Refused) as missing:
        actions.drop(topic, reason="", by=town.who("supervisor"), now=NOW + DAY)
    assert missing.value.code == "missing"
    actions.drop(topic, reason="已由县里另一课题覆盖", by=town.who("supervisor"), now=NOW + DAY)
    assert topic.state == "dropped"
    with pytest.raises(Refused, match="This cannot be done now"):
        asked(town, topic)


def test_surveys_are_linked_as_far_as_they_may_be_seen(town: Town) -> None:
    unit, place = town.units["housing"], town.places["990101"]
    base = {"state": "draft", "place": place, "place_path": place.path, "made_at": NOW}
    rows = [Survey(name=f"s{n}", title=f"问卷{n}", unit=unit, link=f"link{n}", **base) for n in (1, 2)]
    Survey.objects.bulk_create(rows)
    topic = planned(town, surveys=(rows[0],))
    assert list(topic.surveys.all()) == rows[:1]
    actions.change(topic, new=new_topic(town, surveys=(rows[1],)), by=town.who("handler"), now=NOW)
    assert list(topic.surveys.all()) == rows[1:]
