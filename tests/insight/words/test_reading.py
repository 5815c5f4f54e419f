"""What a text names and hints at."""

import pytest

from sixia.insight.words.rules.entities import NONE, Gazetteer, entities, learn, names, stem
from sixia.insight.words.rules.hints import hints, said_before
from sixia.insight.words.rules.text import bare, clauses, gram_set, likeness, normalise, plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A7县榴花北路荷塘街道长期拥堵", {("area", "A7县"), ("road", "榴花北路"), ("town", "荷塘街道")}),
        ("请问A2区石牌楼小区有无计划", {("area", "A2区"), ("estate", "石牌楼小区")}),
        ("雷石镇双人桥村拆迁", {("town", "雷石镇"), ("village", "双人桥村")}),
        ("我们小区的路灯坏了，城市道路太暗，公司不管", set()),
        ("坐K3路公交车到和平路小学", {("line", "K3路公交车"), ("school", "和平路小学")}),
        ("在栗子园小区物业交了钱", {("estate", "栗子园小区")}),
    ],
)
def test_names_by_ending(text, found):
    assert set(names(text)) == found


def test_positions_are_those_of_the_text():
    text = "举报A市A3区柳家塘小区私营作坊"
    assert all(text[one.start : one.end] == one.name for one in entities(text))
    assert [one.name for one in entities(text)] == ["A市", "A3区", "柳家塘小区"]


def test_names_are_learnt_from_what_several_say():
    texts = ["碧水湾太吵", "在碧水湾买的房", "请管管碧水湾", "影响小区", "影响小区", "影响小区", "影响小区"]
    known = learn(texts, least=3)
    assert known == {"碧水湾": "estate"}
    assert Gazetteer(known).within("昨天碧水湾停电")[0].sure
    assert learn(texts, least=3, besides={"碧水湾"}) == {}
    assert len(NONE) == 0
    assert stem("财茂名园小区") == "财茂名园"
    assert stem("小区") == "小区"


def test_hints_say_where_they_stand():
    text = "我叫演示甲，电话13800000001，家住3栋2单元501，老人八十多岁，多次反映，至今没有解决，十万火急"
    found = {(one.group, one.kind): one.said(text) for one in hints(text)}
    assert found["personal", "phone"] == "13800000001"
    assert found["personal", "home"].startswith("3栋")
    assert found["personal", "name"] == "我叫演示甲"
    assert {"haste.now", "frail.old", "again.again"} <= {f"{group}.{kind}" for group, kind in found}
    assert said_before(text)
    assert not said_before("路灯坏了")


def test_one_form_for_all_ways_of_writing():
    assert normalise("Ａ３区　 路 灯\n坏了") == "a3区路灯坏了"
    assert bare("路灯，坏了！") == "路灯坏了"
    assert plain("尊敬的领导：您好！路灯坏了，望回复") != ""
    assert "您好" not in plain("尊敬的领导：您好！路灯坏了")
    assert clauses("一。二！\n三") == ["一", "二", "三"]
    assert likeness(gram_set("路灯坏了"), gram_set("路灯坏了。")) == 1.0
    assert gram_set("") == frozenset()
    assert likeness(frozenset(), frozenset()) == 0.0
