"""Answers: at once, interim, final, with four eyes, another lawful way; and a case with nobody left to ask is not left open."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Answer, Case, Voice
from sixia.cases.rules import Judgement
from sixia.kit.chain import commitment
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.orders import actions as orders
from sixia.orders.models import Order
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
LATER = NOW + DAY
REPLY = cases.Reply(text="线缆进水，已更换。")


def roadworks(town: Town) -> Case:
    """A case of a category whose answers a second person checks."""
    return town.accepted(category="road")


def test_the_final_answer_reports_the_order_and_asks_every_voice(town: Town) -> None:
    case = town.accepted()
    made = cases.answer(case, reply=REPLY, by=town.who("handler"), now=LATER)
    voice = town.voice(case)
    assert (case.state, case.answered_at, case.due_at) == ("answered", LATER, None)
    assert (made.kind, made.state, made.unit, made.sent_at) == ("final", "sent", town.units["housing"], LATER)
    assert (voice.state, voice.asked_at, voice.callback_at) == ("asked", LATER, LATER + 7 * DAY)
    assert town.lead(case).state == "reported"
    assert not running(case.key).exists()
    line = next(line for line in timeline(case.key) if line.event == "AnswerSent")
    assert line.facts["text"] == {"witness": commitment(made.salt, made.words)}


@pytest.mark.parametrize("name", ["ecologist", "clerk", "dispatcher", "supervisor", "callback", "officer", "outsider"])
def test_only_the_lead_unit_answers(town: Town, name: str) -> None:
    with refused("role"):
        cases.answer(town.accepted(), reply=REPLY, by=town.who(name), now=LATER)
    assert not Answer.objects.exists()


def test_an_answer_says_something_after_the_order_was_accepted(town: Town) -> None:
    with refused("missing"):
        cases.answer(town.accepted(), reply=cases.Reply(text=" \n"), by=town.who("handler"), now=LATER)
    with refused("guard"):
        cases.answer(town.dispatched(), reply=REPLY, by=town.who("handler"), now=LATER)


def test_not_before_the_others_have_reported(town: Town) -> None:
    case = town.accepted()
    part = cases.call_in(case, unit=town.units["ecology"], reason="测噪音", by=town.who("dispatcher"), now=LATER)
    with refused("guard"):
        cases.answer(case, reply=REPLY, by=town.who("handler"), now=LATER)
    orders.accept(part, by=town.who("ecologist"), now=LATER)
    orders.report(part, report="已测，52分贝。", by=town.who("ecologist"), now=LATER)
    cases.answer(case, reply=REPLY, by=town.who("handler"), now=LATER)
    assert case.state == "answered"


def test_how_it_stands_changes_no_state_and_no_clock(town: Town) -> None:
    case = town.accepted()
    made = cases.interim(case, reply=cases.Reply(text="已查明，等材料。"), by=town.who("handler"), now=LATER)
    assert (case.state, made.kind, town.voice(case).state) == ("handling", "interim", "open")
    assert running(case.key, ["handle"]).exists()
    assert timeline(case.key)[-1].facts["kind"] == "interim"
    with refused("missing"):
        cases.interim(case, reply=cases.Reply(text=""), by=town.who("handler"), now=LATER)
    with refused("role"):
        cases.interim(case, reply=REPLY, by=town.who("ecologist"), now=LATER)


def test_four_eyes_where_the_norm_says_so(town: Town) -> None:
    case = roadworks(town)
    made = cases.answer(case, reply=REPLY, by=town.who("head"), now=LATER)
    assert (case.state, made.state, town.voice(case).state) == ("reviewing", "proposed", "open")
    assert {clock.kind for clock in running(case.key)} == {"handle", "answer_review"}
    assert timeline(case.key)[-1].event == "AnswerProposed"
    with refused("guard"):
        cases.approve(case, by=town.who("head"), now=LATER)
    made.refresh_from_db()
    assert made.state == "proposed"
    with refused("role"):
        cases.approve(case, by=town.who("handler"), now=LATER)
    cases.approve(case, by=town.who("supervisor"), now=LATER + HOUR)
    made.refresh_from_db()
    assert (case.state, made.state, made.checked_by) == ("answered", "sent", town.accounts["supervisor"])
    assert town.lead(case).state == "reported"
    assert town.voice(case).state == "asked"


def test_sent_back_with_a_reason_the_unit_goes_on(town: Town) -> None:
    case = roadworks(town)
    made = cases.answer(case, reply=REPLY, by=town.who("handler"), now=LATER)
    with refused("missing"):
        cases.send_back(case, reason="", by=town.who("head"), now=LATER)
    cases.send_back(case, reason="写明日期", by=town.who("head"), now=LATER)
    made.refresh_from_db()
    assert (case.state, made.state) == ("handling", "sent_back")
    assert timeline(case.key)[-1].words == {"reason": "写明日期"}
    assert [clock.kind for clock in running(case.key)] == ["handle"]
    with refused("guard"):
        cases.approve(case, by=town.who("head"), now=LATER)
    cases.answer(case, reply=cases.Reply(text="12日已补坑。"), by=town.who("handler"), now=LATER)
    assert case.state == "reviewing"


def test_at_once_only_for_what_needs_no_unit(town: Town) -> None:
    case = town.heard("医保怎么报销？", kind="inquiry")
    cases.answer_now(case, reply=cases.Reply(text="带身份证到镇服务中心。"), by=town.who("clerk"), now=LATER)
    assert (case.state, town.voice(case).state) == ("answered", "asked")
    assert not running(case.key).exists()
    with refused("guard"):
        cases.answer_now(town.heard(), reply=REPLY, by=town.who("clerk"), now=LATER)
    with refused("role"):
        cases.answer_now(town.heard(kind="inquiry"), reply=REPLY, by=town.who("handler"), now=LATER)


def test_a_no_to_an_answer_at_once_goes_to_the_supervisor(town: Town) -> None:
    case = town.heard(kind="inquiry")
    cases.answer_now(case, reply=REPLY, by=town.who("clerk"), now=LATER)
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert case.state == "supervised"


def redirected(town: Town, case: Case, **given: str) -> None:
    """Shown another lawful way, with all that this needs."""
    words = {"text": "属劳动争议，请向县劳动仲裁委申请。", "basis": "劳动争议调解仲裁法第5条", "remedies": "一年内可申请"}
    cases.redirect(case, reply=cases.Reply(**{**words, **given}), by=town.who("dispatcher"), now=LATER)


@pytest.mark.parametrize("absent", ["text", "basis", "remedies"])
def test_another_way_needs_reason_basis_and_remedies(town: Town, absent: str) -> None:
    case = town.heard()
    with refused("missing"):
        redirected(town, case, **{absent: " "})
    assert case.state == "heard"


def test_another_way_closes_apart_and_a_no_goes_to_the_supervisor(town: Town) -> None:
    case = town.heard()
    redirected(town, case)
    voice = town.voice(case)
    assert (case.state, case.ending, case.open, voice.state) == ("closed", "redirected", False, "asked")
    assert not running(case.key).exists()
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert (case.state, case.open, case.ending) == ("supervised", True, "")


def test_another_way_from_a_unit_only_when_it_owes_nothing_and_a_no_does_not_return_to_it(town: Town) -> None:
    case = town.accepted()
    with refused("guard"):
        redirected(town, case)
    orders.withdraw(town.lead(case), reason="属劳动争议", by=town.who("dispatcher"), now=LATER)
    redirected(town, case)
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    case.refresh_from_db()
    assert case.state == "supervised"


def test_an_answer_with_nobody_left_to_ask_closes_the_case(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    cases.judge(Voice.objects.get(pk=voice.pk), YES, by=town.resident(voice), now=LATER + DAY)
    orders.accept(town.lead(case), by=town.who("handler"), now=LATER + DAY)
    case.refresh_from_db()
    cases.answer(case, reply=cases.Reply(text="13日重换了整段线缆并试亮一夜。"), by=town.who("handler"), now=LATER + 2 * DAY)
    cases.approve(case, by=town.who("head"), now=LATER + 2 * DAY)
    assert (case.state, case.ending, case.open) == ("closed", "verdict", False)


def test_the_lead_order_of_an_answered_case_is_not_sent_back_past_the_resident(town: Town) -> None:
    case = town.answered()
    with refused("guard"):
        orders.send_back(town.lead(case), reason="写明时间", by=town.who("dispatcher"), now=LATER)
    assert town.lead(case).state == "reported"


def test_an_answer_is_not_approved_while_another_unit_was_sent_back_to_work(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(voice, NO, by=town.resident(voice), now=LATER + DAY)
    orders.accept(town.lead(case), by=town.who("handler"), now=LATER + DAY)
    case.refresh_from_db()
    helper = cases.call_in(case, unit=town.units["ecology"], reason="测", by=town.who("dispatcher"), now=LATER + DAY)
    orders.accept(helper, by=town.who("ecologist"), now=LATER + DAY)
    orders.report(helper, report="测了。", by=town.who("ecologist"), now=LATER + DAY)
    cases.answer(case, reply=cases.Reply(text="13日重换了整段线缆并试亮一夜。"), by=town.who("handler"), now=LATER + 2 * DAY)
    assert case.state == "reviewing"
    orders.send_back(helper, reason="写明时间", by=town.who("dispatcher"), now=LATER + 2 * DAY)
    with refused("guard"):
        cases.approve(case, by=town.who("head"), now=LATER + 2 * DAY)
    orders.report(helper, report="11日20时在村口测，52分贝。", by=town.who("ecologist"), now=LATER + 2 * DAY)
    cases.approve(Case.objects.get(pk=case.pk), by=town.who("head"), now=LATER + 2 * DAY)
    assert not Order.objects.on("case", case.pk).open().exists()
