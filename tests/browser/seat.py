"""Somebody at a browser: reads and presses what stands on the page, by its words in the language of the test."""

import itertools
import re
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from sixia.people.models import Account

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PATIENCE = 20_000
"""Milliseconds a page may take on a machine that does everything at once. What is there at once is not waited for."""
expect.set_options(timeout=PATIENCE)
_homes = itertools.count(1)


def new_context(browser: Browser, site: str, language: str, size: dict[str, int], **more: Any) -> BrowserContext:
    """A fresh visitor from an address of their own."""
    home = next(_homes)
    return browser.new_context(
        base_url=site,
        locale=language,
        viewport=size,  # type: ignore[arg-type]
        extra_http_headers={"X-Forwarded-For": f"10.0.{home // 250}.{home % 250 + 1}"},
        **more,
    )


class Seat:
    """One person's browser. Without a name it is a resident's telephone."""

    def __init__(self, browser: Browser, site: str, language: str, name: str = "", **more: Any) -> None:
        size = DESK if name else PHONE
        self.context = new_context(browser, site, language, more.pop("size", size), **more)
        self.language, self.name = language, name
        self.faults: list[str] = []
        self.forgiven: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.noted(line.text) if line.type == "error" else None)
        if name:
            self.enter(name)

    def enter(self, name: str) -> None:
        """Sign in by one click on the page of the cast."""
        account = Account.objects.get(username=name)
        self.go("/demo/")
        button = self.page.locator(f"button[name=account][value='{account.pk}']").first
        if not button.is_visible():
            self.page.locator("summary:has(+ #everybody)").click()
        button.click()
        expect(self.page).to_have_url(re.compile("/desk/"))

    def t(self, words: str, **values: object) -> str:
        """A sentence of the product in this person's language."""
        with translation.override(self.language):
            said = gettext(words)
        return said % values if values else said

    def go(self, path: str) -> int:
        """Open an address; returns the status."""
        answer = self.page.goto(path)
        return answer.status if answer else 0

    def press(self, words: str, *, within: Locator | None = None) -> None:
        """Press the button of that name."""
        named = re.compile(rf"^{re.escape(self.t(words))}(\s|$)")
        (within or self.page).get_by_role("button", name=named).first.click()

    def follow(self, words: str, *, within: Locator | None = None) -> None:
        """Follow the link of that name."""
        named = re.compile(rf"^{re.escape(self.t(words))}(\s|$)")
        (within or self.page).get_by_role("link", name=named).first.click()

    def field(self, words: str) -> Locator:
        """The field with that label."""
        label = rf"^{re.escape(self.t(words))}\s*({re.escape(self.t('required'))})?$"
        return self.page.get_by_label(re.compile(label)).first

    def write(self, words: str, text: str) -> None:
        """Write into the field with that label."""
        self.field(words).fill(text)

    def tick(self, selector: str) -> None:
        """Choose a radio button or box, which may lie hidden under its label."""
        self.page.locator(selector).check(force=True)

    def sees(self, text: str, **values: object) -> None:
        """The page shows these words."""
        expect(self.page.locator("body")).to_contain_text(self.t(text, **values))

    def noted(self, text: str) -> None:
        """The browser's console shows an error: a fault, unless it was said before that one such would come."""
        late = next((status for status in self.forgiven if f"status of {status}" in text), None)
        if late is None:
            self.faults.append(text)
        else:
            self.forgiven.remove(late)

    def expected(self, status: str) -> None:
        """The browser notes in its console that a form came back; this one was meant to, also where it says so a moment later."""
        left = [fault for fault in self.faults if f"status of {status}" not in fault]
        if len(left) == len(self.faults):
            self.forgiven.append(status)
        self.faults = left

    def at(self, pattern: str) -> None:
        """The address is like this."""
        expect(self.page).to_have_url(re.compile(pattern))

    def number(self) -> int:
        """The number at the end of the address."""
        found = re.search(r"/(\d+)(?:[#?].*)?$", self.page.url)
        assert found, self.page.url
        return int(found[1])
