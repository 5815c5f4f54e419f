"""What a file really is, by its first bytes and its inside, never by its name; pure."""

import io
import re
import unicodedata
import zipfile
from typing import Final

JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
PDF: Final = "application/pdf"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURES: Final = frozenset({JPEG, PNG, WEBP, HEIC})
PAPERS: Final = PICTURES | {PDF}
"""What anybody may hand in."""
OFFICE: Final = PAPERS | {WORD, EXCEL}
"""What officials may hand in besides."""
ENDINGS: Final = {JPEG: ".jpg", PDF: ".pdf", WORD: ".docx", EXCEL: ".xlsx"}
"""The ending each kept kind gets, whatever the file was called; pictures are all kept as JPEG."""

MOST_NAME: Final = 80
MOST_INSIDE: Final = 60 * 1024 * 1024
MOST_PARTS: Final = 3000
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(raw: bytes) -> str:
    """The kind of these bytes as a media type; "" for anything that is not one of ours."""
    if raw.startswith(b"\xff\xd8\xff"):
        return JPEG
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        return WEBP
    if raw[4:8] == b"ftyp" and raw[8:12] in _HEIC_BRANDS:
        return HEIC
    if raw.startswith(b"%PDF-") and b"%%EOF" in raw[-2048:]:
        return PDF
    return _office(raw) if raw.startswith(b"PK\x03\x04") else ""


def _office(raw: bytes) -> str:
    """Word or Excel without macros and without a bomb: what the parts say of themselves is looked at, nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_INSIDE or "[Content_Types].xml" not in names:
        return ""
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        return ""
    if "word/document.xml" in names:
        return WORD
    return EXCEL if "xl/workbook.xml" in names else ""


def safe_name(given: str, kind: str) -> str:
    """What the file is shown as: the last part of its name without control characters and signs that paths use, and the
    ending that belongs to its kind; "" where nothing is left of it."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    stem = re.sub(r'[<>:"|?*;%\x7f]+', " ", kept)
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", " ".join(stem.split())).strip(". ")[:MOST_NAME].strip()
    return stem + ENDINGS[kind] if stem else ""
