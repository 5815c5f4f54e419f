"""Petition documents as papers: tells the room below which kinds there are, with their words. Called once at start-up."""

import tomllib
from pathlib import Path
from typing import Final

from sixia.papers.rules.kinds import Kind, Outline, Part, register
from sixia.petitions.rules.documents import DOCUMENTS, PARTS

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
OWN: Final = frozenset({"unit", "on", "voices"})
"""Parts of a document that every paper has under names of its own: `unit`, `day` and `to`."""
COLUMNS: Final = {
    "ways": (("name", PARTS["ways"]), ("advice", PARTS["ways"]), ("remedy", PARTS["remedies"]), ("contact", PARTS["contact"])),
}
UNADDRESSED: Final = frozenset({"hearing", "agreement"})
"""Kinds that speak of all parties alike."""


def fill() -> None:
    """Make every kind of document known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    for code, document in DOCUMENTS.items():
        names = [name for name in document().content() if name not in OWN]
        parts = tuple(Part(name, PARTS[name], name in document.REQUIRED, COLUMNS.get(name, ())) for name in names)
        outlines = {language: Outline(found[code]["title"], found[code]["body"]) for language, found in words.items()}
        register(Kind(code, document.TITLE, parts, outlines, addressed=code not in UNADDRESSED))
