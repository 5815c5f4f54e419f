"""Scores say their parts, and plans cover hot and silent places alike."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sixia.fieldwork.visits.rules import Spot
from sixia.insight.ahead.rules import planning, weighing
from sixia.insight.ahead.rules.planning import Candidate, for_day, for_month, spread_days
from sixia.insight.ahead.rules.weighing import Facts, Weights, parts, score

BY = Weights()


def place(pk: int, points: int, town: str = "a", silence: float = 0.0, km: float | None = None) -> Candidate:
    """A candidate so many kilometres north of the equator."""
    spot = None if km is None else Spot(pk, km / 111.19, 110.0)
    return Candidate(pk, f"{pk:05d}", town, points, silence, spot)


def test_each_part_gives_its_points_and_none_drowns_the_others() -> None:
    facts = Facts(open=40, repeats=2, negatives=1, stuck=1, promises=1, months=3)
    found = {part.code: (part.amount, part.points, part.bounded) for part in parts(facts, BY)}
    assert found == {
        "open": (40, BY.most, True),
        "repeats": (2, 4, False),
        "negatives": (1, 3, False),
        "stuck": (1, 3, False),
        "promises": (1, 3, False),
        "months": (3, 3, False),
    }
    assert score(facts, BY) == sum(points for _amount, points, _bounded in found.values())


def test_a_place_never_visited_counts_as_longest_and_silence_has_its_own_points() -> None:
    known = {part.code: part.points for part in parts(Facts(heard=1, expected=14.2), BY)}
    assert known == {"never": BY.most_months * BY.month, "silent": BY.silent}
    assert score(Facts(months=0), BY) == 0
    assert parts(Facts(months=400), BY)[0].points == BY.most_months * BY.month


def test_a_month_keeps_room_for_silent_places_and_spreads_over_towns() -> None:
    hot = [place(n, 40 - n) for n in range(1, 8)]
    cold = [place(20, 9, "b"), place(30, 12, "c", 8.0), place(31, 12, "c", 2.0)]
    found = for_month([*hot, *cold], 5, 30)
    assert found[0].pk == 1
    why = {stop.pk: stop.why for stop in found}
    assert why[1] == planning.HOT
    assert {30, 31} <= why.keys()
    assert why[30] == planning.QUIET
    assert len(for_month([*hot, *cold], 30, 30)) == 10
    assert planning.SPREAD in {stop.why for stop in for_month([*hot, *cold], 8, 0)}


def test_a_day_stays_near_and_still_hears_a_silent_place() -> None:
    places = [place(1, 30, km=0), place(2, 20, km=1), place(3, 24, km=60), place(4, 5, silence=3.0, km=4)]
    assert {stop.pk for stop in for_day(places, 3, 30)} == {1, 2, 4}
    assert planning.HOT in {stop.why for stop in for_day(places, 3, 30)}
    assert for_day([], 3, 30) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc"), st.booleans()), max_size=30), st.integers(1, 12))
def test_whatever_lies_there_no_place_twice_and_silent_ones_get_their_share(
    rows: list[tuple[int, str, bool]], count: int
) -> None:
    places = [place(n, points, town, float(quiet)) for n, (points, town, quiet) in enumerate(rows)]
    for found in (for_month(places, count, 30), for_day(places, count, 30)):
        assert len({stop.pk for stop in found}) == len(found) == min(count, len(places))
        quiet = sum(row[2] for row in rows)
        assert sum(rows[stop.pk][2] for stop in found) >= min(quiet, -(-count * 30 // 100))


def test_stops_are_spread_over_the_days_there_are() -> None:
    days = [date(2026, 5, day) for day in range(1, 9)]
    assert spread_days(days, 4) == [days[0], days[2], days[4], days[6]]
    assert spread_days(days[:2], 4) == [days[0], days[0], days[1], days[1]]
    assert spread_days([], 4) == []


def test_every_part_has_a_weight() -> None:
    assert all(getattr(BY, name) for name in weighing.Weights.__dataclass_fields__)
