"""A leader in charge: proposed, named, extended, handed over, ended; and who may not be named."""

from datetime import date

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.kit import clocks, jobs
from sixia.kit.journal import timeline
from sixia.oversight import actions
from sixia.oversight.actions import NewMeeting
from sixia.oversight.models import Charge, Tenure
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.people.models import Post
from tests.oversight.making import fresh, named, proposed
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)


def test_it_is_proposed_with_what_is_met_and_a_note(town: Town) -> None:
    case = town.accepted()
    actions.mark(case, important=True, reason="学校门口", by=town.who("supervisor"), now=NOW)
    charge = proposed(town, case)
    assert (charge.state, charge.reasons) == ("proposed", [["important", 1]])
    assert timeline(charge.stream)[-1].facts["reasons"] == ["important"]
    with refused("guard"):
        proposed(town, case)


def test_without_a_criterion_it_needs_a_reason_and_a_role(town: Town) -> None:
    case = town.accepted()
    with refused("missing"):
        actions.propose(case, by=town.who("supervisor"), now=NOW + DAY)
    with refused("role"):
        actions.propose(case, note="难", by=town.who("handler"), now=NOW + DAY)


def test_the_principal_names_the_leader_for_as_long_as_the_rules_say(town: Town) -> None:
    charge = fresh(named(town))
    assert (charge.state, charge.leader.username, charge.title) == ("named", "deputy", "副县长")
    assert (charge.due_on, charge.meet_by) == (date(2026, 8, 9), date(2026, 6, 10))
    assert Tenure.objects.get().leader == charge.leader
    assert timeline(charge.stream)[-1].event == "LeaderNamed"


def test_only_the_principal_names_extends_and_declines(town: Town) -> None:
    charge, deputy = proposed(town), town.accounts["deputy"]
    for name in ("supervisor", "deputy", "leader", "handler"):
        with refused("role"):
            actions.name(charge, leader=deputy, by=town.who(name), now=NOW + DAY)
        with refused("role"):
            actions.decline(charge, reason="不用", by=town.who(name), now=NOW + DAY)
    actions.name(charge, leader=deputy, by=town.who("principal"), now=NOW + DAY)
    with refused("role"):
        actions.extend(charge, until=date(2026, 12, 1), reason="难", by=town.who("deputy"), now=NOW + 2 * DAY)
    with refused("guard"):
        actions.extend(charge, until=date(2026, 6, 1), reason="难", by=town.who("principal"), now=NOW + 2 * DAY)
    actions.extend(charge, until=date(2026, 12, 1), reason="等资金", by=town.who("principal"), now=NOW + 2 * DAY)
    assert (charge.due_on, charge.extensions) == (date(2026, 12, 1), 1)


def test_a_declined_case_can_be_proposed_again(town: Town) -> None:
    charge = proposed(town)
    actions.decline(charge, reason="已在路上", by=town.who("principal"), now=NOW + DAY)
    assert (charge.state, charge.open) == ("declined", False)
    assert proposed(town, charge.case).state == "proposed"


@pytest.mark.parametrize("name", ["handler", "supervisor", "outsider"])
def test_only_leaders_can_be_named(town: Town, name: str) -> None:
    with refused("guard"):
        named(town, leader=name)


def test_nobody_takes_charge_of_a_case_about_themselves_their_unit_or_kin(town: Town) -> None:
    deputy = town.accounts["deputy"]
    about_him = town.accepted(kind="complaint", named_accounts=(deputy.pk,))
    with refused("guard"):
        named(town, about_him)
    about_kin = town.accepted(kind="complaint", named_accounts=(town.accounts["wester"].pk,), phone="13800000002")
    named(town, about_kin)
    about_kin = town.accepted(kind="complaint", named_accounts=(town.accounts["wester"].pk,), phone="13800000003")
    people.declare_recusal(deputy, kind="kin", other=town.accounts["wester"], reason="亲属", by=SYSTEM, now=NOW)
    with refused("guard"):
        named(town, about_kin)


def test_nobody_takes_charge_of_a_complaint_that_their_own_unit_handles(town: Town) -> None:
    with refused("guard"):
        named(town, town.accepted(kind="complaint"), leader="leader")
    assert named(town, town.accepted(phone="13800000002"), leader="leader").state == "named"


def test_nor_when_recused_or_when_their_post_does_not_reach_the_case(town: Town) -> None:
    case, deputy = town.accepted(), town.accounts["deputy"]
    people.declare_recusal(deputy, kind="matter", matter=("case", case.pk), reason="同学", by=SYSTEM, now=NOW)
    with refused("guard"):
        named(town, case)
    elsewhere = town.accepted(unit="ecology", by="ecologist", phone="13800000002")
    with refused("guard"):
        named(town, elsewhere, leader="leader")


