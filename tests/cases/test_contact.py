"""Reaching and speaking with the resident, and reading who they are: each leaves a line the resident can read."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Contact, Voice
from sixia.kit.clocks import running
from sixia.kit.journal import erase_words, timeline
from sixia.kit.models import Entry
from sixia.orders import actions as orders
from sixia.people.actors import resident
from tests.browsing import opens
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 3 * HOUR
CALL = {"means": "phone", "reached": True, "note": "已约周三上午看现场"}


def test_the_first_success_stops_the_clock_for_contacting(town: Town) -> None:
    case = town.accepted()
    order, voice = town.lead(case), town.voice(case)
    cases.contact(voice, means="phone", reached=False, note="无人接", by=town.who("handler"), now=LATER)
    case.refresh_from_db()
    assert case.contacted_at is None
    assert running(order.key, ["contact"]).exists()
    row = cases.contact(voice, **CALL, by=town.who("handler"), now=LATER + HOUR)  # type: ignore[arg-type]
    case.refresh_from_db()
    order.refresh_from_db()
    assert (case.contacted_at, order.contacted_at, row.unit) == (LATER + HOUR, LATER + HOUR, town.units["housing"])
    assert not running(order.key, ["contact"]).exists()
    cases.contact(voice, **CALL, by=town.who("handler"), now=LATER + DAY)  # type: ignore[arg-type]
    case.refresh_from_db()
    assert (case.contacted_at, Contact.objects.count()) == (LATER + HOUR, 3)
    line = timeline(case.key)[-1]
    assert (line.event, line.facts["means"], line.words["note"]) == ("ResidentContacted", "phone", CALL["note"])


@pytest.mark.parametrize("name", ["ecologist", "leader", "inspector", "outsider", "auditor", "privacy", "officer"])
def test_who_has_no_business_does_not_contact(town: Town, name: str) -> None:
    with refused("role"):
        cases.contact(town.voice(town.accepted()), **CALL, by=town.who(name), now=LATER)  # type: ignore[arg-type]


def test_unknown_means_are_refused(town: Town) -> None:
    with refused("guard"):
        cases.contact(town.voice(town.accepted()), means="pigeon", reached=True, note="", by=town.who("handler"), now=LATER)


def test_who_it_is_is_read_with_a_purpose_and_the_resident_can_see_it(town: Town) -> None:
    case = town.accepted()
    voice = town.voice(case)
    seen = cases.reveal(voice, purpose="约时间看现场", by=town.who("handler"), now=LATER)
    assert (seen.name, seen.phone) == ("演示甲", "13800000001")
    line = timeline(case.key)[-1]
    assert (line.event, line.by, line.words["purpose"]) == ("ContactRead", town.who("handler").ref, "约时间看现场")
    with refused("missing"):
        cases.reveal(voice, purpose=" ", by=town.who("handler"), now=LATER)
    for name in ("ecologist", "inspector", "leader", "outsider", "system", "auditor"):
        with refused("role"):
            cases.reveal(voice, purpose="看看", by=town.who(name), now=LATER)
    assert len(timeline(case.key)) == line.seq


def test_what_it_was_read_for_can_be_erased_since_people_write_names_there(town: Town) -> None:
    case = town.accepted()
    cases.reveal(town.voice(case), purpose="给演示甲回电", by=town.who("handler"), now=LATER)
    assert "演示甲" not in Entry.objects.get(stream=case.key, event="ContactRead").body
    erase_words([case.key])
    assert timeline(case.key)[-1].words == {"purpose": ""}


def test_the_resident_reads_who_looked_on_their_page(town: Town, client) -> None:  # type: ignore[no-untyped-def]
    case = town.accepted()
    voice = town.voice(case)
    cases.reveal(voice, purpose="约时间看现场", by=town.who("handler"), now=LATER)
    opens(client, voice)
    assert "约时间看现场" in client.get(f"/track/{voice.receipt}").content.decode()


def test_a_secret_voice_is_opened_for_the_desk_and_the_call_back_only(town: Town) -> None:
    voice = town.voice(town.accepted(secret=True))
    for name in ("handler", "head", "supervisor"):
        with refused("role"):
            cases.reveal(voice, purpose="看看", by=town.who(name), now=LATER)
    for name in ("clerk", "dispatcher", "callback"):
        assert cases.reveal(voice, purpose="核实", by=town.who(name), now=LATER).phone


def test_a_new_passcode_takes_the_place_of_the_old_one(town: Town) -> None:
    done = cases.hear(town.new(), by=resident(), now=NOW)
    voice = Voice.objects.get(pk=done.voice)
    new = cases.renew_passcode(voice, by=town.who("clerk"), now=LATER)
    voice.refresh_from_db()
    assert voice.passcode == cases.passcode_index(voice.receipt, new)
    assert voice.passcode != cases.passcode_index(voice.receipt, done.passcode) or new == done.passcode
    assert timeline(voice.stream)[-1].event == "PasscodeRenewed"
    with refused("role"):
        cases.renew_passcode(voice, by=town.who("handler"), now=LATER)


def test_notes_and_questions_need_words_and_a_part_in_the_case(town: Town) -> None:
    case = town.accepted()
    cases.note(case, text="村支书电话约好", by=town.who("handler"), now=LATER)
    cases.ask_resident(case, text="哪一盏？", by=town.who("handler"), now=LATER)
    assert [(line.event, line.words["text"]) for line in timeline(case.key)[-2:]] == [
        ("Noted", "村支书电话约好"),
        ("ResidentAsked", "哪一盏？"),
    ]
    for verb in (cases.note, cases.ask_resident):
        with refused("missing"):
            verb(case, text=" ", by=town.who("handler"), now=LATER)
        with refused("role"):
            verb(case, text="x", by=town.who("wester"), now=LATER)


def test_the_resident_may_reply_at_every_step(town: Town) -> None:
    steps = {town.heard: "heard", town.dispatched: "handling", town.accepted: "handling", town.answered: "answered"}
    for make, state in steps.items():
        case = make()
        voice = town.voice(case)
        cases.add_words(voice, text="今晚又灭了", by=town.resident(voice), now=LATER)
        line = timeline(case.key)[-1]
        assert (case.state, line.event, line.by) == (state, "ResidentAdded", f"voice:{voice.pk}")


def test_nobody_adds_in_another_s_name(town: Town) -> None:
    case = town.accepted()
    other = cases.hear(town.new(into=case.pk, phone="13800000002"), by=resident(), now=LATER)
    with refused("role"):
        cases.add_words(town.voice(case), text="我不用了", by=resident([other.voice]), now=LATER)
    with refused("missing"):
        cases.add_words(town.voice(case), text=" ", by=town.resident(town.voice(case)), now=LATER)


def test_words_with_nul_are_kept_without_it_on_either_database(town: Town) -> None:
    case = town.accepted()
    cases.note(case, text="灯\x00坏", by=town.who("handler"), now=LATER)
    assert timeline(case.key)[-1].words == {"text": "灯坏"}
    cases.answer(case, reply=cases.Reply(text="换\x00了"), by=town.who("handler"), now=LATER)
    assert case.answers.get().text == "换了"


def test_the_anonymous_cannot_be_given_up_before_their_days_are_over(town: Town) -> None:
    case = town.answered(phone="", name="")
    voice = town.voice(case)
    with refused("guard"):
        cases.give_up(voice, by=town.who("callback"), now=NOW + 2 * DAY)
    cases.give_up(voice, by=town.who("callback"), now=NOW + 9 * DAY)
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "without_verdict")


def test_withdrawing_tells_every_unit_however_far_it_was_handed_on(town: Town) -> None:
    case = town.dispatched()
    first = town.lead(case)
    orders.refuse(first, reason="不归我们", proposed=town.units["ecology"], by=town.who("handler"), now=LATER)
    orders.grant(first, reason="属实", to=town.units["ecology"], by=town.who("dispatcher"), now=LATER)
    voice = town.voice(case)
    cases.withdraw(voice, reason="自己修好了", by=town.resident(voice), now=LATER)
    states = [order.state for order in type(first).objects.on("case", case.pk)]
    assert states == ["withdrawn", "withdrawn"]
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "withdrawn")


def test_when_the_one_who_disagreed_withdraws_the_case_ends_as_the_others_said(town: Town) -> None:
    from tests.cases.test_judge import NO, YES

    case = town.accepted()
    cases.hear(town.new(into=case.pk, phone="13800000002"), by=resident(), now=LATER)
    cases.answer(case, reply=cases.Reply(text="已换灯。"), by=town.who("handler"), now=NOW + DAY)
    first, second = case.voices.order_by("pk")
    cases.judge(first, YES, by=resident([first.pk]), now=NOW + 2 * DAY)
    cases.judge(second, NO, by=resident([second.pk]), now=NOW + 2 * DAY)
    second.refresh_from_db()
    cases.withdraw(second, reason="算了", by=resident([second.pk]), now=NOW + 3 * DAY)
    case.refresh_from_db()
    assert (case.state, case.ending, town.lead(case).state) == ("closed", "verdict", "withdrawn")
