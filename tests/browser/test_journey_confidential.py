"""An accusation from its first word to its verdict, in the hands of officers for confidential cases and of nobody else."""

from collections.abc import Callable

from sixia.people.models import Unit
from tests.browser import deeds
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
SECRET = "收受施工队礼金，把不合格的路验收了"
ANSWER = "已立案核查，5月18日找相关人员谈话并调取验收资料，问题属实，已责令重新验收，处理结果由本室当面向您说明。"


def counts(seat: Seat) -> dict[str, list[str]]:
    """What the lists count for this person."""
    found = {}
    for path in ("/desk/cases", "/desk/dispatch", "/desk/orders", "/desk/today"):
        if seat.go(path) == 200:
            found[path] = [" ".join(one.split()) for one in seat.page.locator("main nav, main .tabs, .count").all_inner_texts()]
    seat.expected("403")
    seat.expected("404")
    return found


def finds_nothing(seat: Seat, kept: deeds.Kept) -> None:
    """Neither opened by its number nor found by its words or its receipt."""
    case = kept.case
    for page in (f"/desk/cases/{case.pk}", f"/desk/cases/{case.pk}/note", f"/desk/orders/{deeds.lead(case).pk}"):
        assert seat.go(page) == 404, page
        seat.expected("404")
    for asked in (kept.receipt, "礼金", str(case.pk)):
        for path in (f"/desk/cases?q={asked}", f"/desk/find?q={asked}"):
            seat.go(path)
            assert SECRET not in seat.page.content()
            assert f"/desk/cases/{case.pk}" not in seat.page.content()
            seat.expected("404")
            seat.expected("403")


def test_officers_answer_an_accusation_and_nobody_else_finds_counts_or_opens_it(sit: Sit) -> None:
    named = Unit.objects.get(code="transport")
    blind = {name: sit(name) for name in ("he", "transport-1", "transport-head", "zheng")}
    deeds.work()
    before = {name: counts(seat) for name, seat in blind.items()}
    resident = sit()
    deeds.say(resident, f"交通局有人{SECRET}，请查。", phone="16900009901")
    resident.tick("input[name=kind][value=accusation]")
    resident.page.locator("#id_about_unit").select_option(str(named.pk))
    kept = deeds.send(resident)

    officer = sit("yan")
    officer.go(f"/desk/dispatch/{kept.case.pk}")
    officer.sees(SECRET)
    officer.write("Lead unit", Unit.objects.get(code="discipline").name)
    officer.page.locator("#panel_category").select_option("corruption")
    officer.write("Assisting units", "")
    officer.press("Dispatch")
    officer.at("/desk/")
    deeds.accept(officer, kept.case)
    deeds.contact(officer, kept.case)
    deeds.work()
    assert {name: counts(seat) for name, seat in blind.items()} == before
    for seat in blind.values():
        finds_nothing(seat, kept)

    deeds.answer(officer, kept.case, ANSWER)
    if kept.case.state == "reviewing":
        deeds.approve(sit("ning"), kept.case)
    resident = deeds.give_verdict(sit, kept, agree=True)
    resident.sees(ANSWER)
    resident.sees("You agreed to close it.")
    assert (kept.case.state, kept.case.ending) == ("closed", "verdict")
    for seat in blind.values():
        assert seat.go(f"/desk/cases/{kept.case.pk}") == 404
        seat.expected("404")
