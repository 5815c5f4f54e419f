"""Components: what they say in words, and that they escape."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from sixia.ui import draw, text
from sixia.ui.parts import Bar, Chip, Happening, Step

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.urls("tests.ui.urls")


def page(source: str, **context: Any) -> str:
    request = RequestFactory().get("/list/?a=1&tab=x")
    return Template("{% load ui charts %}" + source).render(Context({"request": request, "now": NOW, **context}))


@pytest.mark.parametrize(
    ("left", "tone", "words"),
    [
        (timedelta(minutes=18), "warn", "还剩 18 分钟"),
        (timedelta(hours=23), "warn", "还剩 23 小时"),
        (timedelta(days=1, seconds=1), "plain", "还剩 1 天"),
        (timedelta(days=-3), "bad", "过期 3 天"),
        (timedelta(days=-430), "bad", "过期 14 个月"),
        (timedelta(seconds=5), "warn", "还剩 1 分钟"),
    ],
)
def test_time_left_in_words_and_tone(left: timedelta, tone: str, words: str) -> None:
    html = page("{% due at %}", at=NOW + left)
    assert f'class="chip num {tone}"' in html
    assert words in html


def test_due_says_the_whole_date_the_provisional_mark_and_the_own_warning() -> None:
    html = page("{% due at provisional=True warn_at=soon %}", at=NOW + timedelta(days=9), soon=NOW)
    assert "2026年5月20日（星期三）10:00 到期" in html
    assert "（暂定）" in html
    assert "chip num warn" in html


def test_due_of_what_is_done() -> None:
    assert "按期" in page("{% due at done_at=done %}", at=NOW, done=NOW)
    assert "过期 2 小时" in page("{% due at done_at=done %}", at=NOW, done=NOW + timedelta(hours=2))
    assert page("{% due at %}", at=None) == ""


def test_moments_name_the_year_only_when_it_is_another() -> None:
    assert text.moment(NOW, NOW) == "5月11日 10:00"
    assert text.moment(NOW.date(), NOW) == "5月11日"
    assert text.moment(NOW - timedelta(days=365), NOW) == "2025年5月11日 10:00"
    with translation.override("en"):
        assert text.moment(NOW, NOW) == "11 May, 10:00"
        assert text.time_left(NOW + timedelta(hours=1), NOW) == "1 hour left"


def test_a_share_has_a_percentage_only_from_ten_on() -> None:
    assert [text.share(7, 9), text.share(7, 10), text.share(0, 0)] == ["7 / 9", "7 / 10（70%）", "–"]


def test_everything_given_is_escaped() -> None:
    bad = "<script>"
    html = page(
        '{% chip bad %}{% icon "bell" bad %}{% meter 3 label=bad %}{% qr bad label=bad %}{% steps steps %}{% timeline story %}'
        "{% bar_chart bars label=bad unit=bad %}{% map geo label=bad %}{% empty bad bad bad bad %}{% spark values label=bad %}",
        bad=bad,
        steps=[Step(bad, bad, "late")],
        story=[Happening(NOW, bad, bad, bad, chips=[Chip(bad)])],
        bars=[Bar(bad, 1, bad, url=bad)],
        geo={"features": [{"properties": {"name": bad, "value": bad, "note": bad, "url": bad}}]},
        values=[1, 2],
    )
    assert bad not in html
    assert "style=" not in html


def test_steps_say_where_it_stands() -> None:
    html = page("{% steps way %}", way=[Step("a", state="done"), Step("b", state="late"), Step("c")])
    assert html.count('aria-current="step"') == 1
    assert 'class="late now"' in html
    assert "已完成" in html


def test_a_meter_stays_within_its_track() -> None:
    assert 'width="100' in page("{% meter 250 100 %}")
    assert 'class="fill" width="0' in page("{% meter 5 0 %}")


def test_bars_scale_to_the_largest() -> None:
    html = page('{% bar_chart rows label="x" %}', rows=[("a", 5), ("b", 10)])
    assert 'class="fill" width="50.0"' in html
    assert 'class="fill" width="100.0"' in html


def test_a_map_comes_with_its_list_and_loads_its_library_once() -> None:
    geo = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"name": "清源镇", "value": 3}, "geometry": None}],
    }
    html = page('{% map geo label="a" %}{% map geo label="b" name="two" %}', geo=geo)
    assert html.count("leaflet.js") == 1
    assert html.count('<li>清源镇 · <span class="num">3</span></li>') == 2
    assert 'id="two-data"' in html


def test_query_changes_one_parameter_and_keeps_the_rest() -> None:
    assert page('{% query tab="" at="7" %}') == "?a=1&amp;at=7"


def test_a_line_stays_inside_its_picture() -> None:
    points = draw.spark([0, 5, 10, -3])
    assert all(3 <= x <= 97 and 3 <= y <= 21 for x, y in points)
    assert draw.spark([]) == []
    assert draw.spark([4]) == [(3, 3.0)]


def test_a_limit_that_ends_at_midnight_ends_on_the_day_before() -> None:
    midnight = datetime(2026, 5, 17, 16, 0, tzinfo=UTC)
    now = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert text.deadline(midnight, now) == "5月17日"
        assert text.deadline(midnight + timedelta(hours=9, minutes=30), now) == "5月18日 09:30"
