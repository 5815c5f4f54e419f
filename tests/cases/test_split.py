"""Splitting off a further matter: the same person's own words, a case and a receipt of their own, and nothing lost."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.interop.models import Message
from sixia.kit.clocks import running
from sixia.kit.jobs import run_due
from sixia.kit.journal import timeline
from sixia.people.actors import resident
from tests.browsing import opens
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

WORDS = "村口路灯不亮已有三天。\n另外自来水发黄，不敢喝。"
PART = "另外自来水发黄，不敢喝。"
LATER = NOW + 2 * HOUR


def split(town: Town, case: Case, words: str = PART, name: str = "dispatcher", **more: object) -> Voice:
    """What is split off from the first voice."""
    done = cases.split(case, voice=town.voice(case), words=words, by=town.who(name), now=LATER, **more)  # type: ignore[arg-type]
    return Voice.objects.select_related("case").get(pk=done.voice)


def test_it_becomes_a_case_of_its_own_with_the_same_person_and_the_first_day(town: Town) -> None:
    case = town.heard(WORDS)
    voice, part = town.voice(case), split(town, case)
    assert (part.text, part.phone, part.channel, part.split_from_id) == (PART, voice.phone, voice.channel, voice.pk)
    assert part.case_id != case.pk
    assert part.receipt != voice.receipt
    assert part.case.first_at == case.first_at
    assert running(part.case.key).get().due_at > running(case.key).get().due_at
    told = timeline(case.key)[-1]
    assert (told.event, told.facts["into"], told.facts["receipt"]) == ("MatterSplit", part.case_id, part.receipt)
    assert town.voice(case).text == WORDS


def test_the_resident_is_told_and_each_is_answered_and_judged_by_itself(town: Town) -> None:
    case = town.accepted(text=WORDS)
    part = split(town, case)
    while run_due(LATER):
        pass
    assert part.receipt in "".join(Message.objects.values_list("text", flat=True))
    cases.answer(case, reply=cases.Reply(text="已换灯。"), by=town.who("handler"), now=NOW + DAY)
    assert (town.voice(case).state, Voice.objects.get(pk=part.pk).state) == ("asked", "open")


def test_in_the_same_words_twice_it_is_the_same_voice_and_told_once(town: Town) -> None:
    case = town.heard(WORDS)
    assert split(town, case) == split(town, case)
    assert [line.event for line in timeline(case.key)].count("MatterSplit") == 1


@pytest.mark.parametrize("words", ["水有毒，会死人。", "另外自来水发黄，不敢喝。\n要求赔偿十万元。"])
def test_nobody_is_made_to_say_what_they_did_not_say(town: Town, words: str) -> None:
    case = town.heard(WORDS)
    with refused("guard"):
        split(town, case, words)
    assert Voice.objects.count() == 1


def test_only_the_desk_only_while_open_and_never_what_is_confidential(town: Town) -> None:
    case = town.accepted(text=WORDS)
    with refused("role"):
        split(town, case, name="handler")
    answered = town.answered()
    with refused("state"):
        split(town, answered, town.voice(answered).text)
    sealed = town.heard(WORDS, kind="accusation")
    with refused("guard"):
        split(town, sealed, name="officer")
    other = town.heard("别的事")
    with refused("guard"):
        cases.split(case, voice=town.voice(other), words="别的事", by=town.who("dispatcher"), now=LATER)
    with refused("missing"):
        split(town, case, " ")


def test_both_pages_lead_to_each_other_for_the_resident_alone(town: Town, client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    case = town.heard(WORDS)
    voice, part = town.voice(case), split(town, case)
    opens(client, voice)
    page = client.get(f"/track/{voice.receipt}")
    assert part.receipt in page.content.decode()
    assert client.get(f"/track/{part.receipt}").status_code == 302
    link = page.context["track"].parts[0].token
    assert client.get(f"/v/{link}", follow=True).redirect_chain[-1][0] == f"/track/{part.receipt}"
    assert voice.receipt in client.get(f"/track/{part.receipt}").content.decode()


def test_erasing_takes_the_parts_along_and_waits_for_them(town: Town) -> None:
    case = town.heard(WORDS)
    voice, part = town.voice(case), split(town, case)
    cases.withdraw(voice, reason="好了", by=resident([voice.pk]), now=LATER)
    officer = town.who("privacy")
    with refused("guard"):
        cases.erase(voice.receipt, reason="本人来信", by=officer, now=LATER)
    cases.withdraw(part, reason="好了", by=resident([part.pk]), now=LATER)
    cases.erase(voice.receipt, reason="本人来信", by=officer, now=LATER)
    assert set(Voice.objects.values_list("text", "phone")) == {("", "")}
