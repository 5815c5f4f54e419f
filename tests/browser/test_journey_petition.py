"""A petition on the whole legal way, each step seen by the petitioner: to finality, turned away, and ended by an agreement."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone, translation

from sixia.kit.flow import Flow
from sixia.people.models import Unit
from sixia.petitions.models import Notice, Petition
from tests.browser import deeds
from tests.browser.deeds import Kept
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
UNIT = "human_resources"
HANDLER = f"{UNIT}-1"
WORDS = "在县里的工地干了两个月活，包工头拖欠工资六千元，找了五次都不给，请政府做主。"
REQUEST = "请求责令支付拖欠的工资六千元。"
OPINION = {
    "facts": "经查工资表和考勤记录，拖欠六千元属实。",
    "outcome": "support",
    "opinion": "责令用工单位十五日内支付六千元。",
    "basis": "《信访工作条例》第三十二条；清源县有关办法（演示）",
    "remedies": "可以自收到之日起三十日内申请复查。",
    "report": "已责令支付。",
}
WHY = {
    "reasons": "双方是平等主体之间的合伙纠纷。",
    "basis": "《信访工作条例》第二十三条",
    "remedies": "可以向人民法院起诉。",
    "help_note": "可以到公共法律服务中心免费咨询。",
}


def take(sit: Sit, phone: str) -> tuple[Kept, Petition]:
    """The registrar writes down a letter; receipt and passcode stand on the page once."""
    registrar = sit("pei")
    registrar.go("/desk/petitions/new")
    registrar.tick("input[name=channel][value=letter]")
    given = {"text": WORDS, "request": REQUEST, "name": "演示甲", "phone": phone}
    for name, text in given.items():
        registrar.page.locator(f"main [name={name}]").fill(text)
    registrar.page.locator("main select[name=matter]").select_option("claim6")
    registrar.press("Take and register")
    registrar.sees("Give both to the petitioner now. The passcode is shown only this once.")
    receipt, passcode = (text.strip() for text in registrar.page.locator("dl.facts dd.num").all_inner_texts())
    kept = Kept(receipt.replace(" ", ""), passcode.replace(" ", ""))
    return kept, Petition.objects.get(case=kept.case)


def move(seat: Seat, petition: Petition, name: str, /, **given: str) -> None:
    """One step by its page: every field is filled, the button pressed, and the case page comes back."""
    assert seat.go(f"/desk/petitions/{petition.pk}/{name}") == 200
    for field, value in given.items():
        places = seat.page.locator(f"#move [name={field}]")
        if places.first.get_attribute("type") in ("radio", "checkbox"):
            seat.tick(f"#move [name={field}][value='{value}']")
        else:
            places.first.fill(value)
    seat.page.locator("#move form button.btn").first.click()
    seat.at(rf"/desk/cases/{petition.case_id}")
    petition.refresh_from_db()


def serve(seat: Seat, petition: Petition, kind: str) -> Notice:
    """The newest document of a kind is handed over."""
    notice = petition.notices.filter(kind=kind).latest("pk")
    seat.go(f"/desk/petitions/notices/{notice.pk}")
    seat.tick("#serve [name=means][value=handed]")
    seat.page.locator("#serve [name=received_by]").fill("演示甲")
    seat.press("Note the service", within=seat.page.locator("#serve"))
    seat.at(rf"/desk/cases/{petition.case_id}")
    return notice


def read(resident: Seat, kept: Kept, *shown: str) -> None:
    """The petitioner looks: the state, the road with the step that is now, and what was written."""
    resident.go(f"/track/{kept.receipt}/petition")
    flow: Flow = Petition.FLOW
    with translation.override("en"):
        state = str(flow.states[Petition.objects.get(case=kept.case).state])
    resident.sees(state)
    assert resident.page.locator("ol.steps li").count() >= 2
    for text in shown:
        resident.sees(text)


def ask(resident: Seat, kept: Kept, why: str) -> None:
    """The petitioner asks the organ above."""
    resident.go(f"/track/{kept.receipt}/petition")
    resident.page.locator("#ask [name$=reason]").fill(why)
    resident.press("Ask for it")
    resident.sees("Your request is in. You see here by when it must be answered.")


def accepted(sit: Sit, phone: str) -> tuple[Kept, Petition, Seat]:
    """Registered, assigned, accepted, and the notice handed over; with the petitioner's browser, opened by the code."""
    kept, petition = take(sit, phone)
    resident = sit()
    deeds.open_by_code(resident, kept)
    read(resident, kept, REQUEST)
    move(sit("zhan"), petition, "send", manner="assign", unit=Unit.objects.get(code=UNIT).name)
    read(resident, kept)
    handler = sit(HANDLER)
    move(handler, petition, "accept")
    serve(handler, petition, "acceptance")
    read(resident, kept, "Notice of acceptance")
    return kept, petition, resident


