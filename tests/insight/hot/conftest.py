"""Fixtures of this room: the shared town, in which many people speak of one thing."""

from datetime import datetime

import pytest
from django.test import Client

from sixia.insight.hot.actions import keeping
from sixia.insight.hot.models import Issue
from tests.insight.hot import made
from tests.problems.making import county
from tests.replaying import replayed
from tests.town import DAY, HOUR, NOW, Town

FIRST, WEST = "990101100001", "990101200001"
KILN = (
    "松月小区旁边的砖瓦厂夜里冒黑烟，呛得睡不着。",
    "投诉松月小区附近砖瓦厂排放黑烟。",
    "砖瓦厂的黑烟飘进松月小区，窗户不敢开。",
    "请管一管松月小区边上的砖瓦厂，黑烟太大。",
    "松月小区居民反映砖瓦厂黑烟，之前反映过没人管。",
)


def kiln(town: Town, number: int, *, at: datetime = NOW - 3 * DAY, village: str = FIRST, **given: object) -> None:
    """So many residents speak of the smoking kiln, an hour apart, each from their own telephone."""
    for n in range(number):
        words = {"text": KILN[n % len(KILN)], "place": town.places[village].pk, "phone": f"1380000{at.day:02d}{n:02d}", **given}
        town.dispatched(category="lamp", now=at + n * HOUR, **words)


@replayed
def spoken() -> Town:
    """The shared small county, in which a dozen voices of all kinds have been heard, and then six about the kiln."""
    town = county()
    for n in range(12):
        text = made.NOISE[n % len(made.NOISE)].format(e=made.ESTATES[n % len(made.ESTATES)])
        town.heard(f"{text}，户号{n}。", now=NOW - 80 * DAY + 6 * n * DAY, place=town.places[FIRST if n % 2 else WEST].pk)
    kiln(town, 6)
    keeping.keep(NOW)
    return town


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """As `spoken`; a few voices are enough to learn from."""
    monkeypatch.setattr(keeping, "ENOUGH", 10)
    return spoken()


@pytest.fixture
def issue(town: Town) -> Issue:
    """The issue of the kiln."""
    return Issue.objects.order_by("-heat").first() or pytest.fail("nothing was found")


def browser(town: Town, name: str) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(town.accounts[name])
    return client
