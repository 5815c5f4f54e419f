"""Whatever is sent, the channel answers in its own words and never breaks."""

import json
from typing import Any
from urllib.parse import quote

from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sixia.ui.models import RateWindow
from tests.interop.open311.conftest import BASE, words, xml
from tests.town import NOW, Town

NASTY = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "", " ", "\x00", "a\x00b", "\ud7ff\ufffe", "' OR 1=1 --", "-1", "1e309", "nan", "0" * 400, "9" * 30, "²", "٣", "null",
            "lamp", "open", "2026-05-11T02:00:00Z", "0001-01-01T00:00:00+14:00", "8999-12-31T23:59:59-23:59", "2026-02-30",
            "999999-01-01", "https://[", "a@b@c", "SX" + "2" * 9, ",,,,", "%s%n{0}", "<b>", "字" * 4001, "\u202e", "../../etc",
        ]
    ),
)  # fmt: skip
READ = (
    "service_request_id",
    "service_code",
    "status",
    "start_date",
    "end_date",
    "updated_after",
    "updated_before",
    "page",
    "page_size",
)
SENT = (
    "service_code", "lat", "long", "address_string", "address_id", "email", "device_id", "account_id", "first_name", "last_name",
    "phone", "description", "media_url", "attribute[secret]", "attribute[minor]", "attribute[]", "attribute[a][]",
    "jurisdiction_id",
)  # fmt: skip
PATHS = ("requests", "services", "discovery", "requests/{}", "services/{}", "tokens/{}", "{}")
FAULTS = {400, 403, 404, 405, 413}
EACH = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def check(answer: Any, kind: str) -> None:
    """An answer or a fault, in the format asked for, and nothing else."""
    assert answer.status_code == 200 or answer.status_code in FAULTS
    assert answer["Content-Type"].endswith("charset=utf-8")
    if kind == "json":
        found = json.loads(answer.content)
        assert answer.status_code == 200 or (found[0]["code"] == answer.status_code and found[0]["description"])
    else:
        root = xml(answer.content)
        assert (root.tag == "errors") == (answer.status_code != 200)


@EACH
@given(
    path=st.sampled_from(PATHS),
    name=NASTY,
    kind=st.sampled_from(["json", "xml"]),
    fields=st.dictionaries(st.sampled_from(READ), NASTY),
)
@example(path="requests", name="", kind="xml", fields={"start_date": "8999-12-31T23:59:59-23:59"})
@example(path="requests", name="", kind="xml", fields={"updated_after": "1000-01-01", "page": "10000"})
def test_reading(client: Client, town: Town, path: str, name: str, kind: str, fields: dict[str, str]) -> None:
    RateWindow.objects.all().delete()
    address = BASE + path.format(quote(name, safe="")) + f".{kind}"
    check(client.get(address, fields), kind)


@EACH
@given(
    kind=st.sampled_from(["json", "xml"]),
    fields=st.dictionaries(st.sampled_from(SENT), NASTY, max_size=6),
    once=st.text("abc\x7f", max_size=3),
)
def test_handing_in(client: Client, key: str, kind: str, fields: dict[str, str], once: str) -> None:
    RateWindow.objects.all().delete()
    check(client.post(f"{BASE}requests.{kind}", words(key, **fields), headers={"Idempotency-Key": once}), kind)


@EACH
@given(
    body=st.binary(max_size=200),
    content=st.sampled_from(["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "x"]),
)
@example(body=b"api_key=%ff%fe&description=%ed%a0%80", content="application/x-www-form-urlencoded")
@example(body=b"&".join(b"a%d=" % n for n in range(2000)), content="application/x-www-form-urlencoded")
def test_raw_bodies(client: Client, town: Town, body: bytes, content: str) -> None:
    RateWindow.objects.all().delete()
    answer = client.post(BASE + "requests.json", body, content_type=content)
    assert answer.status_code in FAULTS
    check(answer, "json")


def test_old_rows_with_control_characters_still_make_xml(client: Client, town: Town) -> None:
    case = town.heard(category="lamp", now=NOW)
    place = town.places["990101100001"]
    place.name = "东\x0b一\ufffe村"
    place.save()
    assert xml(client.get(f"{BASE}requests/{case.pk}.xml").content).findtext("request/address") == "东镇 东一村"
