"""The arithmetic of figures, without a database."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sixia.insight.figures.queries.boards import trend
from sixia.insight.figures.rules import buckets
from sixia.insight.figures.rules.cuts import Cut, months, whole_months
from sixia.insight.figures.rules.indicators import BOTTOM, INDICATORS, REGISTRY, TIME, TOP, WAITING, Value, value
from sixia.insight.figures.rules.parts import PARTS
from sixia.insight.figures.rules.shades import shades

HOURS = st.lists(st.tuples(st.integers(1, 2000), st.booleans()), min_size=1, max_size=40)


def test_every_part_is_counted_somewhere_and_every_indicator_says_what_it_counts() -> None:
    spare = {"more", "watched", "watched.open", "heard", "content.out"}
    used = {code for one in INDICATORS for code in one.parts}
    assert used <= set(PARTS)
    assert set(PARTS) - used <= spare
    for one in INDICATORS:
        assert all(str(text) for text in (one.title, one.about, one.numerator, one.denominator, one.left_out))
        for side in (TOP, BOTTOM, WAITING):
            assert {PARTS[code.lstrip("-")].rows for code in one.behind(side)} == ({one.rows(side)} - {""})


@given(HOURS)
def test_medians_out_of_buckets_lie_in_the_bucket_of_the_exact_ones(lengths: list[tuple[int, bool]]) -> None:
    done = Counter(buckets.bucket_of(timedelta(hours=hours)) for hours, is_done in lengths if is_done)
    waiting = Counter(buckets.bucket_of(timedelta(hours=hours)) for hours, is_done in lengths if not is_done)
    ends = [(buckets.EDGES[buckets.bucket_of(timedelta(hours=hours))], is_done) for hours, is_done in lengths]
    found = buckets.spread(done, {}, waiting)
    assert (found.n, found.waiting) == (len(lengths), sum(not is_done for _hours, is_done in lengths))
    for ours, left_of in ((found.median, Fraction(1, 2)), (found.tail, Fraction(1, 10))):
        assert ours is not None
        exact = one_by_one(ends, left_of)
        assert ours.known == (exact is not None)
        if exact is not None:
            assert ours.hours == exact


def one_by_one(ends: list[tuple[int, bool]], left_of: Fraction) -> int | None:
    """The product-limit estimate, thing by thing: the hours after which no more than `left_of` are left; None if never."""
    still = Fraction(1)
    for gone, (hours, not_done) in enumerate(sorted((hours, not is_done) for hours, is_done in ends)):
        if not not_done:
            still *= Fraction(len(ends) - gone - 1, len(ends) - gone)
            if still <= left_of:
                return hours
    return None


def test_what_is_left_lying_never_looks_fast() -> None:
    quick = buckets.spread({0: 10}, {}, {})
    slow = buckets.spread({0: 10}, {}, {30: 30})
    assert quick.median is not None
    assert quick.median.known
    assert slow.median is not None
    assert not slow.median.known
    assert buckets.spread({}, {}, {}).median is None


def test_values_are_sums_of_parts_and_small_ones_carry_no_percentage() -> None:
    kept = REGISTRY["resolution_kept"]
    found = value(kept, {"judged": {0: 12}, "judged.out": {0: 3}, "solved": {0: 6}, "solved.out": {0: 1}})
    assert (found.part, found.whole, found.percent) == (5, 9, None)
    assert value(REGISTRY["resolution"], {"judged": {0: 12}, "solved": {0: 6}}).percent == 50
    assert all(one.bottom[0] == one.top[0] for one in INDICATORS if one.kind == TIME)


def test_no_line_is_drawn_through_numbers_too_small_to_say() -> None:
    rate, time = REGISTRY["resolution"], REGISTRY["time_to_answer"]
    assert trend([Value(0, 0), Value(6, 12), Value(9, 10)], rate) == [50, 90]
    assert trend([Value(6, 12), Value(1, 1), Value(9, 10)], rate) == []
    assert trend([Value(6, 12), Value(0, 0), Value(9, 10)], rate) == []
    assert trend([Value(0, 0)] * 12, rate) == []
    assert trend([Value(0, 3, buckets.spread({5: 3}, {}, {})), Value(0, 12, buckets.spread({5: 12}, {}, {}))], time) == []


def test_a_map_goes_from_the_least_to_the_most_that_can_be_said() -> None:
    assert shades({"a": 0.8, "b": 0.9, "c": None, "d": 0.85}) == {"a": 1, "b": 5, "c": 0, "d": 3}
    assert shades({"a": 7.0}) == {"a": 3}
    assert shades({}) == {}


def test_spans_are_cut_at_months() -> None:
    assert whole_months(date(2026, 1, 15), date(2026, 4, 1)) == (date(2026, 2, 1), date(2026, 4, 1))
    assert whole_months(date(2026, 1, 2), date(2026, 2, 3)) == (date(2026, 1, 2), date(2026, 1, 2))
    assert months(date(2025, 12, 30), date(2026, 2, 2)) == [
        (date(2025, 12, 30), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 2, 2)),
    ]
    cut = Cut(date(2026, 3, 1), date(2026, 5, 1), date(2026, 5, 1))
    assert (cut.before.since, cut.before.until) == (date(2026, 1, 1), date(2026, 3, 1))
