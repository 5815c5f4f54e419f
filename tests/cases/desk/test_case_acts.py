"""What is done from the case page: reading who somebody is, notes, refusals that keep the words, and what units may not see."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import Judgement
from sixia.kit.journal import timeline
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.cases.desk.conftest import At
from tests.town import DAY, NOW, Town


def test_contact_is_masked_until_somebody_says_what_for_and_is_written_down(town: Town, at: At) -> None:
    case = town.dispatched()
    voice, client = town.voice(case), at("handler")
    page = client.get(f"/desk/cases/{case.pk}").content.decode()
    assert "138****0001" in page
    assert "13800000001" not in page
    assert client.post(f"/desk/voices/{voice.pk}/reveal", {"purpose": " "}).status_code == 422
    shown = client.post(f"/desk/voices/{voice.pk}/reveal", {"purpose": "约时间上门"})
    assert "13800000001" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert timeline(case.key)[-1].words["purpose"] == "约时间上门"


def test_who_asked_for_secrecy_stays_unknown_to_the_unit(town: Town, at: At) -> None:
    case = town.dispatched(secret=True)
    voice = town.voice(case)
    page = at("handler").get(f"/desk/cases/{case.pk}").content.decode()
    assert "138****" not in page
    assert f"/desk/voices/{voice.pk}/reveal" not in page
    refused = at("handler").post(f"/desk/voices/{voice.pk}/reveal", {"purpose": "联系"})
    assert refused.status_code == 422
    assert "13800000001" not in refused.content.decode()
    assert "13800000001" in at("clerk").post(f"/desk/voices/{voice.pk}/reveal", {"purpose": "核实"}).content.decode()


def test_a_voice_one_may_not_see_is_not_there(town: Town, at: At) -> None:
    voice = town.voice(town.heard(text="有人受贿", kind="accusation"))
    for act in ("reveal", "passcode", "withdraw", "representative"):
        assert at("dispatcher").post(f"/desk/voices/{voice.pk}/{act}", {"purpose": "x", "reason": "x"}).status_code == 404


def test_the_unit_reads_verdicts_without_who_gave_them(town: Town, at: At) -> None:
    case = town.answered()
    cases.hear(town.new(text="我也是", into=case.pk, phone="13800000022"), by=town.who("clerk"), now=NOW + DAY)
    voice = town.voice(case)
    said = Judgement(solved="no", satisfied=1, decent=False, agree=False, comment="灯还是不亮")
    cases.judge(voice, said, by=town.resident(voice), now=NOW + 2 * DAY)
    for name, apart in (("handler", True), ("dispatcher", False)):
        file = at(name).get(f"/desk/cases/{case.pk}").context["file"]
        assert bool(file.verdicts) is apart
        assert any(voice.verdicts for voice in file.voices) is not apart


def test_whoever_is_recused_or_complained_about_finds_neither_page_nor_move(town: Town, at: At) -> None:
    case = town.dispatched(named_units=(town.units["ecology"].pk,), kind="complaint")
    people.declare_recusal(
        town.accounts["dispatcher"], kind="unit", unit=town.units["housing"], reason="亲属在该单位", by=SYSTEM, now=NOW - DAY
    )
    for name in ("dispatcher", "ecologist"):
        for address in ("", "/note", "/caller"):
            assert at(name).get(f"/desk/cases/{case.pk}{address}").status_code == 404
        assert case.title not in at(name).get("/desk/cases?tab=all").content.decode()


@pytest.mark.parametrize("move", ["redirect", "note", "ask", "reclassify"])
def test_a_form_for_each_move_and_none_for_other_roles(town: Town, at: At, move: str) -> None:
    case = town.heard()
    assert at("dispatcher").get(f"/desk/cases/{case.pk}/{move}").status_code == 200
    assert at("inspector").get(f"/desk/cases/{case.pk}/{move}").status_code == 404
    assert at("dispatcher").get(f"/desk/cases/{case.pk}/settle").status_code == 404, "the software's own move"


def test_another_lawful_way_needs_basis_and_remedies_and_keeps_the_words(town: Town, at: At) -> None:
    case = town.heard()
    client = at("dispatcher")
    page = client.post(f"/desk/cases/{case.pk}/redirect", {"text": "请向法院起诉", "basis": "", "remedies": ""})
    assert page.status_code == 422
    assert "请向法院起诉" in page.content.decode()
    whole = {"text": "请向法院起诉", "basis": "民事诉讼法", "remedies": "十五日内可上诉"}
    assert client.post(f"/desk/cases/{case.pk}/redirect", whole).status_code == 302
    assert Case.objects.get(pk=case.pk).ending == "redirected"


def test_the_clerk_withdraws_for_the_resident_with_a_reason(town: Town, at: At) -> None:
    case = town.heard()
    voice, client = town.voice(case), at("clerk")
    client.post(f"/desk/voices/{voice.pk}/withdraw", {"reason": ""})
    assert Voice.objects.get(pk=voice.pk).state == "open"
    client.post(f"/desk/voices/{voice.pk}/withdraw", {"reason": "来电说已经解决"})
    assert Voice.objects.get(pk=voice.pk).state == "withdrawn"


def test_the_story_is_told_in_words(town: Town, at: At) -> None:
    case = town.answered()
    page = at("dispatcher").get(f"/desk/cases/{case.pk}")
    texts = [item.text for item in page.context["file"].story]
    assert not [text for text in texts if "%(" in text or "recorded:" in text or "–" in text]
    assert any("县住建局" in text for text in texts)
