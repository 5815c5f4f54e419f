"""Where the same matter is shown: beside the clerk's words, beside the dispatcher's queue, below what a resident types."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases.models import Case
from sixia.insight.same import actions
from tests.desk import At
from tests.town import DAY, Town

PLANT = "翠屏花园旁边的搅拌站晚上施工太吵，孩子睡不好。"
PLANT_TOO = "翠屏花园业主反映：门口搅拌站粉尘大，求搬走。"


@pytest.fixture
def plant(town: Town) -> Case:
    """A case about the plant, read."""
    now = timezone.now()
    for number, words in enumerate(("城南路的路灯坏了一个月", "幼儿园什么时候开始报名", "医保断缴后怎么补缴")):
        town.heard(words, phone=f"1390000000{number}", now=now - 9 * DAY)
    case = town.heard(PLANT, now=now - 3 * DAY, category="noise", place=town.places["990101100001"].pk)
    actions.read_new(now)
    return case


def test_the_clerk_chooses_it_by_one_key_and_reads_why(town: Town, at: At, plant: Case) -> None:
    beside = at("clerk").post("/desk/hear/assist", {"text": PLANT_TOO, "phone": "13912345678"}).content.decode()
    assert f'name="into" value="{plant.pk}"' in beside
    assert 'data-key="Alt+5"' in beside
    assert "都说到翠屏花园" in beside
    assert "相隔3天" in beside
    assert "同一人此前反映过" not in beside
    again = at("clerk").post("/desk/hear/assist", {"text": PLANT_TOO, "phone": "13800000001"}).content.decode()
    assert "同一人此前反映过" in again
    accused = at("clerk").post("/desk/hear/assist", {"text": PLANT_TOO, "kind": "accusation"}).content.decode()
    assert str(plant.title) not in accused


def test_the_dispatcher_joins_it_by_one_key(town: Town, at: At, plant: Case) -> None:
    other = town.heard(PLANT_TOO, phone="13912345678", now=timezone.now(), category="noise")
    page = at("dispatcher").get(f"/desk/dispatch/{other.pk}").content.decode()
    assert "都说到翠屏花园" in page
    assert re.search(rf'name="into" value="{plant.pk}"><button[^>]*data-key="M"', page)
    at("dispatcher").post(f"/desk/cases/{other.pk}/join", {"into": plant.pk, "next": "/desk/dispatch"})
    other.refresh_from_db()
    assert (other.state, other.into_id) == ("joined", plant.pk)


def test_a_resident_is_shown_the_matter_and_not_the_words(town: Town, client: Client, plant: Case) -> None:
    page = client.post("/understood", {"text": "我也住翠屏花园，搅拌站太吵"}).content.decode()
    assert f'name="join" value="{plant.pk}"' in page
    assert "都说到翠屏花园" in page
    assert PLANT[:20] not in page
    masked = client.post("/", {"text": "我也住翠屏花园，搅拌站太吵，电话13912345678", "step": "mask"}).content.decode()
    assert f'name="join" value="{plant.pk}"' in masked
