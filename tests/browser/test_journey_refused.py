"""When the answer does not satisfy, and when nobody named may know: the resident's no, twice; a report of wrongdoing."""

from collections.abc import Callable

from sixia.cases.models import Case
from sixia.people.models import Post, Unit
from tests.browser import deeds
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
LAWFUL = {
    "text": "该路段灯杆由小区业主共有，依法不由财政养护，已告知业委会筹措办法。",
    "basis": "《民法典》第二百八十一条",
    "remedies": "对本说明不服的，可在三十日内向上一级机关申请复核。",
}


def test_two_times_no_goes_up_twice_and_is_explained_by_two_persons(sit: Sit) -> None:
    resident = sit()
    deeds.say(resident, "友谊社区1号楼前的路灯坏了一个月，晚上没有亮。", phone="16900006666")
    kept = deeds.send(resident)
    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))
    deeds.give_verdict(sit, kept, agree=False, comment="灯还是不亮")
    assert (kept.case.state, kept.case.level) == ("handling", 1)

    order = deeds.lead(kept.case)
    unit = sit(deeds.person(order, "handler"))
    deeds.accept(unit, kept.case)
    deeds.try_answer(unit, kept.case, deeds.SOLVED)
    unit.sees("This is the answer the resident has already called insufficient. Say what is different now.")
    unit.expected("422")
    deeds.contact(unit, kept.case)
    deeds.answer(unit, kept.case, "已更换灯头并重新接线，5月14日晚上七点到现场复查，仍有一盏待换，经办人演示，电话见下。")
    assert kept.case.state == "reviewing", "one level up, a second person reads every answer"
    deeds.approve(sit(deeds.person(order, "unit_head")), kept.case)
    deeds.give_verdict(sit, kept, agree=False, comment="只亮了一盏")
    assert kept.case.state == "supervised"

    supervisor = sit("zheng")
    supervisor.go(f"/desk/cases/{kept.case.pk}/propose_explanation")
    for name, text in LAWFUL.items():
        supervisor.page.locator(f"#move [name={name}]").fill(text)
    supervisor.press("Propose a lawful explanation")
    supervisor.sees("The explanation waits for a second person.")
    supervisor.go(f"/desk/cases/{kept.case.pk}/approve_explanation")
    supervisor.press("Approve the explanation and close")
    supervisor.sees("Somebody other than its author must check the answer.")
    supervisor.expected("422")
    second = sit("ma")
    second.go(f"/desk/cases/{kept.case.pk}/approve_explanation")
    second.press("Approve the explanation and close")
    second.sees("The explanation was served and the case is closed.")
    assert (kept.case.state, kept.case.ending) == ("closed", "explained")
    resident = sit()
    resident.go(deeds.link(kept))
    resident.sees(LAWFUL["text"])


def test_a_report_of_wrongdoing_does_not_exist_for_the_unit_it_names(sit: Sit) -> None:
    named = Unit.objects.get(code="housing_construction")
    secret = "收了开发商的好处，未验收就发证，请查处。"
    resident = sit()
    deeds.say(resident, f"住建部门有人{secret}")
    resident.tick("input[name=kind][value=accusation]")
    resident.page.locator("#id_about_unit").select_option(str(named.pk))
    kept = deeds.send(resident)
    case = kept.case
    assert case.restricted

    for name in (_one(named, "handler"), _one(named, "unit_head"), "he", "zhou", "zheng"):
        blind = sit(name)
        assert blind.go(f"/desk/cases/{case.pk}") == 404
        blind.expected("404")
        for path in ("/desk/", "/desk/cases", f"/desk/cases?q={kept.receipt}", f"/desk/find?q={kept.receipt}", "/desk/orders"):
            if blind.go(path) == 200:
                assert secret not in blind.page.content()
                assert f"/desk/cases/{case.pk}" not in blind.page.content()
        blind.expected("404")
        blind.expected("403")

    officer = sit("yan")
    officer.go(f"/desk/dispatch/{case.pk}")
    officer.sees(secret)
    officer.write("Lead unit", Unit.objects.get(code="discipline").name)
    officer.page.locator("#panel_category").select_option("corruption")
    officer.write("Assisting units", "")
    officer.press("Dispatch")
    officer.at("/desk/")
    assert Case.objects.get(pk=case.pk).state == "handling"
    officer.go(f"/desk/cases/{case.pk}")
    officer.sees(secret)


def _one(unit: Unit, role: str) -> str:
    return str(Post.objects.filter(unit=unit, role=role).order_by("pk")[0].account.username)
