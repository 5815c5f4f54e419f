"""Takes the pictures of the guides from a made-up county in a throw-away folder. `make pictures`; needs an installed Chromium."""

import base64
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tools.browser import find

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"]
PATIENCE = 60
SIZE = "600"
"""Enough voices for figures that say something, few enough to wait for."""
DESK: ViewportSize = {"width": 1280, "height": 720}
SHEET: ViewportSize = {"width": 960, "height": 720}
PHONE: ViewportSize = {"width": 390, "height": 760}
LAMP = "东风社区3号楼前面的路灯坏了半个月，晚上看不见路，老人摔了一跤，请尽快来修。"
MOST = {"overview": 300_000}
MOST_OTHERS = 250_000
TOGETHER = """<style>body{{margin:0;width:1280px;height:{high}px;background:#dfe8e6;position:relative;overflow:hidden}}
img{{position:absolute;border-radius:10px;box-shadow:0 6px 28px rgb(0 40 40/.28)}}</style>
<img src="data:image/png;base64,{desk}" style="left:330px;top:28px;width:922px">
<img src="data:image/png;base64,{phone}" style="left:28px;top:28px;width:282px">"""


@contextmanager
def county() -> Iterator[str]:
    """The address of a running county that is gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="sixia-pictures-") as folder:
        own = {"SIXIA_MODE": "demo", "SIXIA_DATA_DIR": folder, "DATABASE_URL": "", "SIXIA_BASE_URL": site}
        sixia, env = str(Path(sys.executable).with_name("sixia")), {**os.environ, **own}
        for words in (["prepare"], ["demo", "--size", SIZE, "--json"], ["work", "--once"]):
            subprocess.run([sixia, *words], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
        with subprocess.Popen([sixia, "serve", "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=env) as server:
            try:
                _wait(site, server)
                yield site
            finally:
                server.terminate()
                server.wait(30)


def _wait(site: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit("The county could not be started; the lines above say why.")
        try:
            with urllib.request.urlopen(f"{site}/healthz", timeout=5):  # noqa: S310  # our own server
                return
        except (URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The county did not start in time.")


class Camera:
    """Opens pages in Chinese and keeps pictures of them."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.taken: dict[str, bytes] = {}

    def page(self, size: ViewportSize, who: str = "", unit: str = "") -> Page:
        """A fresh browser; `who` are words on the button of the cast, in the list of a `unit` where one is named."""
        page = self.browser.new_context(base_url=self.site, locale="zh-hans", viewport=size).new_page()
        if who:
            page.goto("/demo/")
            if unit:
                page.locator("summary:has(+ #everybody)").click()
            cast = page.locator("#everybody > div").filter(has=page.get_by_role("heading", name=unit)) if unit else page
            cast.get_by_role("button", name=who).first.click()
            page.wait_for_url("**/desk/**")
        return page

    def take(self, name: str, page: Page) -> None:
        """Keep what the window shows."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.activeElement?.blur()")
        self.taken[name] = page.screenshot(animations="disabled", caret="hide")


def shoot(camera: Camera) -> None:
    """One concern from the words to the desks, with a picture at each stop."""
    resident = camera.page(SHEET)
    resident.goto("/")
    resident.locator("#id_text").fill(LAMP)
    resident.locator("#understood .chip").first.wait_for()
    camera.take("say", resident)
    resident.locator("main form .btn.big").click()
    resident.locator("#id_phone").fill("16900001111")
    resident.get_by_role("button", name="发送").or_(resident.locator("main form .btn.big")).last.click()
    resident.wait_for_url("**/receipt/**")
    receipt = resident.url.rsplit("/", 1)[1]

    dispatcher = camera.page(DESK, "派单员老何")
    dispatcher.goto("/desk/dispatch?order=new")
    number = dispatcher.locator(".rowlink", has_text=LAMP[:10]).first.get_attribute("href") or ""
    dispatcher.goto(number)
    camera.take("dispatch", dispatcher)
    unit = dispatcher.locator("#panel_unit").input_value()
    dispatcher.keyboard.press("Enter")
    dispatcher.wait_for_url("**/desk/dispatch")

    handler = camera.page(DESK, "经办", unit)
    handler.goto(number.replace("dispatch", "cases").partition("?")[0])
    handler.locator("form[action$='/accept'] button").first.click()
    handler.wait_for_load_state("networkidle")
    handler.goto("/desk/orders")
    camera.take("orders", handler)

    resident.goto(f"/track/{receipt}")
    camera.take("track", resident)
    resident.set_viewport_size(PHONE)
    camera.take("phone", resident)
    caller = camera.page(DESK, "回访员小方")
    caller.goto("/desk/callback/next")
    camera.take("callback", caller)
    leader = camera.page(DESK, "钱县长")
    leader.goto("/desk/today")
    camera.take("today", leader)
    _together(camera)


def _together(camera: Camera) -> None:
    """The resident's page beside the dispatcher's desk."""
    high = 28 + 549 + 28
    page = camera.page({"width": 1280, "height": high})
    parts = {name: base64.b64encode(camera.taken[name]).decode() for name in ("dispatch", "phone")}
    page.set_content(TOGETHER.format(high=high, desk=parts["dispatch"], phone=parts["phone"]))
    camera.take("overview", page)
    del camera.taken["phone"]


def main() -> int:
    """Take all pictures; none is written when one is too large."""
    program = find()
    if program is None:
        print("Chromium is not installed; pictures cannot be taken.")
        return 1
    with county() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        camera = Camera(browser, site)
        shoot(camera)
        browser.close()
    large = {name: len(data) for name, data in camera.taken.items() if len(data) > MOST.get(name, MOST_OTHERS)}
    if large:
        print(f"Too large, nothing was written: {large}")
        return 1
    FOLDER.mkdir(exist_ok=True)
    for name, data in camera.taken.items():
        (FOLDER / f"{name}.png").write_bytes(data)
        print(f"{name}.png {len(data) // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
