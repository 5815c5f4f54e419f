"""An on-site office from a device: opened, raised, decided, in any order; and words of a visit that want an answer."""

import random
from datetime import timedelta

import pytest

from sixia.cases.models import Voice
from sixia.fieldwork.offline.models import Line
from sixia.fieldwork.onsite import actions as onsite
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Note
from sixia.kit.files import store
from tests.fieldwork.offline.making import Tablet, Written
from tests.fieldwork.offline.test_photos import picture
from tests.town import Town


@pytest.fixture
def office(town: Town, day: Day) -> Office:
    """An on-site office in a village with one case on its agenda, on that day."""
    before = day.starts_at - timedelta(days=3)
    made = onsite.plan(
        by=town.who("dispatcher", before),
        now=before,
        title="东一村现场办公",
        place=town.places["990101100001"],
        unit=town.units["county"],
        starts_at=day.starts_at,
        ends_at=day.starts_at + timedelta(hours=3),
        led_by=town.accounts["deputy"],
    )
    case = town.accepted(now=before)
    onsite.add(made, case=case, by=town.who("dispatcher", before), now=before)
    return Office.objects.get(pk=made.pk)


def acts_of(office: Office) -> list[Written]:
    """Opened, two items raised on the spot, each decided, and the case solved with a photo."""
    raised = [Written("onsite.add", {"office": office.pk, "title": title}) for title in ("路边垃圾没人收", "水表不准")]
    case = Item.objects.get(office=office)
    due = (office.visit.date + timedelta(days=3)).isoformat()
    return [
        Written("onsite.open", {"office": office.pk}),
        *raised,
        decided(office, str(raised[0].name), "carried", text="先量一量", due_on=due, topic="路边垃圾没人收"),
        decided(office, str(raised[1].name), "solved", text="当场换了一块", topic="水表不准"),
        decided(office, case.pk, "solved", text="线缆进水，已更换。"),
    ]


def decided(office: Office, item: object, kind: str, **given: object) -> Written:
    """One decision."""
    return Written("onsite.decide", {"office": office.pk, "item": item, "kind": kind, **given})


@pytest.mark.parametrize("seed", range(4))
def test_an_office_in_any_order_each_act_twice(town: Town, day: Day, office: Office, seed: int) -> None:
    tablet, acts = Tablet(town, day.starts_at, owner="deputy"), acts_of(office)
    name = tablet.photo(acts[5].name, picture())
    acts[5].photos = [name]
    packets = [tablet.pack([act]) for act in acts] * 2
    random.Random(seed).shuffle(packets)
    for raw in packets:
        tablet.post(raw)
    assert not Line.objects.exclude(state="kept").exists(), list(Line.objects.values_list("verb", "sentence"))
    assert Item.objects.filter(office=office).count() == 3
    assert sorted(Act.objects.values_list("kind", flat=True)) == ["carried", "solved", "solved"]
    act = Act.objects.get(client=acts[5].name)
    assert len(store.of(act.key)[act.key]) == 1


def test_an_office_out_of_sight(town: Town, day: Day, office: Office) -> None:
    found = Tablet(town, day.starts_at, owner="ecologist").send(*acts_of(office))
    assert {one.state for one in found} == {"refused"}
    assert not Act.objects.exists()


def test_words_of_a_visit_become_a_voice_once(town: Town, day: Day) -> None:
    visit = visits.plan(
        by=town.who("easter", day.starts_at),
        now=day.starts_at,
        title="入户走访",
        purposes=("outreach",),
        place=town.places["990101100001"],
        unit=town.units["east"],
        starts_at=day.starts_at,
        ends_at=day.starts_at + timedelta(hours=2),
        led_by=town.accounts["easter"],
    )
    tablet = Tablet(town, day.starts_at, owner="easter")
    said = Written("visits.words", {"visit": visit.pk, "text": "井水发黄半个月了", "name": "演示甲", "phone": "13800000001"})
    assert tablet.send(said)[0].code == "missing"
    assert not Note.objects.exists()
    said.fields["consent"] = "当面同意"
    first, again = tablet.send(said)[0], tablet.send(said)[0]
    assert (first.state, again.state) == ("kept", "kept")
    assert first.shown["passcode"]
    assert not again.shown
    assert Note.objects.get().voice == Voice.objects.get()
