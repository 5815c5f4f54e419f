"""A letter by scan: read where that is set up, typed where not, corrected beside the picture, kept with it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sixia.cases.models import Voice
from sixia.kit.files import recognise, store
from sixia.kit.files.recognise import NotRead, Reading, Strip, compose
from tests.cases.desk.conftest import At
from tests.files import HTML, PDF, picture
from tests.town import Town

LETTER = "尊敬的领导：\n东一村口的路灯坏了快一个月。"


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that knows one letter."""
    monkeypatch.setattr(recognise, "available", lambda: True)
    monkeypatch.setattr(recognise, "read", lambda raw: Reading(LETTER, ("东一村口的路灯坏了快一个月。",)))


def scan(name: str = "信.jpg", raw: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw or picture(400, 600))


def test_a_letter_is_read_corrected_and_kept_with_its_scan(town: Town, at: At, reader: None) -> None:
    client = at("clerk")
    page = client.post("/desk/hear/scan", {"attached": scan()}).content.decode()
    assert "东一村口的路灯坏了快一个月。" in page
    assert 'src="data:image/jpeg;base64,' in page
    assert "请再看一眼" in page
    assert re.search(r'value="letter"[^>]*checked', page)
    assert not Voice.objects.exists()
    held = re.findall(r'name="attached-held" value="(\w+)"', page)
    said = {"channel": "letter", "text": LETTER, "kind": "help", "wants": "none", "attached-held": held}
    assert client.post("/desk/hear", said).status_code == 200
    voice = Voice.objects.get()
    assert (voice.channel, voice.text) == ("letter", LETTER)
    assert [row.name for row in store.of(voice.key)[voice.key]] == ["信.jpg"]


def test_the_picture_stays_beside_when_the_form_comes_back(town: Town, at: At, reader: None) -> None:
    client = at("clerk")
    page = client.post("/desk/hear/scan", {"attached": [scan(), scan("二.jpg")]}).content.decode()
    held = re.findall(r'name="attached-held" value="(\w+)"', page)
    assert len(held) == 2
    again = client.post("/desk/hear", {"channel": "letter", "text": "", "kind": "help", "wants": "none", "attached-held": held})
    assert again.status_code == 422
    assert again.content.decode().count('src="data:image/jpeg;base64,') == 2


def test_without_a_reader_the_clerk_types_beside_the_picture(town: Town, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognise, "available", lambda: False)
    client = at("clerk")
    assert "本机没有装文字识别" in client.get("/desk/hear/scan").content.decode()
    page = client.post("/desk/hear/scan", {"attached": scan()}).content.decode()
    assert 'src="data:image/jpeg;base64,' in page
    assert "请照着图片录入" in page


def test_what_could_not_be_read_is_said(town: Town, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(raw: bytes) -> Reading:
        raise NotRead

    monkeypatch.setattr(recognise, "available", lambda: True)
    monkeypatch.setattr(recognise, "read", fails)
    page = at("clerk").post("/desk/hear/scan", {"attached": scan()})
    assert page.status_code == 200
    assert "没能识别" in page.content.decode()


def test_a_pdf_goes_along_unread(town: Town, at: At, reader: None) -> None:
    page = at("clerk").post("/desk/hear/scan", {"attached": scan("信.pdf", PDF)}).content.decode()
    assert "没能识别" in page
    assert 'name="attached-held"' in page


@pytest.mark.parametrize("given", [{}, {"attached": SimpleUploadedFile("x.jpg", HTML)}])
def test_no_page_or_none_that_is_one(town: Town, at: At, given: dict[str, Any]) -> None:
    assert at("clerk").post("/desk/hear/scan", given).status_code == 422


def test_only_clerks(town: Town, at: At) -> None:
    assert [at(name).get("/desk/hear/scan").status_code for name in ("clerk", "dispatcher", "handler")] == [200, 404, 404]


def strip(text: str, row: int, left: float = 0, right: float = 1000, score: float = 0.99) -> Strip:
    return Strip(text, score, left, right, row * 50, row * 50 + 30)


def test_lines_become_paragraphs() -> None:
    rows = [
        strip("第二行完。", 2, right=400),
        strip("您好，这是第一行，", 1, left=70),
        strip("另起一段。", 3, left=70, right=300),
    ]
    assert compose(rows).text == "您好，这是第一行，第二行完。\n另起一段。"


def test_unsure_lines_are_named() -> None:
    assert compose([strip("清楚", 1), strip("模糊", 2, score=0.5)]).doubtful == ("模糊",)
    assert compose([]) == Reading("")


def test_a_reader_that_breaks_says_so(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(recognise.sys, "executable", "/bin/false")
    with pytest.raises(NotRead):
        recognise.read(picture())


@pytest.mark.slow
@pytest.mark.skipif(not recognise.available(), reason="needs the extra ocr")
def test_a_printed_letter_is_read_for_real(settings: Any, tmp_path: Any) -> None:
    import io
    from pathlib import Path

    from PIL import Image, ImageDraw, ImageFont

    fonts = sorted(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))
    if not fonts:
        pytest.skip("needs a Chinese font")
    settings.DATA_DIR = tmp_path
    sheet = Image.new("RGB", (1000, 300), "white")
    ImageDraw.Draw(sheet).text((60, 80), "东一村口的路灯坏了", font=ImageFont.truetype(str(fonts[0]), 48), fill="black")
    out = io.BytesIO()
    sheet.save(out, "JPEG")
    assert recognise.read(out.getvalue()).text == "东一村口的路灯坏了"
