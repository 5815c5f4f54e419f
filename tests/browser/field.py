"""A telephone in the field: prepares the app, loses the network, and writes on."""

import io
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from sixia.fieldwork.offline.models import Device
from sixia.fieldwork.onsite import actions as onsite
from sixia.fieldwork.onsite.models import Office
from sixia.fieldwork.reception import actions as reception
from sixia.fieldwork.reception.actions import NewDay
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.models import Visit
from sixia.people.actors import actor_of
from sixia.people.models import Account, Unit
from tests.browser.looking import overflow, violations
from tests.browser.seat import PHONE, Seat

CLERK = "zhan"
PASS = "demo-9876"
APP = "/desk/field/"


LYING = """async () => {
  const done = (ask) => new Promise((good) => { ask.onsuccess = () => good(ask.result); });
  const names = (await indexedDB.databases()).map((one) => one.name), texts = [];
  for (const name of names) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      const rows = await done(base.transaction(store).objectStore(store).getAll());
      for (const row of rows) texts.push(JSON.stringify(row), row.data ? new TextDecoder().decode(row.data) : "");
    }
    base.close();
  }
  return {
    names, texts: texts.join("\\n"), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length, session: JSON.stringify(sessionStorage),
  };
}"""


class Field:
    """The app on one telephone."""

    def __init__(self, seat: Seat, page: Page | None = None) -> None:
        self.seat, self.page, self.context = seat, page or seat.page, seat.context
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    def at(self, name: str) -> None:
        """This screen is shown."""
        expect(self.page.locator(f"[data-screen={name}]")).to_be_visible()

    def sound(self) -> None:
        """No fault of access, nothing too wide."""
        assert violations(self.page) + overflow(self.page) == []

    def prepare(self) -> "Field":
        """From the menu to the first screen, with the shell kept. Telephones of earlier journeys come off the list."""
        old = Device.objects.live().filter(account__username=self.seat.name).order_by("-pk")[4:]
        Device.objects.filter(pk__in=[device.pk for device in old]).update(ended_at=timezone.now(), secret="")
        self.page.goto(APP)
        self.at("prepare")
        self.sound()
        self.page.fill("#new-pass", PASS)
        self.page.fill("#new-pass2", PASS)
        self.page.click("#prepare button")
        self.at("home")
        expect(self.page.locator("#fresh")).not_to_be_empty()
        self.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        self.sound()
        return self

    def unlock(self) -> "Field":
        """Open it again."""
        self.at("unlock")
        self.page.fill("#pass", PASS)
        self.page.click("#unlock button")
        expect(self.page.locator("[data-screen=unlock]")).to_be_hidden()
        return self

    def cut(self) -> None:
        """No network from now on."""
        self.context.set_offline(True)

    def back(self) -> None:
        """The network is there again."""
        self.context.set_offline(False)

    def go(self, where: str) -> None:
        """Another screen."""
        self.page.evaluate("where => { location.hash = where; }", where)

    def unsent(self, count: int) -> None:
        """So many records wait."""
        head = self.page.locator("#unsent")
        if count:
            expect(head).to_contain_text(self.seat.t("Not yet sent: %(n)s", n=count))
        else:
            expect(head).to_be_hidden()

    def write(self, form: str, **given: str) -> None:
        """Fill a form, found by its selector, and write it down."""
        place = self.page.locator(f"form{form}")
        box = place.locator("xpath=ancestor::details").first
        if box.count() and box.get_attribute("open") is None:
            box.locator("summary").click()
        for name, text in given.items():
            one = place.locator(f"[name={name}]")
            one.select_option(text) if one.evaluate("one => one.tagName") == "SELECT" else one.fill(text)
        place.locator("button").click()

    def drafted(self, count: int) -> None:
        """So many drafts lie on the device."""
        ask = """count => new Promise((good) => {
          const open = indexedDB.open("sixia-field");
          open.onsuccess = () => {
            const rows = open.result.transaction("things").objectStore("things");
            const found = rows.getAllKeys(IDBKeyRange.bound("draft:", "draft:~"));
            found.onsuccess = () => { open.result.close(); good(found.result.length === count); };
          };
        })"""
        self.page.wait_for_function(ask, arg=count)

    def send(self) -> None:
        """Send what waits, by the button of its screen."""
        self.go("#/queue")
        self.page.locator("[data-screen=queue] [data-act=send]").click()


def picture() -> bytes:
    """A photo as a telephone takes it: larger than needed."""
    out = io.BytesIO()
    Image.new("RGB", (2400, 1800), (90, 120, 100)).save(out, "JPEG")
    return out.getvalue()


def stored(context: BrowserContext, page: Page) -> dict[str, Any]:
    """What lies in the browser: databases, every byte in them as text, caches and workers."""
    found: dict[str, Any] = page.evaluate(LYING)
    return found


def reception_today() -> Day:
    """A public reception day of today at the petition office."""
    now = timezone.now()
    clerk, leader, host = (
        Account.objects.get(username=CLERK),
        Account.objects.get(username="gao"),
        Unit.objects.get(code="petitions"),
    )
    day = reception.add(
        NewDay(
            leader=leader,
            unit=leader.posts.select_related("unit")[0].unit,
            starts_at=now + timedelta(days=3, minutes=Day.objects.count()),
            ends_at=now + timedelta(days=3, minutes=Day.objects.count(), hours=2),
            place=host.place,
            address=host.address,
            portfolio="农业农村",
        ),
        host=host,
        by=actor_of(clerk, now),
        now=now,
    )
    reception.announce(day, by=actor_of(clerk, now), now=now)
    starts = _early(now)
    Day.objects.filter(pk=day.pk).update(starts_at=starts, ends_at=now + timedelta(hours=3))
    day.refresh_from_db()
    return day


def visit_today(*others: str) -> Visit:
    """A visit of the clerk with others, today."""
    now, clerk = timezone.now(), Account.objects.get(username=CLERK)
    unit = Unit.objects.get(code="petitions")
    return visits.plan(
        by=actor_of(clerk, now),
        now=now,
        title="看看路灯修得怎么样",
        purposes=("research",),
        place=unit.place,
        unit=unit,
        starts_at=_early(now),
        ends_at=now + timedelta(hours=3),
        led_by=clerk,
        members=tuple(Account.objects.filter(username__in=others)),
    )


def office_today(runner: str, host: str) -> Office:
    """An on-site office of today with one thing on its agenda."""
    now, leader = timezone.now(), Account.objects.get(username=host)
    by, unit = actor_of(Account.objects.get(username=runner), now), leader.posts.select_related("unit__place")[0].unit
    made = onsite.plan(
        by=by,
        now=now,
        title="河堤边现场定一定",
        place=unit.place,
        unit=unit,
        starts_at=_early(now),
        ends_at=now + timedelta(hours=3),
        led_by=leader,
    )
    onsite.add(made, title="河堤护栏断了一截", by=by, now=now)
    return made


def _early(now: datetime) -> datetime:
    """Today already, by local time, and unlike any other test's."""
    local = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    early = local + timedelta(seconds=1 + Day.objects.count() + 40 * Visit.objects.count())
    return max(local, min(early, now - timedelta(minutes=1)))
