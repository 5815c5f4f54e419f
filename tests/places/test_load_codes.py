"""Taking over lists: first, again, next year, with dirt, and as a rehearsal."""

import json
from datetime import date

import pytest

from sixia.kit.flow import Refused
from sixia.kit.models import Entry
from sixia.places import actions, queries
from sixia.places.models import Place, Succession
from sixia.places.rules.listing import Row
from tests.places.conftest import FIRST, LIST, NEXT, NOW, Clerk, Load


def told() -> list[str]:
    return list(Entry.objects.filter(stream="territory").order_by("seq").values_list("event", flat=True))


def snapshot() -> list[tuple[object, ...]]:
    return list(Place.objects.order_by("id").values_list())


def current(on: date) -> dict[str, str]:
    return dict(Place.objects.current(on).values_list("code", "name"))


def test_a_first_list_makes_the_tree(load: Load) -> None:
    report = load(LIST)
    assert report.counts["added"] == 7
    county, town = Place.objects.get(code="990101"), Place.objects.get(code="990101100")
    village = Place.objects.get(code="990101100001")
    assert county.parent is None
    assert (town.parent, village.parent) == (county, town)
    assert village.path.startswith(town.path)
    assert town.path.startswith(county.path)
    assert told() == ["TerritoryLoaded"]
    assert json.loads(Entry.objects.get(stream="territory").body)["added"] == 7


def test_the_same_list_again_changes_nothing(load: Load) -> None:
    load(LIST)
    before = snapshot()
    assert not load(LIST).changed
    assert not load(LIST, NEXT).changed
    assert snapshot() == before
    assert told() == ["TerritoryLoaded"]


def test_a_vanished_place_ends_and_a_new_one_begins(load: Load) -> None:
    load(LIST)
    report = load(LIST.replace("990101200202 和平村", "990101200203 新泉村"), NEXT)
    assert (report.counts["added"], report.counts["closed"]) == (1, 1)
    assert "990101200202" in current(date(2025, 6, 29))
    assert "990101200202" not in current(NEXT)
    assert "990101200203" in current(NEXT)


def test_a_renamed_place_gets_a_follower_on_the_same_path(load: Load) -> None:
    load(LIST)
    old = Place.objects.get(code="990101200")
    report = load(LIST.replace("新河乡", "新河镇"), NEXT)
    new = Place.objects.get(code="990101200", valid_to__isnull=True)
    assert report.counts["renamed"] == 1
    assert (new.name, new.path) == ("新河镇", old.path)
    assert Succession.objects.get(old=old, new=new).note == "renamed"
    assert set(queries.children(new, NEXT).values_list("name", flat=True)) == {"南湾村", "和平村"}
    old.refresh_from_db()
    assert queries.successors(old) == [new]
    assert set(queries.children(old, FIRST).values_list("name", flat=True)) == {"南湾村", "和平村"}


def test_a_merged_town_keeps_its_villages_history(load: Load) -> None:
    load(LIST)
    old = Place.objects.get(code="990101200201")
    town = Place.objects.get(code="990101100")
    gone = LIST.replace("990101200 新河乡\n", "").replace("990101200201", "990101100202").replace("990101200202", "990101100203")
    report = load(gone, NEXT)
    new = Place.objects.get(code="990101100202")
    assert (report.counts["recoded"], report.counts["closed"], report.stranded) == (2, 1, 0)
    assert new.path == town.path + old.path[-5:]
    assert old in Place.objects.under(town)
    assert Succession.objects.get(old=old, new=new).note == "recoded"


def test_a_reissued_code_does_not_drag_history_along(load: Load) -> None:
    load(LIST)
    old = Place.objects.get(name="石坪村")
    swapped = LIST.replace("990101100201 石坪村", "990101100201 金店村\n990101100207 石坪村")
    report = load(swapped, NEXT)
    reissued = Place.objects.get(code="990101100201", valid_to__isnull=True)
    assert (report.counts["recoded"], report.counts["added"], report.counts["renamed"]) == (1, 1, 0)
    assert not reissued.path.startswith(old.path)
    old.refresh_from_db()
    assert queries.successors(old) == [Place.objects.get(code="990101100207")]
    assert queries.by_code("990101100201", FIRST) == old
    assert queries.by_code("990101100201", NEXT) == reissued


