"""Visits from devices: lines stand side by side, what took place is noted once, and nothing is overwritten silently."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sixia.fieldwork.offline.models import Line
from sixia.fieldwork.offline.queries.pack import pack
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Note, Visit
from tests.fieldwork.offline.making import Tablet, Written
from tests.town import Town


@pytest.fixture
def visit(town: Town, day: Day) -> Visit:
    """A visit of two to a village on that day."""
    return visits.plan(
        by=town.who("easter", day.starts_at),
        now=day.starts_at - timedelta(days=3),
        title="看看路灯修得怎么样",
        purposes=("research",),
        place=town.places["990101100001"],
        unit=town.units["east"],
        starts_at=day.starts_at,
        ends_at=day.starts_at + timedelta(hours=2),
        led_by=town.accounts["easter"],
        members=(town.accounts["eastdesk"],),
    )


@pytest.fixture
def pair(town: Town, day: Day) -> tuple[Tablet, Tablet]:
    """The two devices of those who go."""
    return Tablet(town, day.starts_at, owner="easter"), Tablet(town, day.starts_at, owner="eastdesk")


def note(visit: Visit, text: str, kind: str = "seen") -> Written:
    """One line."""
    return Written("visits.note", {"visit": visit.pk, "kind": kind, "text": text})


def held(visit: Visit, met: int | None, base: int | None = None) -> Written:
    """It took place."""
    return Written("visits.hold", {"visit": visit.pk, "met": met, "base": visit.version if base is None else base})


def test_lines_of_two_devices_stand_side_by_side(visit: Visit, pair: tuple[Tablet, Tablet]) -> None:
    one, other = note(visit, "灯修好了两盏"), note(visit, "还有一盏不亮")
    for _turn in range(2):
        assert pair[0].send(one)[0].state == "kept"
        assert pair[1].send(other)[0].state == "kept"
    assert [(row.text, row.by.username) for row in Note.objects.order_by("pk")] == [
        ("灯修好了两盏", "easter"),
        ("还有一盏不亮", "eastdesk"),
    ]


def test_another_number_is_a_conflict_that_a_person_settles(visit: Visit, pair: tuple[Tablet, Tablet]) -> None:
    first, second = held(visit, 12), held(visit, 15)
    assert pair[0].send(first)[0].state == "kept"
    clash = pair[1].send(second)[0]
    assert (clash.state, clash.theirs, clash.code) == ("conflict", "12", "stale")
    assert clash.sentence
    visit.refresh_from_db()
    assert visit.met == 12
    assert pair[1].send(second)[0].state == "conflict"
    second.fields["base"] = clash.version
    assert pair[1].send(second)[0].state == "kept"
    visit.refresh_from_db()
    assert (visit.state, visit.met) == ("held", 15)


def test_the_same_number_is_no_conflict(visit: Visit, pair: tuple[Tablet, Tablet]) -> None:
    assert pair[0].send(held(visit, 12))[0].state == "kept"
    assert pair[1].send(held(visit, 12))[0].state == "kept"
    assert pair[1].send(held(visit, None))[0].state == "kept"
    visit.refresh_from_db()
    assert visit.met == 12


def test_a_conflict_is_not_tried_again_by_itself(visit: Visit, pair: tuple[Tablet, Tablet]) -> None:
    pair[0].send(held(visit, 12))
    pair[1].send(held(visit, 15))
    pair[1].send(note(visit, "路边有人问"))
    assert Line.objects.get(state="conflict").theirs == "12"


def test_a_visit_that_is_not_known_yet_and_one_out_of_sight(visit: Visit, pair: tuple[Tablet, Tablet], town: Town) -> None:
    early = pair[0].send(Written("visits.note", {"visit": str(uuid4()), "kind": "seen", "text": "x"}))[0]
    assert early.code == "state"
    stranger = Tablet(town, pair[0].now, owner="officer")
    assert stranger.send(note(visit, "x"))[0].code == "role"


def test_the_dossier_of_the_place_goes_along_masked_and_as_far_as_one_may_see_it(visit: Visit, town: Town) -> None:
    earlier = visits.plan(
        by=town.who("handler", visit.starts_at),
        now=visit.starts_at - timedelta(days=9),
        title="上个月来过",
        purposes=("research",),
        place=visit.place,
        unit=town.units["housing"],
        starts_at=visit.starts_at - timedelta(days=8),
        ends_at=visit.starts_at - timedelta(days=8) + timedelta(hours=1),
        led_by=town.accounts["leader"],
        members=(town.accounts["easter"],),
    )
    visits.hold(earlier, by=town.who("easter", visit.starts_at), now=earlier.ends_at, met=4)
    text = "泵站坏了，打13800000001找我"
    visits.note(earlier, by=town.who("easter", visit.starts_at), now=earlier.ends_at, kind="said", text=text)
    dossiers = {
        name: pack(town.who(name, visit.starts_at), visit.starts_at)["visits"][-1]["dossier"] for name in ("easter", "eastdesk")
    }
    assert [row["title"] for row in dossiers["easter"]["visits"]] == ["上个月来过"]
    assert [row["text"].startswith("泵站坏了") for row in dossiers["easter"]["lines"]] == [True]
    assert "13800000001" not in str(dossiers)
    assert [row["title"] for row in dossiers["eastdesk"]["visits"]] == ["上个月来过"]
    assert dossiers["eastdesk"]["lines"] == [], "those who were visited read no line"
