"""Every text of every room has its Chinese, and keeps its placeholders."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(folder.parent for pattern in ("sixia/*/locale", "sixia/*/*/locale") for folder in ROOT.glob(pattern))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdif]|%%|\{(\w+)\}")
NO_GETTEXT = shutil.which("xgettext") is None

needs_gettext = pytest.mark.skipif(
    NO_GETTEXT and os.environ.get("CI") != "true", reason="gettext is not installed: texts cannot be extracted"
)


def _catalogue(room: Path) -> polib.POFile:
    return polib.pofile(str(room / "locale/zh_Hans/LC_MESSAGES/django.po"))


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@needs_gettext
@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_text_is_translated(room: Path, tmp_path: Path) -> None:
    """Extracted anew into a copy, so that a text added since the last extraction is found too."""
    copy = tmp_path / room.name
    shutil.copytree(room, copy, ignore=shutil.ignore_patterns("vendor", "*.mo", "__pycache__"))
    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "--no-obsolete", "--no-wrap", "-v", "0"]
    alone = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    alone["PYTHONSAFEPATH"] = "1"  # a room may have a module named like one of Python's own
    subprocess.run(command, cwd=copy, env=alone, check=True, capture_output=True)
    missing = [entry.msgid for entry in _catalogue(copy) if entry.fuzzy or not all(_texts(entry))]
    assert missing == [], f"{room.name}: {len(missing)} texts without Chinese"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_placeholders_survive_translation(room: Path) -> None:
    broken = []
    for entry in _catalogue(room):
        wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        broken += [text for text in _texts(entry) if text and set(PLACEHOLDER.findall(text)) != wanted]
    assert broken == []


def test_one_english_text_has_one_chinese_text_in_all_rooms() -> None:
    """All rooms' catalogues are merged when the product runs: of two texts for one key, one would never be read."""
    said: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
    for room in ROOMS:
        for entry in _catalogue(room):
            if not entry.obsolete:
                texts = (entry.msgid_plural or "", *_texts(entry))
                said.setdefault((entry.msgctxt or "", entry.msgid), {}).setdefault(texts, []).append(room.name)
    clashes = [f"“{text}”: {found}" for (_context, text), found in said.items() if len(found) > 1]
    assert clashes == [], "\n".join(["reuse one Chinese text, or reword the English of the other:", *clashes])
