"""Times as people write them; anything doubtful is refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from sixia.interop.importing.dates import Undated, moment

CHINA, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
AT = datetime(2019, 11, 21, 16, 0, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2019/11/22 0:00:12",
        "2019-11-22  00:00:12",
        " 2019-11-22T00:00:12 ",
        "2019.11.22 0:00:12",
        "2019年11月22日 0时00分12秒",
        "2019/11/22 上午 12:00:12",
        "2019-11-22 12:00:12 AM",
        "2019-11-22 12:00:12 AM CST",
        "2019-11-21T16:00:12Z",
        "2019-11-22T00:00:12+08:00",
        "2019-11-21 11:00:12 -0500",
        datetime(2019, 11, 22, 0, 0, 12),  # noqa: DTZ001  # workbooks hold such
        datetime(2019, 11, 21, 16, 0, 12, tzinfo=UTC),
    ],
)
def test_year_first_in_any_dress(written: object) -> None:
    assert moment(written, zone=CHINA) == AT


def test_a_day_alone_is_its_midnight() -> None:
    midnight = datetime(2019, 11, 21, 16, tzinfo=UTC)
    assert [moment(given, zone=CHINA) for given in ("2019-11-22", "2019/11/22", date(2019, 11, 22))] == [midnight] * 3


def test_excel_counts_days() -> None:
    assert moment("43791.5", zone=CHINA) == datetime(2019, 11, 22, 4, tzinfo=UTC)
    assert moment(43791.000138889, zone=CHINA) == AT


def test_afternoon_in_chinese_and_english() -> None:
    two = datetime(2020, 1, 8, 6, 5, tzinfo=UTC)
    assert moment("2020-01-08 下午2:05", zone=CHINA) == moment("2020-01-08 02:05 p.m.", zone=CHINA) == two
    assert moment("2020-01-08 中午12:05", zone=CHINA) == datetime(2020, 1, 8, 4, 5, tzinfo=UTC)


def test_other_orders_need_a_format_and_keep_their_zone() -> None:
    with pytest.raises(Undated):
        moment("05/06/2021 01:02:03 PM", zone=NEW_YORK)
    said = [moment(f"05/06/2021  01:02:03 PM{zone}", zone=NEW_YORK, formats=["%m/%d/%Y %I:%M:%S %p"]) for zone in ("", " EDT")]
    assert said == [datetime(2021, 5, 6, 17, 2, 3, tzinfo=UTC)] * 2


def test_the_hour_that_comes_twice_is_told_apart_by_its_zone() -> None:
    summer, winter = (moment(f"2021-11-07 01:30:00 {word}", zone=NEW_YORK) for word in ("EDT", "EST"))
    assert (winter - summer).total_seconds() == 3600  # type: ignore[operator]


@pytest.mark.parametrize("written", ["", "  ", None])
def test_nothing_is_no_time(written: object) -> None:
    assert moment(written, zone=CHINA) is None


@pytest.mark.parametrize(
    "written",
    [
        "昨天",
        "2019/13/01",
        "2019-02-30 10:00",
        "2019-01-01 25:00",
        "12",
        "99999999",
        "2019-01-01 10:00 PST",
        "2019-01-01 10:00 +0800x",
    ],
)
def test_what_is_not_a_time_is_refused(written: str) -> None:
    with pytest.raises(Undated):
        moment(written, zone=CHINA)
