"""Candidates from the tables: found by what they name, explained, seen only by whoever may, in a constant number of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.queries.desk_assist import phone_indexes
from sixia.insight.same import actions
from sixia.insight.same.models import Kept, Learnt, Term
from sixia.insight.same.queries import Asked, Near, likely, likely_public
from sixia.insight.same.reactions import forget_words
from sixia.kit.models import Entry
from tests.town import DAY, NOW, Town

PLANT = "翠屏花园旁边的搅拌站晚上施工太吵，孩子睡不好。"
PLANT_TOO = "翠屏花园业主反映：门口搅拌站粉尘大，求搬走。"
FILLERS = ("城南路的路灯坏了一个月", "幼儿园什么时候开始报名", "医保断缴后怎么补缴", "河堤上垃圾没人清运", "广场舞音响太大")


@pytest.fixture
def plant(town: Town) -> Case:
    """A case about the plant among others, all read."""
    for number, words in enumerate(FILLERS):
        town.heard(words, phone=f"1390000000{number}", now=NOW - 9 * DAY, category="policy")
    case = town.heard(PLANT, now=NOW - 3 * DAY, category="noise")
    actions.read_new(NOW)
    return case


def _asked(text: str = PLANT_TOO, **given: Any) -> Asked:
    return Asked(text=text, at=NOW, **given)


def _why(near: Near) -> str:
    return " ".join(map(str, near.why))


def test_the_same_matter_in_other_words_comes_first_with_its_reasons(town: Town, plant: Case) -> None:
    place = town.places["990101100001"]
    found = likely(town.who("clerk"), _asked(category="noise", place=place))
    assert found[0].case == plant
    assert "翠屏花园" in _why(found[0])
    assert "搅拌站" in _why(found[0])
    assert "3" in _why(found[0])
    assert not found[0].again
    assert likely(town.who("clerk"), _asked("医院挂号排队太久了")) == []
    assert likely(town.who("clerk"), _asked("吵")) == []
    assert plant not in [near.case for near in likely(town.who("clerk"), _asked(besides=plant.pk))]


def test_the_same_person_again_is_told_apart_from_others(town: Town, plant: Case) -> None:
    mine = likely(town.who("clerk"), _asked(phones=phone_indexes("13800000001")))
    others = likely(town.who("clerk"), _asked(phones=phone_indexes("13999999999")))
    assert (mine[0].case, mine[0].again) == (plant, True)
    assert (others[0].case, others[0].again) == (plant, False)
    assert likely_public(_asked(PLANT))[0].copied
    assert not others[0].copied


def test_whoever_may_not_see_a_case_learns_nothing_of_it(town: Town, plant: Case) -> None:
    for name in ("wester", "handler", "outsider"):
        assert likely(town.who(name), _asked()) == []
    cases.restrict(plant, reason="涉及举报", by=town.who("dispatcher"), now=NOW)
    assert likely(town.who("clerk"), _asked()) == []
    assert likely_public(_asked()) == []


def test_residents_are_shown_public_cases_and_no_words_of_others(town: Town, plant: Case) -> None:
    [near] = likely_public(_asked("我家也在翠屏花园，搅拌站太吵了"))
    assert near.case == plant
    assert "翠屏花园" in _why(near)
    assert "搅拌站" not in _why(near).replace("翠屏花园旁边的搅拌站", "")
    Case.objects.filter(pk=plant.pk).update(secret=True)
    assert likely_public(_asked()) == []


def test_a_voice_is_read_once_and_forgotten_when_it_is_erased(town: Town, plant: Case) -> None:
    before = Term.objects.count()
    actions.read_new(NOW + DAY)
    assert Term.objects.count() == before > 0
    assert Learnt.objects.count() == 1
    voice = town.voice(plant)
    forget_words(Entry(body=f'{{"voice": {voice.pk}}}'), NOW)
    assert not Term.objects.filter(voice=voice.pk).exists()
    assert Kept.objects.get(voice=voice.pk).terms in (b"", memoryview(b""))
    actions.read_new(NOW + DAY)
    assert not Term.objects.filter(voice=voice.pk).exists()
    assert likely_public(_asked()) == []


def test_what_is_rare_is_learnt_anew_each_week(town: Town, plant: Case) -> None:
    actions.learn_daily(NOW + DAY)
    assert Learnt.objects.count() == 1
    for days in (8, 16, 24):
        actions.learn_daily(NOW + days * DAY)
    assert Learnt.objects.count() == actions.KEEP
    assert likely(town.who("clerk"), _asked())[0].case == plant


def test_queries_do_not_grow_with_what_is_found(town: Town, plant: Case) -> None:
    place = town.places["990101100001"]
    asked = _asked(category="noise", place=place, phones=phone_indexes("13800000001"))
    likely(town.who("clerk"), asked)
    with CaptureQueriesContext(
        connection,
    ) as few:
        likely(town.who("clerk"), asked)
    for number in range(12):
        town.heard(PLANT + "又来" * number, now=NOW - timedelta(hours=number), category="noise")
    actions.read_new(NOW)
    who = town.who("clerk")
    with CaptureQueriesContext(connection) as many:
        assert len(likely(who, asked)) == 4
    assert len(many) <= 6
    assert len(many) <= len(few)


def test_a_point_on_the_map_nearby_speaks_for_it(town: Town, plant: Case) -> None:
    Case.objects.filter(pk=plant.pk).update(lat=26.0001, lon=119.0001)
    found = likely(town.who("clerk"), _asked("晚上吵得睡不着", category="noise", spot=(26.0, 119.0)))
    far = likely(town.who("clerk"), _asked("晚上吵得睡不着", category="noise", spot=(26.1, 119.0)))
    assert [near.case for near in found] == [plant]
    assert "地图上同一处" in _why(found[0])
    assert far == []
