"""Every link and picture in the documentation leads to something that is there, headings included."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md"), *(HOUSE / "profiles").rglob("*.md")],
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def _prose(page: Path) -> str:
    return FENCED.sub("", page.read_text("utf-8"))


def _anchor(heading: str) -> str:
    """As GitHub names a heading: small letters, no punctuation, blanks to dashes."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _anchors(page: Path) -> set[str]:
    return {_anchor(heading) for heading in re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)}


def _broken(page: Path) -> list[str]:
    found = []
    for target in LINK.findall(_prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _hash, anchor = target.partition("#")
        there = (page.parent / unquote(path)).resolve() if path else page
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in _anchors(there)):
            found.append(target)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOUSE)))
def test_links_lead_somewhere(page: Path) -> None:
    assert _broken(page) == []


def test_the_readmes_are_among_the_pages() -> None:
    assert {HOUSE / "README.md", HOUSE / "docs" / "README.md", HOUSE / "docs" / "help" / "README.md"} <= set(PAGES)


def test_a_link_to_nowhere_is_found(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "# One two\n[x](b.md) [y](#one-two) [z](#three) ![p](p.png) [w](https://example.org/)\n```\n[q](q.md)\n```\n", "utf-8"
    )
    assert _broken(page) == ["b.md", "#three", "p.png"]
