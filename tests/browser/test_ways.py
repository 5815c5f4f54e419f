"""The same work without a mouse, without a script, by a click on the map: nobody is shut out by how they use a browser."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from sixia.cases.models import Case, Voice
from tests.browser import deeds
from tests.browser.seat import Seat

Sit = Callable[..., Seat]


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is there."""
    wanted = page.locator(selector).first
    for _press in range(most):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def test_a_clerk_needs_no_mouse_from_the_ringing_to_the_next_caller(sit: Sit) -> None:
    clerk = sit("chen")
    page, keys = clerk.page, clerk.page.keyboard
    clerk.go("/desk/hear")
    assert page.evaluate("document.activeElement.id") == "id_phone"
    keys.type("16900007777")
    tab_to(page, "#id_name")
    keys.type("测试·甲")
    tab_to(page, "#id_text")
    keys.type("后山村通村路被水冲坏了一个大坑，三轮车过不去。")
    expect(page.locator("#assist")).to_contain_text("后山村")
    tab_to(page, "#id_place")
    keys.type("后山村")
    keys.press("Control+Enter")
    clerk.sees("Kept. Read this aloud, slowly")
    kept = deeds.read_receipt(clerk)
    assert kept.case.place is not None
    assert kept.case.place.name == "后山村"
    keys.press("n")
    clerk.at("/desk/hear$")
    assert page.evaluate("document.activeElement.id") == "id_phone"


def test_a_dispatcher_walks_the_queue_and_confirms_by_keys_alone(sit: Sit) -> None:
    seat = sit("he")
    page, keys = seat.page, seat.page.keyboard
    seat.go("/desk/dispatch")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    focused = page.locator(".rowlink:focus")
    expect(focused).to_have_count(1)
    keys.press("Enter")
    seat.at(r"/desk/dispatch/\d+")
    number = seat.number()
    if not page.locator("#panel_unit").input_value():
        keys.press("u")
        keys.type("清源县城市管理局")
        keys.press("Escape")
    if not page.locator("#panel_category").input_value():
        page.locator("#panel_category").select_option(index=2)
    page.locator("#panel_unit").blur()
    keys.press("Enter")
    seat.at("/desk/dispatch$")
    assert Case.objects.get(pk=number).state == "handling"


def test_the_keys_of_a_page_are_listed_on_demand(sit: Sit) -> None:
    seat = sit("he")
    seat.go("/desk/dispatch")
    seat.page.keyboard.press("?")
    expect(seat.page.locator("dialog[open]")).to_have_count(1)
    expect(seat.page.locator("dialog[open] kbd").first).to_be_visible()


def test_what_was_understood_appears_while_one_writes_and_follows_the_words(sit: Sit) -> None:
    seat = sit()
    seat.go("/")
    box = seat.field("Write what happened, where and when")
    box.press_sequentially("南湾村的路灯坏了，一直没人修", delay=5)
    panel = seat.page.locator("#understood")
    expect(panel).to_contain_text("南湾村")
    box.fill("后山村的自来水浑浊发黄")
    expect(panel).to_contain_text("后山村")
    expect(panel).not_to_contain_text("南湾村")


def test_personal_numbers_are_pointed_at_and_hidden_on_demand(sit: Sit) -> None:
    seat = sit()
    seat.go("/")
    seat.write("Write what happened, where and when", "我叫测试甲，身份证110101199001010015，路灯坏了。")
    seat.press("Hide them")
    seat.sees("Hidden. Read it once more below.")
    assert "199001010015" not in seat.field("Write what happened, where and when").input_value()


def test_a_click_on_the_map_names_the_village(sit: Sit) -> None:
    seat = sit()
    deeds.say(seat, "村口的大树倒了，挡住了路，请来处理。")
    seat.page.get_by_text(seat.t("Show the spot on a map"), exact=True).click()
    chart = seat.page.locator("[data-map]")
    chart.scroll_into_view_if_needed()
    expect(chart.locator("path").first).to_be_attached()
    chart.click(position={"x": 170, "y": 130})
    expect(seat.page.locator("#id_spot")).not_to_have_value("")
    expect(seat.page.locator("#id_place")).not_to_have_value("")
    kept = deeds.send(seat)
    assert kept.case.lat is not None
    assert kept.voice.place is not None
    assert kept.voice.place.level == "village"


