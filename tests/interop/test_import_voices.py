"""Voices come in by the rules, once, with what became of them; the rest is handed back to be corrected."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.cases.queries.witness import altered_words
from sixia.interop.importing import voices
from sixia.kit import search
from sixia.kit.crypto import ring
from sixia.kit.journal import timeline
from sixia.kit.models import Clock, Delivery
from sixia.kit.proof import verify
from tests.town import NOW, Town

MAP = """
source = "old"
desk = "hotline"
time_zone = "Asia/Shanghai"
[voice]
text = { join = ["标题", "内容"] }
source_id = "编号"
heard_at = "时间"
name = "姓名"
phone = "电话"
kind = { column = "类型", table = { "求助" = "help", "举报" = "accusation" }, default = "complaint" }
channel = { constant = "phone" }
category = { column = "类别", table = { "路灯" = "lamp" }, default = "city" }
[place]
code = "区划"
name = "地点"
lat = "纬度"
lon = "经度"
[outcome]
reply = "答复"
answered_at = "答复时间"
closed_at = "办结时间"
closed = { column = "状态", is = ["已办结"] }
"""
HEAD = ["编号", "标题", "内容", "时间", "姓名", "电话", "类型", "类别", "区划", "地点", "纬度", "经度"]
HEAD += ["答复", "答复时间", "办结时间", "状态"]
ROW = {
    "标题": "路灯不亮",
    "内容": "村口路灯坏了一周，老人晚上出门看不清。",
    "时间": "2025/4/1 9:00:00",
    "类型": "求助",
    "类别": "路灯",
    "状态": "办理中",
}
CLOSED = {**ROW, "答复": "已更换灯头，当晚亮灯。", "答复时间": "2025/4/3 9:00", "办结时间": "2025/4/4 9:00", "状态": "已办结"}


@pytest.fixture
def run(town: Town, tmp_path: Path) -> Any:
    """Write rows to a file and import it; returns (exit code, report)."""
    (tmp_path / "map.toml").write_text(MAP, "utf-8")

    def once(*rows: dict[str, str], file: Path | None = None, **options: Any) -> tuple[int, dict[str, Any]]:
        path = file or tmp_path / "old.csv"
        if rows:
            with path.open("w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, HEAD)
                writer.writeheader()
                writer.writerows(rows)
        given = {"file": path, "map": tmp_path / "map.toml", "desk": "", "account": "", "encoding": "", "yes": False}
        given |= {"errors": None, "dry_run": False, "resume": True, "json": True, **options}
        out = io.StringIO()
        status = voices.handle(given, out, now=NOW)
        return status, json.loads(out.getvalue())

    return once


def test_an_open_row_is_a_voice_like_any_other(run: Any, town: Town) -> None:
    status, report = run({**ROW, "编号": "A1", "区划": "990101100001", "姓名": "演示甲", "电话": "138 0000 0001"})
    case, voice = Case.objects.get(), Voice.objects.get()
    assert (status, report["taken"], report["open"]) == (0, 1, 1)
    assert (case.state, case.open, case.category, case.place) == ("heard", True, "lamp", town.places["990101100001"])
    assert (case.heard_at, voice.taken_at) == (datetime(2025, 4, 1, 1, tzinfo=UTC), NOW)
    assert (voice.name, voice.phone, voice.source, voice.source_id) == ("演示甲", "138 0000 0001", "old", "A1")
    assert voice.phone_index
    assert Clock.objects.get(owner=case.key).due_at == case.due_at > NOW
    (line,) = timeline(case.stream)
    assert (line.event, line.facts["history"], line.by) == ("VoiceHeard", True, "system")
    assert list(search.matching(Voice.objects.all(), "voice", "路灯")) == [voice]
    cases.dispatch(case, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW)
    assert case.state == "handling"


def test_a_closed_row_keeps_its_answer_and_starts_nothing(run: Any) -> None:
    status, report = run({**CLOSED, "编号": "A1"})
    case, voice, answer = Case.objects.get(), Voice.objects.get(), Answer.objects.get()
    assert (status, report["closed"], report["answers"]) == (0, 1, 1)
    assert (case.state, case.open, case.ending, case.due_at) == ("closed", False, "imported", None)
    assert (case.answered_at, case.closed_at) == (datetime(2025, 4, 3, 1, tzinfo=UTC), datetime(2025, 4, 4, 1, tzinfo=UTC))
    assert (answer.kind, answer.state, answer.text, answer.sent_at) == ("final", "sent", CLOSED["答复"], case.answered_at)
    assert (voice.state, voice.ended_at, voice.callback_at) == ("imported", case.closed_at, None)
    assert [line.event for line in timeline(case.stream)] == ["VoiceHeard", "AnswerSent", "CaseClosed"]
    assert timeline(case.stream)[1].facts["history"] is True
    assert not Clock.objects.filter(owner=case.key).exists()
    assert not Verdict.objects.exists()
    assert not Delivery.objects.filter(entry__stream=case.stream).exists()
    assert verify(lambda _read: None) == []
    assert list(altered_words()) == []


def test_an_open_row_with_a_reply_tells_how_it_stands(run: Any) -> None:
    run({**CLOSED, "编号": "A1", "状态": "办理中"})
    assert Answer.objects.get().kind == "interim"
    assert Case.objects.get().state == "heard"


def test_accusations_come_in_behind_closed_doors(run: Any, town: Town) -> None:
    run({**ROW, "编号": "A1", "类型": "举报"})
    case = Case.objects.get()
    assert case.restricted
    assert not Case.objects.visible_to(town.who("dispatcher")).exists()
    assert Case.objects.visible_to(town.who("officer")).get() == case


def test_nothing_comes_in_twice(run: Any) -> None:
    first = run({**ROW, "编号": "A1"}, {**CLOSED, "编号": "A1"}, {**ROW, "编号": "A2"})[1]
    again = run({**ROW, "编号": "A1"}, {**ROW, "编号": "A2"}, {**ROW, "编号": "A3"})[1]
    assert (first["taken"], first["twice"], again["known"], again["taken"]) == (2, 1, 2, 1)
    assert Voice.objects.count() == 3
    assert run({**ROW, "编号": "A1"}, {**ROW, "编号": "A4"}, resume=False)[0] == 2
    assert Voice.objects.count() == 3


def test_a_row_without_a_number_is_known_by_what_it_says(run: Any) -> None:
    assert run(ROW, ROW, {**ROW, "标题": "另一件"})[1]["taken"] == 2
    assert run(ROW)[1]["known"] == 1


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"标题": "", "内容": " "}, "内容"),
        ({"内容": "字" * 12_001}, "12000"),
        ({"时间": ""}, "时间"),
        ({"时间": "去年夏天"}, "去年夏天"),
        ({"时间": "2029/1/1 9:00"}, "2029"),
        ({"纬度": "北纬38", "经度": "114"}, "北纬38"),
        ({"纬度": "138.1", "经度": "38.2"}, "138.1"),
        ({"状态": "已办结", "办结时间": "2025/3/1 9:00"}, "2025-03-01"),
    ],
)
def test_a_faulty_row_is_left_out_with_its_reason(run: Any, tmp_path: Path, change: dict[str, str], word: str) -> None:
    status, report = run({**ROW, "编号": "A1", **change}, {**ROW, "编号": "A2"})
    assert (status, report["left_out"], report["taken"]) == (1, 1, 1)
    (kept,) = csv.DictReader((tmp_path / "old.left-out.csv").open(encoding="utf-8-sig", newline=""))
    assert kept["import_line"] == "2"
    assert word in kept["import_error"] or word == "内容"
    assert kept["import_error"] == report["faults"][0]["sentence"]


def test_left_out_rows_can_be_corrected_and_fed_again(run: Any, tmp_path: Path) -> None:
    run({**ROW, "编号": "A1", "时间": "?", "标题": "=HYPERLINK(1)", "电话": "+8613800000001"})
    left = tmp_path / "old.left-out.csv"
    text = left.read_text("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    left.write_text(text.replace(",?,", ",2025/4/1,"), "utf-8-sig")
    assert run(file=left)[0] == 0
    voice = Voice.objects.get()
    assert voice.text.startswith("=HYPERLINK(1)")
    assert voice.phone == "+8613800000001"


def test_corrections_are_made_and_counted(run: Any) -> None:
    rows = [
        {**ROW, "编号": "A1", "地点": "不知名村"},
        {**ROW, "编号": "A2", "类别": "天气"},
        {**ROW, "编号": "A3", "内容": "路灯\x00坏了\u202e"},
        {**ROW, "编号": "A4", "纬度": "0", "经度": "0"},
        {**ROW, "编号": "A5", "状态": "已办结"},
        {**ROW, "编号": "A6", "状态": "已办结", "办结时间": "2025/4/1"},
    ]
    status, report = run(*rows)
    assert (status, report["taken"]) == (0, 6)
    assert report["notes"] == {"place": 1, "default": 1, "control": 1, "point": 1, "closing": 1, "day": 1}
    voice = {row.source_id: row for row in Voice.objects.select_related("case")}
    assert voice["A1"].place_note == "不知名村"
    assert voice["A2"].case.category == "city"
    assert voice["A3"].text.endswith("路灯坏了")
    assert voice["A4"].case.lat is None
    assert voice["A5"].case.closed_at == voice["A6"].case.closed_at == voice["A5"].heard_at


def test_places_are_found_by_name_within_the_county(run: Any, town: Town) -> None:
    run({**ROW, "编号": "A1", "地点": "东镇 东一村"}, {**ROW, "编号": "A2", "地点": "西镇"}, {**ROW, "编号": "A3", "地点": "东"})
    found = {voice.source_id: voice.place for voice in Voice.objects.select_related("place")}
    assert found == {"A1": town.places["990101100001"], "A2": town.places["990101200"], "A3": None}


def test_a_dry_run_checks_everything_and_writes_nothing(run: Any, tmp_path: Path) -> None:
    status, report = run({**ROW, "编号": "A1"}, {**CLOSED, "编号": "A2"}, {**ROW, "编号": "A3", "时间": "?"}, dry_run=True)
    assert (status, report["open"], report["closed"], report["left_out"]) == (1, 1, 1, 1)
    assert not Voice.objects.exists()
    assert (tmp_path / "old.left-out.csv").is_file()


def test_in_somebodys_name(run: Any, town: Town) -> None:
    run({**ROW, "编号": "A1"}, account="clerk")
    assert timeline(Case.objects.get().stream)[0].by == town.who("clerk").ref


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"account": "nobody"}, "nobody"),
        ({"desk": "moon"}, "moon"),
        ({"encoding": "klingon"}, "klingon"),
        ({"map": Path("missing.toml")}, "missing.toml"),
        ({"file": Path("missing.csv")}, "missing.csv"),
        ({"errors": Path("no/such/folder/x.csv")}, "no/such/folder"),
    ],
)
def test_when_nothing_can_be_done_it_says_why(run: Any, options: dict[str, Any], word: str) -> None:
    run({**ROW, "编号": "A0"})
    status, report = run(**{"file": None, **options})
    assert status == 2
    assert word in report["error"]
    assert Voice.objects.count() == 1


def test_an_unknown_column_is_refused_with_the_line_of_the_map(run: Any, tmp_path: Path) -> None:
    (tmp_path / "map.toml").write_text(MAP.replace('source_id = "编号"', 'source_id = "单号"'), "utf-8")
    status, report = run({**ROW, "编号": "A1"})
    assert status == 2
    assert "7" in report["error"]
    assert "单号" in report["error"]


def test_an_uncertain_encoding_is_not_guessed_behind_ones_back(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "gb.csv"
    path.write_text(",".join(HEAD) + "\nA1,路灯不亮,村口的路灯坏了一个星期,2025/4/1" + "," * 12 + "\n", "gb18030")
    status, report = run(file=path)
    assert status == 2
    assert "gb18030" in report["error"]
    assert run(file=path, encoding="gb18030")[0] == 0
    assert Voice.objects.get().text == "路灯不亮\n村口的路灯坏了一个星期"


def test_batches_before_a_failure_stay_and_the_rest_follows(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a killed process: what was committed is passed over by the next run."""
    monkeypatch.setattr("sixia.interop.importing.walking.BATCH", 2)
    real, calls = cases.hear_many, []

    def failing(batch: Any, **given: Any) -> Any:
        calls.append(len(batch))
        if len(calls) == 2:
            raise MemoryError
        return real(batch, **given)

    rows = [{**ROW, "编号": f"A{number}"} for number in range(5)]
    monkeypatch.setattr("sixia.interop.importing.keeping.hear_many", failing)
    with pytest.raises(MemoryError):
        run(*rows)
    assert Voice.objects.count() == 2
    report = run(*rows)[1]
    assert (report["known"], report["taken"], Voice.objects.count()) == (2, 3, 5)


def test_a_batch_takes_a_constant_number_of_queries(run: Any, django_assert_max_num_queries: Any) -> None:
    rows = [{**ROW, "编号": f"A{number}", "区划": "990101100001"} for number in range(300)]
    run({**ROW, "编号": "first", "区划": "990101100001"})
    with django_assert_max_num_queries(40):
        run(*rows)


def test_keys_of_the_installation_seal_what_came_in(run: Any) -> None:
    from django.db import connection

    run({**ROW, "编号": "A1", "姓名": "演示甲"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_voice")
        assert cursor.fetchone()[0].startswith(f"v1.{ring().current}.")
