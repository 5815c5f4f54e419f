"""Every lifecycle, row by row: what the table does not say is refused, and every end can be reached. No database."""

from itertools import product
from types import SimpleNamespace

import pytest

from sixia.cases.flow import CASE, VOICE
from sixia.kit.flow import Flow, Move, Refused
from sixia.orders.flow import FLOW as ORDER

FLOWS = (ORDER, CASE, VOICE)
BY_IMPORT = {"imported"}
"""States that no move leads to: what came from an older system was over before."""
ROWS = [(flow, move, state) for flow in FLOWS for move in flow.moves for state in move.source]


def given(move: Move) -> dict[str, str]:
    """Enough input for any row."""
    return dict.fromkeys(move.needs, "x")


@pytest.mark.parametrize(("flow", "move"), [(flow, move) for flow in FLOWS for move in flow.moves])
def test_from_other_states_it_is_refused_as_state(flow: Flow, move: Move) -> None:
    sources = {state for row in flow.moves if row.name == move.name for state in row.source}
    for state in set(flow.states) - sources:
        with pytest.raises(Refused) as caught:
            flow.check(move.name, state=state, roles=move.who, given=given(move), thing=SimpleNamespace())
        assert caught.value.code == "state"


@pytest.mark.parametrize(("flow", "move", "state"), ROWS)
def test_without_the_role_it_is_refused_as_role(flow: Flow, move: Move, state: str) -> None:
    for roles in ((), ("auditor",), ("system_admin",)):
        with pytest.raises(Refused) as caught:
            flow.check(move.name, state=state, roles=roles, given=given(move), thing=SimpleNamespace())
        assert caught.value.code == "role"


@pytest.mark.parametrize(("flow", "move", "state"), [row for row in ROWS if row[1].needs])
def test_without_its_input_it_is_refused_as_missing_and_names_the_fields(flow: Flow, move: Move, state: str) -> None:
    for absent, blank in product(move.needs, ("", "  ", None)):
        with pytest.raises(Refused) as caught:
            flow.check(move.name, state=state, roles=move.who, given={**given(move), absent: blank}, thing=SimpleNamespace())
        assert caught.value.code == "missing"
        assert absent in caught.value.fields


@pytest.mark.parametrize("flow", FLOWS)
def test_every_state_can_be_reached_and_left(flow: Flow) -> None:
    reached = {flow.start}
    while True:
        more = {m.target for m in flow.moves if m.target and reached & set(m.source)} - reached
        if not more:
            break
        reached |= more
    assert reached == set(flow.states) - BY_IMPORT
    for state in set(flow.states) - flow.ends:
        assert any(state in move.source and move.target not in (None, state) for move in flow.moves), state


BY_PETITIONS = {"entrust", "recall", "conclude"}
"""A review, or a supervisor's order to take a petition up, opens a closed case again; the petition's own table says who may."""


@pytest.mark.parametrize("flow", FLOWS)
def test_an_end_is_left_only_by_what_residents_may_ask_for(flow: Flow) -> None:
    out = {move.name for move in flow.moves if set(move.source) & flow.ends and move.target not in (None, *flow.ends)}
    assert out <= {"reopen", "supervise", "part", "agree", "dispute", "send_back"} | BY_PETITIONS


@pytest.mark.parametrize("flow", FLOWS)
def test_clocks_that_start_are_stopped_somewhere(flow: Flow) -> None:
    started = {kind for move in flow.moves for kind in move.starts}
    stopped = {kind for move in flow.moves for kind in move.stops}
    assert started <= stopped


def test_nobody_but_the_system_closes_a_case_that_was_answered() -> None:
    closing = [move for move in CASE.moves if "answered" in move.source and move.target == "closed"]
    assert all(move.who == {"system"} for move in closing)


def test_only_a_resident_their_helper_or_a_call_back_clerk_gives_a_verdict() -> None:
    judging = [move for move in VOICE.moves if move.name in ("agree", "dispute", "judge_again")]
    assert {role for move in judging for role in move.who} == {"resident", "callback", "helper"}
