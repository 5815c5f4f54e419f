"""In which encoding a text file is written: what is certain, and what is only likely; pure but for reading the file."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder, lookup
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

_CHUNK: Final = 1 << 20
_SAMPLE: Final = 1 << 16
_GUESSES: Final = ("gb18030", "big5", "cp1252")
_CHINESE: Final = frozenset({"gb18030", "gbk", "gb2312", "hz", "euc_cn", "cp936"})


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, whether it is certain, and how many line ends the file has."""

    name: str
    certain: bool
    lines: int


def encoding_of(path: Path) -> Encoding:
    """How the file is written. Byte order marks and valid UTF-8 are certain; for the rest GB18030 comes first, if all of it
    decodes, unless its bytes look much more like something else."""
    head = path.open("rb").read(_SAMPLE)
    marked = _marked(head)
    if marked:
        return Encoding(marked, True, _lines(path, marked) or 0)
    if (lines := _lines(path, "utf-8")) is not None:
        return Encoding("utf-8", True, lines)
    best = from_bytes(head).best()
    likely = _codec(best.encoding) if best else ""
    for name in dict.fromkeys(["gb18030" if likely in _CHINESE else likely, *_GUESSES]):
        if name and (lines := _lines(path, name)) is not None:
            return Encoding(name, False, lines)
    return Encoding("latin-1", False, _lines(path, "latin-1") or 0)


def known(name: str) -> bool:
    """Whether Python knows such an encoding."""
    return bool(_codec(name))


def opening(path: Path, name: str, most: int = 200) -> str:
    """The first characters of the file in that encoding, for a person to look at."""
    decoder = getincrementaldecoder(name)("replace")
    return decoder.decode(path.open("rb").read(4 * most))[:most]


def _marked(head: bytes) -> str:
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    return "utf-16" if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ""


def _lines(path: Path, name: str) -> int | None:
    """How many lines the file has when all of it decodes so, else None."""
    decoder, lines = getincrementaldecoder(name)("strict"), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                lines += decoder.decode(chunk).count("\n")
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return lines


def _codec(name: str) -> str:
    try:
        return lookup(name).name
    except LookupError:
        return ""
