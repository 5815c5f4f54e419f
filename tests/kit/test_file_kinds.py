"""What a file is, is read from its bytes; what it is called, is made harmless."""

import io

import pytest
from PIL import Image

from sixia.kit.files import kinds, pictures
from tests.files import HTML, PDF, office, picture, polyglot


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (picture(), kinds.JPEG),
        (picture(kind="PNG"), kinds.PNG),
        (picture(kind="WEBP"), kinds.WEBP),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", kinds.HEIC),
        (PDF, kinds.PDF),
        (office(), kinds.WORD),
        (office("xl/workbook.xml"), kinds.EXCEL),
        (b"", ""),
        (HTML, ""),
        (b"%PDF-1.4 cut off", ""),
        (b"  " + PDF, ""),
        (b"GIF89a" + b"0" * 40, ""),
        (b"MZ\x90\0", ""),
        (b"PK\x03\x04 broken", ""),
        (office("word/document.xml", 10, "word/vbaProject.bin"), ""),
        (office("other.xml"), ""),
    ],
)
def test_a_kind_is_read_from_the_bytes(raw: bytes, kind: str) -> None:
    assert kinds.kind_of(raw) == kind


def test_an_archive_that_bursts_is_none_of_ours() -> None:
    bomb = office("word/document.xml", kinds.MOST_INSIDE + 1)
    assert len(bomb) < 200_000
    assert kinds.kind_of(bomb) == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("路灯 坏了.jpg", "路灯 坏了.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\temp\\x.PNG", "x.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie x=1.jpg"),
        ("evil\u202egpj.exe", "evilgpj.jpg"),
        ("page.html", "page.jpg"),
        ("...", ""),
        ("\x00\x01", ""),
        ("长" * 300 + ".jpg", "长" * kinds.MOST_NAME + ".jpg"),
        ('x" onload="alert(1).jpg', "x onload= alert(1).jpg"),
    ],
)
def test_a_name_is_made_harmless(given: str, shown: str) -> None:
    assert kinds.safe_name(given, kinds.JPEG) == shown


def test_a_rewritten_picture_has_lost_where_it_was_taken() -> None:
    raw = picture(place=True)
    assert b"SECRET-CAMERA" in raw
    clean = pictures.rewritten(raw)
    assert b"SECRET-CAMERA" not in clean
    assert b"Exif" not in clean
    assert not Image.open(io.BytesIO(clean)).getexif()


def test_a_large_transparent_picture_is_refused_sooner() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4100, 4000)).save(out, "PNG")
    with pytest.raises(pictures.TooManyPixels):
        pictures.rewritten(out.getvalue())


def test_nothing_survives_behind_a_picture() -> None:
    clean = pictures.rewritten(polyglot())
    assert b"<script>" not in clean
    assert b"evil.sh" not in clean


def test_a_turned_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(pictures.rewritten(out.getvalue()))).size == (20, 40)


@pytest.mark.parametrize("mode", ["RGBA", "P", "L", "CMYK", "I;16", "1"])
def test_every_way_of_storing_colours_is_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (5, 5)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert Image.open(io.BytesIO(pictures.rewritten(out.getvalue()))).mode == "RGB"


def test_what_is_clear_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (5, 5), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(pictures.rewritten(out.getvalue()))).getpixel((2, 2)) == (255, 255, 255)


def test_a_large_picture_is_made_smaller() -> None:
    assert max(Image.open(io.BytesIO(pictures.rewritten(picture(4000, 3000)))).size) == pictures.LONGEST


def test_sixty_megapixels_are_refused_before_they_are_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(out, "PNG")
    assert len(out.getvalue()) < 50_000
    with pytest.raises(pictures.TooManyPixels):
        pictures.rewritten(out.getvalue())


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xd8\xff", picture()[:200], b"\x89PNG\r\n\x1a\n" + bytes(range(1, 61)), HTML, b"RIFF\0\0\0\0WEBPVP8 "],
    ids=["cut", "half", "noise", "page", "head"],
)
def test_what_is_no_whole_picture_is_unreadable(raw: bytes) -> None:
    with pytest.raises(pictures.Unreadable):
        pictures.rewritten(raw)
