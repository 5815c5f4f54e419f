"""Warnings: quiet weeks stay quiet as often as stated, seasons are expected, outbreaks are told of."""

from sixia.insight.hot import evaluating
from sixia.insight.hot.rules import rise


def test_false_alarms_are_no_more_than_stated_and_outbreaks_are_found() -> None:
    for once_in, most in ((1000, 0.001), (100, 0.01)):
        seen = evaluating.warnings(once_in=once_in)
        assert seen.false <= most * seen.weeks
        assert seen.weeks > 20_000
        assert seen.found >= 0.75 * seen.injected


def test_a_quiet_place_is_not_warned_of_by_two_voices() -> None:
    expected = rise.expect([0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0])
    assert expected is not None
    assert expected.unusual == rise.FEWEST
    assert not rise.warns(4, 4, expected)
    assert rise.warns(6, 5, expected)
    assert not rise.warns(6, 2, expected), "one caller is no rise"


def test_too_short_a_past_says_nothing() -> None:
    assert rise.expect([3, 2, 4]) is None
    assert not rise.warns(50, 50, None)


def test_the_season_of_last_year_is_expected_again() -> None:
    year = [20] * 20 + [60] * 6 + [20] * 26
    factor = rise.season([*year, *[20] * 20])
    assert factor > 2
    calm, summer = rise.expect([4] * 12), rise.expect([4] * 12, factor)
    assert calm is not None
    assert summer is not None
    assert summer.unusual > calm.unusual
    assert rise.season([20] * 30) == 1.0


def test_wild_series_need_more() -> None:
    tame, wild = rise.expect([6] * 20), rise.expect([1, 12] * 10)
    assert tame is not None
    assert wild is not None
    assert wild.unusual > tame.unusual
