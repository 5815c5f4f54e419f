"""Leaving a case out of a unit's figures: asked by its head with grounds, decided by somebody else, once."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Exclusion
from sixia.kit.journal import timeline
from tests.refusals import refused
from tests.town import DAY, NOW, Town

LATER = NOW + 2 * DAY
ASK = {"reason": "disaster", "note": "山洪期间停电"}


def asked(town: Town) -> Exclusion:
    """An exclusion that waits to be decided."""
    return cases.ask_exclusion(town.answered(), **ASK, by=town.who("head"), now=LATER)


def test_asked_it_counts_for_nothing_yet(town: Town) -> None:
    row = asked(town)
    assert (row.unit, row.granted, row.decided_at) == (town.units["housing"], None, None)
    line = timeline(row.case.key)[-1]
    assert (line.event, line.facts["reason"], line.words["note"]) == ("ExclusionAsked", "disaster", "山洪期间停电")


@pytest.mark.parametrize("name", ["handler", "dispatcher", "supervisor", "ecohead", "leader", "outsider"])
def test_only_the_head_of_the_lead_unit_asks(town: Town, name: str) -> None:
    with refused("role"):
        cases.ask_exclusion(town.answered(), **ASK, by=town.who(name), now=LATER)


def test_with_known_grounds_and_once(town: Town) -> None:
    case = town.answered()
    with refused("missing"):
        cases.ask_exclusion(case, reason="disaster", note=" ", by=town.who("head"), now=LATER)
    with refused("guard"):
        cases.ask_exclusion(case, reason="bad mood", note="x", by=town.who("head"), now=LATER)
    cases.ask_exclusion(case, **ASK, by=town.who("head"), now=LATER)
    with refused("guard"):
        cases.ask_exclusion(case, **ASK, by=town.who("head"), now=LATER)


@pytest.mark.parametrize("granted", [True, False])
def test_somebody_who_oversees_decides_once(town: Town, granted: bool) -> None:
    row = asked(town)
    for name in ("head", "dispatcher", "handler", "inspector"):
        with refused("role"):
            cases.decide_exclusion(row, granted=granted, by=town.who(name), now=LATER)
    cases.decide_exclusion(row, granted=granted, by=town.who("supervisor"), now=LATER)
    row.refresh_from_db()
    assert (row.granted, row.decided_by) == (granted, town.accounts["supervisor"])
    line = timeline(row.case.key)[-1]
    assert (line.event, line.facts["granted"]) == ("ExclusionDecided", granted)
    with refused("stale"):
        cases.decide_exclusion(row, granted=granted, by=town.who("supervisor2"), now=LATER)
