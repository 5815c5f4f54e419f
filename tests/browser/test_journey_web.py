"""A concern by the residents' own page, from the words to the verdict: alone, and together with a neighbour's."""

from collections.abc import Callable

from tests.browser import deeds
from tests.browser.seat import Seat

LAMP = "东风社区3号楼前面的路灯坏了半个月，晚上看不见路，老人摔了一跤。"
Sit = Callable[..., Seat]


def test_a_concern_by_the_web_page_is_closed_by_the_residents_word(sit: Sit) -> None:
    resident = sit()
    resident.go("/")
    resident.write("Write what happened, where and when", LAMP)
    resident.sees("This is how we understand it")
    deeds.say(resident, LAMP, phone="16900001111")
    assert "东风社区" in resident.page.locator("#id_place option:checked").inner_text()
    kept = deeds.send(resident)
    resident.follow("Go to my matter")
    resident.sees("The story so far")
    assert kept.case.state == "heard"

    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case, alone=False))

    resident = sit()
    resident.go(deeds.link(kept))
    resident.sees(deeds.SOLVED)
    deeds.judge(resident, agree=True)
    resident.press("Give my verdict")
    resident.page.wait_for_load_state()
    assert (kept.case.state, kept.case.ending, kept.voice.state) == ("closed", "verdict", "agreed")


def test_receipt_and_passcode_open_it_on_another_device_and_a_wrong_one_does_not(sit: Sit) -> None:
    first = sit()
    deeds.say(first, "友谊社区菜市场门口占道经营，三轮车堵着路，走不过去。")
    kept = deeds.send(first)
    other = sit()
    other.go(f"/track/{kept.receipt}")
    other.at("/track")
    other.write("Passcode", "000000" if kept.passcode != "000000" else "111111")
    other.press("Open")
    other.sees("Receipt code and passcode do not belong together. Check both for a slip of the pen.")
    other.expected("422")
    other.write("Passcode", f"{kept.passcode[:3]} {kept.passcode[3:]}")
    other.press("Open")
    other.at(f"/track/{kept.receipt}")


def test_a_neighbour_says_this_one_too_and_both_judge_for_themselves(sit: Sit) -> None:
    lamp = "后山村村口的路灯不亮了，晚上走路看不清，求修一修。"
    first = sit()
    deeds.say(first, lamp, phone="16900002222")
    one = deeds.send(first)
    order = deeds.dispatch(sit("he"), one.case)
    deeds.work()

    second = sit()
    second.go("/")
    second.write("Write what happened, where and when", "我也是后山村的，村口路灯坏了，孩子放学害怕。")
    second.page.locator(f"button[name=join][value='{one.case.pk}']").click()  # the nearest in words may be an earlier lamp
    second.write("Telephone", "16900003333")
    two = deeds.send(second)
    assert (two.case.pk, one.receipt == two.receipt) == (one.case.pk, False)

    deeds.handle(sit, one, order)
    for kept, agree in ((one, True), (two, False)):
        seat = sit()
        seat.go(deeds.link(kept))
        deeds.judge(seat, agree=agree, comment="" if agree else "我家门口那盏还是不亮")
        seat.press("Give my verdict")
        seat.page.wait_for_load_state()
    assert (one.voice.state, two.voice.state, one.case.state, one.case.level) == ("agreed", "disputed", "handling", 1)


def test_two_voices_joined_by_the_desk_each_see_their_own_words_and_verdict_and_that_the_other_is_there(sit: Sit) -> None:
    kept, words = [], ("柳树沟村自来水发黄有泥沙，做饭不敢用。", "柳树沟村的水管放出来的水浑得很，孩子喝了拉肚子。")
    for number, text in enumerate(words):
        seat = sit()
        deeds.say(seat, text, phone=f"1690000440{number}")
        kept.append(deeds.send(seat))
    one, two = kept
    first = one.case
    desk = sit("he")
    if two.case.pk != first.pk:
        desk.go(f"/desk/cases/{two.case.pk}/join")
        desk.write("Case number or receipt", one.receipt)
        desk.press("Join to a case about the same matter")
        desk.sees("Joined. Each voice keeps its receipt, its answer and its own verdict.")
    assert (two.case.pk, one.receipt == two.receipt) == (first.pk, False)
    deeds.handle(sit, one, deeds.dispatch(desk, first))

    content = deeds.give_verdict(sit, one, agree=True)
    content.sees("You agreed to close it.")
    assert first.pk == one.case.pk
    assert one.case.state == "answered", "one of two has not judged"
    unhappy = deeds.give_verdict(sit, two, agree=False, comment="我家的水还是浑的")
    unhappy.sees("The answer was not accepted: it goes on, one level up.")
    content.page.reload()
    for mine, other, own, foreign in ((content, unhappy, words[0], words[1]), (unhappy, content, words[1], words[0])):
        body = mine.page.locator("body").inner_text()
        assert own in body
        assert foreign not in body, "the other's words are theirs"
        assert mine.language == other.language
        mine.sees(deeds.SOLVED)
    assert "我家的水还是浑的" not in content.page.locator("body").inner_text()
    assert (one.voice.state, two.voice.state, one.case.state, one.case.level) == ("agreed", "disputed", "handling", 1)


def test_words_of_danger_stop_the_form_until_the_resident_says_it_is_none(sit: Sit) -> None:
    seat = sit()
    deeds.say(seat, "棉纺厂社区4号楼燃气味很大，煤气泄漏，头晕。")
    seat.sees("Is somebody in danger? Call first")
    assert seat.page.locator("a[href^='tel:']").count() > 0
    seat.press("This is not an emergency: go on")
    seat.sees("Check and send")
    assert deeds.send(seat).case.state == "heard"
