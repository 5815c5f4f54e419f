"""Residents and a dispatcher who use a running installation over HTTP, and try again until they are answered."""

import http.client
import random
import threading
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

PATIENCE = 60.0


@dataclass
class Browser:
    """Cookies, and requests that say None when the server was not there."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    waits: float = 15

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str] | None:
        """(status, where it leads, body), or None when the connection broke."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.waits)
        headers = {"X-Forwarded-For": self.address, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request("GET" if form is None else "POST", path, body=body, headers=headers)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return answer.status, answer.getheader("Location") or "", text


@dataclass
class Crowd:
    """Threads that speak until told to stop. `taken` holds what was acknowledged: receipt by the form's number; `turned_away`
    how often a resident got an answer of each status instead."""

    port: int
    taken: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    dispatched: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    turned_away: Counter[int] = field(default_factory=Counter)
    enough: threading.Event = field(default_factory=threading.Event)
    patience: float = PATIENCE
    waits: float = 15

    @contextmanager
    def speaking(self, residents: int, dispatcher: str) -> Iterator["Crowd"]:
        """Start them, and wait at the end until each has been answered."""
        threads = [threading.Thread(target=self._resident, args=(number,)) for number in range(residents)]
        threads.append(threading.Thread(target=self._dispatcher, args=(dispatcher,)))
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.enough.set()
            for thread in threads:
                thread.join(self.patience * 2)
            assert not any(thread.is_alive() for thread in threads), "somebody was never answered"

    def _resident(self, number: int) -> None:
        dice = random.Random(number)
        while not self.enough.is_set():
            once = str(uuid.uuid4())
            browser = Browser(self.port, f"10.{number}.{dice.randrange(250)}.{dice.randrange(250)}", waits=self.waits)
            text = f"{once} 村口的路灯坏了"
            self.words[once] = text
            form = {"text": text, "number": once, "kind": "help", "phone": f"139{dice.randrange(10**8):08d}", "wants": "sms"}
            self._until_answered(browser, once, form)

    def _until_answered(self, browser: Browser, once: str, form: dict[str, str]) -> None:
        last = time.monotonic() + self.patience
        while time.monotonic() < last:
            if "csrftoken" not in browser.cookies:
                browser.ask("/")
            if "csrftoken" not in browser.cookies:
                time.sleep(0.1)
                continue
            answer = browser.ask("/tell", form)
            if answer is not None and answer[0] == 302 and answer[1].startswith("/receipt/"):
                self.taken[once] = answer[1].removeprefix("/receipt/")
                return
            if answer is not None:
                self.turned_away[answer[0]] += 1
            if answer is not None and answer[0] not in (500, 502, 503):
                self.faults.append(f"{answer[0]} {answer[1]} {answer[2][-300:]}")
                return
            time.sleep(0.1)
        self.faults.append(f"{once} was not answered in {self.patience:.0f} s")

    def _dispatcher(self, account: str) -> None:
        """Dispatch cases by number; a killed request may have used up a number, so that some have none."""
        browser, dice = Browser(self.port, "10.250.0.1"), random.Random(1)
        done: set[int] = set()
        while not self.enough.is_set():
            if "sessionid" not in browser.cookies:
                browser.ask("/")
                browser.ask("/demo/enter/", {"account": account})
                continue
            number = dice.randint(1, len(self.taken) + 10)
            if number in done:
                time.sleep(0.01)
                continue
            answer = browser.ask(f"/desk/cases/{number}/dispatch", {"category": "lamp", "unit": "县住建局", "triage": ""})
            if answer is None or answer[0] in (404, 500, 503):  # not heard, or the server was away
                time.sleep(0.02)
            elif answer[0] == 302 and not answer[1].startswith("/accounts"):
                self.dispatched.add(number)
                done.add(number)
            elif answer[0] == 409:  # done already, by a request whose answer was lost
                done.add(number)
            elif answer[0] != 302:
                self.faults.append(f"dispatch {answer[0]} {answer[2][-300:]}")
