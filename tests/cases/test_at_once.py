"""Two at the same moment: the first is done, the second is refused in words, and nobody waits for ever."""

from collections.abc import Callable
from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Exclusion, Voice
from sixia.cases.rules import Judgement
from sixia.kit import clocks
from sixia.kit.models import Clock
from sixia.orders import actions as orders
from sixia.orders.models import Order
from tests.atonce import at_once, side_by_side
from tests.town import DAY, HOUR, NOW, Town, build

pytestmark = side_by_side
NO = Judgement(solved="no", satisfied=1, decent=None, agree=False)


@pytest.fixture
def town(transactional_db: None) -> Town:
    """The shared small county, where transactions are real."""
    return build()


def _case(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_case_is_dispatched_once(town: Town) -> None:
    case = town.heard()

    def give(unit: str) -> Callable[[], Any]:
        mine, who = _case(case), town.who("dispatcher")
        return lambda: cases.dispatch(mine, category="lamp", unit=town.units[unit], by=who, now=NOW + HOUR)

    assert at_once(*map(give, ("housing", "ecology", "east"))) == ["done", "stale", "stale"]
    assert Order.objects.count() == 1


def test_a_unit_is_called_in_once(town: Town) -> None:
    case, who = town.accepted(), town.who("dispatcher")
    mine = [_case(case) for _ in range(3)]
    acts = [lambda one=one: cases.call_in(one, unit=town.units["east"], reason="R", by=who, now=NOW + DAY) for one in mine]
    ends = at_once(*acts)
    assert ends == ["done", "guard", "guard"]
    assert Order.objects.filter(part="assisting").count() == 1


def test_an_exclusion_is_asked_for_once(town: Town) -> None:
    case, who = town.answered(), town.who("head")
    mine = [_case(case) for _ in range(3)]
    acts = [lambda one=one: cases.ask_exclusion(one, reason="other_way", note="N", by=who, now=NOW + 2 * DAY) for one in mine]
    assert at_once(*acts) == ["done", "guard", "guard"]
    assert Exclusion.objects.count() == 1


def test_a_group_gets_no_representative_too_many(town: Town) -> None:
    case, who = town.heard(), town.who("clerk")
    for _ in range(6):
        cases.hear(town.new(into=case.pk), by=who, now=NOW)
    voices = list(Voice.objects.filter(case=case).order_by("pk"))
    for voice in voices[:4]:
        cases.name_representative(voice, named=True, by=who, now=NOW)
    acts = [lambda one=one: cases.name_representative(one, named=True, by=who, now=NOW) for one in voices[4:]]
    acts.append(lambda: cases.hear(town.new(into=case.pk, representative=True), by=who, now=NOW))
    assert at_once(*acts) == ["done", "guard", "guard", "guard"]
    assert Voice.objects.filter(representative=True).count() == 5


def test_one_voice_judges_once_and_two_voices_both(town: Town) -> None:
    case = town.answered()
    cases.hear(town.new(into=case.pk), by=town.who("clerk"), now=NOW + DAY)
    one, two = Voice.objects.filter(case=case).order_by("pk")
    again = Voice.objects.get(pk=one.pk)
    acts = [lambda v=v: cases.judge(v, NO, by=town.resident(v), now=NOW + 2 * DAY) for v in (one, two, again)]
    assert at_once(*acts) == ["done", "done", "stale"]
    assert sorted(Voice.objects.values_list("state", flat=True)) == ["disputed", "disputed"]
    assert Case.objects.get().level == 1


def test_more_time_is_asked_for_once(town: Town) -> None:
    case, who = town.accepted(), town.who("handler")
    mine = [town.lead(case) for _ in range(3)]
    acts = [lambda one=one: orders.ask_extension(one, amount=1, reason="R", by=who, now=NOW + 3 * HOUR) for one in mine]
    assert at_once(*acts) == ["done", "guard", "guard"]


def test_cases_joined_into_each_other_do_not_wait_in_a_ring(town: Town) -> None:
    one, two, who = town.heard(), town.heard(), town.who("clerk")
    ends = at_once(
        lambda: cases.join(_case(one), into=_case(two), by=who, now=NOW),
        lambda: cases.join(_case(two), into=_case(one), by=who, now=NOW),
    )
    assert ends in (["done", "guard"], ["done", "stale"])


def test_the_sweep_and_whoever_acts_do_not_wait_in_a_ring(town: Town) -> None:
    found = [town.heard() for _ in range(12)]
    late, who = NOW + 30 * DAY, town.who("dispatcher")

    def act(rows: list[Case]) -> None:
        for case in rows:
            cases.dispatch(_case(case), category="lamp", unit=town.units["housing"], by=who, now=late)

    ends = at_once(
        lambda: [clocks.sweep(late, most=4) for _ in range(12)],
        lambda: act(found),
        lambda: [clocks.sweep(late, most=5) for _ in range(12)],
    )
    assert ends == ["done"] * 3
    clocks.sweep_all(late)
    assert not Clock.objects.filter(look_at__lte=late).exists()
    assert Order.objects.count() == 12
