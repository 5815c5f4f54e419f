"""The shortest ways to a topic, an outing, an interview and a finding in the shared town."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.actions import NewFinding, NewInterview, NewTopic
from sixia.fieldwork.research.models import Finding, Interview, Outing, Topic
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Visit
from tests.town import DAY, HOUR, NOW, Town

LINES = (("路灯坏了多久？", "快一个月，打过两次电话。"), ("晚上怎么出门？", "老人天黑就不出门。"))


def new_topic(town: Town, **given: Any) -> NewTopic:
    """Lamps in the villages, led by a handler of the housing bureau."""
    base: dict[str, Any] = {
        "title": "农村路灯为什么修不快",
        "question": "坏了的路灯为什么一拖再拖，卡在哪一环？",
        "kind": "remedy",
        "place": town.places["990101"],
        "lead": town.accounts["handler"],
        "since": date(2026, 5, 11),
        "until": date(2026, 6, 30),
        "methods": ("walk", "interview"),
        "quota": 2,
        "category": "lamp",
    }
    return NewTopic(**{**base, **given})


def planned(town: Town, by: str = "handler", unit: str = "housing", **given: Any) -> Topic:
    """A planned topic."""
    return actions.plan(new_topic(town, **given), unit=town.units[unit], by=town.who(by), now=NOW)


def fielded(town: Town, **given: Any) -> Topic:
    """A topic in the field, with the first village of the east as its site."""
    topic = planned(town, **given)
    place = town.places["990101100001"]
    actions.choose(topic, place=place, reason="投诉最多", by=town.who("handler"), now=NOW)
    actions.begin(topic, by=town.who("handler"), now=NOW + HOUR)
    return topic


def went(town: Town, topic: Topic, at: datetime = NOW + DAY, *, held: bool = True, **given: Any) -> Outing:
    """An outing to its first site, held."""
    site = topic.sites.order_by("pk")[0]
    made = actions.go(topic, site=site, starts_at=at, ends_at=at + HOUR, by=town.who("handler"), now=NOW + 2 * HOUR, **given)
    if held:
        visits.hold(Visit.objects.get(pk=made.visit_id), by=town.who("handler"), now=at + HOUR, met=3)
    return Outing.objects.select_related("visit", "topic").get(pk=made.pk)


def asked(town: Town, topic: Topic, now: datetime = NOW + DAY + HOUR, **given: Any) -> Interview:
    """An interview with an older person."""
    base: dict[str, Any] = {"group": "elder", "consent": "spoken", "lines": LINES, "client": uuid4()}
    return actions.interview(topic, new=NewInterview(**{**base, **given}), by=town.who("handler"), now=now)


def found(town: Town, topic: Topic, now: datetime = NOW + 2 * DAY, **given: Any) -> Finding:
    """A finding that rests on an interview."""
    base: dict[str, Any] = {"words": "报修要经过三个单位，没有一个能看到全程。", "category": "lamp"}
    if not {"interviews", "outings", "cases"} & set(given):
        base["interviews"] = (asked(town, topic),)
    return actions.find(topic, new=NewFinding(**{**base, **given}), by=town.who("handler"), now=now)


def concluded(town: Town, **given: Any) -> tuple[Topic, Outing, Finding]:
    """A concluded topic with an outing that was held and one finding."""
    topic = fielded(town, **given)
    outing = went(town, topic)
    finding = found(town, topic, outings=(outing,))
    actions.analyse(topic, by=town.who("handler"), now=NOW + 3 * DAY)
    actions.conclude(topic, conclusion="改为一家统管。", by=town.who("handler"), now=NOW + timedelta(days=10))
    return topic, outing, finding
