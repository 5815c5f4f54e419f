"""Files of a case: who sees and opens which, evidence internal unless chosen, and looks at secret ones written down."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from sixia.cases import actions
from sixia.cases.models import Answer, Case, Contact, Voice
from sixia.kit.files import kinds, store
from sixia.kit.journal import timeline
from sixia.kit.models import StoredFile
from sixia.people.actors import SYSTEM
from tests.cases.desk.conftest import At
from tests.files import HTML, PDF, office, picture
from tests.town import DAY, NOW, Town


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "files"


def ticket(raw: bytes = PDF, name: str = "单据.pdf") -> str:
    return store.hold(raw, name=name, allowed=kinds.OFFICE, by=SYSTEM, now=NOW).ticket


def upload(raw: bytes = PDF, name: str = "证明.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def one(about: str) -> StoredFile:
    return store.of(about)[about][0]


def status(at: At, name: str, row: StoredFile) -> int:
    return at(name).get(f"/desk/files/{row.pk}").status_code


def test_those_with_a_part_in_the_case_open_a_residents_file(town: Town, at: At) -> None:
    case = town.accepted(files=(ticket(),))
    row = one(town.voice(case).key)
    for name in ("clerk", "dispatcher", "handler", "head", "supervisor"):
        assert status(at, name, row) == 200, name
    for name in ("ecologist", "wester", "outsider", "system", "officer"):
        assert status(at, name, row) == 404, name
    assert "单据.pdf" in at("handler").get(f"/desk/cases/{case.pk}").content.decode()
    assert not [line for line in timeline(case.key) if line.event == "FileRead"]


def test_a_report_of_wrongdoing_and_its_file_are_for_the_officers(town: Town, at: At) -> None:
    case = town.heard(kind="accusation", named_units=(town.units["housing"].pk,), files=(ticket(),))
    row = one(town.voice(case).key)
    assert status(at, "officer", row) == 200
    for name in ("clerk", "dispatcher", "handler", "head", "leader", "supervisor"):
        assert status(at, name, row) == 404, name


def test_opening_a_secret_residents_file_is_written_down_and_read_by_them(town: Town, at: At) -> None:
    case = town.accepted(secret=True, files=(ticket(picture(), "a.jpg"),))
    voice = town.voice(case)
    row = one(voice.key)
    page = at("handler").get(f"/desk/cases/{case.pk}").content.decode()
    assert "<img" not in page.split('class="files"')[1].split("</ul>")[0]
    assert not [line for line in timeline(case.key) if line.event == "FileRead"]
    assert status(at, "handler", row) == 200
    line = next(line for line in timeline(case.key) if line.event == "FileRead")
    assert (line.facts["voice"], line.facts["file"]) == (voice.pk, row.pk)
    from sixia.cases.queries.track import Track

    assert [look.purpose for look in Track(voice, NOW + DAY).looks] == ["打开了您交来的文件"]


def test_a_file_that_waits_for_its_form_is_nobodys(town: Town, at: At) -> None:
    row = StoredFile.objects.get(ticket=ticket())
    assert status(at, "clerk", row) == 404
    assert at("clerk").get("/desk/files/99999999999999999999").status_code == 404


def test_the_clerk_hands_in_what_came_by_letter(town: Town, at: At) -> None:
    said = {"channel": "letter", "text": "路灯坏了快一个月", "kind": "help", "wants": "none", "place": "东一村"}
    page = at("clerk").post("/desk/hear", {**said, "attached": [upload(), upload(HTML, "x.jpg")]})
    assert page.status_code == 422
    assert "证明.pdf" in page.content.decode()
    held = StoredFile.objects.get().ticket
    assert at("clerk").post("/desk/hear", {**said, "attached-held": [held]}).status_code == 200
    assert one(Voice.objects.get().key).name == "证明.pdf"


def test_the_helper_sees_their_residents_file_and_no_evidence(town: Town, at: At) -> None:
    grid = town.accounts["grid"].pk
    case = town.accepted(helper=grid, consent="点头同意", files=(ticket(),))
    actions.note(case, text="查过了", files=(ticket(name="内部.pdf"),), by=town.who("handler"), now=NOW)
    assert status(at, "grid", one(town.voice(case).key)) == 200
    assert status(at, "grid", one(case.key)) == 404
    page = at("grid").get(f"/desk/cases/{case.pk}").content.decode()
    assert "单据.pdf" in page
    assert "内部.pdf" not in page


def test_the_helpers_form_keeps_files_when_it_only_looks(town: Town, at: At) -> None:
    page = at("grid").post(
        "/desk/help-someone", {"text": "路灯坏了", "step": "look", "attached": [upload(), upload(HTML, "x.jpg")]}
    )
    said = page.content.decode()
    assert 'name="attached-held"' in said
    assert "既不是图片" in said


@pytest.mark.parametrize(("audience", "shared"), [("", False), ("resident", True)])
def test_evidence_of_an_answer_is_internal_unless_chosen(town: Town, at: At, audience: str, shared: bool) -> None:
    case = town.accepted()
    given = {"text": "线缆进水，已更换，11日晚亮灯。", "audience": audience, "attached": upload(office(), "验收.docx")}
    assert at("handler").post(f"/desk/cases/{case.pk}/answer", given).status_code == 302
    row = one(Answer.objects.get().key)
    assert (row.shared, row.name) == (shared, "验收.docx")
    assert status(at, "supervisor", row) == 200
    page = at("supervisor").get(f"/desk/cases/{case.pk}").content.decode()
    assert ("已给居民" in page) == shared


def test_an_answer_that_waits_to_be_checked_shows_the_resident_nothing(town: Town, at: At) -> None:
    case = town.accepted()
    made = Answer.objects.create(case=case, state="proposed", text="…", salt="", made_at=NOW)
    store.attach([ticket()], about=made.key, stream=case.key, by=SYSTEM, now=NOW, shared=True)
    from sixia.cases.queries.files import for_resident

    voice, row = town.voice(case), one(made.key)
    assert for_resident(row.pk, voice) is None
    Answer.objects.filter(pk=made.pk).update(state="sent")
    assert for_resident(row.pk, voice) == row


def test_evidence_of_a_contact_and_of_a_report(town: Town, at: At) -> None:
    case = town.accepted()
    voice = town.voice(case)
    name = f"contact-{voice.pk}"
    given = {f"{name}-means": "visit", f"{name}-reached": "yes", f"{name}-attached": upload(picture(), "上门.jpg")}
    assert at("handler").post(f"/desk/voices/{voice.pk}/contact", given).status_code == 302
    contact = one(Contact.objects.get().key)
    actions.call_in(case, unit=town.units["ecology"], reason="协助", by=town.who("dispatcher"), now=NOW + DAY)
    from sixia.orders import actions as orders
    from sixia.orders.models import Order

    order = Order.objects.filter(part="assisting").get()
    orders.accept(order, by=town.who("ecologist"), now=NOW + DAY)
    done = at("ecologist").post(f"/desk/orders/{order.pk}/report", {"report": "查过水质。", "attached": upload(name="检测.pdf")})
    assert done.status_code == 302
    report = one(order.key)
    assert not contact.shared
    assert not report.shared
    page = at("supervisor").get(f"/desk/cases/{case.pk}").content.decode()
    assert "上门.jpg" in page
    assert "检测.pdf" in page
    assert [status(at, who, report) for who in ("supervisor", "handler", "wester")] == [200, 200, 404]


def test_a_refused_file_keeps_the_answer(town: Town, at: At) -> None:
    case = town.accepted()
    page = at("handler").post(f"/desk/cases/{case.pk}/answer", {"text": "已经换好了灯。", "attached": upload(HTML, "x.html")})
    assert page.status_code == 422
    assert "已经换好了灯。" in page.content.decode()
    assert not Answer.objects.exists()


def test_erasing_a_voice_erases_its_files(town: Town, at: At) -> None:
    case = town.answered(files=(ticket(),))
    voice = town.voice(case)
    row = one(voice.key)
    actions.withdraw(voice, reason="不用了", by=town.resident(voice), now=NOW + 2 * DAY)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.erase(voice.receipt, reason="本人要求", by=town.who("privacy"), now=NOW + 3 * DAY)
    assert store.of(voice.key) == {}
    assert status(at, "supervisor", row) == 404


def test_files_of_a_joined_case_come_along(town: Town, at: At) -> None:
    into, case = town.accepted(), town.heard(text="东一村口没有灯", files=(ticket(),))
    actions.join(case, into=into, by=town.who("dispatcher"), now=NOW)
    assert "单据.pdf" in at("handler").get(f"/desk/cases/{into.pk}").content.decode()


def test_the_case_page_asks_once_more_with_files(town: Town, at: At, django_assert_max_num_queries: Any) -> None:
    case = town.accepted(files=tuple(ticket() for _n in range(5)))
    client = at("handler")
    client.get(f"/desk/cases/{case.pk}")
    with django_assert_max_num_queries(16):  # fifteen, and one for all files where the journal tells of any
        client.get(f"/desk/cases/{case.pk}")
    assert Case.objects.count() == 1
