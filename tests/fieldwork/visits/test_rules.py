"""The order of a day's stops, pure: never longer than the given one, and the best where there are few."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.fieldwork.visits.rules import Spot, in_order, km, length, reached, route

degrees = st.tuples(st.floats(25, 26), st.floats(118, 119))


def spots(points: list[tuple[float, float]]) -> list[Spot]:
    """Stops with the numbers of their order."""
    return [Spot(number, lat, lon) for number, (lat, lon) in enumerate(points, start=1)]


def test_a_degree_of_latitude_is_111_km() -> None:
    assert km(Spot(1, 25, 118), Spot(2, 26, 118)) == pytest.approx(111.2, abs=0.1)
    assert km(Spot(1, 60, 10), Spot(2, 60, 11)) == pytest.approx(55.6, abs=0.1)


def test_stops_on_a_line_are_taken_one_after_the_other() -> None:
    order = route(Spot(0, 25, 118), spots([(25, 118.3), (25, 118.1), (25, 118.2)]))
    assert [stop.pk for stop in order] == [2, 3, 1]


def test_a_crossing_is_undone() -> None:
    home = Spot(0, 25.0, 118.0)
    stops = spots([(25.0, 118.2), (25.05, 118.09), (25.1, 118.2), (25.1, 118.0)])
    best = min(length(home, list(order)) for order in permutations(stops))
    assert length(home, route(home, stops)) == pytest.approx(best)


@given(st.lists(degrees, max_size=7), st.booleans())
def test_every_stop_once_and_no_neighbours_worth_turning_round(points: list[tuple[float, float]], starts: bool) -> None:
    home, stops = (Spot(0, 25.5, 118.5) if starts else None), spots(points)
    order = route(home, stops)
    assert sorted(stop.pk for stop in order) == [stop.pk for stop in stops]
    for first in range(len(order) - 1):
        turned = [*order[:first], order[first + 1], order[first], *order[first + 2 :]]
        assert length(home, order) <= length(home, turned) + 1e-6


def test_purposes_stand_once_in_the_usual_order() -> None:
    assert in_order(("onsite", "outreach", "onsite")) == ("outreach", "onsite")
    with pytest.raises(LookupError):
        in_order(("parade",))


def test_how_often_a_place_was_reached_is_said_in_a_word() -> None:
    assert [reached(times) for times in (0, 1, 2, 9)] == ["never", "once", "more", "more"]
