"""My page and my proof hold what concerns me: nothing of other residents, no officials' notes, no names of people."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.links import voice_token
from sixia.cases.models import Case, Voice
from sixia.cases.queries.proving import proof_of
from sixia.kit.crypto import ring
from sixia.kit.proof import make_checkpoint
from tests.town import DAY, HOUR, NOW, Town

CHECKER = Path(__file__).parents[3] / "docs" / "verify_receipt.py"
SECRETS = (
    "别人的原话一二三",
    "别人补充的话",
    "内部备注四五六",
    "退单理由七八九",
    "联系记录甲乙丙",
    "别人撤回的原因",
    "演示乙",
    "13900000002",
)


@pytest.fixture
def two(town: Town) -> tuple[Voice, Voice]:
    """Two residents in one case, with something of everything that may not cross over."""
    case = town.accepted()
    mine = town.voice(case)
    new = town.new("别人的原话一二三", into=case.pk, name="演示乙", phone="13900000002")
    other = Voice.objects.get(pk=cases.hear(new, by=town.who("clerk"), now=NOW + 3 * HOUR).voice)
    case = Case.objects.get(pk=case.pk)
    cases.note(case, text="内部备注四五六", by=town.who("handler"), now=NOW + 4 * HOUR)
    cases.contact(other, means="visit", reached=True, note="联系记录甲乙丙", by=town.who("handler"), now=NOW + 4 * HOUR)
    cases.contact(mine, means="phone", reached=False, note="联系记录甲乙丙", by=town.who("handler"), now=NOW + 5 * HOUR)
    cases.reveal(mine, purpose="电话核实位置", by=town.who("handler"), now=NOW + 5 * HOUR)
    cases.reveal(other, purpose="看别人的", by=town.who("handler"), now=NOW + 5 * HOUR)
    cases.add_words(other, text="别人补充的话", by=town.resident(other), now=NOW + 6 * HOUR)
    cases.add_words(mine, text="我自己的补充", by=town.resident(mine), now=NOW + 6 * HOUR)
    case = Case.objects.get(pk=case.pk)
    cases.answer(case, reply=cases.Reply(text="线缆已换。"), by=town.who("handler"), now=NOW + DAY)
    cases.withdraw(Voice.objects.get(pk=other.pk), reason="别人撤回的原因", by=town.resident(other), now=NOW + DAY + HOUR)
    return Voice.objects.get(pk=mine.pk), Voice.objects.get(pk=other.pk)


def _page(voice: Voice) -> str:
    browser = Client()
    browser.get(f"/v/{voice_token(voice.pk)}")
    return browser.get(f"/track/{voice.receipt}").content.decode()


def test_my_page_tells_mine_and_nothing_of_others(two: tuple[Voice, Voice], town: Town) -> None:
    mine, other = two
    page = _page(mine)
    for told in ("线缆已换。", "我自己的补充", "县住建局", "电话核实位置", "没有联系上", "另有1位居民"):
        assert told in page
    for secret in (*SECRETS, "看别人的", other.receipt, "联系到了您"):
        assert secret not in page
    assert not any(account.name in page for account in town.accounts.values())
    assert "别人的原话一二三" in _page(other)
    assert "我自己的补充" not in _page(other)


def test_my_proof_holds_only_mine_and_verifies(two: tuple[Voice, Voice], tmp_path: Path) -> None:
    mine, other = two
    make_checkpoint(NOW + timedelta(days=3), ring())
    proof = proof_of(mine)
    text = json.dumps(proof, ensure_ascii=False)
    for secret in (*SECRETS, other.receipt, f'\\"voice\\":{other.pk}', f"voice:{other.pk}"):
        assert secret not in text
    for told in (mine.text, "线缆已换。", "我自己的补充"):
        assert told in text
    assert any("withheld" in entry for entry in proof["entries"])
    file = tmp_path / "proof.json"
    file.write_text(text, "utf-8")
    done = subprocess.run([sys.executable, "-I", str(CHECKER), str(file)], capture_output=True, check=False)
    assert (done.returncode, b"VERIFIED" in done.stdout) == (0, True), done.stdout.decode()


def test_a_changed_entry_or_a_missing_one_is_found(two: tuple[Voice, Voice], tmp_path: Path) -> None:
    proof = proof_of(two[0])
    for change in ("word", "gone", "hidden"):
        spoilt = json.loads(json.dumps(proof))
        if change == "word":
            spoilt["entries"][0]["words"]["text"]["text"] += "。"
        elif change == "gone":
            del next(iter([spoilt["entries"]]))[2]
        else:
            spoilt["entries"][1] = {**spoilt["entries"][1], "withheld": True, "hash": "0" * 64}
        file = tmp_path / f"{change}.json"
        file.write_text(json.dumps(spoilt), "utf-8")
        done = subprocess.run([sys.executable, "-I", str(CHECKER), str(file)], capture_output=True, check=False)
        assert done.returncode == 1


def test_the_proof_is_handed_to_its_owner_only(two: tuple[Voice, Voice]) -> None:
    mine, other = two
    browser = Client()
    browser.get(f"/v/{voice_token(mine.pk)}")
    assert browser.get(f"/track/{mine.receipt}/proof").status_code == 200
    assert browser.get(f"/track/{mine.receipt}/proof.json")["Content-Disposition"].endswith(f'{mine.receipt}.json"')
    assert browser.get(f"/track/{other.receipt}/proof.json").status_code == 404
    assert b"VERIFIED" in b"".join(browser.get("/verify_receipt.py").streaming_content)  # type: ignore[attr-defined] # a file


def test_my_page_asks_the_same_number_of_questions_however_long_the_story(
    two: tuple[Voice, Voice], town: Town, django_assert_max_num_queries: object
) -> None:
    mine, _other = two
    for number in range(15):
        cases.add_words(mine, text=f"第{number}次补充", by=town.resident(mine), now=NOW + 2 * DAY)
        cases.reveal(mine, purpose="再看", by=town.who("callback"), now=NOW + 2 * DAY)
    browser = Client()
    browser.get(f"/v/{voice_token(mine.pk)}")
    with django_assert_max_num_queries(16):  # type: ignore[operator] # pytest-django's fixture
        browser.get(f"/track/{mine.receipt}")
