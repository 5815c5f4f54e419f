"""Work without a network: a day of it, restarts in between, sent twice, two devices at once, signed out, cleared."""

from collections.abc import Callable
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from sixia.cases.models import Case
from sixia.fieldwork.offline.models import Device, Line, Packet
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.visits.models import Note
from sixia.kit.files import store
from tests.browser.field import APP, CLERK, Field, picture, reception_today, stored, visit_today
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
WORDS = "村口三盏路灯坏了两个月，老人晚上不敢出门。"
GONE = (
    "The browser has cleared this device. Records that had not been sent are lost: %(n)s. What had been sent is kept: "
    "look at “Arrived from my devices”."
)
HALF = "半条备注"
SECRET = "谁也不该在设备上读到的一句话"


def test_a_day_without_a_network(sit: Sit, language: str) -> None:
    day = reception_today()
    field = Field(sit(CLERK)).prepare()
    field.cut()
    receive(field, day)
    where = field.page.url
    field.page.wait_for_timeout(2000)  # half a note is kept a moment after the last key, not with it
    field.page.reload()
    field.unlock()
    field.unsent(5)
    expect(field.page.locator("#noted-text")).to_have_value(HALF)
    later = restarted(field)
    later.unsent(5)
    expect(later.page.locator("#drafts a")).to_have_count(1)
    later.page.locator("#drafts a").click()
    assert later.page.url == where
    expect(later.page.locator("#noted-text")).to_have_value(HALF)
    later.write("[data-kind=noted]")
    later.unsent(6)
    later.page.click("[data-step=finish]")
    later.unsent(7)
    later.go("#/queue")
    later.sound()
    later.back()
    later.unsent(0)
    later.sound()
    booking = Booking.objects.get(day=day)
    assert (booking.state, booking.number) == ("done", 1)
    assert sorted(booking.acts.values_list("kind", flat=True)) == ["heard", "noted"]
    case = Case.objects.get(pk=booking.acts.get(kind="heard").case_id or 0)
    assert [row.kind for row in store.of(case.key)[case.key]] == ["image/jpeg"]


def receive(field: Field, day: Day) -> None:
    """Open the day, take somebody who came, write their words with a photo, and half a note."""
    field.go(f"#/day/{day.pk}")
    field.page.click("[data-act=open-day]")
    field.unsent(1)
    field.write("[data-verb='reception.book']", about=WORDS, name="演示甲", phone="13900000001")
    field.unsent(3)
    field.sound()
    field.page.locator("[data-people] a", has_text="演示甲").click()
    field.page.click("[data-step=sit]")
    heard = field.page.locator("form[data-kind=heard]")
    heard.locator("xpath=..").locator("summary").click()
    heard.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(heard.locator("[data-photos]")).to_contain_text(field.seat.t("Photos: %(n)s", n=1))
    field.write("[data-kind=heard]")
    field.unsent(5)
    noted = field.page.locator("form[data-kind=noted]")
    noted.locator("xpath=..").locator("summary").click()
    noted.locator("textarea").fill(HALF)
    field.sound()
    field.drafted(1)


def restarted(field: Field) -> Field:
    """The page was closed; another one is opened, without a network still."""
    later = Field(field.seat, field.context.new_page())
    field.page.close()
    later.page.goto(APP)
    return later.unlock()


def test_sent_twice_from_two_windows_and_answered_into_nowhere(sit: Sit, language: str) -> None:
    visit = visit_today()
    field = Field(sit(CLERK)).prepare()
    field.cut()
    field.go(f"#/visit/{visit.pk}")
    for words in ("第一条", "第二条", "第三条"):
        field.write("[data-verb='visits.note']", text=words)
    field.unsent(3)
    lost: list[int] = []

    def loses(route: Any) -> None:
        """The server takes the first packet; its answer is lost on the way."""
        answer = route.fetch()
        lost.append(answer.status)
        route.abort() if len(lost) == 1 else route.fulfill(response=answer)

    field.context.route("**/api/packets", loses)
    other = Field(field.seat, field.context.new_page())
    other.page.goto(APP)
    other.unlock()
    other.unsent(3)
    field.back()
    field.send()
    other.send()
    field.unsent(0)
    other.unsent(0)
    assert lost[0] == 200
    assert len(lost) > 1
    assert sorted(Note.objects.filter(visit=visit).values_list("text", flat=True)) == ["第一条", "第三条", "第二条"]
    assert Packet.objects.filter(done_at=None).count() == 0
    field.seat.faults = [fault for fault in field.seat.faults if "ERR_FAILED" not in fault]


