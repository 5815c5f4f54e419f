"""A Word file looked at as an archive, before anything opens it: its size, its parts, and whatever could act by itself."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.papers.parts import XML_ENDINGS, Unreadable, read

Text = str | Promise
MOST_BYTES: Final = 1_000_000
MOST_UNPACKED: Final = 20_000_000
MOST_XML: Final = 3_000_000
"""Of each part that is read for placeholders: reading takes longer than in proportion."""
MOST_PARTS: Final = 300
MAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LIVE_PARTS: Final = re.compile(r"vba|activex|embeddings/|\.bin$|afchunk|attachedtoolbars|customui", re.IGNORECASE)


def dangers(data: bytes) -> list[Text]:
    """Everything for which the file is refused unread; empty when it is a plain Word document of moderate size."""
    if len(data) > MOST_BYTES:
        return [_("The file is larger than 1 MB. Take large pictures out of it.")]
    try:
        with ZipFile(BytesIO(data)) as archive:
            if _swollen(archive.infolist()):
                return [_("The file is far larger than it looks. Save it anew in Word.")]
            if len({one.filename.lower() for one in archive.infolist()}) < len(archive.infolist()):
                return [_("This is no Word file (.docx).")]
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return [_("This is no Word file (.docx).")]
    return list(dict.fromkeys(_found(parts)))


def _swollen(entries: Sequence[ZipInfo]) -> bool:
    texts = [one.file_size for one in entries if one.filename.endswith(XML_ENDINGS)]
    return len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_UNPACKED or max(texts, default=0) > MOST_XML


def _found(parts: dict[str, bytes]) -> Iterator[Text]:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(LIVE_PARTS.search(name) for name in parts):
        yield _("The file holds macros or embedded objects. Save it as a plain Word document (.docx).")
    elif MAIN not in types or "word/document.xml" not in parts:
        yield _("This is no Word file (.docx).")
    for name, body in parts.items():
        yield from _of_part(name, body)


def _of_part(name: str, body: bytes) -> Iterator[Text]:
    if not name.endswith(XML_ENDINGS):
        return
    try:
        part = read(body)
    except Unreadable:
        yield _("The file was not written by a word processor. Save it anew in Word.")
        return
    if part.misnamed:
        yield _("This is no Word file (.docx).")
    if part.living:
        yield _("The file holds macros or embedded objects. Save it as a plain Word document (.docx).")
    if part.outside:
        yield _("The file fetches something from another place. Take linked templates and linked pictures out of it.")
    if part.fields:
        yield _("The file holds a field that fetches or runs something. Take it out.")
    if name.startswith(("docProps/", "customXml/")) and (b"{{" in body or b"{%" in body):
        yield _("The properties of the file hold placeholders. Empty them under File, Properties.")
