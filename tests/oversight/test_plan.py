"""The plan under the four duties, and the meetings with the person."""

from datetime import date
from typing import Any

import pytest

from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.oversight import actions
from sixia.oversight.actions import NewMeeting, NewStep
from sixia.oversight.models import Charge, Meeting, Step
from sixia.oversight.queries.charges import file_of
from tests.oversight.making import fresh, named
from tests.refusals import refused
from tests.town import DAY, NOW, Town

LATER = NOW + 2 * DAY


def step(town: Town, **given: Any) -> NewStep:
    base = {"duty": "solve", "text": "换线缆", "unit": town.units["housing"], "due_on": date(2026, 6, 1)}
    return NewStep(**{**base, **given})


def meeting(**given: Any) -> NewMeeting:
    base = {"day": date(2026, 5, 12), "place": "村委会", "present": "本人", "said": "想早点修", "reached": "同意方案"}
    return NewMeeting(**{**base, **given})


def test_steps_stand_under_their_duty_and_a_change_leaves_the_old_one_to_be_read(town: Town) -> None:
    charge, deputy = named(town), town.who("deputy")
    old = actions.plan(charge, step=step(town), by=deputy, now=LATER)
    new = actions.change(charge, old=old, step=step(town, text="换线缆和灯头"), by=deputy, now=LATER)
    actions.done(charge, old=new, done_on=date(2026, 5, 13), note="亮了", by=deputy, now=LATER)
    solve = next(duty for duty in file_of(charge).duties if duty.word == "solve")
    assert ([row.text for row in solve.steps], [row.text for row in solve.former]) == (["换线缆和灯头"], ["换线缆"])
    assert (file_of(charge).done, file_of(charge).planned, fresh(new).replaces) == (1, 1, old)
    assert [line.event for line in timeline(charge.stream)][-3:] == ["StepPlanned", "StepPlanned", "StepDone"]


def test_a_step_taken_out_stays_with_its_reason(town: Town) -> None:
    charge, deputy = named(town), town.who("deputy")
    row = actions.plan(charge, step=step(town), by=deputy, now=LATER)
    with refused("missing"):
        actions.drop(charge, old=row, reason=" ", by=deputy, now=LATER)
    actions.drop(charge, old=row, reason="已无必要", by=deputy, now=LATER)
    assert (fresh(row).reason, file_of(charge).planned) == ("已无必要", 0)


def test_what_cannot_be_planned_changed_or_finished(town: Town) -> None:
    charge, deputy = named(town), town.who("deputy")
    with refused("guard"):
        actions.plan(charge, step=step(town, duty="sing"), by=deputy, now=LATER)
    with refused("missing"):
        actions.plan(charge, step=step(town, text=" "), by=deputy, now=LATER)
    for name in ("principal", "supervisor", "handler"):
        with refused("role"):
            actions.plan(charge, step=step(town), by=town.who(name), now=LATER)
    assert not Step.objects.exists()
    row = actions.plan(charge, step=step(town), by=deputy, now=LATER)
    with refused("guard"):
        actions.done(charge, old=row, done_on=date(2026, 6, 30), note="好了", by=deputy, now=LATER)
    actions.done(charge, old=row, done_on=date(2026, 5, 13), note="好了", by=deputy, now=LATER)
    with refused("stale"):
        actions.done(charge, old=row, done_on=date(2026, 5, 13), note="好了", by=deputy, now=LATER)
    other = named(town, town.accepted(phone="13800000002"))
    with refused("stale"):
        actions.drop(other, old=row, reason="不是我的", by=deputy, now=LATER)


def test_a_meeting_sets_the_day_of_the_next(town: Town) -> None:
    charge, deputy = named(town), town.who("deputy")
    actions.meet(charge, meeting=meeting(), by=deputy, now=LATER)
    charge = fresh(charge)
    assert (charge.met_on, charge.meet_by) == (date(2026, 5, 12), date(2026, 6, 11))
    running = Clock.objects.filter(owner=charge.key, kind="meet", stopped_at=None)
    assert len(running) == 1
    actions.meet(charge, meeting=meeting(day=date(2026, 5, 11)), by=deputy, now=LATER)
    assert fresh(charge).met_on == date(2026, 5, 12)
    assert timeline(charge.stream)[-1].words == {"said": "想早点修", "reached": "同意方案"}


@pytest.mark.parametrize(
    ("given", "code"), [({"day": date(2026, 6, 1)}, "guard"), ({"said": ""}, "missing"), ({"place": " "}, "missing")]
)
def test_a_meeting_ahead_or_without_words_is_none(town: Town, given: dict[str, Any], code: str) -> None:
    charge = named(town)
    with refused(code):
        actions.meet(charge, meeting=meeting(**given), by=town.who("deputy"), now=LATER)
    assert not Meeting.objects.exists()


def test_only_the_leader_in_charge_writes_meetings_down(town: Town) -> None:
    charge = named(town)
    for name in ("principal", "leader", "supervisor"):
        with refused("role"):
            actions.meet(charge, meeting=meeting(), by=town.who(name), now=LATER)
    assert Charge.objects.get().met_on is None
