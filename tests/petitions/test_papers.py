"""Documents as papers: addressed by whoever may read the name, journaled, unseen by others, blocked where a part is missing."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.papers import pdf
from sixia.papers.checking import printed
from sixia.petitions import actions
from sixia.petitions.actions.base import require
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules.documents import DOCUMENTS, PARTS
from tests.papers.words import can_pdf
from tests.petitions.test_pages import opened, seat  # noqa: F401 - a fixture
from tests.petitions.town import DAY, NOW, Courts, told

LATER = NOW + 60 * DAY


def papers(courts: Courts, notice: Notice, name: str) -> str:
    """The text of the Word file that this official takes."""
    return printed(actions.take_paper(notice, "docx", by=courts.who(name, LATER), now=LATER))


def newest(petition: Petition, kind: str) -> Notice:
    """The newest document of this kind."""
    return petition.notices.filter(kind=kind).order_by("-pk")[0]


def test_every_document_of_a_whole_journey_prints(courts: Courts) -> None:
    petition = courts.final()
    for notice in petition.notices.all():
        text = papers(courts, notice, "registrar")
        assert notice.number in text
        assert notice.unit.name in text
        assert str(notice.content["request"]) in text
    kinds = set(petition.notices.values_list("kind", flat=True))
    assert kinds == {"receipt", "acceptance", "opinion", "review", "rereview"}


def test_the_name_is_read_with_its_purpose_and_the_paper_is_told_of(courts: Courts) -> None:
    petition = courts.decided(name="演示甲")
    notice = newest(petition, "opinion")
    assert "演示甲：" in papers(courts, notice, "handler")
    lines = timeline(petition.stream, newest_first=True)[:2]
    assert [line.event for line in lines] == ["ContactRead", "NoticeTaken"]
    assert notice.number in lines[0].words["purpose"]
    assert lines[1].facts["form"] == "docx"


def test_whoever_may_not_read_the_name_gets_the_receipt_in_its_place(courts: Courts) -> None:
    petition = courts.decided(name="演示甲", secret=True)
    text = papers(courts, newest(petition, "opinion"), "handler")
    receipt = courts.town.voice(petition.case).receipt
    assert "演示甲" not in text
    assert f"信访人（回执编号{receipt}）：" in text
    assert "ContactRead" not in told(petition)


def test_a_paper_keeps_the_words_of_its_day_and_forgets_an_erased_name(courts: Courts) -> None:
    petition = courts.decided(name="演示甲")
    notice = newest(petition, "opinion")
    before = papers(courts, notice, "handler")
    unit = notice.unit
    type(unit).objects.filter(pk=unit.pk).update(name="改名后的局")
    voice = courts.town.voice(petition.case)
    type(voice).objects.filter(pk=voice.pk).update(name="")
    after = papers(courts, Notice.objects.get(pk=notice.pk), "handler")
    assert "改名后的局" not in after
    assert "演示甲" not in after
    assert after.replace(f"信访人（回执编号{voice.receipt}）", "演示甲") == before


def test_rules_in_english_give_a_letter(courts: Courts, monkeypatch: pytest.MonkeyPatch) -> None:
    petition = courts.accepted(name="Ann Example")
    english = SimpleNamespace(content=SimpleNamespace(languages=("en",)))
    monkeypatch.setattr("sixia.petitions.actions.paper.rulebook", lambda edition: english)
    notice = newest(petition, "acceptance")
    text = papers(courts, notice, "handler")
    assert "Dear Ann Example," in text
    assert "Notice of acceptance" in text


def test_officials_take_it_by_a_button_and_nobody_else_finds_it(courts: Courts, seat: Callable[..., Client]) -> None:  # noqa: F811
    petition = courts.decided(name="演示甲")
    notice = newest(petition, "opinion")
    url = f"/desk/petitions/notices/{notice.pk}"
    handler = seat("handler")
    page = handler.get(url).content.decode()
    assert f"{url}/docx" in page
    assert (f"{url}/pdf" in page) is pdf.available()
    taken = handler.post(f"{url}/docx")
    assert taken.status_code == 200
    assert taken["Cache-Control"] == "no-store"
    assert "演示甲" in printed(taken.content)
    assert handler.get(f"{url}/docx").status_code == 405, "taking is written down, so a link cannot do it"
    assert handler.post(f"{url}/exe").status_code == 404
    assert seat("wester").post(f"{url}/docx").status_code == 404
    assert told(petition).count("NoticeTaken") == 1


def test_the_petitioner_takes_the_own_papers_alone(courts: Courts) -> None:
    petition, strange = courts.decided(name="演示甲"), courts.decided(name="演示乙")
    voice = courts.town.voice(petition.case)
    browser = opened(petition, voice)
    page = browser.get(f"/track/{voice.receipt}/petition").content.decode()
    notice = newest(petition, "opinion")
    url = f"/track/{voice.receipt}/petition/papers/{notice.pk}/docx"
    assert url in page
    taken = browser.post(url)
    assert taken.status_code == 200
    assert "演示甲：" in printed(taken.content)
    foreign = newest(strange, "opinion").pk
    assert browser.post(f"/track/{voice.receipt}/petition/papers/{foreign}/docx").status_code == 404
    assert Client().post(url).status_code == 404
    assert browser.post(url.replace("docx", "exe")).status_code == 404
    lines = timeline(petition.stream, newest_first=True)
    assert lines[0].event == "NoticeTaken"
    assert lines[0].by == f"voice:{voice.pk}"


def test_without_pdf_the_reader_is_told_and_nothing_is_written(courts: Courts, seat: Any, monkeypatch: Any) -> None:  # noqa: F811
    petition = courts.decided(name="演示甲")
    monkeypatch.setattr(pdf, "available", lambda: False)
    answer = seat("handler").post(f"/desk/petitions/notices/{newest(petition, 'opinion').pk}/pdf", follow=True)
    assert "PDF is not installed here" in answer.content.decode()
    assert "NoticeTaken" not in told(petition)


@pytest.mark.skipif(not can_pdf(), reason="typst or a Chinese font is missing")
def test_the_pdf_comes_too(courts: Courts) -> None:
    notice = newest(courts.decided(name="演示甲"), "opinion")
    assert actions.take_paper(notice, "pdf", by=courts.who("handler", LATER), now=LATER).startswith(b"%PDF")


@pytest.mark.parametrize("kind", list(DOCUMENTS))
def test_each_missing_part_is_named_in_words(kind: str) -> None:
    document = DOCUMENTS[kind]()
    with pytest.raises(Refused) as refused:
        require(document, kind)
    assert set(refused.value.fields) == {"unit", "on", *document.REQUIRED}
    for name in document.REQUIRED:
        assert str(PARTS[name]) in str(refused.value)


def test_a_form_says_every_missing_part_also_those_it_has_no_field_for(courts: Courts, seat: Any, monkeypatch: Any) -> None:  # noqa: F811
    petition = courts.accepted()
    given = {
        "facts": "属实",
        "outcome": "support",
        "opinion": "补发。",
        "basis": "条例第三条",
        "remedies": "可申请复查",
        "report": "r",
    }
    Petition.objects.filter(pk=petition.pk).update(request="")
    page = seat("handler", NOW + 5 * DAY).post(f"/desk/petitions/{petition.pk}/decide", given)
    assert page.status_code == 422
    text = page.content.decode()
    assert "These parts are missing: Request." in text
    assert "补发。" in text
