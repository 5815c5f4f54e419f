"""Erasing on request: the person goes, the record stays whole, and only the privacy officer may."""

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case, Contact, Voice
from sixia.cases.queries.witness import altered_words
from sixia.cases.rules import Judgement
from sixia.kit import search
from sixia.kit.journal import timeline
from sixia.kit.models import Wording
from sixia.kit.proof import verify
from sixia.orders.models import Order
from tests.refusals import refused
from tests.town import DAY, NOW, Town

YES = Judgement(solved="yes", satisfied=5, decent=True, agree=True, comment="谢谢演示甲的邻居")
LATER = NOW + 5 * DAY


@pytest.fixture
def over(town: Town) -> Voice:
    """A voice whose matter is over, with a call noted and words added."""
    case = town.answered()
    voice = town.voice(case)
    cases.contact(voice, means="phone", reached=True, note="演示甲说晚上在家", by=town.who("clerk"), now=NOW + DAY)
    cases.add_words(voice, text="我家在村口第二户", by=town.resident(voice), now=NOW + DAY)
    cases.judge(voice, YES, by=town.resident(voice), now=NOW + 2 * DAY)
    return Voice.objects.get(pk=voice.pk)


def test_the_person_goes_and_the_record_stays_whole(town: Town, over: Voice) -> None:
    cases.erase(over.receipt, reason="本人到窗口，核对身份证", by=town.who("privacy"), now=LATER)
    voice = Voice.objects.get(pk=over.pk)
    assert not any((voice.text, voice.name, voice.phone, voice.phone_index, voice.address, voice.passcode))
    assert Contact.objects.get(voice=voice).note == ""
    assert voice.verdicts.get().comment == ""
    case = Case.objects.get(pk=voice.case_id)
    assert case.title == f"#{case.pk}"
    assert set(Order.objects.on("case", case.pk).values_list("brief", flat=True)) == {case.title}
    assert list(search.matching(Voice.objects.all(), "voice", "路灯")) == []
    kept = " ".join(Wording.objects.values_list("text", flat=True))
    assert "演示甲" not in kept
    assert "村口第二户" not in kept
    assert verify() == []
    assert list(altered_words()) == []
    assert (case.state, case.ending) == ("closed", "verdict")
    assert timeline(case.key)[-1].event == "VoiceErased"


def test_only_the_privacy_officer_with_grounds_and_only_when_it_is_over(town: Town, over: Voice) -> None:
    for name in ("clerk", "dispatcher", "supervisor", "principal", "system", "auditor"):
        with refused("role"):
            cases.erase(over.receipt, reason="x", by=town.who(name), now=LATER)
    with refused("missing"):
        cases.erase(over.receipt, reason=" ", by=town.who("privacy"), now=LATER)
    waiting = town.voice(town.accepted())
    with refused("guard"):
        cases.erase(waiting.receipt, reason="x", by=town.who("privacy"), now=LATER)


def test_twice_and_unknown_are_refused_alike(town: Town, over: Voice) -> None:
    cases.erase(over.receipt, reason="本人", by=town.who("privacy"), now=LATER)
    for receipt in (over.receipt, "SX22222222-2"):
        with refused("guard"):
            cases.erase(receipt, reason="本人", by=town.who("privacy"), now=LATER)


def test_on_screen(town: Town, over: Voice, client: Client) -> None:
    client.force_login(town.accounts["privacy"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/desk/erase").status_code == 200
    wrong = client.post("/desk/erase", {"receipt": "SX123", "reason": "本人到窗口"})
    assert wrong.status_code == 422
    assert "本人到窗口" in wrong.content.decode()
    typed = over.receipt.lower().replace("-", " ")
    shown = client.post("/desk/erase", {"receipt": typed, "reason": "本人到窗口"})
    assert shown.status_code == 200
    assert "138****0001" in shown.content.decode()
    assert "13800000001" not in shown.content.decode()
    assert Voice.objects.get(pk=over.pk).text
    other = client.post("/desk/erase", {"receipt": typed, "reason": "本人到窗口", "seen": "SX22222222-2"})
    assert other.status_code == 200
    sure = {"receipt": typed, "reason": "本人到窗口", "seen": shown.context["form"].initial["seen"]}
    assert client.post("/desk/erase", sure).status_code == 302
    assert Voice.objects.get(pk=over.pk).text == ""
