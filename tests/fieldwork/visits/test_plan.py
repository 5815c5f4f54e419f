"""Planning a visit: what is written down, each refusal, and the same form sent twice."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.models import Visit
from sixia.kit.journal import timeline
from tests.fieldwork.visits.making import STARTS, held, planned, refusal
from tests.town import DAY, NOW, Town


def test_a_planned_visit_says_who_goes_where_and_what_for(town: Town) -> None:
    visit = planned(town, purposes=("reception", "outreach"), spot="文化广场")
    assert (visit.state, visit.purposes, visit.spot) == ("planned", ("outreach", "reception"), "文化广场")
    assert list(visit.members.all()) == [town.accounts["handler"]]
    assert list(Visit.objects.serving("outreach")) == [visit]
    assert not Visit.objects.serving("research")
    line = timeline(visit.stream)[0]
    assert (line.event, line.facts["purposes"], line.facts["date"]) == ("VisitPlanned", "outreach reception", "2026-05-14")


def test_the_same_name_twice_is_one_visit(town: Town) -> None:
    name = uuid4()
    assert planned(town, client=name).pk == planned(town, client=name).pk
    assert Visit.objects.count() == 1


def test_an_office_of_the_territory_plans_for_a_unit_and_others_do_not(town: Town) -> None:
    assert planned(town, by="clerk").made_by == town.accounts["clerk"]
    for stranger in ("ecologist", "easter", "auditor", "outsider"):
        assert refusal(lambda who=stranger: planned(town, by=who)) == "role"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "  "}, "missing"),
        ({"purposes": ()}, "missing"),
        ({"purposes": ("tourism",)}, "guard"),
        ({"ends_at": STARTS}, "guard"),
        ({"ends_at": STARTS + 15 * DAY}, "guard"),
        ({"starts_at": NOW - 367 * DAY}, "guard"),
        ({"starts_at": NOW + 551 * DAY}, "guard"),
        ({"return_due": (STARTS - DAY).date()}, "guard"),
    ],
)
def test_what_cannot_be_is_refused_in_words(town: Town, given: dict[str, Any], code: str) -> None:
    assert refusal(lambda: planned(town, **given)) == code
    assert not Visit.objects.exists()


def test_who_leads_must_belong_to_the_unit(town: Town) -> None:
    assert refusal(lambda: planned(town, led_by=town.accounts["easter"])) == "guard"


def test_a_return_visit_comes_back_to_one_that_the_planner_sees(town: Town) -> None:
    first = held(town)
    assert planned(town, starts_at=STARTS + 30 * DAY, returns_to=first).returns_to == first
    secret = planned(town, announced=False)
    assert refusal(lambda: planned(town, by="clerk", returns_to=secret)) == "guard"


def test_a_plan_is_changed_before_it_is_held_and_not_after(town: Town) -> None:
    visit = planned(town)
    new: dict[str, Any] = {
        "title": "看排水",
        "purposes": ("onsite",),
        "place": town.places["990101200001"],
        "starts_at": STARTS + DAY,
        "ends_at": STARTS + DAY + timedelta(hours=1),
        "led_by": town.accounts["handler"],
        "members": (town.accounts["leader"],),
    }
    actions.change(visit, by=town.who("leader"), now=NOW, **new)
    visit.refresh_from_db()
    assert (visit.title, visit.place, visit.purposes) == ("看排水", town.places["990101200001"], ("onsite",))
    assert visit.place_path == town.places["990101200001"].path
    assert list(visit.members.all()) == [town.accounts["leader"]]
    assert timeline(visit.stream)[-1].event == "VisitChanged"
    assert refusal(lambda: actions.change(visit, by=town.who("head"), now=NOW, **new)) == "role"
    actions.hold(visit, by=town.who("leader"), now=STARTS + 2 * DAY)
    assert refusal(lambda: actions.change(visit, by=town.who("leader"), now=STARTS + 2 * DAY, **new)) == "state"