def test_without_a_script_a_resident_says_it_tracks_it_and_judges_it(sit: Sit) -> None:
    seat = sit(java_script_enabled=False)
    deeds.say(seat, "友谊社区2号楼前的路灯坏了，晚上看不见路。", phone="16900008888")
    assert "友谊社区" in seat.page.locator("#id_place option:checked").inner_text()
    kept = deeds.send(seat)
    deeds.open_by_code(seat, kept)
    seat.write("What you want to add", "一共三盏都不亮")
    seat.press("Add")
    seat.sees("Added. Those who handle it see it at the top.")
    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))
    seat.go(deeds.link(kept))
    deeds.judge(seat, agree=True)
    seat.press("Give my verdict")
    seat.at(f"/track/{kept.receipt}")
    assert Voice.objects.get(receipt=kept.receipt).state == "agreed"


def test_the_way_back_from_the_receipt_leads_home_and_sends_nothing_again(sit: Sit) -> None:
    seat, before = sit(), Voice.objects.count()
    page = seat.page
    seat.go("/")
    page.locator("#id_text").fill("村口路灯一个月不亮。")
    page.locator("main form .btn").first.click()
    page.locator("form.details .btn").last.dblclick()
    seat.at(r"/receipt/")
    page.go_back()
    seat.at(r"/$")
    expect(page.locator("#id_text")).to_be_visible()
    assert Voice.objects.count() == before + 1


def test_large_type_is_one_press_away_and_stays(sit: Sit) -> None:
    seat = sit()
    seat.go("/")
    before = seat.page.evaluate("getComputedStyle(document.body).fontSize")
    seat.press("Large type")
    expect(seat.page.locator("html[data-elder]")).to_have_count(1)
    seat.go("/track")
    assert seat.page.evaluate("getComputedStyle(document.body).fontSize") > before


def test_large_type_fits_an_officials_telephone(sit: Sit) -> None:
    seat = sit("he")
    seat.page.set_viewport_size({"width": 390, "height": 844})
    seat.go("/desk/cases")
    seat.press("Large type")
    expect(seat.page.locator("html[data-elder]")).to_have_count(1)
    assert seat.page.evaluate("document.scrollingElement.scrollWidth") <= 390


def test_an_elder_needs_large_type_and_keys_alone_from_the_words_to_the_verdict(sit: Sit) -> None:
    seat = sit()
    page, keys = seat.page, seat.page.keyboard
    seat.go("/")
    press_by_key(seat, "Large type")
    elder = page.locator("html[data-elder]")
    expect(elder).to_have_count(1)
    tab_to(page, "#id_text")
    keys.type("友谊社区3号楼门前的路灯坏了，老人晚上出不了门。")
    press_by_key(seat, "Next")
    press_by_key(seat, "Send")
    seat.at("/receipt/")
    kept = deeds.read_receipt(seat)
    for code in page.locator(".figure").all():
        assert code.evaluate("one => one.scrollWidth <= one.clientWidth + 1"), "a code runs out of a telephone's width"
    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))

    seat.context.clear_cookies(name="sessionid")
    seat.go("/track")
    expect(elder).to_have_count(1)
    tab_to(page, "#id_code")
    keys.type(kept.receipt)
    tab_to(page, "#id_passcode")
    keys.type(kept.passcode)
    press_by_key(seat, "Open")
    seat.sees(deeds.SOLVED)
    for question in ("solved", "satisfied", "decent", "agree"):
        tab_to(page, f"#verdict input[name$={question}]", most=120)
        keys.press("Space")
    chosen = page.locator("#verdict input:checked")
    assert [one.get_attribute("value") for one in chosen.all()] == ["yes", "5", "yes", "yes"]
    press_by_key(seat, "Give my verdict")
    expect(elder).to_have_count(1)
    seat.sees("You agreed to close it.")
    assert (kept.voice.state, kept.case.state) == ("agreed", "closed")


def press_by_key(seat: Seat, words: str) -> None:
    """Come to the button of that name by Tab, see where the focus is, and press Enter."""
    button = seat.page.get_by_role("button", name=re.compile(rf"^{re.escape(seat.t(words))}(\s|$)")).first
    for _press in range(120):
        if button.evaluate("one => one === document.activeElement"):
            break
        seat.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") != "none", "one cannot see where the focus is"
    seat.page.keyboard.press("Enter")
    seat.page.wait_for_load_state()