def test_two_places_that_swap_codes_on_the_first_day(load: Load) -> None:
    load(LIST)
    paths = dict(Place.objects.filter(level="village").values_list("name", "path"))
    swapped = LIST.replace("990101200201 南湾村", "990101200201 和平村").replace("990101200202 和平村", "990101200202 南湾村")
    load(swapped)
    assert current(FIRST)["990101200201"] == "和平村"
    assert dict(Place.objects.filter(level="village").values_list("name", "path")) == paths


def test_a_correction_on_the_first_day_changes_the_row_itself(load: Load) -> None:
    load(LIST)
    report = load(LIST.replace("石坪村", "石平村"))
    assert report.counts["updated"] == 1
    assert Place.objects.count() == 7
    assert current(FIRST)["990101100201"] == "石平村"


def test_a_place_dropped_and_taken_up_again_on_one_day(load: Load) -> None:
    load(LIST)
    load(LIST.replace("990101100201 石坪村\n", ""))
    assert "990101100201" not in current(FIRST)
    report = load(LIST)
    assert report.counts["reopened"] == 1
    assert current(FIRST)["990101100201"] == "石坪村"


def test_a_place_that_only_moved_takes_its_branch_along(load: Load) -> None:
    load("990101 清源县\n990101100 清源镇")
    before = Place.objects.get(code="990101100")
    report = load("99 虚构省\n9901 虚构市\n990101 清源县", NEXT)
    town, county = Place.objects.get(code="990101100"), Place.objects.get(code="990101")
    assert report.counts["moved"] == 1
    assert town.path.startswith(county.path)
    assert len(town.path) == 20
    assert town.pk == before.pk


def test_a_list_of_one_county_leaves_the_others_alone(load: Load) -> None:
    load(LIST + "990102 邻县\n990102100 远镇\n990102100201 远村")
    report = load(LIST, NEXT)
    assert report.counts["closed"] == 1
    assert current(NEXT)["990102100201"] == "远村"


def test_figures_are_corrected_in_place_and_never_erased(load: Load) -> None:
    load(LIST)
    full = [Row("990101", "清源县", "county", households=10, lat=40.0, lon=101.0)]
    actions.load_codes(full, by=Clerk(), now=NOW, on=NEXT, source="census")
    load(LIST, NEXT)
    county = Place.objects.get(code="990101")
    assert (county.households, county.lat, county.valid_from) == (10, 40.0, FIRST)


def test_dirty_rows_are_left_out_with_their_line_and_the_others_kept(load: Load) -> None:
    report = load(LIST + "99010x 坏行\n990101300201 孤村\n990101100 清源镇")
    assert [(fault.line, fault.reason) for fault in report.faults] == [(8, "code"), (10, "twice"), (9, "orphan")]
    assert len(current(FIRST)) == 7


def test_dirt_in_a_row_does_not_end_its_place(load: Load) -> None:
    load(LIST)
    report = load(LIST.replace("石坪村", "坪" * 101), NEXT)
    assert [fault.reason for fault in report.faults] == ["name"]
    assert not report.changed
    assert current(NEXT)["990101100201"] == "石坪村"


def test_a_rehearsal_tells_all_and_changes_nothing(load: Load) -> None:
    load(LIST)
    before = snapshot()
    report = load(LIST.replace("新河乡", "新河镇"), NEXT, dry_run=True)
    assert report.examples["renamed"] == ["990101200 新河乡 → 990101200 新河镇"]
    assert snapshot() == before
    assert told() == ["TerritoryLoaded"]


def test_a_list_older_than_the_last_is_refused(load: Load) -> None:
    load(LIST, NEXT)
    with pytest.raises(Refused) as refused:
        load(LIST, FIRST)
    assert refused.value.code == "stale"


def test_a_list_that_would_end_much_is_refused_unless_meant(load: Load) -> None:
    many = "\n".join(f"990101100{number:03d} 第{number}社区" for number in range(10, 30))
    load(LIST + many)
    with pytest.raises(Refused) as refused:
        load(LIST, NEXT)
    assert refused.value.code == "guard"
    assert "20" in str(refused.value)
    assert len(current(NEXT)) == 27
    assert load(LIST, NEXT, sweeping=True).counts["closed"] == 20


def test_villages_left_in_an_ended_town_are_told(load: Load) -> None:
    load(LIST)
    assert load("990101 清源县\n990101100 清源镇", NEXT).stranded == 2
