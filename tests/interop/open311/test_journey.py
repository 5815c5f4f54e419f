"""One concern by Open311 from the first word to the verdict: the other system sees how far it is, and nothing more."""

import json
from typing import Any

from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Voice
from sixia.cases.rules import Judgement
from sixia.orders import actions as orders
from tests.interop.open311.conftest import BASE, Ask
from tests.town import DAY, HOUR, NOW, Town

GOOD = Judgement(solved="yes", satisfied=5, decent=True, agree=True)


def test_from_the_first_word_to_the_verdict(send: Ask, ask: Ask, town: Town) -> None:
    number = send()[1][0]["service_request_id"]
    voice = Voice.objects.get(receipt=number)
    case = voice.case

    def now_shown() -> dict[str, Any]:
        row: dict[str, Any] = ask(f"requests/{number}.json")[1][0]
        assert row["service_request_id"] == number
        return row

    assert (now_shown()["status"], now_shown()["status_notes"]) == ("open", "已受理，待派单")
    assert "agency_responsible" not in now_shown()
    cases.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW + HOUR)
    orders.accept(town.lead(case), by=town.who("handler"), now=NOW + 2 * HOUR)
    assert now_shown()["agency_responsible"] == "县住建局"
    cases.answer(case, reply=cases.Reply(text="线缆进水，已更换。"), by=town.who("handler"), now=NOW + DAY)
    assert now_shown()["status"] == "open", "it is over only when the resident says so"
    voice.refresh_from_db()
    cases.judge(voice, GOOD, by=town.resident(voice), now=NOW + DAY + HOUR)
    row = now_shown()
    assert (row["status"], row["updated_datetime"]) == ("closed", "2026-05-12T03:00:00Z")
    assert "expected_datetime" not in row
    assert [one["service_request_id"] for one in ask("requests.json", status="closed")[1]] == [number]
    assert ask("requests.json", status="open") == (200, [])


def test_the_list_shows_nobody(send: Ask, client: Client, town: Town) -> None:
    secrets = {
        "first_name": "秘密名",
        "last_name": "某",
        "phone": "13912345678",
        "email": "who@example.org",
        "device_id": "dev-77",
    }
    given = {
        **secrets,
        "description": "我住三栋，邻居王某",
        "address_string": "东一村8号",
        "media_url": "https://example.org/face.jpg",
    }
    send(**given, lat="26.511111", long="119.522222")
    for path in ("requests.json", "requests.xml", "requests.json?extensions=true"):
        shown = client.get(BASE + path).content.decode()
        assert "路灯不亮" in shown
        assert not [value for value in (*given.values(), "26.5111", "119.5222", "city-app", "/v/") if value in shown]


def test_a_joined_voice_follows_the_case_it_joined(send: Ask, ask: Ask, town: Town) -> None:
    first = town.heard(category="lamp", now=NOW - DAY)
    number = send()[1][0]["service_request_id"]
    mine = Voice.objects.get(receipt=number).case
    cases.join(mine, into=first, by=town.who("dispatcher"), now=NOW + HOUR)
    found = ask("requests.json")[1]
    assert len(found) == 1
    assert found[0]["service_request_id"] == number
    assert found[0]["requested_datetime"] == "2026-05-10T02:00:00Z"
    assert json.dumps(ask(f"requests/{first.pk}.json")[1]) == json.dumps(found)
