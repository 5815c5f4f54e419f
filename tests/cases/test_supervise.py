"""After a second no: solved after all, another order, or a lawful explanation approved by two; no other way out."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Answer, Case
from sixia.cases.rules import Judgement
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from tests.refusals import refused
from tests.town import DAY, NOW, Town

YES = Judgement(solved="yes", satisfied=4, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
LATER = NOW + 5 * DAY
WHY = cases.Reply(text="该路段属规划绿地，依法不能硬化。", basis="城乡规划法第35条", remedies="可在60日内申请行政复议")


def supervised(town: Town) -> Case:
    """A case that was answered twice and not accepted twice."""
    case = town.answered()
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=NOW + 2 * DAY)
    case.refresh_from_db()
    orders.accept(town.lead(case), by=town.who("handler"), now=NOW + 2 * DAY)
    cases.answer(case, reply=cases.Reply(text="13日重换了整段线缆并试亮一夜。"), by=town.who("handler"), now=NOW + 3 * DAY)
    cases.approve(case, by=town.who("head"), now=NOW + 3 * DAY)
    voice.refresh_from_db()
    cases.judge(voice, NO, by=town.resident(voice), now=NOW + 4 * DAY)
    case.refresh_from_db()
    assert case.state == "supervised"
    return case


def test_there_are_three_ways_out_and_the_resident_s_own(town: Town) -> None:
    case = supervised(town)
    ways = {move.name for move in Case.FLOW.moves if "supervised" in move.source and move.target not in (None, "supervised")}
    assert ways == {"reorder", "settle_again", "approve_explanation", "withdraw"}
    for name in ("handler", "head", "dispatcher", "clerk", "callback", "inspector", "outsider"):
        assert not {move.name for move in case.moves_for(case.roles_of(town.who(name)))} & (ways | {"propose_explanation"})
    assert {move.name for move in case.moves_for(case.roles_of(town.who("leader")))} & ways == {"approve_explanation"}


def test_ordered_again_the_unit_cannot_refuse(town: Town) -> None:
    case = supervised(town)
    with refused("missing"):
        cases.reorder(case, unit=town.units["east"], reason=" ", by=town.who("supervisor"), now=LATER)
    order = cases.reorder(case, unit=town.units["east"], reason="由镇里办到底", by=town.who("supervisor"), now=LATER)
    case.refresh_from_db()
    assert (case.state, case.level, case.lead_unit) == ("handling", 2, town.units["east"])
    assert (order.appointed, order.level, order.norms["handle"]["amount"]) == (True, 2, 3)
    assert timeline(case.key)[-1].event == "CaseReordered"
    assert [clock.kind for clock in running(case.key)] == ["handle"]
    with refused("guard"):
        orders.refuse(order, reason="x", proposed=town.units["west"], by=town.who("easter"), now=LATER)
    with refused("role"):
        cases.reorder(supervised(town), unit=town.units["east"], reason="x", by=town.who("dispatcher"), now=LATER)


def test_solved_after_all_asks_again_and_only_with_new_words(town: Town) -> None:
    case = supervised(town)
    with refused("guard"):
        cases.settle_again(case, reply=cases.Reply(text="线缆进水，已更换，11日晚亮灯"), by=town.who("supervisor"), now=LATER)
    cases.settle_again(case, reply=cases.Reply(text="本人16日晚到现场，四盏全亮。"), by=town.who("supervisor"), now=LATER)
    voice = town.voice(case)
    assert (case.state, voice.state) == ("answered", "asked")
    cases.judge(voice, YES, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "verdict")


def test_a_third_no_returns_to_the_supervisor(town: Town) -> None:
    case = supervised(town)
    cases.settle_again(case, reply=cases.Reply(text="本人16日晚到现场，四盏全亮。"), by=town.who("supervisor"), now=LATER)
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert (case.state, case.negatives) == ("supervised", 3)


@pytest.mark.parametrize("absent", ["text", "basis", "remedies"])
def test_an_explanation_needs_words_basis_and_remedies(town: Town, absent: str) -> None:
    words = {"text": WHY.text, "basis": WHY.basis, "remedies": WHY.remedies, absent: " "}
    with refused("missing"):
        cases.propose_explanation(supervised(town), reply=cases.Reply(**words), by=town.who("supervisor"), now=LATER)
    assert not Answer.objects.filter(kind="explanation").exists()


def test_an_explanation_is_approved_by_a_second_person_and_counted_apart(town: Town) -> None:
    case = supervised(town)
    with refused("guard"):
        cases.approve_explanation(case, by=town.who("supervisor2"), now=LATER)
    made = cases.propose_explanation(case, reply=WHY, by=town.who("supervisor"), now=LATER)
    with refused("guard"):
        cases.propose_explanation(case, reply=WHY, by=town.who("supervisor2"), now=LATER)
    with refused("guard"):
        cases.approve_explanation(case, by=town.who("supervisor"), now=LATER)
    with refused("role"):
        cases.approve_explanation(case, by=town.who("handler"), now=LATER)
    cases.approve_explanation(case, by=town.who("supervisor2"), now=LATER)
    made.refresh_from_db()
    assert (case.state, case.ending, case.open) == ("closed", "explained", False)
    assert (made.state, made.checked_by) == ("sent", town.accounts["supervisor2"])
    assert made.words == f"{WHY.text}\n\n{WHY.basis}\n\n{WHY.remedies}"
    told = timeline(case.key)[-2:]
    assert [(line.event, line.facts.get("kind") or line.facts.get("ending")) for line in told] == [
        ("AnswerSent", "explanation"),
        ("CaseClosed", "explained"),
    ]
    assert not running(case.key).exists()


def test_after_a_lawful_explanation_a_verdict_is_kept_and_moves_nothing(town: Town) -> None:
    case = supervised(town)
    cases.propose_explanation(case, reply=WHY, by=town.who("supervisor"), now=LATER)
    cases.approve_explanation(case, by=town.who("supervisor2"), now=LATER)
    voice = town.voice(case)
    before = voice.verdicts.count()
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert (case.state, case.ending, voice.verdicts.count()) == ("closed", "explained", before + 1)


def test_the_supervisor_s_clock_runs_until_it_ends(town: Town) -> None:
    case = supervised(town)
    clock = running(case.key).get()
    assert (clock.kind, clock.due_at) == ("supervise_review", case.due_at)


def test_an_explanation_that_was_overtaken_does_not_stand_in_the_way_of_the_next_answer(town: Town) -> None:
    case = supervised(town)
    old = cases.propose_explanation(case, reply=WHY, by=town.who("supervisor"), now=LATER)
    order = cases.reorder(case, unit=town.units["east"], reason="由镇里办到底", by=town.who("supervisor2"), now=LATER)
    orders.accept(order, by=town.who("easter"), now=LATER)
    case.refresh_from_db()
    new = cases.answer(case, reply=cases.Reply(text="18日新立两杆，当晚亮灯。"), by=town.who("easter"), now=LATER + DAY)
    old.refresh_from_db()
    assert (case.state, new.state, old.state) == ("reviewing", "proposed", "sent_back")


def test_an_explanation_ends_with_the_supervisor_s_own_word_that_it_is_solved(town: Town) -> None:
    case = supervised(town)
    old = cases.propose_explanation(case, reply=WHY, by=town.who("supervisor"), now=LATER)
    cases.settle_again(case, reply=cases.Reply(text="本人16日晚到现场，四盏全亮。"), by=town.who("supervisor2"), now=LATER)
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    old.refresh_from_db()
    assert old.state == "sent_back"
    with refused("guard"):
        cases.approve_explanation(Case.objects.get(pk=case.pk), by=town.who("supervisor2"), now=LATER + DAY)
