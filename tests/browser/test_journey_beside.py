"""Residents who do not write themselves: at the counter of the hall, and at home with the grid worker."""

from collections.abc import Callable

from playwright.sync_api import expect

from sixia.people.models import Post
from tests.browser import deeds
from tests.browser.seat import DESK, PHONE, Seat

Sit = Callable[..., Seat]
PRINTED = "window.print = () => { document.documentElement.dataset.printed = 'yes' }"


def test_at_the_counter_the_sheet_is_printed_and_its_code_gives_the_verdict_there(sit: Sit) -> None:
    clerk = sit("lin")
    clerk.page.add_init_script(PRINTED)
    clerk.go("/desk/hear")
    clerk.page.keyboard.press("Alt+2")
    assert clerk.page.locator("input[name=channel]:checked").get_attribute("value") == "counter"
    clerk.write("In the resident’s words", "棉纺厂社区5号楼旁边的垃圾桶满了一个星期没人清，臭得开不了窗。")
    clerk.press("Keep it and give the receipt")
    clerk.sees("Kept. Read this aloud, slowly")
    kept = deeds.read_receipt(clerk)
    clerk.press("Print")
    expect(clerk.page.locator("html[data-printed=yes]")).to_have_count(1)
    clerk.page.emulate_media(media="print")
    sheet = clerk.page.locator("main")
    expect(sheet.get_by_text(kept.receipt)).to_be_visible()
    expect(sheet.locator(".print-only svg").first).to_be_visible()
    expect(clerk.page.get_by_role("button")).to_have_count(0)
    assert (kept.voice.channel, kept.voice.anonymous) == ("counter", True)

    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))

    hall = sit(size=DESK)
    deeds.open_by_code(hall, kept)
    hall.sees(deeds.SOLVED)
    deeds.judge(hall, agree=True)
    hall.press("Give my verdict")
    hall.sees("You agreed to close it.")
    hall.press("Close my matters on this device")
    hall.go(f"/track/{kept.receipt}")
    hall.at(r"/track\?code=")
    assert (kept.case.state, kept.case.ending, kept.voice.state) == ("closed", "verdict", "agreed")


def test_a_grid_worker_writes_with_consent_and_the_resident_judges_at_home(sit: Sit) -> None:
    worker = sit(grid_worker(), size=PHONE)
    worker.go("/desk/help-someone")
    worker.write("Their words", "后山村村口的路灯坏了，我眼睛不好，晚上不敢出门，请网格员代写。")
    worker.press("Send")
    expect(worker.field("How did they agree that you write for them?")).to_have_attribute("aria-invalid", "true")
    worker.expected("422")
    worker.write("How did they agree that you write for them?", "在家里念给本人听，本人点头同意")
    worker.press("Send")
    worker.at("/help-someone/SX")
    kept = deeds.read_receipt(worker)
    assert (kept.voice.helper.username, kept.voice.consent) == (worker.name, "在家里念给本人听，本人点头同意")

    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))

    worker.go("/desk/help-someone")
    line = worker.page.locator("aside li", has_text=kept.receipt)
    expect(line).to_contain_text(worker.t("Answered, waiting for the verdict"))
    home = sit()
    deeds.open_by_code(home, kept)
    home.sees(deeds.SOLVED)
    deeds.judge(home, agree=True)
    home.press("Give my verdict")
    home.sees("You agreed to close it.")
    assert (kept.case.state, kept.case.ending) == ("closed", "verdict")
    worker.page.reload()
    expect(line).to_contain_text(worker.t("Closed"))


def grid_worker() -> str:
    """The last grid worker."""
    return str(Post.objects.filter(role="grid_worker").order_by("-pk")[0].account.username)
