"""Say it, keep the receipt, track it, judge it: the whole way of a resident, in both languages."""

import re

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.orders import actions as orders
from tests.cases.public.conftest import details
from tests.town import DAY, HOUR, LAMP_OUT, NOW, Town


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_from_the_box_to_the_verdict(client: Client, town: Town, language: str) -> None:
    client.post("/language/", {"language": language, "next": "/"})
    assert client.get("/").status_code == 200
    second = client.post("/", {"text": LAMP_OUT})
    page = second.content.decode()
    assert second.status_code == 200
    assert re.search(r'<option value="lamp" selected', page)
    assert re.search(rf'<option value="{town.places["990101100001"].pk}" selected', page)
    number = re.search(r'name="number" value="([0-9a-f-]{36})"', page)
    assert number is not None
    given = details(text=LAMP_OUT, number=number[1], place=town.places["990101100001"].pk, phone="13800000001")
    answer = client.post("/tell", given, follow=True)
    voice = Voice.objects.get()
    sheet = answer.content.decode()
    assert voice.receipt in sheet
    passcode = re.search(r'class="figure code">(\d{6})<', sheet)
    assert passcode is not None

    elsewhere = Client()
    elsewhere.post("/language/", {"language": language, "next": "/"})
    opened = elsewhere.post("/track", {"code": voice.receipt.lower(), "passcode": passcode[1]}, follow=True)
    assert opened.redirect_chain == [(f"/track/{voice.receipt}", 302)]
    case = Case.objects.get()
    cases.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW + HOUR)
    orders.accept(town.lead(case), by=town.who("handler"), now=NOW + 2 * HOUR)
    cases.answer(case, reply=cases.Reply(text="线缆已换，亮灯。"), by=town.who("handler"), now=NOW + DAY)
    page = elsewhere.get(f"/track/{voice.receipt}").content.decode()
    assert "线缆已换，亮灯。" in page
    assert "县住建局" in page
    assert 'name="agree"' in page
    assert "checked" not in page
    verdict = {"solved": "yes", "satisfied": "5", "decent": "yes", "agree": "yes", "comment": ""}
    done = elsewhere.post(f"/track/{voice.receipt}/verdict", verdict, follow=True)
    assert done.status_code == 200
    case.refresh_from_db()
    assert (case.state, case.ending) == ("closed", "verdict")
