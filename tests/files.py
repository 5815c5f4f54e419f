"""Files for tests: whole ones and hostile ones, all made here."""

import io
import zipfile

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
HTML = b"<html><script>alert(1)</script></html>"


def picture(width: int = 40, height: int = 30, kind: str = "JPEG", *, place: bool = False, color: str = "red") -> bytes:
    """A picture; with `place`, it says where and with what it was taken."""
    out = io.BytesIO()
    made = Image.new("RGB", (width, height), color)
    if place:
        exif = Image.Exif()
        exif[0x010F] = "SECRET-CAMERA"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (26.0, 39.0, 1.0)
        made.save(out, kind, exif=exif)
    else:
        made.save(out, kind)
    return out.getvalue()


def polyglot() -> bytes:
    """A picture that is a web page and an archive as well."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("evil.sh", "rm -rf /")
    return picture() + HTML + archive.getvalue()


def office(part: str = "word/document.xml", size: int = 10, *more: str) -> bytes:
    """A Word or Excel file as far as anybody looks; of `size` bytes of zeros inside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(part, b"\0" * size)
        for name in more:
            made.writestr(name, b"x")
    return out.getvalue()
