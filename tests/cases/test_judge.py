"""The verdict: per voice, frozen first, closing only by it, reopening one level up, ending lawfully or not at all."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Verdict, Voice
from sixia.cases.rules import Judgement
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False, comment="灯还是黑的")
DAY2 = NOW + 2 * DAY


def judged(town: Town, judgement: Judgement, *, case: Case | None = None, now=DAY2) -> Case:  # type: ignore[no-untyped-def]
    """A case whose first voice has judged."""
    case = case or town.answered()
    voice = town.voice(case)
    cases.judge(voice, judgement, by=town.resident(voice), now=now)
    return Case.objects.get(pk=case.pk)


def answered_again(town: Town, case: Case, text: str, now=DAY2 + DAY) -> Case:  # type: ignore[no-untyped-def]
    """The reopened case, answered by the unit and approved by its head."""
    orders.accept(town.lead(case), by=town.who("handler"), now=now)
    cases.answer(case, reply=cases.Reply(text=text), by=town.who("handler"), now=now)
    cases.approve(case, by=town.who("head"), now=now)
    return Case.objects.get(pk=case.pk)


def test_yes_closes(town: Town) -> None:
    case = judged(town, YES)
    assert (case.state, case.ending, case.open, case.closed_at) == ("closed", "verdict", False, DAY2)
    assert not running(case.key).exists()


def test_not_solved_but_agreed_closes_and_is_kept_as_said(town: Town) -> None:
    case = judged(town, Judgement(solved="no", satisfied=2, decent=True, agree=True))
    assert case.ending == "verdict"
    assert Verdict.objects.get().solved == "no"


def test_no_reopens_one_level_up_with_the_shorter_clock_and_no_refusal(town: Town) -> None:
    case = judged(town, NO)
    order = town.lead(case)
    assert (case.state, case.level, case.negatives, case.open) == ("handling", 1, 1, True)
    assert (order.level, order.appointed, order.norms["handle"]["amount"]) == (1, True, 3)
    assert running(case.key, ["handle"]).get().amount == 3
    with refused("guard"):
        orders.refuse(order, reason="x", proposed=town.units["ecology"], by=town.who("handler"), now=DAY2)


def test_the_same_words_are_refused_and_a_second_person_must_check(town: Town) -> None:
    case = judged(town, NO)
    orders.accept(town.lead(case), by=town.who("handler"), now=DAY2)
    with refused("guard"):
        cases.answer(case, reply=cases.Reply(text="线缆进水，已更换，11日晚亮灯！"), by=town.who("handler"), now=DAY2)
    cases.answer(case, reply=cases.Reply(text="13日重换了整段线缆并试亮一夜。"), by=town.who("handler"), now=DAY2)
    case.refresh_from_db()
    assert case.state == "reviewing"
    with refused("role"):
        cases.approve(case, by=town.who("handler"), now=DAY2)


def test_a_second_no_goes_to_the_supervisor(town: Town) -> None:
    case = answered_again(town, judged(town, NO), "13日重换了整段线缆并试亮一夜。")
    case = judged(town, NO, case=case, now=DAY2 + 2 * DAY)
    assert (case.state, case.negatives, case.open) == ("supervised", 2, True)
    assert running(case.key).get().kind == "supervise_review"


def test_the_first_verdict_is_frozen_and_a_later_one_added(town: Town) -> None:
    case = answered_again(town, judged(town, NO), "13日重换了整段线缆并试亮一夜。")
    case = judged(town, YES, case=case, now=DAY2 + 2 * DAY)
    rows = Verdict.objects.order_by("number").values_list("number", "solved", "agree")
    assert list(rows) == [(1, "no", False), (2, "yes", True)]
    assert case.state == "closed"


def test_each_voice_judges_for_itself(town: Town) -> None:
    case = town.accepted()
    cases.hear(town.new("我也看见路灯不亮", into=case.pk, phone="13800000002"), by=town.who("clerk"), now=NOW + 3 * HOUR)
    cases.answer(case, reply=cases.Reply(text="已换灯。"), by=town.who("handler"), now=NOW + DAY)
    first, second = case.voices.order_by("pk")
    cases.judge(first, YES, by=town.resident(first), now=DAY2)
    case.refresh_from_db()
    assert case.state == "answered"
    cases.judge(second, NO, by=town.resident(second), now=DAY2)
    case.refresh_from_db()
    assert case.state == "handling"
    assert Voice.objects.get(pk=first.pk).state == "agreed"


def test_after_closing_a_resident_may_still_say_no_within_the_term(town: Town) -> None:
    case = judged(town, YES)
    case = judged(town, NO, case=case, now=DAY2 + 10 * DAY)
    assert (case.state, case.ending, case.closed_at) == ("handling", "", None)
    closed = judged(town, YES)
    with refused("guard"):
        judged(town, NO, case=closed, now=DAY2 + 40 * DAY)


def test_without_an_answer_there_is_nothing_to_judge(town: Town) -> None:
    case = town.accepted()
    voice = town.voice(case)
    with refused("state"):
        cases.judge(voice, YES, by=town.resident(voice), now=DAY2)


def test_nobody_judges_for_another(town: Town) -> None:
    voice, other = town.voice(town.answered()), town.voice(town.answered())
    with refused("role"):
        cases.judge(voice, YES, by=town.resident(other), now=DAY2)
    for name in ("handler", "head", "dispatcher", "clerk", "supervisor", "outsider"):
        with refused("role"):
            cases.judge(voice, YES, by=town.who(name), now=DAY2)


def test_the_call_back_clerk_judges_in_the_residents_words(town: Town) -> None:
    case = town.answered()
    cases.judge(town.voice(case), YES, by=town.who("callback"), now=DAY2, channel="phone")
    verdict = Verdict.objects.get()
    assert (verdict.channel, verdict.by) == ("phone", town.accounts["callback"])


def test_a_clerk_of_the_handling_unit_may_not_ask(town: Town) -> None:
    case = town.dispatched(unit="hotline", category="policy")
    orders.withdraw(town.lead(case), reason="改为当场答复", by=town.who("dispatcher"), now=NOW + HOUR)
    Voice.objects.filter(case=case).update(state="asked")
    with refused("role"):
        cases.judge(town.voice(case), YES, by=town.who("callback"), now=DAY2)


def test_silence_is_not_consent(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    clerk = town.who("callback")
    with refused("guard"):
        cases.give_up(voice, by=clerk, now=DAY2)
    for number, (means, at) in enumerate((("phone", DAY2), ("phone", DAY2 + HOUR), ("sms", DAY2 + DAY))):
        cases.contact(voice, means=means, reached=False, note=f"第{number + 1}次", by=clerk, now=at, purpose="callback")
    cases.give_up(voice, by=clerk, now=DAY2 + 8 * DAY)
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "without_verdict")
    assert not Verdict.objects.exists()


def test_out_of_reach_may_come_back(town: Town) -> None:
    test_silence_is_not_consent(town)
    case = Case.objects.get()
    assert judged(town, NO, case=case, now=DAY2 + 9 * DAY).state == "handling"


def test_withdrawn_by_the_resident_closes_and_tells_the_unit(town: Town) -> None:
    case = town.accepted()
    voice = town.voice(case)
    cases.withdraw(voice, reason="自己修好了", by=town.resident(voice), now=DAY2)
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "withdrawn")
    assert town.lead(case).state == "withdrawn"
    assert "OrderWithdrawn" in [line.event for line in timeline(case.key)]


def test_withdrawing_one_of_two_leaves_the_case(town: Town) -> None:
    case = town.accepted()
    cases.hear(town.new(into=case.pk), by=town.who("clerk"), now=NOW + 3 * HOUR)
    voice = town.voice(case)
    cases.withdraw(voice, reason="好了", by=town.resident(voice), now=DAY2)
    case.refresh_from_db()
    assert case.state == "handling"


@pytest.mark.parametrize("wrong", [{"solved": "maybe"}, {"satisfied": 0}, {"satisfied": 6}])
def test_what_is_no_verdict_cannot_be_made(wrong: dict[str, object]) -> None:
    base: dict[str, object] = {"solved": "yes", "satisfied": 3, "decent": None, "agree": True}
    with pytest.raises(ValueError, match="not a verdict"):
        Judgement(**{**base, **wrong})  # type: ignore[arg-type]
