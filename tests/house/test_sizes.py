"""The product's own files obey the house lints, and most are short."""

from tools.lint import house, median_lines

MEDIAN = 100
"""A warning line well above the aim of 80: beyond it, files have grown a habit."""


def test_no_file_breaks_a_house_rule() -> None:
    assert house() == []


def test_the_median_file_is_short() -> None:
    assert median_lines() <= MEDIAN
