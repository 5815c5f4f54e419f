"""A merge by decree between two lists."""

import pytest

from sixia.kit.flow import Refused
from sixia.kit.models import Entry
from sixia.places import actions, queries
from sixia.places.models import Place
from tests.places.conftest import LIST, NEXT, NOW, Clerk, Load


def place(code: str) -> Place:
    return Place.objects.get(code=code)


def merge(old: str, new: str) -> None:
    actions.replace(old=place(old), new=place(new), on=NEXT, by=Clerk(), now=NOW, note="民政〔2025〕1号")


def test_what_lay_within_the_old_place_lies_within_the_new(load: Load) -> None:
    load(LIST)
    merge("990101200", "990101100")
    town = place("990101100")
    assert place("990101200").valid_to == NEXT
    assert set(queries.children(town, NEXT).values_list("name", flat=True)) == {"东风社区", "石坪村", "南湾村", "和平村"}
    assert place("990101200201").path.startswith(town.path)
    assert queries.successors(place("990101200")) == [town]
    assert Entry.objects.filter(stream="territory", event="PlaceReplaced", by="account:1").count() == 1


def test_two_merges_in_a_row_lead_to_the_last(load: Load) -> None:
    load(LIST)
    merge("990101200201", "990101200202")
    merge("990101200202", "990101100201")
    assert queries.successors(place("990101200201")) == [place("990101100201")]


@pytest.mark.parametrize(
    ("old", "new"),
    [("990101100", "990101100"), ("990101100", "990101100001"), ("990101100001", "990101100"), ("990101", "990101200")],
)
def test_only_two_places_of_one_level(load: Load, old: str, new: str) -> None:
    load(LIST)
    with pytest.raises(Refused) as refused:
        merge(old, new)
    assert refused.value.code == "guard"
    assert place(old).valid_to is None


def test_not_before_either_existed(load: Load) -> None:
    load(LIST, NEXT)
    with pytest.raises(Refused):
        actions.replace(old=place("990101200"), new=place("990101100"), on=NEXT.replace(year=2020), by=Clerk(), now=NOW)


def test_not_after_the_end(load: Load) -> None:
    load(LIST)
    merge("990101200", "990101100")
    with pytest.raises(Refused):
        merge("990101200", "990101100")