def test_two_devices_on_the_same_visit(sit: Sit, language: str) -> None:
    visit = visit_today("gao")
    one, other = Field(sit(CLERK)).prepare(), Field(sit("gao")).prepare()
    for field, met, line in ((one, "12", "灯亮了两盏"), (other, "15", "还有一盏不亮")):
        field.cut()
        field.go(f"#/visit/{visit.pk}")
        field.write("[data-verb='visits.note']", text=line)
        field.write("[data-verb='visits.hold']", met=met)
        field.unsent(2)
    one.back()
    one.unsent(0)
    other.back()
    other.unsent(1)
    other.go("#/queue")
    expect(other.page.locator("[data-open] [data-sentence]")).to_contain_text(
        other.seat.t("It has been noted as held meanwhile, with another number of residents. Choose which one stands.")
    )
    other.sound()
    visit.refresh_from_db()
    assert visit.met == 12
    other.page.get_by_role("button", name=other.seat.t("Mine stands: %(n)s", n=15)).click()
    other.unsent(0)
    visit.refresh_from_db()
    assert (visit.state, visit.met) == ("held", 15)
    assert {row.by.username for row in Note.objects.filter(visit=visit)} == {CLERK, "gao"}


def test_what_lies_there_is_sealed_and_signing_out_leaves_nothing(sit: Sit, language: str) -> None:
    visit = visit_today()
    field = Field(sit(CLERK)).prepare()
    field.cut()
    field.go(f"#/visit/{visit.pk}")
    field.write("[data-verb='visits.note']", text=SECRET)
    field.unsent(1)
    lies = stored(field.context, field.page)
    assert lies["names"] == ["sixia-field"]
    for words in (SECRET, visit.title, "演示", "secret", "units"):
        assert words not in lies["texts"], words
    field.go("#/leave")
    expect(field.page.locator("#leaving")).to_be_visible()
    field.sound()
    field.page.locator("[data-screen=leave] [data-act=leave]").click()
    field.at("left")
    lies = stored(field.context, field.page)
    assert (lies["names"], lies["caches"], lies["workers"], lies["session"]) == ([], [], 0, "{}")
    assert SECRET not in field.page.content()
    assert visit.title not in field.page.content()
    field.back()
    field.page.goto(APP)
    expect(field.page).to_have_url(lambda url: "/accounts/login/" in url) if False else field.page.wait_for_url(
        "**/accounts/login/**"
    )
    assert not Note.objects.filter(visit=visit).exists()


def test_signed_out_meanwhile_and_signed_in_again(sit: Sit, language: str) -> None:
    visit = visit_today()
    seat = sit(CLERK)
    field = Field(seat).prepare()
    field.cut()
    field.go(f"#/visit/{visit.pk}")
    field.write("[data-verb='visits.note']", text="登录过期前写的")
    field.unsent(1)
    Session.objects.all().delete()
    field.back()
    field.go("#/queue")
    expect(field.page.locator("#sign-in")).to_be_visible()
    field.sound()
    field.unsent(1)
    field.page.reload()
    field.unlock()
    field.unsent(1)
    seat.enter(CLERK)
    seat.go(APP)
    field.unlock()
    field.unsent(0)
    assert Note.objects.get(visit=visit).text == "登录过期前写的"
    assert Line.objects.filter(verb="visits.note", state="kept").exists()


def test_a_cleared_device_says_so_and_the_server_keeps_what_it_has(sit: Sit, language: str) -> None:
    visit = visit_today()
    field = Field(sit(CLERK)).prepare()
    field.go(f"#/visit/{visit.pk}")
    field.write("[data-verb='visits.note']", text="已经送到的一条")
    expect(field.page.locator("[data-screen=visit] [data-acts] li [data-state].ok")).to_have_count(1)
    field.unsent(0)
    field.cut()
    field.write("[data-verb='visits.note']", text="还没送到的一条")
    field.unsent(1)
    line = field.context.new_cdp_session(field.page)
    types = "indexeddb,cache_storage,service_workers,local_storage"
    line.send("Storage.clearDataForOrigin", {"origin": field.page.url.split("/desk")[0], "storageTypes": types})
    field.at("strange")
    lost = field.seat.t(GONE, n=1)
    expect(field.page.locator("#say")).to_contain_text(lost)
    field.back()
    field.page.goto(APP)
    field.at("prepare")
    expect(field.page.locator("#say")).to_contain_text(lost)
    field.prepare()
    assert Note.objects.get(visit=visit).text == "已经送到的一条"


def test_a_device_taken_off_the_list_is_cleared(sit: Sit, language: str) -> None:
    field = Field(sit(CLERK)).prepare()
    device = Device.objects.filter(account__username=CLERK).latest("pk")
    Device.objects.filter(pk=device.pk).update(ended_at=timezone.now(), ending="revoked")
    field.page.locator("[data-screen=home] [data-act=load]").click()
    field.at("left")
    assert stored(field.context, field.page)["names"] == []
    field.seat.expected("410")
