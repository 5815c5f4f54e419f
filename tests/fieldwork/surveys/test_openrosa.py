"""A telephone with ODK Collect, in a script: lists forms, fetches one, sends twice and out of order; nothing is lost."""

import base64
import io
from typing import Any
from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Attachment, Device, Form, Submission
from sixia.kit.flow import Refused
from tests.fieldwork.surveys.making import CHOICES, SETTINGS, SURVEY, running, workbook
from tests.files import picture
from tests.town import NOW, Town

ROSA = "{http://openrosa.org/http/response}"
LIST = "{http://openrosa.org/xforms/xformsList}"


class Collect:
    """What the app does: HTTP Basic, OpenRosa headers, one multipart request per filled form or several."""

    def __init__(self, username: str, token: str) -> None:
        self.client = Client(enforce_csrf_checks=True)
        given = base64.b64encode(f"{username}:{token}".encode()).decode()
        self.headers = {"HTTP_AUTHORIZATION": f"Basic {given}", "HTTP_X_OPENROSA_VERSION": "1.0"}

    def get(self, url: str, **more: Any) -> HttpResponse:
        """A call."""
        return self.client.get(url, **self.headers, **more)

    def forms(self) -> list[dict[str, str]]:
        """The forms on offer."""
        root = fromstring(self.get("/openrosa/formList").content)
        return [{leaf.tag.removeprefix(LIST): leaf.text for leaf in row} for row in root]

    def head(self) -> HttpResponse:
        """Whether it may send."""
        return self.client.head("/openrosa/submission", **self.headers)

    def send(self, instance: str, **pictures: bytes) -> HttpResponse:
        """A filled form, with pictures by question."""
        files = {"xml_submission_file": SimpleUploadedFile("form.xml", instance.encode(), "text/xml")}
        files |= {f"{name}.jpg": SimpleUploadedFile(f"{name}.jpg", raw, "image/jpeg") for name, raw in pictures.items()}
        return self.client.post("/openrosa/submission", files, **self.headers)


def instance(form: Form, name: str, litres: str = "30", *, replaces: str = "", photo: str = "") -> str:
    """A filled form as Collect writes it."""
    old = f"<orx:deprecatedID>{replaces}</orx:deprecatedID>" if replaces else ""
    return (
        f'<?xml version="1.0"?><data id="water" version="{form.version}" xmlns:orx="http://openrosa.org/xforms">'
        "<start>2026-05-11T10:00:00.000+08:00</start><who>演示甲</who><home><tap>yes</tap><source/></home>"
        "<faults>smell dirt</faults>"
        f"<people><age>71</age></people><people><age>8</age></people><old>71</old><litres>{litres}</litres><since/>"
        f"<photo>{photo}</photo><orx:meta><orx:instanceID>{name}</orx:instanceID>{old}</orx:meta></data>"
    )


@pytest.fixture
def form(town: Town) -> Form:
    """A survey that runs."""
    return running(town)


@pytest.fixture
def collect(town: Town) -> Collect:
    """The telephone of an official in the east."""
    _device, token = actions.admit("演示手机", by=town.who("easter"), now=NOW)
    return Collect("easter", token)


def test_list_and_form(form: Form, collect: Collect) -> None:
    response = collect.get("/openrosa/formList")
    assert (response.status_code, response["X-OpenRosa-Version"]) == (200, "1.0")
    assert response["Content-Type"].startswith("text/xml")
    assert int(response["X-OpenRosa-Accept-Content-Length"]) > 10**7
    (row,) = collect.forms()
    assert (row["formID"], row["version"], row["hash"]) == ("water", "1", form.hash)
    found = collect.get(row["downloadUrl"].removeprefix("http://testserver"))
    assert fromstring(found.content).tag.endswith("html")
    assert collect.get("/openrosa/forms/nothing.xml").status_code == 404


def test_sends_twice_and_out_of_order(form: Form, collect: Collect) -> None:
    first, second = f"uuid:{uuid4()}", f"uuid:{uuid4()}"
    assert collect.head().status_code == 204
    corrected = instance(form, second, "31", replaces=first)
    for sent in (corrected, instance(form, first), corrected, instance(form, first)):
        response = collect.send(sent)
        assert response.status_code == 201, response.content.decode()
        assert fromstring(response.content).find(f"{ROSA}message").get("nature") == "submit_success"
    assert Submission.objects.count() == 2
    (row,) = Submission.objects.counting()
    assert (row.answers["litres"], row.way, row.faults) == (31.0, "openrosa", {})
    assert row.answers["people"] == [{"age": 71}, {"age": 8}]
    assert "演示甲" in row.sealed


