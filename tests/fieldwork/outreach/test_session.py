"""Sessions: planned with their visit, held with numbers, refused where they serve nothing."""

from typing import Any
from uuid import uuid4

import pytest

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.models import Session
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Visit
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.outreach.making import drafted, held, new_session, planned, published
from tests.town import DAY, NOW, Town


def test_a_session_and_its_visit_are_planned_in_one_act_and_once(town: Town) -> None:
    policy, name = published(town).policy, uuid4()
    new = new_session(town, policy)
    first, second = (actions.plan(new, by=town.who("easter"), now=NOW, client=name) for _time in range(2))
    assert first == second
    visit = Visit.objects.get()
    assert (visit.purposes, visit.title, visit.state, first.visit) == (("outreach",), "危房改造怎么申请", "planned", visit)
    assert [line.event for line in timeline(first.stream)] == ["OutreachPlanned"]
    assert [row.group for row in first.groups.all()] == ["old"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"form": "study", "policies": ()}, "missing"),
        ({"policies": ()}, "missing"),
        ({"form": "parade"}, "guard"),
        ({"groups": ("martians",)}, "guard"),
        ({"title": ""}, "missing"),
    ],
)
def test_what_cannot_be_planned(town: Town, given: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(town, published(town).policy, **given) if "policies" not in given else planned(town, **{"policies": (), **given})
    assert refused.value.code == code
    assert not Visit.objects.exists()


def test_a_study_session_names_what_it_serves(town: Town) -> None:
    policy = published(town).policy
    with pytest.raises(Refused, match="服务于哪"):
        planned(town, policy, form="study")
    case = town.dispatched(unit="east")
    by_case = planned(town, policy, form="study", case=case)
    by_visit = planned(town, form="study", earlier=by_case.visit)
    by_rule = planned(town, form="study", rule="信访工作条例第二十二条")
    assert (by_case.case, by_visit.earlier, by_rule.rule) == (case, by_case.visit, "信访工作条例第二十二条")


def test_it_serves_nothing_that_the_planner_cannot_see(town: Town) -> None:
    case = town.heard(place=town.places["990101200001"].pk)
    with pytest.raises(Refused) as refused:
        planned(town, form="study", case=case)
    assert refused.value.code == "guard"


def test_a_draft_cannot_be_explained(town: Town) -> None:
    with pytest.raises(Refused, match="公布"):
        planned(town, drafted(town).policy)


def test_held_with_how_many_were_there(town: Town) -> None:
    session = held(town, published(town).policy)
    assert (session.audience, session.visit.state, session.visit.met) == (24, "held", 24)
    assert [row.place.code for row in session.reached.select_related("place")] == ["990101100001"]
    assert timeline(session.stream)[-1].facts["audience"] == 24


def test_held_again_it_changes_nothing_and_other_numbers_correct_it(town: Town) -> None:
    session = held(town, published(town).policy)
    two = [town.places["990101100001"], town.places["990101100002"]]
    actions.hold(session, audience=24, by=town.who("easter"), now=NOW)
    assert len(timeline(session.stream)) == 2
    actions.hold(session, audience=30, places=two, by=town.who("easter"), now=NOW + DAY)
    session.refresh_from_db()
    assert (session.audience, session.held_at, session.reached.count()) == (30, NOW, 2)
    assert len(timeline(session.stream)) == 3


def test_a_lecture_in_the_town_reaches_the_villages_that_are_named(town: Town) -> None:
    policy = published(town).policy
    session = planned(town, policy, form="lecture", place=town.places["990101100"])
    actions.hold(session, audience=80, by=town.who("easter"), now=NOW)
    assert session.reached.count() == 0
    with pytest.raises(Refused) as refused:
        actions.hold(session, audience=80, places=[town.places["990101100"]], by=town.who("easter"), now=NOW)
    assert refused.value.fields == ("places",)
    actions.hold(session, audience=80, places=[town.places["990101100002"]], by=town.who("easter"), now=NOW)
    assert [row.place.code for row in session.reached.select_related("place")] == ["990101100002"]


def test_nobody_is_met_by_a_loudspeaker(town: Town) -> None:
    session = held(town, published(town).policy, form="loudspeaker", audience=600)
    assert (session.audience, session.visit.met) == (600, None)


def test_what_cannot_be_held(town: Town) -> None:
    policy = published(town).policy
    session = planned(town, policy)
    with pytest.raises(Refused) as refused:
        actions.hold(session, audience=5, by=town.who("wester"), now=NOW)
    assert refused.value.code == "role"
    with pytest.raises(Refused) as refused:
        actions.hold(session, audience=-1, by=town.who("easter"), now=NOW)
    assert refused.value.code == "guard"
    visits.cancel(session.visit, reason="下雨", by=town.who("easter"), now=NOW)
    with pytest.raises(Refused) as refused:
        actions.hold(session, audience=5, by=town.who("easter"), now=NOW)
    assert refused.value.code == "state"
    assert Session.objects.get().held_at is None


def test_who_sees_a_session(town: Town) -> None:
    planned(town, published(town).policy)
    planned(town, published(town, title="另一个办法").policy, announced=False)
    seen = {name: Session.objects.visible_to(town.who(name)).count() for name in ("easter", "wester", "clerk", "supervisor")}
    assert seen == {"easter": 2, "wester": 0, "clerk": 1, "supervisor": 1}
    assert not Session.objects.visible_to(town.who("outsider")).exists()
