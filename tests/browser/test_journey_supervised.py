"""After a second no the supervisor decides: another order, or asking the residents once more; explaining is with the refusals."""

from collections.abc import Callable

from sixia.people.models import Unit
from tests.browser import deeds
from tests.browser.seat import Seat

Sit = Callable[..., Seat]


def reviewed(sit: Sit, words: str, phone: str) -> tuple[deeds.Kept, Seat]:
    """A matter with two negative verdicts, and the supervisor who finds it in the list of what is to be reviewed."""
    resident = sit()
    deeds.say(resident, words, phone=phone)
    kept = deeds.send(resident)
    deeds.refuse_twice(sit, kept)
    supervisor = sit("zheng")
    supervisor.go("/desk/supervise?tab=review")
    supervisor.page.locator(f".rowlink[href='/desk/cases/{kept.case.pk}']").first.click()
    supervisor.at(f"/desk/cases/{kept.case.pk}")
    return kept, supervisor


def test_after_a_second_no_another_unit_is_ordered_to_do_it_and_may_not_refuse(sit: Sit) -> None:
    kept, supervisor = reviewed(sit, "友谊社区6号楼前的路灯坏了一个月，晚上老人摔了跤。", "16900006601")
    unit = Unit.objects.get(code="housing_construction" if kept.case.lead_unit.code != "housing_construction" else "power_supply")
    supervisor.go(f"/desk/cases/{kept.case.pk}/reorder")
    supervisor.write("Unit that must do it again", unit.name)
    supervisor.write("Reason", "两次答复都没有办成，改由该单位牵头，限期办结")
    supervisor.press("Order it to be done again")
    supervisor.sees("The unit has its new order.")
    order = deeds.lead(kept.case)
    assert (order.unit_id, kept.case.state, kept.case.level) == (unit.pk, "handling", 2)

    handler = sit(deeds.person(order, "handler"))
    handler.go(f"/desk/cases/{kept.case.pk}")
    assert handler.page.locator(f"a[href$='/orders/{order.pk}/refuse']").count() == 0, "an appointed unit cannot refuse"
    deeds.handle(sit, kept, order, "已换成新灯杆并重新埋线，5月22日晚八点起三盏灯都亮着，经办人演示，半年内有问题直接找我们。")
    resident = deeds.give_verdict(sit, kept, agree=True)
    resident.sees("You agreed to close it.")
    assert (kept.case.state, kept.case.ending) == ("closed", "verdict")


def test_after_a_second_no_the_supervisor_sees_it_solved_and_the_resident_is_asked_once_more(sit: Sit) -> None:
    kept, supervisor = reviewed(sit, "东风社区7号楼门口的路灯坏了二十天，夜里没法走。", "16900006602")
    supervisor.go(f"/desk/cases/{kept.case.pk}/settle_again")
    supervisor.write("Words to the resident", "督办员5月20日晚上到现场，两盏灯都亮着；请您再看一眼，仍以您的评价为准。")
    supervisor.press("It is solved now: ask the resident again")
    supervisor.sees("Answered. The resident is asked for the verdict.")
    assert (kept.case.state, kept.voice.state) == ("answered", "asked"), "the supervisor's word closes nothing"
    resident = deeds.give_verdict(sit, kept, agree=True)
    resident.sees("督办员5月20日晚上到现场")
    resident.sees("You agreed to close it.")
    assert (kept.case.state, kept.case.ending) == ("closed", "verdict")
