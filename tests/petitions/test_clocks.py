"""The legal limits over the real calendars of 2024 to 2027: calendar days that roll, working days, pauses, local rules."""

import csv
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sixia.catalog.actions import apply_profile
from sixia.catalog.queries import current_book
from sixia.catalog.rules.reading import read
from sixia.kit import clocks
from sixia.kit.calendar import WorkCalendar, due, last_day
from sixia.kit.models import Entry
from sixia.people.actors import SYSTEM
from sixia.petitions import actions
from sixia.petitions.reactions import aim_anew
from tests.petitions.town import COUNTY, DAY, HOUR, NOW, Courts, clock, finding, fresh, worker

CHINA = timedelta(hours=8)


@pytest.fixture(scope="module")
def cn() -> WorkCalendar:
    """The calendar of the demo county, with every announced year."""
    row = next(row for row in read(COUNTY).rows("calendar") if row.code == "cn")
    return WorkCalendar.load(row.data)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "rolls", "last", "provisional"),
    [
        # 60 days for the decision (Art. 34): to the last day, or past a weekend, a holiday, a whole golden week
        ("2024-01-02", 60, "day", True, "2024-03-04", False),
        ("2024-08-02", 60, "day", True, "2024-10-08", False),
        ("2025-08-03", 60, "day", True, "2025-10-09", False),
        ("2026-05-12", 60, "day", True, "2026-07-13", False),
        ("2026-12-01", 60, "day", True, "2027-02-01", True),
        # 15 days for passing on and for telling (Arts. 22, 23)
        ("2024-02-01", 15, "day", True, "2024-02-18", False),
        ("2025-01-20", 15, "day", True, "2025-02-05", False),
        ("2026-09-18", 15, "day", True, "2026-10-08", False),
        # 30 days for asking and for answering (Arts. 35, 36)
        ("2024-04-01", 30, "day", True, "2024-05-06", False),
        ("2026-05-21", 30, "day", True, "2026-06-22", False),
        # five working days for objecting (Art. 23): make-up days count, holidays do not
        ("2024-09-26", 5, "workday", False, "2024-10-09", False),
        ("2025-09-28", 5, "workday", False, "2025-10-11", False),
        ("2026-05-11", 5, "workday", False, "2026-05-18", False),
        ("2026-12-29", 5, "workday", False, "2027-01-06", True),
    ],
)
def test_limits_over_real_years(
    cn: WorkCalendar, start: str, amount: int, unit: str, rolls: bool, last: str, provisional: bool
) -> None:
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC) + 2 * HOUR
    end = due(cn, begin, amount, unit, rolls=rolls)
    assert (last_day(cn, end.at).isoformat(), end.provisional) == (last, provisional)


def test_a_petition_that_reaches_into_an_unannounced_year_says_so(courts: Courts) -> None:
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    petition = courts.sent(now=start)
    actions.accept(petition, by=courts.who("handler"), now=start + DAY)
    assert clock(petition, "handle").provisional


def test_when_the_year_is_announced_the_lists_show_the_true_day(courts: Courts, tmp_path: Path) -> None:
    start = datetime(2026, 12, 1, 2, tzinfo=UTC)
    petition = courts.sent(now=start)
    actions.accept(petition, by=courts.who("handler"), now=start + DAY)
    courts.serve(petition, "acceptance", start + DAY + HOUR)
    before = petition.due_at
    folder = tmp_path / "announced"
    shutil.copytree(COUNTY, folder)
    path = folder / "calendars.toml"
    text = path.read_text(encoding="utf-8").replace("announced = [2024, 2025, 2026]", "announced = [2024, 2025, 2026, 2027]")
    path.write_text(text.replace("free = [", 'free = [ "2027-01-30..2027-02-05",', 1), encoding="utf-8")
    apply_profile(folder, by=SYSTEM, now=start + 2 * DAY)
    entry = Entry.objects.filter(event="CalendarAnnounced").latest("pk")
    aim_anew(entry, start + 2 * DAY)
    petition.refresh_from_db()
    assert not clock(petition, "handle").provisional
    assert petition.due_at == fresh(petition.case).due_at == clock(petition, "handle").due_at
    assert before is not None
    assert petition.due_at > before


def test_the_hearing_of_the_rereview_is_not_counted(courts: Courts) -> None:
    petition = courts.rereviewing()
    by, opened = courts.who("cityman"), NOW + 45 * DAY
    before = clock(petition, "rereview").due_at
    actions.open_hearing(petition, place="市政府二楼", by=by, now=opened)
    assert clock(petition, "rereview").paused_at == opened
    assert petition.due_at is None, "nobody is late while the limit stands still"
    worker(before + 10 * DAY)
    record = actions.Record(
        held_on=(opened + 12 * DAY).date(),
        chair="演示·主持",
        members="三人",
        parties="双方",
        record="陈述。",
        conclusion="维持。",
    )
    actions.record_hearing(petition, record, by=by, now=opened + 12 * DAY)
    after = clock(petition, "rereview")
    assert after.paused_at is None
    assert timedelta(days=11) <= after.due_at - before <= timedelta(days=16), "twelve days later, and past a weekend or holiday"
    assert petition.due_at == after.due_at
    last = finding(outcome="uphold", help_note="可咨询。")
    actions.rereview(petition, last, by=by, now=opened + 13 * DAY)
    assert petition.state == "final"


