"""The suggestion on the desks' pages: with reasons, taken over with one key, and the card that says how good it is."""

import pytest
from django.core.management import call_command
from django.test import Client

from sixia.insight.suggestions.actions import training
from sixia.kit import jobs
from tests.town import DAY, NOW, Town


def _work():
    while jobs.run_due(NOW + DAY):
        pass


def _as(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.accounts[name])
    return client


@pytest.fixture
def learnt(town, monkeypatch):
    monkeypatch.setattr(training, "FEWEST", 4)
    for place in range(4):
        town.dispatched(text=f"栗子园小区路灯坏了，夜里看不见{place}")
        town.dispatched(text=f"栗子园小区半夜施工噪音大{place}", category="noise", unit="ecology")
    _work()
    call_command("train")


def test_beside_the_queue(town, learnt):
    case = town.heard("栗子园小区的路灯又坏了，老人八十多岁，电话13800000007")
    _work()
    client = _as(town, "dispatcher")
    page = client.get(f"/desk/dispatch/{case.pk}").content.decode()
    assert "很可能是：路灯不亮" in page
    assert '<option value="lamp" selected' in page, "nobody has said a category: the form begins with what is surely suggested"
    assert "下面已按它填好" in page
    assert 'data-key="T"' not in page
    for reason in ("用词：", "提到的名称： 栗子园小区", "涉及老人", "有电话号码", "县住建局", "这只是建议"):
        assert reason in page
    taken = client.get(f"/desk/dispatch/{case.pk}?category=noise").content.decode()
    assert '<option value="noise" selected' in taken
    assert 'data-key="T"' in taken
    assert f"/desk/dispatch/{case.pk}?category=lamp" in taken
    assert "系统建议" not in _as(town, "handler").get("/desk/").content.decode()


def test_while_the_clerk_writes(town, learnt):
    client = _as(town, "clerk")
    page = client.post("/desk/hear/assist", {"text": "栗子园小区路灯坏了，夜里看不见，十万火急"}).content.decode()
    assert "系统建议" in page
    assert 'data-value="lamp" data-key="Alt+G"' in page
    assert "诉求人说很急" in page
    assert "系统建议" not in client.post("/desk/hear/assist", {"text": ""}).content.decode()


def test_the_card_and_the_list_behind_it(town, learnt, django_assert_max_num_queries):
    client = _as(town, "supervisor")
    client.get("/desk/insight/suggestions")
    with django_assert_max_num_queries(20):
        page = client.get("/desk/insight/suggestions").content.decode()
    assert "8 件已确认的事项" in page
    assert "只用目录词语能说对" in page
    assert "建议与确认（按月份）" in page
    assert client.get("/desk/insight/suggestions/changed").status_code == 200
    assert _as(town, "handler").get("/desk/insight/suggestions").status_code == 404


def test_the_card_before_anything_is_learnt(town):
    assert "还没有学习" in _as(town, "dispatcher").get("/desk/insight/suggestions").content.decode()