def test_an_accusation_has_no_leader_in_charge_and_one_sealed_later_gets_none(town: Town) -> None:
    case = town.heard("有人收钱", kind="accusation")
    for name in ("officer", "supervisor", "principal"):
        with refused("role"):
            actions.propose(case, note="要紧", by=town.who(name), now=NOW)
    charge = proposed(town)
    cases.restrict(charge.case, reason="反映经办人", units=(), accounts=(), by=town.who("dispatcher"), now=NOW + 5 * HOUR)
    with refused("role"):
        actions.name(fresh(charge), leader=town.accounts["deputy"], by=town.who("principal"), now=NOW + DAY)


def test_a_leader_whose_post_ends_is_never_silently_followed(town: Town) -> None:
    charge = named(town)
    post = Post.objects.get(account=town.accounts["deputy"])
    people.end_post(post, by=town.who("security"), now=NOW + 10 * DAY)
    while jobs.run_due(NOW + 10 * DAY):
        pass
    charge = fresh(charge)
    assert (charge.state, charge.meet_by) == ("vacant", None)
    assert timeline(charge.stream)[-1].event == "ChargeVacated"
    with refused("state"):
        actions.extend(charge, until=date(2027, 1, 1), reason="等", by=town.who("principal"), now=NOW + 11 * DAY)
    actions.hand_over(charge, leader=town.accounts["leader"], reason="分工调整", by=town.who("principal"), now=NOW + 11 * DAY)
    charge = fresh(charge)
    assert (charge.state, charge.leader.username, charge.due_on) == ("named", "leader", date(2026, 8, 9))
    assert [(row.leader.username, row.until is None) for row in Tenure.objects.order_by("pk")] == [
        ("deputy", False),
        ("leader", True),
    ]


def test_the_daily_tick_finds_a_post_that_ended_at_a_day_set_before(town: Town) -> None:
    charge = named(town)
    Post.objects.filter(account=town.accounts["deputy"]).update(until=NOW + 3 * DAY)
    actions.find_vacant(NOW + 2 * DAY)
    assert fresh(charge).state == "named"
    actions.find_vacant(NOW + 3 * DAY)
    assert fresh(charge).state == "vacant"


def test_a_hand_over_needs_the_principal_another_leader_and_a_reason(town: Town) -> None:
    charge = named(town)
    with refused("role"):
        actions.hand_over(charge, leader=town.accounts["leader"], reason="忙", by=town.who("deputy"), now=NOW + DAY)
    with refused("guard"):
        actions.hand_over(charge, leader=town.accounts["deputy"], reason="忙", by=town.who("principal"), now=NOW + DAY)
    with refused("missing"):
        actions.hand_over(charge, leader=town.accounts["leader"], reason="", by=town.who("principal"), now=NOW + DAY)


def test_the_leader_stays_until_the_person_says_that_it_is_over(town: Town) -> None:
    case = town.answered()
    charge = named(town, case)
    with refused("guard"):
        actions.end(charge, summary="办完了", by=town.who("deputy"), now=NOW + 2 * DAY)
    cases.judge(town.voice(case), YES, by=town.resident(town.voice(case)), now=NOW + 3 * DAY)
    actions.end(charge, summary="路灯已修，本人满意", by=town.who("deputy"), now=NOW + 3 * DAY)
    assert (charge.state, charge.way, charge.open) == ("ended", "verdict", False)


@pytest.mark.parametrize(
    ("ending", "agreed", "way"),
    [
        ("without_verdict", True, ""),
        ("imported", False, ""),
        ("withdrawn", False, ""),
        ("withdrawn", True, "agreement"),
        ("explained", False, "finality"),
        ("redirected", False, "finality"),
        ("final", False, "finality"),
        ("settled", False, "agreement"),
        ("refused", False, ""),
    ],
)
def test_which_endings_release_the_leader(town: Town, ending: str, agreed: bool, way: str) -> None:
    charge = named(town)
    meeting = NewMeeting(
        day=date(2026, 5, 12), place="村委会", present="本人", said="想早点修", reached="同意方案", agreed=agreed
    )
    actions.meet(charge, meeting=meeting, by=town.who("deputy"), now=NOW + 2 * DAY)
    Case.objects.filter(pk=charge.case_id).update(open=False, state="closed", ending=ending)
    if not way:
        with refused("guard"):
            actions.end(charge, summary="结束", by=town.who("deputy"), now=NOW + 3 * DAY)
        return
    actions.end(charge, summary="结束", by=town.who("deputy"), now=NOW + 3 * DAY)
    assert fresh(charge).way == way


def test_a_late_meeting_and_a_late_charge_are_told(town: Town) -> None:
    charge = named(town)
    for at in (NOW + 31 * DAY, NOW + 92 * DAY):
        clocks.sweep_all(at)
        while jobs.run_due(at):
            pass
    told = [line.event for line in timeline(charge.stream)]
    assert told.count("MeetingMissed") == 1
    assert told[-1] == "ChargeOverdue"
    assert Charge.objects.get().state == "named"
