"""Joining and parting: a voice keeps its receipt, its answers and its own verdict; accusations stay by themselves."""

from sixia.cases import actions as cases
from sixia.cases.models import Case, Verdict, Voice
from sixia.cases.queries.track import Track
from sixia.cases.rules import Judgement
from sixia.kit.clocks import running
from sixia.kit.journal import timeline
from sixia.people.actors import resident
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NO = Judgement(solved="no", satisfied=1, decent=False, agree=False)
LATER = NOW + 3 * HOUR


def joined(town: Town, into: Case, *, name: str = "clerk", now=LATER, **given: object) -> Case:  # type: ignore[no-untyped-def]
    """A second case, joined to the first."""
    case = town.heard("我家门口的路灯也不亮", phone="13800000002", **given)
    cases.join(case, into=into, by=town.who(name), now=now)
    return Case.objects.get(pk=case.pk)


def test_the_voice_moves_and_keeps_its_receipt(town: Town) -> None:
    into = town.accepted()
    receipt = town.heard("别的").voices.get().receipt
    case = joined(town, into)
    into.refresh_from_db()
    voice = into.voices.order_by("-pk")[0]
    assert (case.state, case.open, case.ending, case.into, case.voices_count) == ("joined", False, "joined", into, 0)
    assert (into.voices_count, voice.origin, voice.receipt != receipt) == (2, case, True)
    assert not running(case.key).exists()
    assert timeline(case.key)[-1].event == timeline(into.key)[-1].event == "VoiceJoined"


def test_the_resident_reads_once_that_it_was_joined(town: Town) -> None:
    into = town.accepted()
    joined(town, into)
    into.refresh_from_db()
    lines = Track(into.voices.order_by("-pk")[0], LATER).lines
    assert [line.event for line in lines].count("VoiceJoined") == 1


def test_each_receives_the_answer_and_judges_for_itself(town: Town) -> None:
    into = town.accepted()
    joined(town, into)
    cases.answer(into, reply=cases.Reply(text="已换灯。"), by=town.who("handler"), now=NOW + DAY)
    first, second = into.voices.order_by("pk")
    assert (first.state, second.state) == ("asked", "asked")
    cases.judge(second, YES, by=resident([second.pk]), now=NOW + 2 * DAY)
    into.refresh_from_db()
    assert into.state == "answered"
    cases.judge(first, YES, by=resident([first.pk]), now=NOW + 2 * DAY)
    into.refresh_from_db()
    assert (into.state, Verdict.objects.count()) == ("closed", 2)


def test_what_was_answered_or_closed_within_the_term_can_be_joined_and_judged(town: Town) -> None:
    into = town.answered()
    voice = town.voice(into)
    cases.judge(voice, YES, by=town.resident(voice), now=NOW + 2 * DAY)
    into.refresh_from_db()
    joined(town, into, now=NOW + 10 * DAY)
    second = into.voices.order_by("-pk")[0]
    assert second.state == "asked"
    cases.judge(second, NO, by=resident([second.pk]), now=NOW + 11 * DAY)
    into.refresh_from_db()
    assert into.state == "handling"


def test_not_after_the_term_nor_where_nothing_was_answered(town: Town) -> None:
    into = town.answered()
    voice = town.voice(into)
    cases.judge(voice, YES, by=town.resident(voice), now=NOW + 2 * DAY)
    into.refresh_from_db()
    with refused("guard"):
        joined(town, into, now=NOW + 60 * DAY)
    taken_back = town.accepted()
    cases.withdraw(town.voice(taken_back), reason="好了", by=town.resident(town.voice(taken_back)), now=NOW + DAY)
    taken_back.refresh_from_db()
    with refused("guard"):
        joined(town, taken_back, now=NOW + 2 * DAY)


def test_a_case_shown_another_way_asks_whoever_joins_it(town: Town) -> None:
    into = town.heard()
    reply = cases.Reply(text="属劳动争议。", basis="第5条", remedies="可申请仲裁")
    cases.redirect(into, reply=reply, by=town.who("dispatcher"), now=LATER)
    joined(town, into, now=LATER + HOUR)
    assert into.voices.order_by("-pk")[0].state == "asked"


def test_not_to_itself_not_by_others_not_after_dispatch(town: Town) -> None:
    into, case = town.accepted(), town.heard()
    with refused("guard"):
        cases.join(case, into=case, by=town.who("clerk"), now=LATER)
    with refused("role"):
        cases.join(case, into=into, by=town.who("handler"), now=LATER)
    with refused("role"):
        cases.join(case, into=into, by=town.who("callback"), now=LATER)
    with refused("state"):
        cases.join(town.dispatched(), into=into, by=town.who("dispatcher"), now=LATER)