@pytest.mark.parametrize("stage", ["accepted", "reviewing"])
def test_other_hearings_cost_the_petitioner_no_time(courts: Courts, stage: str) -> None:
    petition = getattr(courts, stage)()
    by, kind = (courts.who("handler"), "handle") if stage == "accepted" else (courts.who("county1"), "review")
    actions.open_hearing(petition, place="三楼", by=by, now=NOW + 22 * DAY)
    assert clock(petition, kind).paused_at is None


def test_the_term_runs_from_service_not_from_the_paper(courts: Courts) -> None:
    petition = courts.decided(served=False)
    worker(NOW + 100 * DAY)
    petition.refresh_from_db()
    assert petition.state == "decided", "what was never served never becomes final"
    served = NOW + 80 * DAY
    notice = petition.notices.get(kind="opinion")
    actions.serve(notice, at=served, means="post", received_by="演示甲", by=courts.who("registrar"), now=NOW + 101 * DAY)
    assert clock(petition, "review_ask").started_at == served
    actions.ask_review(petition, reason="不服。", by=courts.resident(petition), now=NOW + 105 * DAY)
    assert petition.state == "reviewing"


def test_an_extension_moves_petition_order_and_case_alike(courts: Courts) -> None:
    petition = courts.accepted()
    before = clock(petition, "handle").due_at
    actions.extend(petition, days=30, reason="需鉴定。", by=courts.who("head"), now=NOW + 30 * DAY)
    after = clock(petition, "handle").due_at
    assert timedelta(days=29) < after - before < timedelta(days=34)
    order = courts.town.lead(petition.case)
    order.refresh_from_db()
    assert order.due_at == petition.due_at == fresh(petition.case).due_at == after


def test_the_duty_to_tell_goes_on_until_the_notice_is_served(courts: Courts) -> None:
    petition = courts.sent()
    actions.accept(petition, by=courts.who("handler"), now=NOW + DAY)
    tell = clock(petition, "tell")
    assert petition.due_at == tell.due_at
    courts.serve(petition, "acceptance", NOW + 2 * DAY)
    assert petition.due_at == clock(petition, "handle").due_at
    nobody = courts.sent(name="", phone="", address="")
    actions.accept(nobody, by=courts.who("handler"), now=NOW + DAY)
    assert clock(nobody, "tell").stopped_at is not None, "nobody left a way to be told"


def stricter(folder: Path) -> Path:
    """The county's rules with a local text: five working days to pass on and to tell, thirty days to decide, more sixty."""
    shutil.copytree(COUNTY, folder)
    path = folder / "norms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    head = rows[0]
    changed = {
        "route": {"amount": "5", "unit": "workday", "rolls": "no"},
        "tell": {"amount": "5", "unit": "workday", "rolls": "no"},
        "handle": {"amount": "30", "extension_amount": "60"},
    }
    for row in rows:
        if row[0] in changed and row[1] == "petition":
            for name, value in changed[row[0]].items():
                row[head.index(name)] = value
            row[head.index("source_zh")] = row[head.index("source_en")] = "某省信访条例"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


def test_a_stricter_local_text_holds_by_data_alone(db: None, tmp_path: Path) -> None:
    courts = Courts(profile=stricter(tmp_path / "local"))
    petition = courts.registered()
    assert clock(petition, "route").due_at + CHINA == datetime(2026, 5, 19, tzinfo=UTC), "five working days: to Monday 18 May"
    assert clock(petition, "route").source == "某省信访条例"
    actions.send(petition, manner="assign", unit=courts.town.units["housing"], by=courts.who("registrar"), now=NOW + HOUR)
    notice = actions.accept(petition, by=courts.who("handler"), now=NOW + DAY)
    assert notice.content["due_on"] == "2026-06-11"
    actions.extend(petition, days=60, reason="需鉴定。", by=courts.who("head"), now=NOW + 20 * DAY)
    assert clock(petition, "handle").extended == 60


def test_each_legal_limit_names_its_article(courts: Courts) -> None:
    book = current_book(NOW)
    articles = {
        "route": "第二十二条",
        "tell": "第二十三条",
        "object": "第二十三条",
        "handle": "第三十四条",
        "review_ask": "第三十五条",
        "review": "第三十五条",
        "rereview_ask": "第三十六条",
        "rereview": "第三十六条",
    }
    for kind, article in articles.items():
        row = book.norm(kind, track="petition")
        assert row is not None, kind
        assert article in row.source.in_("zh"), kind


def test_a_missed_limit_is_told_once_and_a_petitioners_term_alarms_nobody(courts: Courts) -> None:
    petition = courts.sent()
    clocks.sweep_all(NOW + 40 * DAY)
    assert clock(petition, "tell").breached_at is not None
    petition.refresh_from_db()
    assert petition.state == "sent"
    assert petition.due_at is not None
    assert petition.due_at < NOW + 40 * DAY
