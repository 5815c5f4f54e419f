"""Photos and papers of residents: chosen once, never needed, refused kindly, opened by nobody else."""

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sixia.cases import actions
from sixia.cases.models import Voice
from sixia.kit.files import store
from sixia.kit.models import StoredFile
from tests.cases.public.conftest import Tell, details
from tests.files import HTML, PDF, picture
from tests.town import DAY, NOW, Town


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path) -> None:  # type: ignore[no-untyped-def]
    settings.MEDIA_ROOT = tmp_path / "files"


def file(raw: bytes, name: str = "路灯.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw, "image/jpeg")


def files_of(voice: Voice) -> list[StoredFile]:
    return store.of(voice.key).get(voice.key, [])


def held(page: Any) -> list[str]:
    return re.findall(r'name="attached-held" value="([0-9a-f]{32})"', page.content.decode())


def test_photos_come_with_the_words(tell: Tell, client: Client) -> None:
    voice = tell(attached=[file(picture(place=True)), file(PDF, "单据.pdf")])
    rows = files_of(voice)
    assert [row.name for row in rows] == ["路灯.jpg", "单据.pdf"]
    assert b"SECRET-CAMERA" not in store.content(rows[0])
    page = client.get(f"/track/{voice.receipt}").content.decode()
    assert "路灯.jpg" in page
    assert "单据.pdf" in page


def test_no_photo_is_needed(tell: Tell) -> None:
    assert files_of(tell()) == []


def test_a_refused_file_keeps_words_and_the_others(client: Client, town: Town) -> None:
    page = client.post("/tell", details(attached=[file(picture()), file(HTML, "page.jpg")]))
    said = page.content.decode()
    assert page.status_code == 422
    assert "“page”既不是图片" in said
    assert "路灯坏了快一个月" in said
    tickets = held(page)
    assert len(tickets) == 1
    assert not Voice.objects.exists()
    done = client.post("/tell", details(**{"attached-held": tickets}))
    assert done.status_code == 302
    assert [row.name for row in files_of(Voice.objects.get())] == ["路灯.jpg"]


def test_another_error_does_not_lose_the_files(client: Client, town: Town) -> None:
    page = client.post("/tell", details(wants="sms", phone="", attached=[file(picture())]))
    assert page.status_code == 422
    assert len(held(page)) == 1
    again = client.post("/tell", details(wants="sms", phone="", **{"attached-held": held(page)}))
    assert held(again) == held(page)
    assert StoredFile.objects.count() == 1


def test_an_accepted_file_can_be_left_out(client: Client, town: Town) -> None:
    tickets = held(client.post("/tell", details(wants="sms", phone="", attached=[file(picture())])))
    client.post("/tell", details(**{"attached-held": tickets, "attached-out": tickets}))
    assert files_of(Voice.objects.get()) == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "是空的"),
        (b"\xff\xd8\xff" + b"0" * (11 * 1024 * 1024), "超过 10 MB"),
        (b"\xff\xd8\xffx", "损坏"),
        (b"PK\x03\x04", "既不是图片"),
    ],
)
def test_each_refusal_is_a_sentence(client: Client, town: Town, raw: bytes, said: str) -> None:
    page = client.post("/tell", details(attached=[file(raw)]))
    assert page.status_code == 422
    assert said in page.content.decode()


def test_too_many_pixels_are_refused(client: Client, town: Town) -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 6_000)).save(out, "PNG")
    assert "像素太多" in client.post("/tell", details(attached=[file(out.getvalue())])).content.decode()


def test_one_file_too_many_is_left_out_and_said(client: Client, town: Town) -> None:
    page = client.post("/tell", details(attached=[file(picture(), f"{n}.jpg") for n in range(7)]))
    assert page.status_code == 422
    assert "一次最多传 6 个文件" in page.content.decode()
    assert len(held(page)) == 6