def test_from_a_letter_to_finality(sit: Sit) -> None:
    kept, petition, resident = accepted(sit, "16900007001")
    handler = sit(HANDLER)
    move(handler, petition, "open_hearing", place="后天上午九时，县政务中心二楼")
    today = timezone.localdate().isoformat()
    record = {"chair": "演示·主持人", "members": "演示·三人", "parties": "双方", "record": "双方陈述。", "conclusion": "属实。"}
    move(handler, petition, "record_hearing", held_on=today, **record)
    read(resident, kept, "Record of the hearing")

    move(handler, petition, "decide", **OPINION)
    serve(handler, petition, "opinion")
    read(resident, kept, OPINION["opinion"], OPINION["basis"], "Ask for a review")
    ask(resident, kept, "利息没有算。")
    petition.refresh_from_db()
    assert petition.organ is not None
    assert (petition.state, petition.organ.code) == ("reviewing", "county")
    with translation.override(resident.language):
        read(resident, kept, petition.organ.said)

    again = {**OPINION, "outcome": "uphold", "opinion": "维持原处理意见。"}
    del again["report"]
    reviewer = sit("rong")
    move(reviewer, petition, "review", **again)
    serve(reviewer, petition, "review")
    read(resident, kept, "维持原处理意见。", "Ask for a re-review")
    ask(resident, kept, "利息还是没有算。")

    last = {**again, "opinion": "维持复查意见。", "help_note": "可以继续咨询。"}
    del last["remedies"]
    office = sit("zhan")
    move(office, petition, "rereview", **last)
    serve(office, petition, "rereview")
    read(resident, kept, "维持复查意见。", "可以继续咨询。")
    assert (petition.state, kept.case.ending) == ("final", "final")
    assert resident.page.locator("ol.steps li.done").count() == resident.page.locator("ol.steps li").count()


def test_turned_away_with_reasons_and_help(sit: Sit) -> None:
    kept, petition = take(sit, "16900007002")
    office = sit("zhan")
    office.go(f"/desk/petitions/{petition.pk}/refuse")
    office.tick("#move [name=ground][value=final]")
    for name, text in WHY.items():
        office.page.locator(f"#move [name={name}]").fill(text)
    office.page.locator("#move form button.btn").first.click()
    office.sees("No earlier petition about this is final. Name the one it repeats.")
    assert office.page.locator("#move [name=reasons]").input_value() == WHY["reasons"], "what was typed is kept"
    office.expected("409")
    office.expected("422")
    move(office, petition, "refuse", ground="no_remit", **WHY)
    serve(office, petition, "refusal")
    assert (petition.state, kept.case.ending) == ("refused", "refused")
    resident = sit()
    deeds.open_by_code(resident, kept)
    read(resident, kept, WHY["reasons"], WHY["remedies"], WHY["help_note"])
    stranger = sit(HANDLER)
    assert stranger.go(f"/desk/petitions/{petition.pk}/accept") == 404
    stranger.expected("404")


def test_an_agreement_is_kept(sit: Sit) -> None:
    kept, petition, resident = accepted(sit, "16900007003")
    terms = {"parties": "双方", "facts": "拖欠属实。", "terms": "十日内一次付清六千元。", "mediator": "演示·调解员"}
    by = (timezone.localdate() + timedelta(days=10)).isoformat()
    handler = sit(HANDLER)
    move(handler, petition, "agree", perform_by=by, **terms)
    serve(handler, petition, "agreement")
    read(resident, kept, terms["terms"], "Was the agreement kept?")
    resident.press("Yes, it was kept")
    resident.sees("Thank you. It is written down.")
    petition.refresh_from_db()
    assert (petition.state, kept.case.ending) == ("settled", "settled")
    read(resident, kept)
