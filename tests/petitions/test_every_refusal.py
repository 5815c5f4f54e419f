"""Each step of a petition, from the table: refused in every other state, to everybody else, without each input, at each guard."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from sixia.kit.flow import Guard, Move, Refused
from sixia.kit.models import Entry
from sixia.people.actors import SYSTEM, Actor
from sixia.petitions import actions, flow
from sixia.petitions.flow import FLOW
from sixia.petitions.models import Agreement, Hearing, Notice, Petition
from tests.petitions.town import DAY, FINDING, NOW, WHY, Courts, finding, fresh

LATER = NOW + 100 * DAY
EVERYBODY = (
    *("registrar", "registry", "handler", "head", "county1", "cityman", "supervisor", "clerk", "dispatcher", "callback"),
    *("ecologist", "leader", "principal", "outsider", "resident"),
)
LAST = finding(outcome="uphold", help_note="可继续到信访局咨询。")
RECORD = actions.Record(
    held_on=date(2026, 5, 12), chair="演示·主持", members="三人", parties="双方", record="陈述。", conclusion="维持。"
)
TERMS = actions.Terms(parties="双方", facts="欠薪", terms="付清", perform_by=date(2027, 5, 12), mediator="演示·调解")


@dataclass(frozen=True)
class Step:
    """How people take a step: the call with everything given, and who may take it first of all."""

    take: Callable[..., Any]
    who: str
    words: tuple[str, ...] = ()
    """Inputs of the call that are words, so that each may be left blank."""


def _serve(petition: Petition, *, by: Actor, now: Any, **given: Any) -> None:
    notice = petition.notices.filter(served_at=None).order_by("pk")[0]
    actions.serve(notice, by=by, now=now, **{"at": now, "means": "handed", "received_by": "演示甲", **given})


def _send(petition: Petition, *, by: Actor, now: Any, **given: Any) -> None:
    actions.send(petition, by=by, now=now, **{"manner": "assign", "unit": petition.office, **given})


def _with(action: Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[..., Any]:
    return lambda petition, *, by, now, **given: action(petition, *args, by=by, now=now, **{**kwargs, **given})


STEPS = {
    "classify": Step(_with(actions.classify, matter="claim6"), "registrar", ("matter",)),
    "send": Step(_send, "registrar", ("manner",)),
    "tell_new_facts": Step(_with(actions.tell_new_facts, facts_told="找到了考勤表。"), "registrar", ("facts_told",)),
    "object": Step(_with(actions.object_, reason="不属本局。"), "handler", ("reason",)),
    "uphold": Step(_with(actions.uphold, reason="对。"), "registrar", ("reason",)),
    "dismiss": Step(_with(actions.dismiss, reason="权责清单。"), "registrar", ("reason",)),
    "accept": Step(_with(actions.accept), "handler"),
    "decide": Step(_with(actions.decide, FINDING), "handler"),
    "answer": Step(_with(actions.answer, text="采纳。"), "handler", ("text",)),
    "extend": Step(_with(actions.extend, days=10, reason="需鉴定。"), "head", ("reason",)),
    "open_hearing": Step(_with(actions.open_hearing, place="三楼"), "handler", ("place",)),
    "record_hearing": Step(_with(actions.record_hearing, RECORD), "handler"),
    "agree": Step(_with(actions.agree, TERMS), "handler"),
    "perform": Step(_with(actions.perform), "registrar"),
    "break": Step(_with(actions.break_, reason="没付。"), "registrar", ("reason",)),
    "ask_review": Step(_with(actions.ask_review, reason="不服。"), "registrar", ("reason",)),
    "ask_rereview": Step(_with(actions.ask_review, reason="不服。"), "registrar", ("reason",)),
    "review": Step(_with(actions.review, LAST), "county1"),
    "set_aside": Step(_with(actions.review, finding(outcome="revoke")), "county1"),
    "rereview": Step(_with(actions.rereview, LAST), "cityman"),
    "redirect": Step(_with(actions.redirect, ways=("court_civil",), why=WHY), "registrar"),
    "refuse": Step(_with(actions.refuse, ground="no_remit", why=WHY), "registrar", ("ground",)),
    "seal": Step(_with(actions.seal, reason="反映干部。"), "registrar", ("reason",)),
    "move": Step(_with(actions.move, reason="属于服务。"), "registrar", ("reason",)),
    "serve": Step(_serve, "registrar", ("means", "received_by")),
    "urge": Step(_with(actions.urge, text="请抓紧。"), "supervisor", ("text",)),
    "reclaim": Step(_with(actions.reclaim, reason="应受理。"), "supervisor", ("reason",)),
    "lapse": Step(lambda petition, *, by, now: actions.lapse(petition, now=now), "system"),
    "withdraw": Step(lambda petition, *, by, now: actions.withdraw(petition, now=now), "system"),
}
SAME_CALL = {"ask_review": ("ask_review", "ask_rereview"), "ask_rereview": ("ask_review", "ask_rereview")}
"""One call makes either step, by the state."""


def in_every_state(courts: Courts) -> dict[str, Petition]:
    """A petition in each state of the table, each brought there by people's steps."""
    calls = (f"138{number:08}" for number in range(1000, 2000))

    def made(name: str, **given: Any) -> Petition:
        petition: Petition = getattr(courts, name)(phone=next(calls), **given)
        return petition

    registrar, handler = courts.who("registrar"), courts.who("handler")
    straight = ("registered", "sent", "accepted", "decided", "reviewing", "reviewed", "rereviewing", "final")
    found = {name: made(name) for name in straight}
    found["objected"] = made("sent")
    actions.object_(found["objected"], reason="不属本局。", by=handler, now=NOW + DAY)
    found["settled"] = made("accepted")
    actions.agree(found["settled"], TERMS, by=handler, now=NOW + 2 * DAY)
    actions.perform(found["settled"], by=registrar, now=NOW + 3 * DAY)
    found["replied"] = made("accepted", matter="suggestion", manner="forward")
    actions.answer(found["replied"], text="采纳。", by=handler, now=NOW + 3 * DAY)
    for state, step in (("refused", "refuse"), ("redirected", "redirect"), ("sealed", "seal"), ("moved", "move")):
        found[state] = made("registered", matter="claim1" if state == "redirected" else "claim6")
        STEPS[step].take(found[state], by=registrar, now=NOW + DAY)
    found["withdrawn"] = made("registered")
    actions.withdraw(found["withdrawn"], now=NOW + DAY)
    found["lapsed"] = made("decided")
    actions.lapse(found["lapsed"], now=NOW + 50 * DAY)
    for state, petition in found.items():
        petition.refresh_from_db()
        assert petition.state == state
    return found


