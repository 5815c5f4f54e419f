"""Messages: who is told what, once, outside quiet hours, and never of a case they may not see."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sixia.cases import actions as cases
from sixia.cases.rules import Judgement
from sixia.config.env import Env
from sixia.interop import texts
from sixia.interop.actions import retry_message
from sixia.interop.models import Message
from sixia.interop.reactions import tell_residents
from sixia.interop.rules import fill, rung_at, wake
from sixia.kit import clocks, jobs
from sixia.kit.journal import timeline
from sixia.kit.models import Delivery, Entry
from sixia.orders import actions as orders
from tests.town import DAY, HOUR, NOW, Town

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2026, 5, 11, 14, 30, tzinfo=UTC)
"""22:30 in Beijing."""


def run(now: datetime) -> None:
    """Work until nothing is due."""
    while jobs.run_due(now) or clocks.sweep(now):
        pass


def test_a_resident_gets_the_receipt_with_a_link(town: Town) -> None:
    case = town.heard()
    run(NOW)
    row = Message.objects.get(voice__case=case)
    assert (row.way, row.address, row.state) == ("sms", "13800000001", "shown")
    assert town.voice(case).receipt in row.text
    assert "/v/" in row.text


def test_the_same_entry_told_twice_makes_one_message(town: Town) -> None:
    case = town.heard()
    run(NOW)
    tell_residents(Entry.objects.get(stream=case.key, event="VoiceHeard"), NOW)
    assert Message.objects.count() == 1


def test_history_and_those_who_want_nothing_are_left_alone(town: Town) -> None:
    town.heard(wants="none")
    run(NOW)
    assert not Message.objects.exists()


def test_at_night_a_message_waits_for_the_morning(town: Town) -> None:
    town.heard(now=NIGHT)
    run(NIGHT)
    row = Message.objects.get()
    assert row.not_before.astimezone(SHANGHAI).hour == 8
    assert row.state == "waiting"
    assert Delivery.objects.filter(run_at=row.not_before).count() == 1


def test_an_urgent_one_does_not_wait(town: Town) -> None:
    town.heard(now=NIGHT, urgent=True)
    run(NIGHT)
    assert Message.objects.get().not_before == NIGHT


def test_the_unit_is_told_of_its_order_without_personal_data(town: Town) -> None:
    case = town.dispatched()
    run(NOW + HOUR)
    row = Message.objects.get(account=town.accounts["handler"])
    assert f"/desk/cases/{case.pk}" in row.text
    assert "13800000001" not in row.text
    assert "演示甲" not in row.text


def test_nobody_is_told_of_an_accusation_but_its_officers(town: Town) -> None:
    head = town.units["housing"].pk
    town.heard("住建局有人收钱。", kind="accusation", named_units=(head,))
    run(NOW + 2 * DAY)
    told = set(Message.objects.exclude(account=None).values_list("account__username", flat=True))
    assert told == {"officer"}


def test_a_missed_limit_climbs_the_ladder_and_is_written_down(town: Town) -> None:
    case = town.dispatched()
    run(NOW + 30 * DAY)
    lines = [line for line in timeline(case.key) if line.event == "SuperiorTold"]
    assert {line.facts["role"] for line in lines} >= {"unit_head", "supervisor"}
    assert Message.objects.filter(account=town.accounts["supervisor"]).exists()


def test_what_is_done_in_time_climbs_nothing(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(
        voice, Judgement(solved="yes", satisfied=5, decent=True, agree=True), by=town.resident(voice), now=NOW + DAY + HOUR
    )
    run(NOW + 60 * DAY)
    assert not [line for line in timeline(case.key) if line.event in ("SuperiorTold", "ClockBreached")]


class _Gateway(BaseHTTPRequestHandler):
    seen: list[dict[str, Any]] = []
    status = 200

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({**body, "auth": self.headers["Authorization"]})
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def gateway(settings: Any) -> Iterator[type[_Gateway]]:
    """An SMS gateway on this machine."""
    server = HTTPServer(("127.0.0.1", 0), _Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Gateway.seen, _Gateway.status = [], 200
    settings.ENV = Env(sms_url=f"http://127.0.0.1:{server.server_port}/send", sms_token="geheim")
    yield _Gateway
    server.shutdown()


def test_the_gateway_gets_the_message_once(town: Town, gateway: type[_Gateway]) -> None:
    town.heard()
    run(NOW)
    row = Message.objects.get()
    assert (row.state, row.sent_at) == ("sent", NOW)
    assert [one["to"] for one in gateway.seen] == ["13800000001"]
    assert gateway.seen[0]["auth"] == "Bearer geheim"


def test_a_busy_gateway_is_tried_again_with_the_same_reference(town: Town, gateway: type[_Gateway]) -> None:
    town.heard()
    gateway.status = 503
    run(NOW)
    assert Message.objects.get().state == "waiting"
    gateway.status = 200
    run(NOW + HOUR)
    assert Message.objects.get().state == "sent"
    assert len({one["reference"] for one in gateway.seen}) == 1
    assert len(gateway.seen) == 2


def test_a_refused_number_is_kept_as_failed(town: Town, gateway: type[_Gateway]) -> None:
    town.heard()
    gateway.status = 400
    run(NOW)
    row = Message.objects.get()
    assert (row.state, row.error) == ("failed", "HTTP 400")


def test_quiet_hours_end_next_morning() -> None:
    quiet = (time(21), time(8))
    evening = datetime(2026, 5, 11, 22, 0, tzinfo=SHANGHAI)
    assert wake(evening, SHANGHAI, *quiet) == datetime(2026, 5, 12, 8, 0, tzinfo=SHANGHAI)
    assert wake(datetime(2026, 5, 12, 3, 0, tzinfo=SHANGHAI), SHANGHAI, *quiet) == datetime(2026, 5, 12, 8, 0, tzinfo=SHANGHAI)
    noon = datetime(2026, 5, 12, 12, 0, tzinfo=SHANGHAI)
    assert wake(noon, SHANGHAI, *quiet) == noon


def test_placeholders_are_filled_and_nothing_else_is_run() -> None:
    assert fill("编号{receipt}：{unknown}", {"receipt": "SX1"}) == "编号SX1：—"
    assert fill("{receipt}", {"receipt": "{link}"}) == "{link}"


def test_a_rung_is_a_share_of_the_limit() -> None:
    assert rung_at(NOW, NOW + 10 * DAY, 150) == NOW + 15 * DAY


def test_more_time_is_told_with_its_own_date_and_not_for_an_assisting_unit(town: Town) -> None:
    case = town.accepted()
    helper = cases.call_in(case, unit=town.units["ecology"], reason="要测噪音", by=town.who("dispatcher"), now=NOW)
    orders.accept(helper, by=town.who("ecologist"), now=NOW)
    lead = town.lead(case)
    for order, who in ((helper, "ecologist"), (lead, "handler")):
        orders.ask_extension(order, amount=1, reason="等管材", by=town.who(who), now=NOW + 3 * HOUR)
        orders.grant_extension(order, reason="情况属实", by=town.who("dispatcher"), now=NOW + 3 * HOUR)
    for entry in Entry.objects.filter(stream=case.key, event="ExtensionGranted"):
        tell_residents(entry, NOW + 3 * HOUR)
    (row,) = Message.objects.filter(entry__event="ExtensionGranted", voice__isnull=False)
    assert "2026年5月19日" in row.text


def test_what_was_sent_goes_when_the_person_is_erased(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(
        voice, Judgement(solved="yes", satisfied=5, decent=True, agree=True), by=town.resident(voice), now=NOW + DAY + HOUR
    )
    run(NOW + 2 * DAY)
    assert Message.objects.filter(voice=voice).exclude(text="").exists()
    cases.erase(voice.receipt, reason="本人要求", by=town.who("privacy"), now=NOW + 3 * DAY)
    run(NOW + 3 * DAY)
    assert not Message.objects.filter(voice=voice).exclude(text="").exists()


def test_an_assisting_unit_is_told_that_its_report_did_not_suffice(town: Town) -> None:
    case = town.accepted()
    helper = cases.call_in(case, unit=town.units["ecology"], reason="要测噪音", by=town.who("dispatcher"), now=NOW)
    orders.accept(helper, by=town.who("ecologist"), now=NOW)
    orders.report(helper, report="测了。", by=town.who("ecologist"), now=NOW)
    type(town.accounts["ecologist"]).objects.filter(pk=town.accounts["ecologist"].pk).update(email="demo@example.org")
    orders.send_back(helper, reason="写明时间地点", by=town.who("dispatcher"), now=NOW)
    run(NOW)
    rows = Message.objects.filter(entry__event="OrderSentBack")
    assert [(row.account, row.way) for row in rows] == [(town.accounts["ecologist"], "mail")]


def test_a_message_about_an_accusation_does_not_say_what_it_is(town: Town) -> None:
    town.heard("有人收钱。", kind="accusation", category="conduct")
    run(NOW)
    text = Message.objects.exclude(voice=None).get().text
    assert "作风" not in text
    assert "举报" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [("", "有新工单等待签收。"), ("zh-hans", "有新工单等待签收。"), ("en", "A new order waits to be accepted.")],
)
def test_an_official_who_chose_no_language_is_written_to_in_that_of_the_house(
    town: Town, language: str, said: str, settings
) -> None:
    settings.LANGUAGE_CODE = "zh-hans"
    note = texts.to_official("issued", case=town.heard(), link="https://example.org/", language=language)
    assert note.text.startswith(said)


def test_one_that_was_tried_in_vain_is_shown_as_failed_and_can_be_sent_again(town: Town, gateway: type[_Gateway]) -> None:
    town.heard()
    gateway.status = 503
    moment = NOW
    for _turn in range(jobs.MOST_ATTEMPTS):
        while jobs.run_due(moment):
            pass
        moment += DAY
    row = Message.objects.get()
    assert (row.state, row.error) == ("failed", "HTTP 503")
    assert not Delivery.objects.exists(), "nothing is left that could send it a second time"
    gateway.status = 200
    retry_message(row, by=town.who("system"), now=moment)
    jobs.run_due(moment)
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.error) == ("sent", moment, "")
    assert len({one["reference"] for one in gateway.seen}) == 1
