"""A visit has taken place, or does not: by whom, when, twice, and what is missing is added."""

from uuid import uuid4

import pytest

from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.models import Visit
from sixia.kit.journal import timeline
from tests.fieldwork.visits.making import LATER, STARTS, held, planned, refusal
from tests.town import DAY, NOW, Town


def test_the_team_notes_that_it_was_held_and_how_many_were_met(town: Town) -> None:
    visit = planned(town)
    assert refusal(lambda: actions.hold(visit, by=town.who("handler"), now=NOW)) == "guard"
    assert refusal(lambda: actions.hold(visit, by=town.who("head"), now=LATER)) == "role"
    assert refusal(lambda: actions.hold(visit, by=town.who("leader"), now=LATER, met=-1)) == "guard"
    actions.hold(visit, by=town.who("handler"), now=LATER, met=9)
    visit.refresh_from_db()
    assert (visit.state, visit.met, visit.held_at) == ("held", 9, LATER)
    assert timeline(visit.stream)[-1].facts["met"] == 9


def test_sent_twice_it_is_held_once_and_with_another_number_it_is_refused(town: Town) -> None:
    visit, name = planned(town), uuid4()
    for _ in range(2):
        actions.hold(visit, by=town.who("handler"), now=LATER, met=9, client=name)
    assert [line.event for line in timeline(visit.stream)].count("VisitHeld") == 1
    assert refusal(lambda: actions.hold(visit, by=town.who("handler"), now=LATER, met=8, client=uuid4())) == "state"


def test_what_is_missing_is_added_afterwards(town: Town) -> None:
    visit = held(town, met=None)
    actions.amend(visit, by=town.who("leader"), now=LATER, met=4, return_due=(STARTS + 60 * DAY).date())
    visit.refresh_from_db()
    assert (visit.met, visit.return_due) == (4, (STARTS + 60 * DAY).date())
    before = (STARTS - DAY).date()
    assert refusal(lambda: actions.amend(visit, by=town.who("leader"), now=LATER, met=4, return_due=before)) == "guard"


def test_a_visit_is_called_off_with_a_reason_by_whoever_leads_or_planned_it(town: Town) -> None:
    visit = planned(town, by="clerk")
    assert refusal(lambda: actions.cancel(visit, by=town.who("clerk"), now=NOW, reason=" ")) == "missing"
    assert refusal(lambda: actions.cancel(visit, by=town.who("handler"), now=NOW, reason="下雨")) == "role"
    actions.cancel(visit, by=town.who("clerk"), now=NOW, reason="下雨")
    assert (visit.state, visit.reason) == ("cancelled", "下雨")
    assert timeline(visit.stream)[-1].words == {"reason": "下雨"}
    assert refusal(lambda: actions.hold(visit, by=town.who("leader"), now=LATER)) == "state"


@pytest.mark.parametrize("announced", [True, False])
def test_an_unannounced_visit_is_seen_before_it_by_its_team_alone(town: Town, announced: bool) -> None:
    visit = planned(town, by="clerk", announced=announced)

    def seers() -> set[str]:
        return {name for name in town.accounts if Visit.objects.visible_to(town.who(name)).filter(pk=visit.pk)}

    team = {"leader", "handler", "clerk"}
    others = {"head", "supervisor", "principal", "inspector", "easter", "eastdesk", "grid", "dispatcher"}
    if announced:
        assert team | others <= seers()
    else:
        assert seers() == team
        actions.hold(visit, by=town.who("handler"), now=LATER)
    assert team | others <= seers()
    assert not {"wester", "auditor", "outsider", "officer"} & seers()


def test_an_unannounced_visit_that_was_called_off_never_comes_to_light(town: Town) -> None:
    visit = planned(town, announced=False)
    actions.cancel(visit, by=town.who("handler"), now=NOW, reason="改期")
    assert not Visit.objects.visible_to(town.who("easter")).exists()
    assert not Visit.objects.visible_to(town.who("principal")).exists()