def written(petition: Petition) -> tuple[Any, ...]:
    """All that a step could have left behind."""
    row = Petition.objects.filter(pk=petition.pk).values().get()
    case = fresh(petition.case)
    kept = [model.objects.filter(petition=petition).count() for model in (Notice, Hearing, Agreement)]
    return row, case.state, case.open, kept, Entry.objects.filter(stream=petition.stream).count()


class Town:
    """A petition in each state, and everybody of the cast with the roles they have on each."""

    def __init__(self, courts: Courts) -> None:
        self.petitions = in_every_state(courts)
        self.cast = {name: courts.who(name) for name in EVERYBODY if name != "resident"} | {"system": SYSTEM}
        self.residents = {state: courts.resident(petition) for state, petition in self.petitions.items()}
        self.before = {state: written(petition) for state, petition in self.petitions.items()}

    def person(self, name: str, state: str) -> Actor:
        """Somebody of the cast, the petitioner, or the system."""
        return self.residents[state] if name == "resident" else self.cast[name]

    def can(self, move: str, state: str) -> bool:
        """Whether there is what the step is about: only a paper that waits can be served."""
        return move != "serve" or self.petitions[state].notices.filter(served_at=None).exists()

    def tried(self, move: str, state: str, name: str, **given: Any) -> str:
        """The code with which a step was refused, with a sentence and without a trace; "" when it was taken."""
        petition = Petition.objects.get(pk=self.petitions[state].pk)
        code = refusal(lambda: STEPS[move].take(petition, by=self.person(name, state), now=LATER, **given))
        assert not code or written(petition) == self.before[state], (move, state, name)
        return code


def refusal(act: Callable[[], Any]) -> str:
    """The code of the refusal, which people can read; "" when it was not refused."""
    try:
        act()
    except Refused as refused:
        return refused.code if str(refused).strip() else "without a sentence"
    return ""


def test_every_step_of_the_table_is_tried_here() -> None:
    assert set(STEPS) == {move.name for move in FLOW.moves}


def test_no_step_is_taken_in_another_state(courts: Courts) -> None:
    town = Town(courts)
    assert set(town.petitions) == set(FLOW.states)
    for name, step in STEPS.items():
        allowed = {s for move in FLOW.moves if move.name in SAME_CALL.get(name, (name,)) for s in move.source}
        for state in sorted(set(FLOW.states) - allowed):
            if town.can(name, state):
                assert town.tried(name, state, step.who) == "state", (name, state)


def test_nobody_takes_a_step_that_is_not_theirs(courts: Courts) -> None:
    town = Town(courts)
    first = {state: town.petitions[state] for move in FLOW.moves for state in move.source[:1]}
    roles = {(s, name): petition.roles_of(town.person(name, s)) for s, petition in first.items() for name in EVERYBODY}
    for move in FLOW.moves:
        state = move.source[0]
        if STEPS[move.name].who == "system":
            continue
        others = [name for name in EVERYBODY if not roles[state, name] & move.who]
        assert len(others) >= len(EVERYBODY) // 2, (move.name, state)
        for name in others:
            assert town.tried(move.name, state, name) == "role", (move.name, state, name)


