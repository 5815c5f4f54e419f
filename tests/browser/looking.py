"""What is looked at on every page: accessibility, width, language. Knows no page in particular."""

import re
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"], preload: false})).violations.map(
    one => `${one.id} (${one.impact}): ` + one.nodes.map(node => node.target.join(" ")).join("; "))"""
WORDS = """() => [...document.querySelectorAll("nav, button, h1, h2, h3, label, legend, th, dt, summary, .chip, .btn, title")]
    .filter(one => one.tagName === "TITLE" || one.checkVisibility())
    .map(one => { const copy = one.cloneNode(true);
                  const quiet = "kbd, [lang], .num, .pre, select, textarea, svg, noscript";
                  copy.querySelectorAll(quiet).forEach(part => part.remove());
                  return one.matches("kbd, [lang], .num, .pre") ? "" : copy.textContent; })"""
WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? []
    : [...document.querySelectorAll("body *")].filter(one => {
    if (one.getBoundingClientRect().right <= innerWidth + 1) return false;
    for (let up = one.parentElement; up; up = up.parentElement) if (getComputedStyle(up).overflowX !== "visible") return false;
    return true;
    }).map(one => `${one.tagName.toLowerCase()}.${one.className} ${one.textContent.trim().slice(0, 20)}`).slice(-4)"""
ALLOWED = {
    "english",
    "excel",
    "word",
    "csv",
    "pdf",
    "json",
    "sixia",
    "open311",
    "sx",
    "gis",
    "id",
    "api",
    "totp",
    "xlsform",
    "odk",
    "collect",
}
"""Names of formats and of the product, the switch to the other language, and the letters that receipts begin with."""


def violations(page: Page) -> list[str]:
    """One line per accessibility violation, naming the rule and the places."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    return [str(line) for line in page.evaluate(RUN)]


def overflow(page: Page) -> list[str]:
    """What makes the page wider than its window; nothing when it fits."""
    wide = page.evaluate(WIDE)
    return [f"too wide: {', '.join(wide)}"] if wide else []


def twins(page: Page) -> list[str]:
    """Ids that stand twice: labels, scripts and links would find the wrong one."""
    ids: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    return [f"twice the id {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]


def foreign_words(page: Page, quoted: set[str]) -> list[str]:
    """English on a Chinese page where the product itself speaks. `quoted`: residents' words stay as they were said."""
    found = []
    for text in page.evaluate(WORDS):
        words = " ".join(str(text).split())
        for quote in quoted:
            words = words.replace(quote, "")
        words = re.sub(r"\S+\.(?:py|json)\b", "", words)
        if {word.lower() for word in re.findall(r"[A-Za-z][A-Za-z0-9]+", words)} - ALLOWED - _codes(words):
            found.append(f"English: {words[:80]}")
    return found


def _codes(words: str) -> set[str]:
    """The letters of receipts, one in ten of which has no digit at all, and of other codes: capitals mixed with digits."""
    codes = re.findall(r"\bSX\s?[2-9A-Z]{4}\s?[2-9A-Z]{4}-[2-9A-Z]\b|\b(?=[A-Z0-9-]*\d)[A-Z0-9-]+\b", words)
    return {part.lower() for code in codes for part in re.findall(r"[A-Za-z][A-Za-z0-9]+", code)}
