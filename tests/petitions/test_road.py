"""The legal road that residents see: the same steps with dates as a picture and as a table, at every stage."""

from datetime import UTC, datetime

import pytest

from sixia.petitions import actions
from sixia.petitions.models import Petition
from sixia.petitions.queries.road import TERMS
from sixia.petitions.queries.track import LegalTrack
from tests.petitions.town import DAY, HOUR, NOW, WHY, Courts, finding


def track(courts: Courts, petition: Petition, now: datetime) -> LegalTrack:
    petition = Petition.objects.select_related("case", "office", "unit", "organ", "upper").get(pk=petition.pk)
    return LegalTrack(petition, courts.resident(petition), now)


@pytest.mark.parametrize(
    ("stage", "days", "here"),
    [
        ("registered", 1, "send"),
        ("sent", 1, "accept"),
        ("accepted", 3, "decide"),
        ("decided", 12, "review"),
        ("reviewing", 21, "review"),
        ("reviewed", 32, "rereview"),
        ("rereviewing", 42, "rereview"),
    ],
)
def test_one_step_is_now_those_before_have_dates_those_after_none(courts: Courts, stage: str, days: int, here: str) -> None:
    legal = track(courts, getattr(courts, stage)(), NOW + days * DAY)
    legs = {leg.code: leg for leg in legal.road}
    assert list(legs) == list(TERMS)
    number = list(TERMS).index(here)
    assert [leg.state for leg in legal.road] == ["done"] * number + ["now"] + [""] * (7 - number)
    assert all(leg.at for leg in legal.road[:number])
    assert legs[here].due is not None
    assert [step.label for step in legal.steps] == [leg.name for leg in legal.road]
    assert [step.note != "" for step in legal.steps] == [True] * (number + 1) + [False] * (7 - number)


def test_the_petitioners_own_term_is_said_as_one(courts: Courts) -> None:
    petition = courts.decided(served=False)
    assert [leg.code for leg in track(courts, petition, NOW + 11 * DAY).road if leg.state == "now"] == ["serve"]
    courts.serve(petition, "opinion", NOW + 12 * DAY)
    now = next(leg for leg in track(courts, petition, NOW + 13 * DAY).road if leg.state == "now")
    assert (now.code, now.yours) == ("review", True)
    assert "you may ask until" in now.note(NOW + 13 * DAY)


def test_it_says_when_an_office_is_late_and_when_a_day_is_provisional(courts: Courts) -> None:
    petition = courts.accepted()
    assert next(leg for leg in track(courts, petition, NOW + 80 * DAY).road if leg.code == "decide").state == "late"
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    reaching = courts.accepted(now=start, phone="13800000002")
    leg = next(leg for leg in track(courts, reaching, start + 2 * DAY).road if leg.code == "decide")
    assert leg.provisional
    assert "(provisional)" in leg.note(start + 2 * DAY)


def test_what_is_final_has_walked_all_of_it(courts: Courts) -> None:
    legal = track(courts, courts.final(), NOW + 51 * DAY)
    assert [leg.code for leg in legal.road] == list(TERMS)
    assert {leg.state for leg in legal.road} == {"done"}


def test_what_ended_otherwise_shows_how_far_it_came_and_its_end(courts: Courts) -> None:
    petition = courts.registered()
    actions.refuse(petition, ground="no_remit", why=WHY, by=courts.who("registrar"), now=NOW + HOUR)
    legal = track(courts, petition, NOW + DAY)
    assert [(leg.code, str(leg.name)) for leg in legal.road] == [
        ("register", "Registration"),
        ("end", "Not accepted as a petition"),
    ]


def test_an_opinion_that_was_set_aside_is_still_to_be_written(courts: Courts) -> None:
    petition = courts.reviewing()
    actions.review(petition, finding(outcome="revoke"), by=courts.who("county1"), now=NOW + 30 * DAY)
    legs = {leg.code: leg for leg in track(courts, petition, NOW + 31 * DAY).road}
    assert (legs["decide"].state, legs["decide"].at, legs["review"].state) == ("now", None, "")


def test_while_a_hearing_stops_the_clock_no_day_is_promised(courts: Courts) -> None:
    petition = courts.rereviewing()
    actions.open_hearing(petition, place="市政府二楼", by=courts.who("cityman"), now=NOW + 45 * DAY)
    leg = next(leg for leg in track(courts, petition, NOW + 60 * DAY).road if leg.state == "now")
    assert (leg.code, leg.due) == ("rereview", None)
