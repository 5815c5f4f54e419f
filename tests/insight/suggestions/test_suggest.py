"""A suggestion for each new voice: with reasons, seen as far as its case, confirmed or changed by people alone."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.insight.suggestions import actions
from sixia.insight.suggestions.actions import training
from sixia.insight.suggestions.models import Learnt, Suggestion
from sixia.insight.suggestions.queries import agreement, tables
from sixia.kit import jobs
from tests.town import DAY, HOUR, NOW

LAMPS = ("路灯坏了一个月", "村口没有灯很黑", "路灯不亮老人摔跤", "灯坏了没人修", "广场路灯闪", "桥头没有灯")
NOISES = ("半夜施工噪音大", "楼下唱歌太吵", "工厂机器噪音扰民", "广场舞噪音", "凌晨卸货很吵", "喇叭声音吵")
ROADS = ("路面有大坑", "水泥路面裂开", "门前路面塌陷", "坑太多车子颠", "路面积水成坑", "出村的路面烂了")


def _work(now=NOW):
    """Run what is due, as the worker does."""
    while jobs.run_due(now + DAY):
        pass


def _history(town):
    """Confirmed cases of three categories."""
    for category, texts in (("lamp", LAMPS), ("noise", NOISES), ("road", ROADS)):
        for place, text in enumerate(texts):
            unit, kind = ("ecology", "complaint") if category == "noise" else ("housing", "help")
            town.dispatched(unit=unit, category=category, text=f"{text}，第{place}组反映，请尽快处理", kind=kind)


@pytest.fixture
def learnt(town, monkeypatch):
    monkeypatch.setattr(training, "FEWEST", 15)
    monkeypatch.setattr(training, "_by_catalog", lambda book, example: False)
    _history(town)
    _work()
    call_command("train")
    return Learnt.objects.get()


def test_by_the_catalog_alone_before_anything_is_learnt(town):
    case = town.heard("东一村口的路灯坏了，没有灯。")
    _work()
    found = Suggestion.objects.get(case=case)
    assert (found.category, found.share, found.learnt, found.sure) == ("lamp", None, None, True)
    assert found.unit == town.units["housing"]
    assert found.why == "duty"
    assert "没有灯" in found.words
    assert found.triage == "now"


def test_nothing_is_guessed_where_nothing_is_known(town):
    case = town.heard("想说一件别的事情。")
    _work()
    found = Suggestion.objects.get(case=case)
    assert (found.category, found.sure, found.unit) == ("", False, None)


def test_learnt_from_what_was_confirmed(town, learnt):
    assert learnt.texts == learnt.card["tried"] == 18
    assert learnt.card["right"] > 12
    case = town.heard("东一村广场的路灯又坏了，夜里没有灯，老人害怕", phone="13800000009")
    _work()
    found = Suggestion.objects.select_related("unit").get(case=case)
    assert found.category == "lamp"
    assert found.learnt == learnt
    assert 0.4 < found.share <= 1
    assert found.words
    assert found.past
    assert case.pk not in found.past
    assert found.unit == town.units["housing"]
    assert not actions.due(NOW)
    assert tables.table(learnt.pk, "kind") is not None


def test_the_catalog_is_kept_where_it_knows_better(town, monkeypatch):
    monkeypatch.setattr(training, "FEWEST", 2)
    for place in range(3):
        town.dispatched(text=f"路灯坏了{place}")
        town.dispatched(text=f"半夜噪音{place}", category="noise", unit="ecology")
        town.dispatched(text=f"路灯杆旁的大坑{place}", category="road")
    town.dispatched(text="路灯坏了9", category="noise", unit="ecology")  # a slip that no table can foresee
    monkeypatch.setattr(training, "_by_catalog", lambda book, example: True)
    kept = actions.train(now=NOW)
    assert kept is not None
    assert not kept.card["better"]
    case = town.heard("没有灯")
    _work()
    assert Suggestion.objects.get(case=case).learnt is None


def test_a_person_decides_and_that_is_what_counts(town, learnt):
    case = town.heard("桥头路灯坏了，没有灯")
    _work()
    before = Case.objects.get(pk=case.pk)
    cases.dispatch(before, category="road", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW + HOUR)
    _work()
    found = Suggestion.objects.get(case=case)
    assert (found.category, found.given_category, found.given_unit) == ("lamp", "road", town.units["housing"])
    row = agreement.by_month(town.who("dispatcher"), NOW + DAY)[0]
    assert row.whole == 19
    assert row.topic < row.told
    assert found in agreement.disputed(town.who("dispatcher"), NOW + DAY)
    assert not agreement.by_month(town.who("wester"), NOW + DAY)
    assert any(one.label == "road" for one in agreement.by_category(town.who("supervisor"), NOW + DAY))
    actions.suggest(town.voice(case), now=NOW + 2 * DAY)
    found.refresh_from_db()
    assert found.made_at < NOW + 2 * DAY, "what people have decided about is not written anew"


def test_confidential_matters_and_erased_words_leave_nothing(town):
    secret = town.heard("有人受贿，作风不好", kind="accusation", named_units=(town.units["housing"].pk,))
    case = town.heard("路灯坏了")
    _work()
    assert not Suggestion.objects.filter(case=secret).exists()
    assert not Suggestion.objects.visible_to(town.who("outsider")).exists()
    assert not Suggestion.objects.visible_to(town.resident(town.voice(case))).exists()
    assert Suggestion.objects.visible_to(town.who("dispatcher")).filter(case=case).exists()
    cases.restrict(Case.objects.get(pk=case.pk), reason="点名了人", by=town.who("dispatcher"), now=NOW + HOUR)
    _work()
    assert not Suggestion.objects.filter(case=case).exists()


def test_too_little_is_not_learnt_from(town):
    town.dispatched()
    assert actions.train(now=NOW) is None
    assert not actions.due(NOW)
    call_command("train")
    assert not Learnt.objects.exists()
    assert agreement.by_month(town.who("dispatcher"), NOW + timedelta(days=1)) == []