def test_a_flood_is_not_even_read(client: Client, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sixia.ui.upload.SPARE", 0)
    client.raise_request_exception = False
    assert client.post("/tell", details(attached=[file(picture())])).status_code == 413
    assert not StoredFile.objects.exists()


def test_a_name_harms_nobody(tell: Tell, client: Client) -> None:
    voice = tell(attached=[file(picture(), '..\\..\\x"><script>alert(1)</script>.jpg')])
    name = files_of(voice)[0].name
    assert not set(name) & set('<>"/\\')
    page = client.get(f"/track/{voice.receipt}").content.decode()
    assert "<script>alert(1)" not in page


def test_what_is_sent_out_runs_nowhere(tell: Tell, client: Client) -> None:
    voice = tell(attached=[file(picture()), file(PDF, "单据.pdf")])
    photo, paper = (client.get(f"/track/{voice.receipt}/files/{row.pk}") for row in files_of(voice))
    assert paper["Content-Disposition"].startswith("attachment")
    assert photo["Content-Disposition"].startswith("inline")
    for answer in (photo, paper):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
    assert paper.content == PDF


def test_nobody_else_opens_it(tell: Tell, client: Client) -> None:
    voice, other = tell(attached=[file(picture())]), Client()
    another = tell(other, text="另一件事：水管漏了好几天没人管。")
    row = files_of(voice)[0]
    assert other.get(f"/track/{voice.receipt}/files/{row.pk}").status_code == 404
    assert other.get(f"/track/{another.receipt}/files/{row.pk}").status_code == 404
    assert client.get(f"/track/{voice.receipt}/files/{row.pk}").status_code == 200


def test_a_ticket_is_not_a_way_to_a_file_of_others(tell: Tell, client: Client) -> None:
    voice = tell(attached=[file(picture())])
    other = Client()
    taken = tell(other, text="另一件事：水管漏了好几天没人管。", **{"attached-held": [files_of(voice)[0].ticket]})
    assert files_of(taken) == []


def test_a_photo_alone_is_something_added(tell: Tell, client: Client) -> None:
    voice = tell()
    done = client.post(f"/track/{voice.receipt}/add", {"add-attached": file(picture())})
    assert done.status_code == 302
    assert "见所附照片或材料" in client.get(f"/track/{voice.receipt}").content.decode()
    assert len(files_of(voice)) == 1


def test_adding_nothing_is_asked_again(tell: Tell, client: Client) -> None:
    voice = tell()
    page = client.post(f"/track/{voice.receipt}/add", {"add-text": ""})
    assert page.status_code == 422
    assert "add-text" in page.content.decode()


def test_adding_keeps_the_file_when_the_words_are_too_long(tell: Tell, client: Client) -> None:
    voice = tell()
    page = client.post(f"/track/{voice.receipt}/add", {"add-text": "长" * 4001, "add-attached": file(picture())})
    assert page.status_code == 422
    assert 'name="add-attached-held"' in page.content.decode()


def test_there_is_an_end_to_it(tell: Tell, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from sixia.cases.actions import files

    monkeypatch.setattr(files, "FORMS_WORTH", 0)
    voice = tell()
    page = client.post(f"/track/{voice.receipt}/add", {"add-text": "补充", "add-attached": file(picture())})
    assert page.status_code == 422
    assert files_of(voice) == []


def test_the_same_form_twice_is_kept_once(client: Client, town: Town) -> None:
    number = "7b1c3c1e-4d0f-4a5e-9b1e-3f6f6b1b2a11"
    for _time in range(2):
        client.post("/tell", details(number=number, attached=[file(picture())]))
    assert len(files_of(Voice.objects.get())) == 1


def test_a_file_with_the_answer_is_for_the_resident_only_when_chosen(tell: Tell, client: Client, town: Town) -> None:
    voice = tell(place=str(town.places["990101100001"].pk))
    case = voice.case
    actions.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW)
    from sixia.orders import actions as orders

    orders.accept(town.lead(case), by=town.who("handler"), now=NOW)
    handler = town.who("handler")
    inside, outside = (
        store.hold(PDF, name=f"{name}.pdf", allowed=["application/pdf"], by=handler, now=NOW).ticket for name in ("内部", "给您")
    )
    case.refresh_from_db()
    actions.interim(case, reply=actions.Reply(text="已派人查看。", files=(inside,)), by=handler, now=NOW)
    actions.interim(
        case, reply=actions.Reply(text="换灯中。", files=(outside,), files_to_resident=True), by=handler, now=NOW + DAY
    )
    page = client.get(f"/track/{voice.receipt}").content.decode()
    assert "给您.pdf" in page
    assert "内部.pdf" not in page
    rows = {row.name: row for row in StoredFile.objects.all()}
    assert client.get(f"/track/{voice.receipt}/files/{rows['给您.pdf'].pk}").status_code == 200
    assert client.get(f"/track/{voice.receipt}/files/{rows['内部.pdf'].pk}").status_code == 404


def test_it_is_on_no_public_page(tell: Tell, client: Client, town: Town) -> None:
    voice = tell(place=str(town.places["990101100001"].pk), attached=[file(picture(), "谁看见.jpg")])
    for path in ("/cases", f"/cases/{voice.case_id}"):
        assert "谁看见" not in Client().get(path).content.decode()


def test_files_cost_one_question_and_none_without(tell: Tell, client: Client, django_assert_max_num_queries: Any) -> None:
    voice = tell(attached=[file(picture(), f"{n}.jpg") for n in range(5)])
    with django_assert_max_num_queries(17):
        client.get(f"/track/{voice.receipt}")