def test_words_that_are_needed_cannot_be_blank(courts: Courts) -> None:
    town = Town(courts)
    for name, step in STEPS.items():
        state = next(move for move in FLOW.moves if move.name == name).source[0]
        for word in step.words:
            assert town.tried(name, state, step.who, **{word: "  "}) == "missing", (name, word)


ROWS = [(move, state) for move in FLOW.moves for state in move.source]
NAMES = [f"{move.name}-{state}" for move, state in ROWS]
GOOD = {
    "now": LATER,
    "until": None,
    "matter": "claim6",
    "in_hand": False,
    "doubt": None,
    "most_times": 1,
    "most_days": 30,
    "days": 10,
    "report": "已办。",
    "for_all": True,
}
THING = {"matter": "claim6", "manner": "assign", "appointed": False, "extensions": 0}
AT_GUARD: dict[Guard, tuple[dict[str, Any], dict[str, Any], list[tuple[dict[str, Any], dict[str, Any]]]]] = {
    # what lets it pass, of the petition and of what is given; and each way in which it does not
    flow._in_term: ({}, {}, [({}, {"until": NOW}), ({}, {"until": LATER})]),
    flow._appointed: ({}, {}, [({"appointed": True}, {})]),
    flow._classified: ({}, {}, [({"matter": ""}, {}), *(({"matter": f"claim{n}"}, {}) for n in (1, 2, 3, 4))]),
    flow._no_accusation: ({}, {}, [({}, {"matter": "accusation"})]),
    flow._not_in_hand_below: ({}, {}, [({}, {"in_hand": True})]),
    flow._ground_holds: ({}, {}, [({}, {"doubt": "Choose one of the grounds."})]),
    flow._serves: ({}, {}, [({}, {"doubt": "Say by which means it was served."})]),
    flow._no_hearing: ({"hearing_open": False}, {}, [({"hearing_open": True}, {})]),
    flow._one_hearing: ({"hearing_open": False}, {}, [({"hearing_open": True}, {})]),
    flow._hearing: ({"hearing_open": True}, {}, [({"hearing_open": False}, {})]),
    flow._agreement: ({"agreement_open": True}, {}, [({"agreement_open": False}, {})]),
    flow._for_all: ({}, {}, [({}, {"for_all": False})]),
    flow._one_agreement: ({"agreement_open": False}, {}, [({"agreement_open": True}, {})]),
    flow._extends_once: ({}, {}, [({"extensions": 1}, {}), ({}, {"days": 0}), ({}, {"days": 31})]),
    flow._reported: ({}, {}, [({}, {"report": " "})]),
    flow._no_suggestion: ({}, {}, [({"matter": "suggestion"}, {})]),
    flow._suggestion: ({"matter": "suggestion"}, {}, [({"matter": "claim6"}, {})]),
}


def passing(move: Move) -> tuple[dict[str, Any], dict[str, Any]]:
    """A petition and an input at which every guard of the move lets it pass."""
    thing, given = dict(THING), {**dict.fromkeys(move.needs, "x"), **GOOD}
    for guard in move.guards:
        thing |= AT_GUARD[guard][0]
        given |= AT_GUARD[guard][1]
    return thing, given


def checked(move: Move, state: str, thing: dict[str, Any], given: dict[str, Any]) -> str:
    """The code of the refusal of this step by somebody who may take it; "" when it passes."""
    about = SimpleNamespace(**thing)
    return refusal(lambda: FLOW.check(move.name, state=state, roles=move.who, given=given, thing=about))


@pytest.mark.parametrize(("move", "state"), ROWS, ids=NAMES)
def test_it_passes_with_everything_and_is_refused_without_any_input(move: Move, state: str) -> None:
    thing, given = passing(move)
    assert checked(move, state, thing, given) == ""
    for need in move.needs:
        for blank in (None, "", " "):
            assert checked(move, state, thing, {**given, need: blank}) == "missing", need


@pytest.mark.parametrize(("move", "state"), ROWS, ids=NAMES)
def test_each_guard_of_it_refuses(move: Move, state: str) -> None:
    thing, given = passing(move)
    for guard in move.guards:
        for bad_thing, bad_given in AT_GUARD[guard][2]:
            assert checked(move, state, thing | bad_thing, given | bad_given) == "guard", guard


def test_no_guard_is_left_out() -> None:
    assert set(AT_GUARD) == {guard for move in FLOW.moves for guard in move.guards}
