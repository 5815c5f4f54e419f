"""Writing to the resident: texts to start from, the checklist, the boilerplate meter, the preview, and the contact log."""

from typing import Any

from sixia.cases import actions as cases
from sixia.cases.models import Answer, Case, Contact
from tests.cases.desk.conftest import At
from tests.town import DAY, HOUR, NOW, Town

STOCK = "您好，您反映的问题已收悉，我单位高度重视，立即安排人员进行核实处理，感谢您的理解与支持。"


def _check(client: Any, case: Case, text: str, **more: str) -> Any:
    return client.post(f"/desk/cases/{case.pk}/answer/check", {"text": text, **more}).context["check"]


def test_answering_from_the_page(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    words = {"text": "5月11日在东一村口更换线缆，当晚亮灯。", "basis": "", "remedies": ""}
    assert at("handler").post(f"/desk/cases/{case.pk}/answer", words).status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"


def test_a_refused_answer_keeps_its_words(town: Town, at: At) -> None:
    case = town.dispatched(now=NOW - DAY)
    page = at("handler").post(f"/desk/cases/{case.pk}/answer", {"text": "换了线缆，亮了。"})
    assert page.status_code in (409, 422)
    assert "换了线缆，亮了。" in page.content.decode()


def test_the_checklist_is_no_obstacle(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    client = at("handler")
    assert [hint.met for hint in _check(client, case, "好的").hints] == [False] * 4
    assert all(hint.met for hint in _check(client, case, "5月11日在东一村口更换线缆，有事拨6123456。").hints)
    assert client.post(f"/desk/cases/{case.pk}/answer", {"text": "好的"}).status_code == 302


def test_a_refusal_is_reminded_of_its_legal_basis(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    client = at("handler")
    assert not _check(client, case, "您的要求不符合规定，不予支持。").hints[-1].met
    assert _check(client, case, "您的要求不符合规定，不予支持。", basis="城市照明管理规定第九条").hints[-1].met


def test_the_meter_compares_with_the_units_own_last_answers(town: Town, at: At) -> None:
    earlier = town.accepted(now=NOW - 3 * DAY)
    cases.answer(earlier, reply=cases.Reply(text=STOCK), by=town.who("handler"), now=NOW - 2 * DAY)
    case = town.accepted(now=NOW - DAY)
    other = town.accepted(unit="ecology", by="ecologist", category="noise", now=NOW - DAY)
    assert (_check(at("handler"), case, STOCK).same, _check(at("handler"), case, STOCK).compared) == (100, 1)
    assert _check(at("ecologist"), other, STOCK).compared == 0


def test_blanks_left_in_a_text_are_named(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    assert list(_check(at("handler"), case, "于【日期】做了【办理情况】").blanks) == ["【日期】", "【办理情况】"]


def test_an_answer_sent_back_is_gone_on_from(town: Town, at: At) -> None:
    case = town.accepted(category="road", now=NOW - DAY)
    cases.answer(case, reply=cases.Reply(text="已补坑。"), by=town.who("handler"), now=NOW - 2 * HOUR)
    cases.send_back(Case.objects.get(pk=case.pk), reason="写明哪天", by=town.who("head"), now=NOW - HOUR)
    page = at("handler").get(f"/desk/cases/{case.pk}/answer")
    assert page.context["form"]["text"].value() == "已补坑。"
    assert Answer.objects.get().state == "sent_back"


def test_others_cannot_write_for_the_unit(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    for name in ("ecologist", "clerk", "callback", "supervisor"):
        assert at(name).get(f"/desk/cases/{case.pk}/answer").status_code == 404


def test_the_contact_log(town: Town, at: At) -> None:
    case = town.accepted(now=NOW - DAY)
    voice = town.voice(case)
    name = f"contact-{voice.pk}"
    client = at("handler")
    page = client.post(f"/desk/voices/{voice.pk}/contact", {f"{name}-means": "phone", f"{name}-note": "约明早看现场"})
    assert page.status_code == 422
    assert "约明早看现场" in page.content.decode()
    given = {f"{name}-means": "phone", f"{name}-reached": "yes", f"{name}-note": "约明早看现场"}
    assert client.post(f"/desk/voices/{voice.pk}/contact", given).status_code == 302
    assert Contact.objects.get().reached
    assert "约明早看现场" in client.get(f"/desk/cases/{case.pk}").content.decode()
    case.refresh_from_db()
    assert case.contacted_at == NOW
    assert at("ecologist").post(f"/desk/voices/{voice.pk}/contact", given).status_code == 404


def test_the_case_page_stays_cheap(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    case = town.accepted(now=NOW - DAY)
    cases.call_in(case, unit=town.units["ecology"], reason="扬尘", by=town.who("dispatcher"), now=NOW - HOUR)
    client = at("handler")
    client.get(f"/desk/cases/{case.pk}")
    with django_assert_max_num_queries(15):
        client.get(f"/desk/cases/{case.pk}")
