"""Signing off: blocked while anything is open, saying which; then the visit counts as held and the decisions are followed."""

from datetime import timedelta

import pytest

from sixia.cases import actions as cases
from sixia.fieldwork.onsite import actions
from sixia.fieldwork.onsite.models import Office
from sixia.fieldwork.onsite.queries import following
from sixia.fieldwork.onsite.reactions import follow_cancelled
from sixia.fieldwork.visits import actions as visits
from sixia.kit.flow import Refused
from sixia.kit.models import Entry
from tests.fieldwork.onsite.making import SOON, STARTS, THEN, called, convened, decided, fresh, opened, planned, with_items
from tests.refusals import refused
from tests.town import DAY, NOW, Town


def ready(town: Town) -> Office:
    """An office on which everything is decided."""
    office = opened(town, town.accepted(now=STARTS - DAY), units=("housing",))
    actions.arrive(called(office, town, "housing"), by=town.who("dispatcher"), now=THEN)
    decided(town, office, "solved")
    return fresh(office)  # type: ignore[no-any-return] # any row


def test_blocked_while_undecided_or_unaccounted_and_says_which(town: Town) -> None:
    office = opened(town, town.accepted(now=STARTS - DAY), units=("housing", "ecology"))
    actions.miss(called(office, town, "ecology"), by=town.who("dispatcher"), now=THEN)
    with pytest.raises(Refused, match=r"1\. 东一村口的路灯坏了快一个月"):
        actions.sign(office, by=town.who("deputy"), now=THEN)
    decided(town, office, "carried", due_on=SOON)
    office = fresh(office)
    with pytest.raises(Refused, match=r"县住建局.*县生态环境局"):
        actions.sign(office, by=town.who("deputy"), now=THEN)
    actions.arrive(called(office, town, "housing"), by=town.who("dispatcher"), now=THEN)
    with refused("guard"):
        actions.sign(office, by=town.who("deputy"), now=THEN)
    actions.account(fresh(called(office, town, "ecology")), reason="防汛值守", by=town.who("ecologist"), now=THEN)
    actions.sign(office, by=town.who("deputy"), now=THEN)
    assert fresh(office).state == "signed"


def test_the_host_alone_signs_once_and_the_visit_is_held(town: Town) -> None:
    office = ready(town)
    for name in ("dispatcher", "principal", "head"):
        with refused("role"):
            actions.sign(office, by=town.who(name), now=THEN)
    for _time in range(2):
        actions.sign(office, met=12, by=town.who("deputy"), now=THEN)
    office = fresh(office)
    assert (office.state, office.signed_by, office.visit.state, office.visit.met) == (
        "signed",
        town.accounts["deputy"],
        "held",
        12,
    )
    assert Entry.objects.filter(stream=office.stream, event="OfficeSigned").count() == 1
    with refused("state"):
        decided(town, office, "promised", due_on=SOON)
    with refused("state"):
        actions.convene(office, units=[town.units["east"]], by=town.who("deputy"), now=THEN)


def test_not_opened_before_its_day_nor_without_an_agenda(town: Town) -> None:
    with refused("guard"):
        actions.open_office(with_items(town, town.accepted()), by=town.who("dispatcher"), now=STARTS - DAY)
    with refused("guard"):
        actions.open_office(planned(town, title="空的"), by=town.who("dispatcher"), now=STARTS)


def test_who_hosts_must_hold_a_post_there(town: Town) -> None:
    with refused("guard"):
        planned(town, led_by=town.accounts["handler"])
    with refused("role"):
        planned(town, by="outsider")


def test_a_visit_planned_for_it_becomes_one(town: Town) -> None:
    visit = visits.plan(
        by=town.who("dispatcher"),
        now=NOW,
        title="走访并现场办公",
        purposes=("research", "onsite"),
        place=town.places["990101100001"],
        unit=town.units["county"],
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=2),
        led_by=town.accounts["deputy"],
    )
    made = actions.upon(visit, by=town.who("deputy"), now=NOW)
    assert actions.upon(visit, by=town.who("deputy"), now=NOW) == made
    other = visits.plan(
        by=town.who("dispatcher"),
        now=NOW,
        title="只走访",
        purposes=("research",),
        place=town.places["990101100001"],
        unit=town.units["county"],
        starts_at=STARTS + DAY,
        ends_at=STARTS + DAY + timedelta(hours=2),
        led_by=town.accounts["deputy"],
    )
    with refused("guard"):
        actions.upon(other, by=town.who("deputy"), now=NOW)
    with refused("role"):
        actions.upon(other, by=town.who("outsider"), now=NOW)


def test_a_visit_called_off_takes_its_office_along(town: Town) -> None:
    office = convened(town, town.accepted())
    visits.cancel(office.visit, by=town.who("deputy"), now=NOW, reason="暴雨")
    entry = Entry.objects.get(event="VisitCancelled")
    for _time in range(2):
        follow_cancelled(entry, NOW)
    office = fresh(office)
    assert (office.state, office.reason) == ("cancelled", "暴雨")
    assert set(office.called.values_list("state", flat=True)) == {"dropped"}


def test_the_next_time_here_shows_what_was_decided(town: Town) -> None:
    office = ready(town)
    actions.sign(office, by=town.who("deputy"), now=THEN)
    later = planned(town, starts_at=STARTS + 30 * DAY, ends_at=STARTS + 30 * DAY + timedelta(hours=2), now=THEN + DAY)
    rows = list(following.earlier_here(town.who("deputy"), later))
    assert [(row.kind, row.waits) for row in rows] == [("solved", True)]  # type: ignore[attr-defined] # annotated
    elsewhere = planned(town, place=town.places["990101200001"], starts_at=STARTS + 31 * DAY, ends_at=STARTS + 32 * DAY, now=THEN)
    assert not following.earlier_here(town.who("deputy"), elsewhere).exists()


def test_late_is_what_waits_after_its_day(town: Town) -> None:
    office = opened(town, town.accepted(now=STARTS - DAY))
    decided(town, office, "ordered", unit=town.units["housing"], due_on=SOON)
    rows = following.decisions(town.who("principal"))
    assert not following.late(rows, THEN).exists()
    assert following.late(rows, STARTS + 3 * DAY).count() == 1
    case = office.items.get().case
    assert case
    cases.answer(case, reply=cases.Reply(text="5月22日线缆已换，亮灯。"), by=town.who("handler"), now=STARTS + 3 * DAY)
    assert following.open_decisions(town.who("principal")).count() == 1