def test_confidential_cases_neither_join_nor_are_joined(town: Town) -> None:
    plain, secret = town.heard(), town.heard(kind="accusation")
    named = town.heard(named_units=(town.units["housing"].pk,))
    with refused("role"):
        cases.join(plain, into=secret, by=town.who("clerk"), now=LATER)
    for case in (secret, named):
        with refused("guard"):
            cases.join(plain, into=case, by=town.who("officer" if case.restricted else "clerk"), now=LATER)
    other = town.heard(kind="accusation")
    with refused("guard"):
        cases.join(other, into=secret, by=town.who("officer"), now=LATER)
    with refused("guard"):
        cases.join(named, into=plain, by=town.who("clerk"), now=LATER)


def test_this_one_too_never_carries_an_accusation_into_an_open_case(town: Town) -> None:
    into = town.accepted()
    told = {"into": into.pk, "phone": "13800000002"}
    for given in ({"kind": "accusation"}, {"category": "conduct"}, {"named_units": (town.units["housing"].pk,)}):
        done = cases.hear(town.new("住建局的人收了钱", **told, **given), by=resident(), now=LATER)
        assert done.case != into.pk
        assert not Voice.objects.visible_to(town.who("handler")).filter(pk=done.voice).exists()
    with refused("guard"):
        cases.hear(town.new(into=999_999), by=resident(), now=LATER)


def test_parting_takes_back_what_came_and_starts_its_clock(town: Town) -> None:
    into = town.answered()
    case = joined(town, into, now=NOW + 2 * DAY)
    voice = into.voices.order_by("-pk")[0]
    cases.judge(voice, YES, by=resident([voice.pk]), now=NOW + 2 * DAY)
    with refused("missing"):
        cases.part(case, reason="", by=town.who("dispatcher"), now=NOW + 3 * DAY)
    with refused("role"):
        cases.part(case, reason="x", by=town.who("handler"), now=NOW + 3 * DAY)
    cases.part(case, reason="不是同一盏灯", by=town.who("dispatcher"), now=NOW + 3 * DAY)
    voice.refresh_from_db()
    into.refresh_from_db()
    assert (case.state, case.open, case.into, case.ending, case.voices_count) == ("heard", True, None, "", 1)
    assert (voice.case, voice.origin, voice.state, voice.verdicts.count()) == (case, None, "open", 1)
    assert running(case.key).get().kind == "dispatch"
    assert into.voices_count == 1
    assert timeline(into.key)[-1].words == timeline(case.key)[-1].words == {"reason": "不是同一盏灯"}
    with refused("state"):
        cases.part(case, reason="x", by=town.who("dispatcher"), now=NOW + 3 * DAY)


def test_parting_the_last_who_waited_closes_the_other(town: Town) -> None:
    into = town.answered()
    case = joined(town, into, now=NOW + 2 * DAY)
    first = town.voice(into)
    cases.judge(first, YES, by=town.resident(first), now=NOW + 2 * DAY)
    into.refresh_from_db()
    assert into.state == "answered"
    cases.part(case, reason="另一件事", by=town.who("dispatcher"), now=NOW + 3 * DAY)
    into.refresh_from_db()
    assert (into.state, into.ending) == ("closed", "verdict")


def test_joined_twice_each_still_finds_its_way_back(town: Town) -> None:
    top = town.accepted()
    middle = town.heard("中间", phone="13800000003")
    case = joined(town, middle)
    cases.join(middle, into=top, by=town.who("clerk"), now=LATER)
    case.refresh_from_db()
    assert (case.into, top.voices.count()) == (top, 3)
    cases.part(case, reason="分开", by=town.who("dispatcher"), now=LATER)
    assert (case.voices.count(), top.voices.count()) == (1, 2)
    middle.refresh_from_db()
    cases.part(middle, reason="分开", by=town.who("dispatcher"), now=LATER)
    assert (middle.voices.count(), top.voices.count()) == (1, 1)


def test_at_most_five_speak_for_a_group(town: Town) -> None:
    case = town.heard()
    for number in range(6):
        cases.hear(town.new(into=case.pk, phone=f"1390000000{number}"), by=town.who("clerk"), now=LATER)
    voices = list(case.voices.order_by("pk"))
    for voice in voices[:5]:
        cases.name_representative(voice, named=True, by=town.who("clerk"), now=LATER)
    cases.name_representative(voices[0], named=True, by=town.who("clerk"), now=LATER)
    assert timeline(case.key)[-1].event == "RepresentativeNamed"
    with refused("guard"):
        cases.name_representative(voices[5], named=True, by=town.who("clerk"), now=LATER)
    with refused("guard"):
        cases.hear(town.new(into=case.pk, representative=True), by=town.who("clerk"), now=LATER)
    cases.name_representative(voices[0], named=False, by=town.who("clerk"), now=LATER)
    cases.name_representative(voices[5], named=True, by=town.who("clerk"), now=LATER)
    with refused("role"):
        cases.name_representative(voices[1], named=False, by=town.who("handler"), now=LATER)


def test_a_joined_group_names_its_speakers_anew(town: Town) -> None:
    into, case = town.accepted(), town.heard()
    cases.name_representative(town.voice(case), named=True, by=town.who("clerk"), now=LATER)
    cases.join(case, into=into, by=town.who("clerk"), now=LATER)
    assert not into.voices.filter(representative=True).exists()
