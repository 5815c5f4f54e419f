"""Checks of understanding: typed in, by show of hands, or answered by code; counts only, honest ones."""

from uuid import uuid4

import pytest

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import NewCount
from sixia.fieldwork.outreach.models import Check, Session, Tally, Version
from sixia.fieldwork.outreach.queries import sessions as reads
from sixia.fieldwork.visits import actions as visits
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.outreach.making import held, planned, published
from tests.town import DAY, HOUR, NOW, Town


def scene(town: Town, **given: object) -> tuple[Session, Version]:
    version = published(town, **given)
    return held(town, version.policy), version


def count(town: Town, session: Session, version: Version, moment: str, people: int, *counts: tuple[int, int]) -> Check:
    new = NewCount(moment=moment, way="paper", people=people, counts=counts)
    return actions.count(session, policy=version.policy, new=new, by=town.who("easter"), now=NOW)


def test_counts_before_and_after_stand_side_by_side(town: Town) -> None:
    session, version = scene(town)
    count(town, session, version, "before", 24, (24, 6), (20, 3))
    count(town, session, version, "after", 24, (24, 22), (22, 20))
    (result,) = reads.results(reads.checks_of(session))
    first = result.rows[0]
    assert first.before is not None
    assert first.after is not None
    assert (first.before.right, first.after.right, first.after.percent, first.apart) == (6, 22, 92, True)
    assert (result.before, result.after) == (24, 24)
    assert [line.event for line in timeline(session.stream)][-2:] == ["CheckOpened", "CheckCounted"]


def test_counts_typed_again_are_corrected_not_added(town: Town) -> None:
    session, version = scene(town)
    first = count(town, session, version, "after", 24, (24, 20), (24, 20))
    before = len(timeline(session.stream))
    assert count(town, session, version, "after", 24, (24, 20), (24, 20)) == first
    assert len(timeline(session.stream)) == before
    assert count(town, session, version, "after", 20, (20, 15), (20, 10)) == first
    assert list(Tally.objects.values_list("asked", "right")) == [(20, 15), (20, 10)]


@pytest.mark.parametrize(
    ("people", "counts"), [(0, ((0, 0), (0, 0))), (5, ((6, 2), (5, 5))), (5, ((4, 5), (5, 5))), (5, ((5, 5),))]
)
def test_counts_that_cannot_be(town: Town, people: int, counts: tuple[tuple[int, int], ...]) -> None:
    session, version = scene(town)
    with pytest.raises(Refused) as refused:
        count(town, session, version, "after", people, *counts)
    assert refused.value.code == "guard"


def test_a_policy_without_check_questions_cannot_be_checked(town: Town) -> None:
    session, version = scene(town, items=())
    with pytest.raises(Refused, match="检测题"):
        count(town, session, version, "after", 5)


def test_only_those_who_held_it_count(town: Town) -> None:
    session, version = scene(town)
    new = NewCount(moment="after", way="hands", people=3, counts=((3, 3), (3, 3)))
    with pytest.raises(Refused) as refused:
        actions.count(session, policy=version.policy, new=new, by=town.who("wester"), now=NOW)
    assert refused.value.code == "role"
    with pytest.raises(Refused) as refused:
        actions.open_link(session, policy=version.policy, moment="after", by=town.who("wester"), now=NOW)
    assert refused.value.code == "role"
    check = actions.open_link(session, policy=version.policy, moment="after", by=town.who("easter"), now=NOW)
    with pytest.raises(Refused) as refused:
        actions.close_check(session, check=check, by=town.who("wester"), now=NOW)
    assert refused.value.code == "role"


def test_nothing_is_checked_where_nothing_takes_place(town: Town) -> None:
    version = published(town)
    session = planned(town, version.policy)
    visits.cancel(session.visit, reason="下雨", by=town.who("easter"), now=NOW)
    session = Session.objects.select_related("visit").get()
    with pytest.raises(Refused) as refused:
        actions.open_link(session, policy=version.policy, moment="after", by=town.who("easter"), now=NOW)
    assert refused.value.code == "state"


def test_answers_by_code_are_counted_and_nobody_is_kept(town: Town) -> None:
    session, version = scene(town)
    check = actions.open_link(session, policy=version.policy, moment="after", by=town.who("easter"), now=NOW, client=uuid4())
    assert actions.open_link(session, policy=version.policy, moment="after", by=town.who("easter"), now=NOW) == check
    assert actions.answer(check, chosen={0: 0, 1: 0}, now=NOW + HOUR) == [(0, True), (1, False)]
    assert actions.answer(check, chosen={0: 1}, now=NOW + HOUR) == [(0, False)]
    assert list(Tally.objects.order_by("item").values_list("asked", "right")) == [(2, 1), (1, 0)]
    assert Check.objects.get().people == 2
    with pytest.raises(Refused) as refused:
        actions.answer(check, chosen={9: 0}, now=NOW + HOUR)
    assert refused.value.code == "missing"


def test_a_link_closes_by_hand_or_after_a_day(town: Town) -> None:
    session, version = scene(town)
    easter = town.who("easter")
    check = actions.open_link(session, policy=version.policy, moment="after", by=easter, now=NOW)
    with pytest.raises(Refused) as refused:
        actions.answer(check, chosen={0: 0}, now=NOW + DAY)
    assert refused.value.code == "state"
    actions.tidy(NOW + DAY)
    actions.close_check(session, check=check, by=easter, now=NOW + DAY)
    assert [line.event for line in timeline(session.stream)].count("CheckClosed") == 1
    again = actions.open_link(session, policy=version.policy, moment="after", by=easter, now=NOW + DAY)
    assert again != check
    actions.close_check(session, check=again, by=easter, now=NOW + DAY)
    with pytest.raises(Refused):
        actions.answer(again, chosen={0: 0}, now=NOW + DAY + HOUR)