def test_pictures_in_several_requests(form: Form, collect: Collect) -> None:
    sent = instance(form, f"uuid:{uuid4()}", photo="photo.jpg")
    assert collect.send(sent, other=picture()).status_code == 201
    assert collect.send(sent, photo=picture()).status_code == 201
    assert collect.send(sent, photo=picture(), other=picture()).status_code == 201
    assert set(Attachment.objects.values_list("name", flat=True)) == {"other.jpg", "photo.jpg"}
    assert Submission.objects.count() == 1
    assert collect.send(sent, broken=b"no picture").status_code == 400, "the telephone keeps what was not taken"


def test_other_content_under_the_same_name(form: Form, collect: Collect) -> None:
    name = f"uuid:{uuid4()}"
    assert collect.send(instance(form, name)).status_code == 201
    assert collect.send(instance(form, name, "99")).status_code == 409
    assert Submission.objects.get().answers["litres"] == 30.0


def test_what_does_not_fit_is_kept_and_marked(form: Form, collect: Collect) -> None:
    sent = instance(form, "not-a-uuid").replace("<tap>yes</tap>", "<tap/>").replace("<old>", "<new>1</new><old>")
    assert collect.send(sent).status_code == 201
    row = Submission.objects.get()
    assert set(row.faults) == {"tap"}
    assert '"new": "1"' in row.sealed


def test_earlier_version_and_ended_survey(town: Town, form: Form, collect: Collect) -> None:
    more = workbook(
        [*SURVEY, {"type": "text", "name": "more", "label::中文 (zh)": "还有"}], CHOICES, [{**SETTINGS[0], "version": "2"}]
    )
    actions.upload(more, unit=town.units["housing"], by=town.who("handler"), now=NOW)
    assert collect.forms()[0]["version"] == "2"
    actions.close(form.survey, by=town.who("handler"), now=NOW)
    assert collect.forms() == []
    assert collect.send(instance(form, f"uuid:{uuid4()}")).status_code == 201
    unknown = instance(form, f"uuid:{uuid4()}").replace('version="1"', 'version="77"')
    assert collect.send(unknown).status_code == 400


HOSTILE = (
    "",
    "no xml",
    "<data/>",
    '<data id="water" version="1"/>',
    '<!DOCTYPE d [<!ENTITY a "x">]><data id="water" version="1"><meta><instanceID>&a;</instanceID></meta></data>',
    '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><data id="water">&a;</data>',
    "<a>" * 20_000,
)


@pytest.mark.parametrize("sent", HOSTILE, ids=lambda sent: sent[:20])
def test_hostile(form: Form, collect: Collect, sent: str) -> None:
    assert collect.send(sent).status_code == 400
    assert Submission.objects.count() == 0


def test_without_the_form_itself(form: Form, collect: Collect) -> None:
    upload = {"a.jpg": SimpleUploadedFile("a.jpg", picture())}
    assert collect.client.post("/openrosa/submission", upload, **collect.headers).status_code == 400
    broken = collect.client.generic(
        "POST", "/openrosa/submission", io.BytesIO(b"--x\r\n").read(), "multipart/form-data; boundary=", **collect.headers
    )
    assert broken.status_code == 400


def test_tokens(town: Town, form: Form, collect: Collect) -> None:
    nobody = Client().get("/openrosa/formList")
    assert (nobody.status_code, nobody["WWW-Authenticate"][:5]) == (401, "Basic")
    device = Device.objects.get()
    assert collect.headers["HTTP_AUTHORIZATION"] not in device.digest
    other = Collect("wester", "x")
    other.headers = {**other.headers, "HTTP_AUTHORIZATION": collect.headers["HTTP_AUTHORIZATION"].replace("ZWFzd", "d2VzX")}
    assert other.get("/openrosa/formList").status_code == 401
    assert collect.get("/openrosa/formList").status_code == 200
    with pytest.raises(Refused):
        actions.shut_out(device, by=town.who("wester"), now=NOW)
    actions.shut_out(device, by=town.who("easter"), now=NOW)
    assert collect.get("/openrosa/formList").status_code == 401
    with pytest.raises(Refused):
        actions.shut_out(device, by=town.who("easter"), now=NOW)
    for name in ("system", "outsider"):
        with pytest.raises(Refused):
            actions.admit("x", by=town.who(name), now=NOW)


def test_guessing_is_slowed(form: Form) -> None:
    answers = [Collect("easter", "wrong").get("/openrosa/formList").status_code for _try in range(12)]
    assert (answers[0], answers[-1]) == (401, 429)


def test_territory(town: Town, collect: Collect) -> None:
    made = workbook(None, None, [{**SETTINGS[0], "form_id": "west_only"}])
    west = actions.upload(made, unit=town.units["west"], by=town.who("wester"), now=NOW)
    actions.open_survey(west.survey, by=town.who("wester"), now=NOW)
    assert collect.forms() == []
    assert collect.get("/openrosa/forms/west_only.xml").status_code == 404
    sent = instance(west, f"uuid:{uuid4()}").replace('id="water"', 'id="west_only"')
    assert collect.send(sent).status_code == 400
