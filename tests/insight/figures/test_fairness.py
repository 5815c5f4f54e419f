"""Like with like, what is never reported, silent places, and numbers that point at nobody."""

from hypothesis import given
from hypothesis import strategies as st

from sixia.insight.figures.rules.anonymity import K, fold
from sixia.insight.figures.rules.fair import ABOVE, BELOW, UNSAID, WITHIN, compare
from sixia.insight.figures.rules.silence import at_most, reporting, silent

CELLS = st.dictionaries(st.tuples(st.integers(1, 3), st.integers(1, 6)), st.integers(0, 40))


def test_hard_topics_explain_a_low_share() -> None:
    hard, easy = (30, 100), (90, 100)
    others = {"noise": (300, 1000), "lamp": (900, 1000)}
    mine = {"noise": hard, "lamp": (9, 10)}
    found = compare(mine, {"noise": (330, 1100), "lamp": (909, 1010)})
    assert found.said == WITHIN
    assert found.percent(found.expected) == 35 == found.percent(found.part)
    assert compare({"lamp": (30, 100)}, {**others, "lamp": (930, 1100)}).said == BELOW
    assert compare({"noise": easy}, {**others, "noise": (390, 1100)}).said == ABOVE
    assert compare({"noise": (0, 9)}, others).said == UNSAID
    assert compare({}, others).whole == 0
    assert compare(mine, mine).said == WITHIN


def test_further_voices_tell_how_readily_people_report() -> None:
    assert reporting(3, 99) is None
    found = reporting(10, 100)
    assert found is not None
    assert found.rate == 0.1
    assert found.wait == 10
    assert 0.047 < found.low < 0.049
    assert 0.183 < found.high < 0.185
    unseen, least, most = found.unseen(30)
    assert least < unseen < most
    assert round(unseen, 3) == 0.05
    never = reporting(0, 1000)
    assert never is not None
    assert never.wait is None
    assert never.low == 0 < never.high


def test_a_place_is_silent_beside_its_neighbours_and_chance_is_not_named() -> None:
    weight = dict.fromkeys("abcdefgh", 300)
    around = {name: "east" if name < "e" else "west" for name in weight}
    heard = {"a": 30, "b": 28, "c": 33, "d": 2, "e": 9, "f": 11, "g": 8, "h": 7}
    assert [one.place for one in silent(heard, weight, around)] == ["d"]
    assert silent({}, weight, around) == []
    assert round(at_most(0, 3.0), 4) == 0.0498
    assert at_most(4, 0) == 1


@given(CELLS)
def test_nothing_published_counts_fewer_than_k_and_nothing_is_lost(cells: dict[tuple[int, int], int]) -> None:
    kept, rests, above = fold(cells, group=lambda key: key[0], size=lambda row: row, add=lambda a, b: a + b)
    assert all(row >= K for row in [*kept.values(), *rests.values()])
    assert all(0 < row < K for row in above.values())
    assert all(not any(key[0] == name for key in kept) for name in above)
    assert sum(kept.values()) + sum(rests.values()) + sum(above.values()) == sum(cells.values())
