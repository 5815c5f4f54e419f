"""Each step on promises and charges, from the tables: refused in other states, to other people, and without each input."""

from types import SimpleNamespace
from typing import Any

import pytest

from sixia.kit.flow import Flow, Move, Refused
from sixia.oversight.flow import CHARGE, PROMISE

ROWS = [(flow, move, state) for flow in (PROMISE, CHARGE) for move in flow.moves for state in move.source]
NAMES = [f"{flow.name}-{move.name}-{state}" for flow, move, state in ROWS]
THING = SimpleNamespace()


def refused(flow: Flow, move: Move, code: str, **tried: Any) -> Refused:
    """The refusal of this step, which must have this code and a sentence."""
    given = {"roles": move.who, "given": dict.fromkeys(move.needs, "x"), **tried}
    with pytest.raises(Refused) as caught:
        flow.check(move.name, thing=THING, **given)
    assert caught.value.code == code
    assert str(caught.value).strip()
    return caught.value


@pytest.mark.parametrize(("flow", "move", "state"), ROWS, ids=NAMES)
def test_without_an_input_it_is_named_as_missing(flow: Flow, move: Move, state: str) -> None:
    for need in move.needs:
        for blank in (None, "", "  "):
            given = {**dict.fromkeys(move.needs, "x"), need: blank}
            assert refused(flow, move, "missing", state=state, given=given).fields == (need,)


@pytest.mark.parametrize(("flow", "move", "state"), ROWS, ids=NAMES)
def test_nobody_else_takes_it(flow: Flow, move: Move, state: str) -> None:
    everybody = {role for one in flow.moves for role in one.who}
    assert move.who < everybody
    refused(flow, move, "role", state=state, roles=everybody - move.who)
    refused(flow, move, "role", state=state, roles=frozenset())


@pytest.mark.parametrize("flow", [PROMISE, CHARGE], ids=["promise", "charge"])
def test_what_has_ended_moves_no_further_but_in_the_ways_that_are_written_here(flow: Flow) -> None:
    after = {
        "promise": {("kept", "dispute"), ("kept", "publish"), ("kept", "hide"), ("broken", "make_good"), ("broken", "publish")}
        | {("broken", "hide"), ("replaced", "hide")},
        "charge": set(),
    }
    found = {(state, move.name) for state in flow.ends for move in flow.moves if state in move.source}
    assert found == after[flow.name]
    for state in flow.ends:
        for move in flow.moves:
            if (state, move.name) not in found:
                refused(flow, move, "state", state=state)
