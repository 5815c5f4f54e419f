"""Which roles one person may hold together."""

from itertools import combinations

import pytest

from sixia.people.rules import ROLES, TRY, clash


@pytest.mark.parametrize("pair", list(combinations(["system_admin", "security_admin", "auditor"], 2)))
def test_the_three_administrators_are_three_people(pair: tuple[str, str]) -> None:
    assert "three different people" in str(clash([(pair[0], "administration"), (pair[1], "town")]))


def test_privacy_officer_is_no_system_administrator() -> None:
    assert clash([("privacy_officer", "leadership"), ("system_admin", "administration")])
    assert clash([("privacy_officer", "leadership"), ("auditor", "administration")]) is None


@pytest.mark.parametrize("role", ["handler", "unit_head"])
@pytest.mark.parametrize(
    ("function", "refused"), [("housing_construction", True), ("village", True), ("hotline", False), ("leadership", False)]
)
def test_call_back_clerk_is_independent_of_handling_units(role: str, function: str, refused: bool) -> None:
    assert bool(clash([("callback", "hotline"), (role, function)])) is refused


def test_a_call_back_clerk_may_take_calls_too() -> None:
    assert clash([("callback", "hotline"), ("clerk", "hotline")]) is None


def test_one_role_never_clashes_with_itself() -> None:
    assert all(clash([(role, "town"), (role, "village")]) is None for role in ROLES)


def test_every_role_says_what_to_try() -> None:
    assert set(TRY) == set(ROLES)
