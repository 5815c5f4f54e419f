"""Opens a page and says everything that is wrong with it."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from sixia.cases.models import Voice
from tests.browser.looking import foreign_words, overflow, twins, violations
from tests.browser.seat import DESK, PHONE, Seat
from tests.browser.walk import Stop

HTML = "text/html"


class Walker:
    """Opens pages as anybody; each person signs in once for each language. Parts of pages and files are only asked for."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.seats: dict[tuple[str, str], Seat] = {}
        self.whole: dict[tuple[str, str], bool] = {}
        self.quoted = {voice.text[:20] for voice in Voice.objects.exclude(language="zh-hans")}

    def seat(self, name: str, language: str) -> Seat:
        """That person's browser."""
        if (name, language) not in self.seats:
            self.seats[name, language] = Seat(self.browser, self.site, language, name)
        return self.seats[name, language]

    def look(self, stop: Stop, language: str) -> list[str]:
        """One line for each fault of a page in a language, on a telephone and on a desk, for residents in large type too."""
        seat = self.seat(stop.name, language)
        if stop.token:
            seat.context.clear_cookies(name="sessionid")
            seat.go(f"/v/{stop.token}")
        seat.faults.clear()
        if not self._whole(seat, stop):
            return []
        seat.page.set_viewport_size(DESK)  # type: ignore[arg-type]
        status = seat.go(stop.path)
        found = [] if status == 200 else [f"status {status}"]
        found += self._still(seat.page, language)
        found += self._at(seat.page, DESK, "1280")
        found += self._at(seat.page, PHONE, "390")
        if not stop.name:
            found += self._large(seat)
        found += seat.faults
        return [f"{stop.path} ({stop.name or 'resident'}, {language}): {line}" for line in dict.fromkeys(found)]

    def _whole(self, seat: Seat, stop: Stop) -> bool:
        """Whether it is a page at all; asked once for each address and person."""
        known = (stop.path, stop.name)
        if known not in self.whole:
            answer = seat.page.request.get(stop.path)
            self.whole[known] = HTML in answer.headers.get("content-type", "") and "<html" in answer.text()
            assert answer.ok, f"{stop.path} ({stop.name}): {answer.status}"
        return self.whole[known]

    def _still(self, page: Page, language: str) -> list[str]:
        expect(page.locator(".htmx-request")).to_have_count(0)
        found = []
        if page.locator("html").get_attribute("lang") != {"zh-hans": "zh-Hans", "en": "en"}[language]:
            found.append("in another language")
        if (heads := page.locator("h1").count()) != 1:
            found.append(f"{heads} main headings")
        found += twins(page)
        return found + (foreign_words(page, self.quoted) if language == "zh-hans" else [])

    def _at(self, page: Page, size: Any, name: str) -> list[str]:
        page.set_viewport_size(size)
        page.evaluate("() => new Promise(requestAnimationFrame)")
        return [f"{line} at {name}" for line in violations(page) + overflow(page)]

    def _large(self, seat: Seat) -> list[str]:
        seat.context.add_cookies([{"name": "sixia_elder", "value": "1", "url": self.site}])
        seat.page.reload()
        found = self._at(seat.page, PHONE, "390 in large type")
        seat.context.clear_cookies(name="sixia_elder")
        return found

    def close(self) -> None:
        """Everybody goes home."""
        for seat in self.seats.values():
            seat.context.close()
